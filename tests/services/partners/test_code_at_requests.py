"""Can a school that only answers requests check the code that a holder says or shows, and is nothing counted by it?"""

import io

import pytest
import segno
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.card.actions import show_code
from accounts.card.qr import verify_url
from portal.guessing import LIMIT
from portal.workflow.engine import perform
from services.models import Allowance, Check, Service, Use
from services.partners.spoken import make
from services.proxies.actions import name_proxy
from services.requests.actions import ask
from services.requests.answers import form_for
from tests.cast import honours, person
from tests.factories import CardFactory
from tests.services.proxies.test_proxies import code_on, opened

from .test_offline_checks import made as offline
from .test_spoken import purpose_of

PLACE, GREEN = "school-place", "medical-green-channel"
SCHOOLING = f"school:education:{PLACE}"
YES, SERVED = "Yes, the card gives this", 'value="served"'
CHILD = {"child_name": "李小雪", "child_birth_date": "2020-03-01", "stage": "primary", "wanted_school": "school"}


@pytest.fixture
def teacher(as_user, school_staff):
    return in_english(as_user(school_staff))


def in_english(browser):
    browser.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return browser


def said(browser, code, service=PLACE, **more):
    """What the page says after a code was entered below the requests."""
    told = {"code": code, "service": service, "on_request": "1", "form_key": "k1"} | more
    return browser.post("/desk/check/", told, follow=True)


def spoken(card, key, days):
    return make(card, purpose_of(card, key), days=days, by=card.talent).text


@pytest.fixture
def asked(card, school):
    form = form_for(PLACE, card, CHILD)
    assert form.is_valid(), form.errors
    return ask(card, Service.objects.get(slug=PLACE), answers=form.row(), by=card.talent)


def test_code_that_was_said_for_a_school_is_checked_there_on_its_last_day(card, as_user, school, school_staff, clock):
    code = spoken(card, SCHOOLING, 90)
    clock.shift(89 * 24 * 3600)
    teacher = in_english(as_user(school_staff))
    form = teacher.get("/desk/requests/").content.decode()

    html = said(teacher, code).content.decode()

    assert ['name="on_request"' in form, f'value="{PLACE}"' in form] == [True, True]
    assert [words in html for words in (YES, "李**", "Talent tier B", "Not asked for here yet")] == [True] * 4
    assert [words in html for words in ("李明远", SERVED, 'value="refused"')] == [False] * 3
    assert Check.objects.get().reason == "ok"
    assert school.name_zh in as_user(card.talent).get("/me/access-log/").content.decode()


def test_code_that_was_said_for_a_hospital_is_refused_at_a_school(teacher, card, hospital):
    html = said(teacher, spoken(card, f"hospital:medical:{GREEN}", 1)).content.decode()

    assert Check.objects.get().reason == "service_not_yours"
    assert [YES in html, "李**" in html, "Not asked for here yet" in html] == [False] * 3


def test_open_request_of_the_holder_at_this_school_is_the_next_step_until_it_is_answered(
    teacher, school_staff, card, asked
):
    address = f'href="/desk/requests/{asked.code}/"'

    before = said(teacher, show_code(card)[0]).content.decode()
    perform(asked, "decline", by=school_staff, reason="学位已满")
    after = said(teacher, show_code(card)[0], form_key="k2").content.decode()

    assert [address in html for html in (before, after)] == [True, False]
    assert ["Not asked for here yet" in html for html in (before, after)] == [False, True]
    assert ["Answer within the promised time" in html for html in (before, after)] == [True, False]


def test_request_of_another_holder_or_at_another_place_is_not_named(teacher, card, asked, bureau):
    other = CardFactory(talent=person("neighbour@example.cn"))
    of_other = said(teacher, show_code(other)[0]).content.decode()
    type(asked).objects.filter(pk=asked.pk).update(partner=bureau)
    elsewhere = said(teacher, show_code(card)[0], form_key="k2").content.decode()

    assert [asked.code in html for html in (of_other, elsewhere)] == [False, False]


def test_check_for_a_request_records_and_counts_no_use(teacher, card):
    page = said(teacher, show_code(card)[0]).redirect_chain[0][0]

    answer = teacher.post(f"{page}use/", {"outcome": "served", "form_key": "u1"})

    assert answer.url == page
    assert (Use.objects.count(), Allowance.objects.count()) == (0, 0)


def photo_of(code):
    drawn = io.BytesIO()
    segno.make(verify_url(code).upper(), error="m").save(drawn, kind="png", scale=8)
    return {"code": "", "photo": SimpleUploadedFile("photo.png", drawn.getvalue())}


def by_proxy(card):
    proxy = name_proxy(card, purpose_of(card, SCHOOLING), name="王芳", days=90, by=card.talent)
    link = proxy.link
    return code_on(opened(proxy), link)


WAYS = {
    "offline": lambda card: {"code": offline(card)},
    "photo": lambda card: photo_of(show_code(card)[0]),
    "proxy": lambda card: {"code": by_proxy(card)},
}


@pytest.mark.parametrize("way", WAYS)
def test_every_kind_of_code_is_taken(teacher, card, way):
    html = said(teacher, **{"code": ""} | WAYS[way](card)).content.decode()

    assert [YES in html, SERVED in html, "王芳" in html] == [True, False, way == "proxy"]


def test_what_is_wrong_is_said_on_the_page_of_the_requests(teacher, card, asked):
    pages = [said(teacher, ""), said(teacher, card.number), said(teacher, show_code(card)[0], GREEN)]

    assert [page.status_code for page in pages] == [422, 422, 422]
    assert [asked.code in page.content.decode() for page in pages] == [True] * 3
    assert Check.objects.count() == 0


def test_guesses_are_slowed_there_too(teacher):
    pages = [said(teacher, f"{number:09}", form_key=f"k{number}") for number in range(LIMIT + 1)]

    assert [page.status_code for page in pages[-2:]] == [200, 429]
    assert "Requests to answer" in pages[-1].content.decode()


@pytest.fixture
def both(as_user, desk_staff, hospital):
    """A nurse of a hospital that honours a service of either kind."""
    honours(hospital, "health-examination")
    return in_english(as_user(desk_staff))


def test_place_of_both_kinds_keeps_each_on_its_page(both):
    pages = [both.get(address) for address in ("/desk/", "/desk/requests/")]

    assert [[slug for slug, _ in page.context["form"].services] for page in pages] == [[GREEN], ["health-examination"]]


def test_place_of_both_kinds_serves_at_the_counter_and_only_looks_for_a_request(both, card):
    for_request = said(both, show_code(card)[0], "health-examination").content.decode()
    told = {"code": show_code(card)[0], "service": GREEN, "form_key": "k2"}
    at_counter = both.post("/desk/check/", told, follow=True).content.decode()
    mixed = both.post("/desk/check/", told | {"service": "health-examination", "form_key": "k3"})

    assert [SERVED in html for html in (for_request, at_counter)] == [False, True]
    assert ["cannot be used through this site yet" in html for html in (for_request, at_counter)] == [True, False]
    assert mixed.status_code == 422


def test_look_for_a_request_is_not_what_the_desk_page_chooses_next(both, card, hospital):
    honours(hospital, "airport-lane")
    both.post("/desk/check/", {"code": show_code(card)[0], "service": GREEN, "form_key": "k2"})
    said(both, show_code(card)[0], "health-examination")

    assert both.get("/desk/").context["form"].initial["service"] == GREEN


def test_place_that_answers_no_requests_has_no_field_for_them(as_user, desk_staff):
    assert 'id="check-form"' not in as_user(desk_staff).get("/desk/requests/").content.decode()
