"""A real Chromium before a real site: phone and desk, Chinese and English, with an eye for errors and for axe."""

import contextlib
import os

import pytest
from django.contrib.staticfiles import handlers
from django.core.cache import caches

from .packages import chromium

FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --use-fake-ui-for-media-stream --use-fake-device-for-media-stream "
    "--autoplay-policy=document-user-activation-required"  # as at a window; without a head nothing is held back else
).split()
CLOSED = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1"
PHONE = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True, "device_scale_factor": 2}
DESK = {"viewport": {"width": 1280, "height": 800}}
LOCALES = {"zh-hans": "zh-CN", "en": "en-GB"}


class StaticFilesForAWhile(handlers.StaticFilesHandler):
    """Lets a browser keep style and script from page to page, as the site does, whose files never change."""

    def serve(self, request):
        answer = super().serve(request)
        answer["Cache-Control"] = "max-age=600"
        return answer


handlers.StaticFilesHandler = StaticFilesForAWhile  # where `live_server` takes it from


@pytest.fixture(scope="session")
def chromium_browser():
    program = chromium()
    if not program:
        pytest.skip("Chromium is not installed")
    from playwright.sync_api import sync_playwright

    # Playwright keeps an event loop in this thread; the ORM is still only used one call at a time.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=[*FLAGS, CLOSED])
        yield browser
        browser.close()


@pytest.fixture
def site(live_server, settings):
    """The address of the site of this test, which is also the one its pages and codes name.

    The caches, which no emptying of the tables reaches, begin empty: one counts who signed up from one address.
    """
    for cache in caches.all(initialized_only=False):
        cache.clear()
    settings.PUBLIC_URL = live_server.url
    settings.CSRF_TRUSTED_ORIGINS = [live_server.url]
    return live_server.url


@pytest.fixture
def page_errors():
    """What the pages of this test wrote to their consoles as errors (a refused script or style is one): nothing."""
    errors = []
    yield errors
    assert errors == []


@pytest.fixture
def open_page(chromium_browser, site, page_errors):
    """`open_page(language="zh-hans", phone=True)` is a page of a fresh browser profile."""
    contexts = []

    def begin(language="zh-hans", phone=True, **options):
        context = chromium_browser.new_context(
            base_url=site,
            locale=LOCALES[language],
            timezone_id="Asia/Shanghai",
            **(PHONE if phone else DESK),
            **options,
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: page_errors.append(f"{page.url}: {error}"))
        page.on("console", lambda message: _note(page_errors, page, message))
        return page

    yield begin
    for context in contexts:
        context.close()


def _note(errors, page, message):
    # A page that answers 4xx on purpose is written to the console too; the test looks at its status itself.
    if message.type == "error" and "Failed to load resource" not in message.text:
        errors.append(f"{page.url}: {message.text}")


@pytest.fixture
def phone_zh(open_page):
    """A phone of 360 pixels in Chinese."""
    return open_page("zh-hans", phone=True)


@pytest.fixture
def desk_en(open_page):
    """A screen of 1280 pixels in English."""
    return open_page("en", phone=False)


def axe(page):
    """What axe finds on the page, each as `rule: element`; an empty list is what a test expects."""
    from axe_playwright_python.sync_playwright import Axe

    settled(page)
    # `preload` would add a style element of axe's own, which the page's policy rightly refuses; and without
    # `resultTypes` it takes as long again to describe every element that is right.
    found = Axe().run(page, options={"preload": False, "resultTypes": ["violations"]}).response["violations"]
    return [f"{rule['id']}: {node['html'][:160]}" for rule in found for node in rule["nodes"]]


KINDS = """[document.documentElement.lang, innerWidth, ...new Set([...document.querySelectorAll("body *")].map(
    (element) => `${element.tagName}.${element.className}`))].sort().join()"""
CLEAN = set()
"""The kinds of elements, in their language and width, in which axe has found nothing wrong together."""


def axe_once(page):
    """`axe` where the page is shown in Chinese on a phone or in English at a desk, unless a page of the same kinds of
    elements was right before; else nothing: the other two screens show the same elements again."""
    settled(page)
    kinds = page.evaluate(KINDS)
    is_phone, language = page.viewport_size["width"] < DESK["viewport"]["width"], page.get_attribute("html", "lang")
    if kinds in CLEAN or is_phone != language.startswith("zh"):
        return []
    found = axe(page)
    if not found:
        CLEAN.add(kinds)
    return found


def wider_than_screen(page):
    """By how many pixels the page can be pushed sideways; 0 is what a test expects."""
    settled(page)
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def settled(page):
    """Wait until the page is there as a whole: a click may just have begun to replace it."""
    from playwright.sync_api import Error

    for _ in range(200):
        with contextlib.suppress(Error):
            if page.evaluate("document.readyState === 'complete' && document.body !== null"):
                return
        page.wait_for_timeout(50)
