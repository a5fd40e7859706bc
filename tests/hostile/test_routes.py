"""Does any address open what is not one's own? Every route, method and role with real objects of others."""

import logging
import re
from functools import partial
from itertools import product

import pytest
from django.apps import apps
from django.db import transaction
from django.http import HttpResponse
from django.utils import translation

from accounts.accreditation.querysets import ApplicationQuerySet
from tests.codebase.urls import views
from tests.harness import catalogue
from tests.harness.full import size

from . import matrix, pages, world
from .probes import OPENED, filled, probe

pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("routes"),
    pytest.mark.sqlite,
]  # which rows are seen is the same query on both databases
RARE = ("PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")
ROW_ACTORS = size(("anonymous", "holder", "hospital_desk", *matrix.OFFICERS), ("anonymous", *matrix.PERSONS))
NO_ROW = "999999"
OWNERS = ("holder", "stranger", "nobody")  # for an actor of Harbin the own and the other city's; for Daqing the reverse


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker):
    """The world of the probes, with a browser for each person and a client for each system; made once."""
    with django_db_blocker.unblock(), transaction.atomic(), translation.override("zh-hans"):
        catalogue.put()
        made = world.build()
        made.clients = {name: world.browser_of(user) for name, user in made.people.items()}
        made.clients |= {"anonymous": world.browser_of(None)}
        made.clients |= {f"{name}_system": world.with_token(*link) for name, link in made.links.items()}
        for client in made.clients.values():
            client.get("/")  # what a session notes at its first request, and each probe would note again
        yield made
        transaction.set_rollback(True)


@pytest.fixture
def here(built, db, monkeypatch, settings):
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 86_400  # however long the probes take: no sign-in grows old meanwhile
    monkeypatch.setattr(logging.getLogger("django.request"), "disabled", True)  # a line for each refusal
    for status in (403, 404):  # their pages are drawn elsewhere
        monkeypatch.setattr(f"portal.urls.handler{status}", partial(_bare, status=status), raising=False)
    return built


def _bare(request, exception, status):
    return HttpResponse(status=status)


def test_every_address_stands_in_the_matrix():
    addresses = {address for _name, address, _view in views() if not address.startswith(pages.ONLY_IN_TESTS)}

    assert addresses == in_the_matrix()


def in_the_matrix():
    """What the tests below try, and what has no door of ours."""
    rows = {row.address for row in (*matrix.SITE, *matrix.API, *matrix.OFFICES, *pages.ROWS)}
    return rows | {address for address, _path, _admitted in _pages()} | set(pages.BORROWED) | set(pages.PATTERNS)


def _models():
    """Every table of the admin, as its addresses name it."""
    rows = (*matrix.OFFICES, *pages.ROWS)
    return sorted({row.address[6:].split("/<")[0] for row in rows if "<path:object_id>/change/" in row.address})


@pytest.mark.parametrize("rows", ["SITE", "API", "OFFICES"])
def test_foreign_objects_do_not_open(rows, here):
    faults, count = [], 0
    for place, row in enumerate(getattr(matrix, rows)):
        for turn, actor in enumerate(_actors(row)):
            for found in _probes(row, actor, here, _methods(place + turn)):
                count += 1
                faults += found

    assert not faults, "\n".join(faults)
    assert count > {"SITE": 2_000, "API": 1_000, "OFFICES": 3_500}[rows]


def test_probes_find_a_query_that_shows_too_much(here, monkeypatch):
    """The control: with the protection off, another city's officer opens the case, and the probes say so."""
    monkeypatch.setattr(ApplicationQuerySet, "of_office", lambda rows, user: rows)
    row = next(row for row in matrix.OFFICES if row.kind == "application")

    faults = [fault for found in _probes(row, "other_city_officer", here, ("GET",)) for fault in found]

    assert any("GET holder's admin/accounts/application" in fault and "opens (200)" in fault for fault in faults)
    assert any("names holder" in fault for fault in faults)


def test_what_is_no_number_of_a_row_is_not_found(here):
    models = [model for model in _models() if model not in pages.OFFICE_ONLY]
    found = {
        (actor, path): probe(here.clients[actor], "GET", path).status
        for actor in ("policy_admin", "auditor")
        for path in (f"admin/{model}/{wrong}/change/" for model in models for wrong in ("abc", "%C2%B2", "9" * 30))
    }

    assert {where: status for where, status in found.items() if status not in (403, 404)} == {}


def _actors(row):
    return matrix.EVERYONE if row.address.startswith("api/") else ("anonymous", *matrix.PERSONS)


def _methods(turn):
    """GET and POST, and of what hardly any address answers one after the other; with FULL=1 all for everybody."""
    return ("GET", "POST", *size((RARE[turn % len(RARE)],), RARE))


def _probes(row, actor, here, methods):
    """The faults of each probe of one actor at one address."""
    client, mine = here.clients[actor], row.who.get(actor, "").split()
    written = mine if row.writers is None else row.writers.get(actor, "").split()
    for method in methods:
        found = {owner: _try(row, client, method, owner, here) for owner in _owners(actor, method)}
        for owner, (path, outcome) in found.items():
            opens = (
                owner in (written if method == "POST" else mine)
                and ("GET" if method == "HEAD" else method) in row.methods.split()
            )
            wrong = _opened(outcome) if opens else _shut(outcome, found.get("nobody"), method, owner in mine)
            yield [
                f"{actor} {method} {owner}'s {row.address}: {fault}"
                for fault in [*wrong, *_leaks(here, actor, path, outcome)]
            ]


def _owners(actor, method):
    """A talent tries a neighbour's too; methods that hardly any address answers are tried with one foreign object."""
    if method not in ("GET", "POST"):
        return ("holder",) if actor.startswith(("other_", "stranger")) else ("stranger",)
    return (*OWNERS, "neighbour") if actor == "holder" else OWNERS


def _try(row, client, method, owner, here):
    values = {**(world.NOBODY if owner == "nobody" else here.objects[row.kind][owner]), **row.fixed}
    path = filled(row.address, values)
    return path, probe(client, method, path, {name: text.format(**values) for name, text in row.body.items()})


def _opened(outcome):
    return [] if outcome.status in OPENED and not outcome.asks_to_sign_in else [f"does not open ({outcome.status})"]


def _shut(outcome, nobodys, method, is_mine):
    """As for an object that is not there. OPTIONS may say which methods there are: that is no secret."""
    wrong = [f"writes: {sql}" for sql in outcome.wrote]
    if not outcome.is_refused and method != "OPTIONS":
        wrong.append(f"opens ({outcome.status})")
    if nobodys and not is_mine and outcome.status != nobodys[1].status:
        wrong.append(f"answers {outcome.status}, for nobody's {nobodys[1].status}")
    return wrong


def _leaks(here, actor, path, outcome):
    """A name or number of somebody whom this actor may not see, wherever it stands."""
    allowed = matrix.SEES.get(actor, "").split()
    for owner, markers in here.markers.items():
        if owner not in allowed:
            kinds = [kind for kind, owners in matrix.SEES_NUMBERS.get(actor, {}).items() if owner in owners.split()]
            known = [here.lives[owner].numbers[kind] for kind in kinds]
            found = (text for text in markers if text in outcome.body and text not in path and text not in known)
            yield from (f"names {owner}: {text}" for text in found)


def test_row_that_belongs_to_no_person_opens_to_whom_the_matrix_names(here):
    faults = []
    for row in pages.ROWS:
        path = filled(row.address, _any_of(row.kind))
        for actor, method in product(ROW_ACTORS, ("GET", "POST")):
            outcome = probe(here.clients[actor], method, path)
            who = row.writers if row.writers is not None and method == "POST" else row.who
            opens = actor in who and method in row.methods.split()
            wrong = _opened(outcome) if opens else _shut(outcome, None, method, is_mine=True)
            found = [*wrong, *_leaks(here, actor, path, outcome)]
            faults += [f"{actor} {method} {path}: {fault}" for fault in found]

    assert not faults, "\n".join(faults)


def _any_of(kind):
    """Any row of a table, as the parts of its address."""
    row = apps.get_model(kind.replace("/", ".")).objects.earliest("pk")
    return {"object_id": row.pk, "slug": getattr(row, "slug", "")}


@pytest.mark.parametrize("actor", ["anonymous", "newcomer", "city_officer"])
def test_borrowed_page_breaks_for_nobody_and_names_no_stranger(actor, here):
    faults = []
    for address, method in product(pages.BORROWED, ("GET", "POST")):
        outcome = probe(here.clients[actor], method, address)
        broken = [f"breaks ({outcome.status})"] if outcome.status >= 500 else []
        faults += [f"{method} {address}: {fault}" for fault in [*broken, *_leaks(here, actor, address, outcome)]]

    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_pages_let_in_whom_the_matrix_names_and_name_no_stranger(method, here):
    faults = []
    for _pattern, address, admitted in _pages():
        for actor in _who_try(address, admitted):
            outcome = probe(here.clients[actor], method, address)
            shut = outcome.is_refused and outcome.status != 400
            if actor not in admitted and not shut:
                faults.append(f"{actor} {method} {address}: opens ({outcome.status})")
            if actor in admitted and shut and outcome.status != 405 and address != "admin/login/":
                faults.append(f"{actor} {method} {address}: does not open ({outcome.status})")
            faults += [f"{actor} {method} {address}: {fault}" for fault in _leaks(here, actor, address, outcome)]

    assert not faults, "\n".join(faults)


def _who_try(address, admitted):
    """Everybody; a page that is open to all is drawn for three, and as many ask where a row would be."""
    if admitted == matrix.EVERYONE or NO_ROW in address:
        return size(("anonymous", "newcomer", "city_officer"), matrix.PERSONS)
    return matrix.EVERYONE if address.startswith("api/") else ("anonymous", *matrix.PERSONS)


def _pages():
    """Every address without a foreign object: as the table of addresses has it, filled in, and whom it lets in."""
    yield from ((address, address, admitted) for address, admitted in pages.PAGES.items())
    for address, (word, admitted) in pages.WORDS.items():
        yield address, re.sub(r"<[^>]+>", word, address), admitted
    for model in _models():
        lists, editors = f"admin/{model}/", pages.EDITORS if model in pages.CATALOGUE_MODELS else ()
        if model in pages.CATALOGUE_MODELS:
            yield lists, lists, matrix.OFFICERS
        yield f"{lists}add/", f"{lists}add/", editors
        yield f"{lists}<path:object_id>/", f"{lists}{NO_ROW}/", matrix.OFFICERS  # says where a row would be
