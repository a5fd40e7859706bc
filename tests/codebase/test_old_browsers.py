"""Does the site's own style and script ask for nothing that the last Chromium for Windows 7 (109) does not know?

That is what stands at many a counter. Two service workers are scripts too, which lie among the templates. What it knows
was read in MDN's tables; with `CHROMIUM=` and the path of one the tests run in it.
"""

import re

import pytest

from tests.codebase.files import ROOT

NEWER = {
    ".css": (
        *(r"color-mix\(", r"\blight-dark\(", r"\b(?:rgb|hsl|oklch|lab)\(from\b", r"\bround\(", r"\d(?:cap|lh|rlh)\b"),
        *(r"@scope\b", r"@starting-style\b", r"@view-transition\b"),
        *(r"\btext-wrap\b", r"\bfield-sizing\b", r"\binterpolate-size\b", r"\banimation-timeline\b", r"\banchor\("),
        *(r":popover-open\b", r":user-(?:in)?valid\b", r":state\(", r"\bsubgrid\b", r"\{[^{}]*&[ :.\[>]"),
    ),
    ".js": (
        *(r"\b(?:Object|Map)\.groupBy\b", r"\bArray\.fromAsync\b", r"\bPromise\.(?:withResolvers|try)\b"),
        *(
            r"\.to(?:Sorted|Spliced|Reversed)\(",
            r"\.isWellFormed\(",
            r"\.to(?:Base64|Hex)\(",
            r"\.from(?:Base64|Hex)\(",
        ),
        *(r"\bSet\(.*\.(?:union|intersection|difference)\(", r"\bURL\.(?:canParse|parse)\(", r"\bIterator\.from\b"),
        *(
            r"\bshowPopover\b",
            r"\bstartViewTransition\b",
            r"\bscheduler\.yield\b",
            r"/v[a-z]*\.test\(",
            r"\busing \w+ =",
        ),
        r"\bRegExp\.escape\b",
    ),
}


def newer(suffix, text):
    return [found[0] for pattern in NEWER[suffix] for found in re.finditer(pattern, text)]


@pytest.mark.parametrize("suffix", sorted(NEWER))
def test_nothing_is_asked_for_that_an_old_browser_does_not_know(suffix):
    files = [file for folder in ("static", "templates") for file in sorted((ROOT / folder).rglob(f"*{suffix}"))]

    assert {file: newer(suffix, file.read_text()) for file in files} == {file: [] for file in files}
    assert len(files) > 5


def test_service_workers_are_scripts_among_the_templates():
    assert sorted(str(file.relative_to(ROOT / "templates")) for file in (ROOT / "templates").rglob("*.js")) == [
        "accounts/card/sw.js",
        "services/late/sw.js",
    ]


@pytest.mark.parametrize(
    ("suffix", "text"),
    [
        (".css", ".a { color: color-mix(in srgb, red, blue); }"),
        (".css", ".a { &:hover { color: red; } }"),
        (".css", "h1 { text-wrap: balance; }"),
        (".js", "const sorted = rows.toSorted();"),
        (".js", "const { promise } = Promise.withResolvers();"),
    ],
)
def test_what_is_newer_is_found(suffix, text):
    assert newer(suffix, text)
