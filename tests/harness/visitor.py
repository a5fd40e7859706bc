"""Who visits a site all the while, and what was each request answered?"""

import json
import re
import threading
import time
import uuid
from string import Template
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from tests.accounts.evidence import corpus

from .processes import wait_until
from .visits import TRACKS

PATIENCE = 240  # seconds
NOT_SENT_ON = r"(?ism)\A(?!.*^location: )"
OF_FORMS = "f" * 32  # a page's token is right where the cookie says the same


class Stays(HTTPRedirectHandler):
    """Being sent on is an answer."""

    def redirect_request(self, *args):
        return None


OPENER = build_opener(Stays())


class Visitor(threading.Thread):
    """Walks a track of visits.py again and again; `seen`: each request's kind, answer and when it began.

    An answer is its status, or a sentence where it did not tell what it should. What lacks a word of an answer before
    it is left out; `rounds` are those walked to their end.
    """

    def __init__(self, site, people, track):
        super().__init__(daemon=True)
        self.site, self.people, self.track = site, people, track
        self.seen, self.rounds, self.has_enough = [], 0, threading.Event()

    def run(self):
        while not self.has_enough.is_set():
            self.known = dict(self.people)
            for visit in self.track:
                if request := self._request(visit):
                    self.seen.append(self._answer(visit, request))
                self.has_enough.wait(0.1)
            self.rounds += 1

    def _request(self, visit):
        """None where an answer before has not told what belongs into it."""
        try:
            path, body = json.loads(Template(json.dumps([visit.path, visit.body])).substitute(self.known))
            headers = self._headers(visit.who)
        except KeyError:
            return None
        if body is None:
            return Request(self.site + path, None, headers)
        kind, data = _written(path, body)
        headers |= {"Content-Type": kind, "Idempotency-Key": str(uuid.uuid4())}
        return Request(self.site + path, data, headers, method=visit.method)

    def _headers(self, who):
        if who == "system":
            return {"Authorization": f"Bearer {self.known[who]}"}
        session = f"; sessionid={self.known[who]}" if who else ""
        return {"Cookie": f"csrftoken={OF_FORMS}{session}", "X-CSRFToken": OF_FORMS}

    def _answer(self, visit, request):
        began = time.monotonic()
        status, text = _sent(request)
        told = re.search(visit.told or NOT_SENT_ON, text)
        for name in re.compile(visit.told).groupindex:
            self.known.pop(name, None)
        if told and status < 400:
            self.known |= told.groupdict()
        elif status < 400:
            status = f"{status} without {visit.told}"
        return visit.kind, status, began


def _written(path, body):
    """Its type, and the bytes; a page's form has a key, by which a second press is known."""
    if "file" in body:
        paper = SimpleUploadedFile(body["file"], corpus.pdf(), "application/pdf")
        return MULTIPART_CONTENT, encode_multipart(BOUNDARY, body | {"file": paper})
    if path.startswith("/api/"):
        return "application/json", json.dumps(body).encode()
    form = body if path.startswith("/identity/") else body | {"form_key": uuid.uuid4()}
    return "application/x-www-form-urlencoded", urlencode(form).encode()


def _sent(request):
    """The status, and head and text; a connection that broke has its reason for both, and counts as 599."""
    try:
        answer = OPENER.open(request, timeout=30)
    except HTTPError as other:
        answer = other
    except OSError as error:
        return 599, repr(error)
    with answer:
        return answer.status, f"{answer.headers}\n{answer.read().decode(errors='replace')}"


class Crowd:
    """A visitor for each track, all at the same time; a kind that went wrong once has `failed`."""

    def __init__(self, site, people):
        self.visitors = [Visitor(site, people, track) for track in TRACKS]

    def __enter__(self):
        for visitor in self.visitors:
            visitor.start()
        return self

    def __exit__(self, *_error):
        for visitor in self.visitors:
            visitor.has_enough.set()
        for visitor in self.visitors:
            visitor.join(60)

    def seen(self):
        return [one for visitor in self.visitors for one in list(visitor.seen)]

    def did(self, since=0):
        """The kinds that went well, begun since then."""
        return {kind for kind, status, began in self.seen() if began >= since and _is_well(status)}

    def failed(self, kinds):
        return {(kind, status) for kind, status, _began in self.seen() if kind in kinds and not _is_well(status)}

    def wait_for_rounds(self, many):
        """Of each visitor; the second one begins after now."""
        ends = [(visitor, visitor.rounds + many) for visitor in self.visitors]
        wait_until(lambda: all(visitor.rounds >= end for visitor, end in ends), PATIENCE, "the rounds of each visitor")

    def wait_for(self, kinds):
        """Until each of these went well that begins now. Raises `AssertionError` where one fails, or is not reached."""
        since = time.monotonic()
        while not self.did(since) >= kinds:
            assert not self.failed(kinds), self.failed(kinds)
            assert time.monotonic() < since + PATIENCE, f"nobody did {kinds - self.did(since)}"
            time.sleep(0.05)


def _is_well(status):
    return isinstance(status, int) and status < 400
