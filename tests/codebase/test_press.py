"""Are strangers' files opened in the press alone, whose memory is bounded, and never in a process of the site?"""

import ast

import pytest

from tests.codebase.files import modules, shown

PRESS = "accounts/evidence/press/"
OPENERS = {"PIL", "pillow_heif", "pypdfium2", "zxingcpp"}
LIGHT = {"names", "problems"}  # of the press, what says words alone
OF_ITS_OWN_MAKING = {  # what these open the site has drawn itself
    *("services/demo/papers.py", "services/demo/portraits.py", "services/readiness/printing.py"),
}


def opened_with(source: str) -> set[str]:
    """The libraries that read pictures and papers, and the parts of the press, that are imported here."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names} & OPENERS
        if isinstance(node, ast.ImportFrom):
            found |= {(node.module or "").split(".")[0]} & OPENERS
            if "press" in (node.module or "").split("."):
                said = node.module.split("press")[1].strip(".")
                found |= ({said} if said else {alias.name for alias in node.names}) - LIGHT
    return found


def test_libraries_that_open_files_stand_in_the_press_alone():
    outside = [file for file in modules() if not shown(file).startswith(PRESS)]

    found = {shown(file) for file in outside if opened_with(file.read_text())}

    assert found == OF_ITS_OWN_MAKING


@pytest.mark.parametrize(
    "line",
    [
        *("import pypdfium2 as pdfium", "from PIL import Image", "from PIL.ExifTags import Base"),
        *("from .press import photos", "from accounts.evidence.press.photos import clean", "from .press import limits"),
    ],
)
def test_import_of_an_opener_is_seen(line):
    """The control."""
    assert opened_with(f"def later():\n    {line}\n") != set()
    assert opened_with("from .press.problems import Unusable\nfrom accounts.portrait import portraits") == set()
