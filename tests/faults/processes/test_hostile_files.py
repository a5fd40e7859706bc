"""Does the whole chain stay small, from the socket to the drawn page, while hostile and large files are sent to it?

What the press alone takes for each file is tested, to the last byte, at tests/accounts/evidence/test_hostile_files.py.
"""

import contextlib
from concurrent.futures import ThreadPoolExecutor
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from accounts.models import Evidence
from tests.accounts.evidence import corpus
from tests.accounts.evidence.test_hostile_files import MORE_MB, REFUSED, TAKEN
from tests.cast import person
from tests.factories import ApplicationFactory
from tests.harness import catalogue
from tests.harness.full import size
from tests.harness.memory import Memory
from tests.harness.processes import wait_until

AS_IT_RUNS = "--pool=prefork"  # where there is a Redis
ORDINARY = {"paper.pdf": corpus.pdf, "photo.jpg": corpus.phone_photo}
HOSTILE = size(("archive.pdf", "flood.png", "quiet-rgb.png", "endless.pdf"), (*REFUSED, *TAKEN))
AT_ONCE, TOO_LARGE = size(4, 8), b"0" * 100_000_000
STATUS = dict.fromkeys(REFUSED, 400) | dict.fromkeys(TAKEN, 201)


@pytest.fixture
def application(own_database):
    catalogue.put()
    made = ApplicationFactory(talent=person("talent@example.cn"))
    made.evidence.all().delete()
    return made


@pytest.fixture
def send(portal, application, as_user):
    """`send(name, data)` to the real site, with a worker behind it; the status of its answer."""
    site, _worker = portal.web(), portal.worker(AS_IT_RUNS)
    address = f"{site}/api/v1/me/accreditations/{application.code}/evidence/"
    session, token = as_user(application.talent).cookies["sessionid"].value, "t" * 32
    head = {
        "Cookie": f"sessionid={session}; csrftoken={token}",
        "X-CSRFToken": token,
        "Content-Type": MULTIPART_CONTENT,
    }
    criterion = application.criteria.get().slug

    def sent(name, data):
        form = encode_multipart(BOUNDARY, {"criterion": criterion, "file": SimpleUploadedFile(name, data)})
        try:
            with urlopen(Request(address, form, head), timeout=100) as answer:
                return answer.status
        except HTTPError as error:
            with error:
                return error.code

    return sent


@pytest.fixture
def during(portal):
    """`with during() as memory`: of web server, worker and what they start, to when all that came in is drawn."""

    @contextlib.contextmanager
    def measured():
        with Memory(*(process.pid for process in portal.processes)) as memory:
            yield memory
            wait_until(lambda: not Evidence.objects.filter(state="received").exists(), 120, "all is drawn", portal.log)

    return measured


def test_hostile_and_large_files_take_little_memory_in_every_process(send, during):
    for _once_to_begin_with in range(2):
        with during() as ordinary:
            assert {send(name, make()) for name, make in ORDINARY.items()} == {201}

    answers, together, each, started = {}, {}, {}, {}
    for name in HOSTILE:
        data = (REFUSED | TAKEN)[name][0]()
        with during() as memory:
            answers[name] = send(name, data)
        together[name], each[name], started[name] = memory.together, memory.grown, memory.started
    photo = corpus.big_photo(30)
    with during() as memory, ThreadPoolExecutor(AT_ONCE + 1) as pool:
        large = list(pool.map(send, ["large.jpg"] * (AT_ONCE + 1), [photo, *[TOO_LARGE] * AT_ONCE]))
    each["large"], started["large"] = memory.grown, memory.started

    assert (answers, large) == ({name: STATUS[name] for name in HOSTILE}, [201] + [400] * AT_ONCE)
    assert max(together.values()) < ordinary.together + MORE_MB, together
    assert max(started.values()) < ordinary.started + MORE_MB, started
    assert max(each.values()) < MORE_MB, each
    assert min(ordinary.started, started["large"]) > 0
