"""One walk of one person who fills every form with words nobody else uses, and sends it; whatever it does is undone."""

from collections import deque
from http.cookies import SimpleCookie
from urllib.parse import urljoin, urlsplit

from django.db import transaction

from .forms import Page, filled
from .walker import LEAVES, NO_PAGES, name_of, starts_for

NOBODYS = ("admin:policies_", "admin:services_area_", "admin:services_service_", "admin:portal_workingday")
"""Forms of the catalogue: nothing in them is about a person."""


class Presser:
    """`pressed`: the names of what was sent a form; `words`: what stood in them; `asked`: where that led; `broken`.

    A page that somebody has seen before, by `seen`, is left out.
    """

    def __init__(self, client, commits, seen):
        self.client, self.commits, self.seen = client, commits, seen
        self.taken, self.pressed, self.words, self.asked, self.broken = set(), set(), [], [], []

    def go(self, user, *more):
        todo = deque([*more, *starts_for(user)])
        while todo:
            address = todo.popleft().split("#")[0]
            name = name_of(address)
            if name and name not in LEAVES | NO_PAGES | self.seen and not name.startswith(NOBODYS):
                todo.extend(self._visit(address, name))
        return self

    def _visit(self, address, name):
        """Where its links lead."""
        answer = self.client.get(address)
        if answer.status_code != 200 or "html" not in answer.headers.get("Content-Type", ""):
            return []
        self.seen.add(name)
        page = Page(address, answer.content.decode())
        for action, fields in page.forms:
            self._press(urljoin(address, action), fields)
        return [urljoin(address, link) for link in page.links if not urlsplit(link).netloc]

    def _press(self, address, fields):
        form = name_of(address), tuple(name for name, _kind, _value in fields)
        if form[0] in LEAVES or form in self.taken:
            return
        self.taken.add(form)
        sent, words = filled(fields)
        answer = self._undone(address, sent)
        self.words += words
        self.asked += [address, answer.headers.get("Location", "")]
        self.pressed |= {form[0]} if words and answer.status_code in {200, 302, 422} else set()
        self.broken += [f"{answer.status_code} {address}"] if answer.status_code >= 500 else []

    def _undone(self, address, sent):
        """The answer to it; the tasks that it gives are given, its rows and cookies are taken back."""
        cookies = SimpleCookie(self.client.cookies)
        with transaction.atomic():
            with self.commits(execute=True):
                answer = self.client.post(address, sent)
            transaction.set_rollback(True)
        self.client.cookies = cookies
        return answer
