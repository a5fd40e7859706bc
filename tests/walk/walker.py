"""One walk of one person through every page a link leads to, with a real browser."""

import re
from collections import Counter, deque
from urllib.parse import urlsplit

from django.urls import NoReverseMatch, Resolver404, resolve, reverse
from playwright.sync_api import Error

from portal.access import ACCESS, ADMITS, Audience, audience_of
from tests.harness.full import size

EACH = size(1, 4)  # so many addresses of one page
LEAVES = {"account_logout", "admin:logout", "portal:set-language", "idp:oidc:logout"}
NO_PAGES = {
    "accounts:evidence-original",
    "accounts:evidence-page",
    "accounts:export",
    "services:window-poster",
    "services:instruction",
    "accounts:card-worker",
    "services:desk-worker",
    "services:desk-manifest",
    "services:desk-known",
    "services:desk-late-known",
    "portal:healthz",
    "portal:readyz",
    "admin:login",
}
PRESSED = {"services:proxy-phone": "main form button", "admin:accounts_sealedcase_change": ".decision button"}
"""What stands behind a button, and is looked at too: by page, its button."""
EMPTY = "ERR_HTTP_RESPONSE_CODE_FAILURE"  # a refusal without a body
PRESS_ONLY = 405
NO_PAGE = ("Download is starting", "ERR_ABORTED", EMPTY)
FOUND = """() => ({
    dead: [...document.querySelectorAll('[href],[action],[src]')].map(e => e.getAttribute('href') ||
        e.getAttribute('action') || e.getAttribute('src')).filter(a => /^\\s*(javascript|data:text|vbscript)/i.test(a)),
    isRun: document.body.innerText.includes("4242417"),
    isWide: document.querySelector('meta[name=viewport]') && document.documentElement.scrollWidth > screen.width,
    links: [...document.querySelectorAll('a[href]')].map(a => a.href)})"""


def starts_for(user):
    """Every page without arguments that is for this person, and the admin's tables for those who enter it."""
    for name, audience in ACCESS.items():
        if not audience.is_api and (audience is Audience.PUBLIC or (user and ADMITS[audience](user))):
            try:
                yield reverse(name)
            except NoReverseMatch:
                continue


def name_of(address):
    try:
        return resolve(urlsplit(address).path).view_name
    except Resolver404:
        return None


class Walk:
    """`seen`: the names of the pages that were shown; `wrong`: what was not as it should be."""

    def __init__(self, page, site, user, *more):
        self.page, self.site, self.user = page, site, user
        self.more = [f"{site}{path}" for path in more]
        self.is_official = bool(user and user.is_staff)
        self.seen, self.wrong, self.taken, self.linked = Counter(), [], set(), {}

    def go(self):
        todo = deque([*(f"{self.site}{path}" for path in starts_for(self.user)), *self.more])
        while todo:
            address = todo.popleft().split("#")[0]
            if self._is_wanted(address):
                todo.extend(self._visit(address))
        return self

    def _is_wanted(self, address):
        name = name_of(address)
        if not address.startswith(self.site) or address in self.taken or name is None:
            return False
        audience = audience_of(name)
        if audience is None or audience.is_api or name in LEAVES | NO_PAGES or "/static/" in address:
            return False
        if audience is Audience.PUBLIC and self.is_official:  # they say the same to all, and others look at them
            return False
        self.taken.add(address)
        return self.seen[name] < EACH or address in self.more

    def _visit(self, address):
        try:
            answer = self.page.goto(address, wait_until="load")
        except Error as error:
            if not any(reason in str(error) for reason in NO_PAGE):
                self.wrong.append(f"{address} for {self.user}: {error}")
            if EMPTY in str(error):
                self._leave_the_page_of_the_browser()
            return []
        if answer.status == PRESS_ONLY:  # a browser that shows an empty refusal as a page, where others say EMPTY
            return []
        self.seen[name_of(address)] += 1
        links = self._look(address, answer)
        if button := PRESSED.get(name_of(address)):
            with self.page.expect_navigation() as pressed:
                self.page.click(button)
            links += self._look(address, pressed.value)
        return links

    def _look(self, address, answer):
        """At what is shown now; where its links lead."""
        if answer.status != 200:
            self.wrong.append(f"{answer.status} {address} for {self.user}, linked on {self.linked.get(address)}")
        found = self.page.evaluate(FOUND)
        self.wrong += [f"{address}: {dead}" for dead in found["dead"]]
        if found["isRun"]:
            self.wrong.append(f"{address}: a template in a text was run")
        if found["isWide"]:
            self.wrong.append(f"{address}: a text makes the page wider than a phone")
        for link in found["links"]:
            self.linked.setdefault(link, address)
        return found["links"]

    def _leave_the_page_of_the_browser(self):
        """Chromium puts a page of its own where there was none; coming late it would break into the next address."""
        self.page.wait_for_url(re.compile("^chrome-error:"), wait_until="commit")
        self.page.goto("about:blank")
