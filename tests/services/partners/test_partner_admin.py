"""Can the policy administrator keep partners and what they honour, with a row of the history each time?"""

import pytest

from accounts.models import Partner
from portal.audit.models import History
from services.models import Check, Service
from tests.cast import staff_of
from tests.conftest import NOW
from tests.factories import PartnerFactory
from tests.services.catalogue.test_admin import posted

pytestmark = pytest.mark.slow
LIST = "/admin/accounts/partner/"
ENGLISH = {"Accept-Language": "en"}


def form(partner, page="change"):
    return f"{LIST}{partner.pk}/{page}/"


def told(partner):
    return [(row.action, row.fields, row.actor_id) for row in History.objects.of(partner)]


@pytest.fixture
def browser(as_user, policy_admin):
    return as_user(policy_admin)


@pytest.fixture
def fields(browser, hospital):
    """The change form of the hospital as a browser would send it."""
    return posted(browser.get(form(hospital))) | {"honoured-1-is_active": "on", "form_key": "k1"}


def test_partner_is_created_with_what_it_honours_once(browser, policy_admin, catalogue):
    service = Service.objects.get(slug="airport-lane")
    new = posted(browser.get(f"{LIST}add/")) | {
        "slug": "harbour",
        "kind": "station",
        "name_zh": "示范港",
        "name_en": "Demonstration Harbour",
        "city": Partner._meta.get_field("city").related_model.objects.get(slug="harbin").pk,
        "is_active": "on",
        "honoured-0-service": service.pk,
        "honoured-0-payer_en": "The city",
        "honoured-0-is_active": "on",
        "honoured-0-instructions_zh": "请走快速通道\n出示动态码",
        "form_key": "k1",
    }

    answers = [browser.post(f"{LIST}add/", new) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    partner = Partner.objects.get(slug="harbour")
    assert [(row.service, row.payer_en, row.is_active) for row in partner.honoured.all()] == [
        (service, "The city", True)
    ]
    ((action, changed, actor),) = told(partner)
    assert (action, actor) == ("create", policy_admin.public_id)
    assert {"slug", "honoured", "honoured.payer_en"} <= set(changed)


def test_change_names_the_fields_and_never_their_values(browser, hospital, fields, policy_admin):
    browser.post(form(hospital), fields | {"liaison_phone": "0451-0000 9999", "honoured-0-payer_zh": "市财政"})

    assert told(hospital) == [
        ("change", ["honoured", "honoured.payer_zh", "liaison_phone"], policy_admin.public_id),
    ]
    page = browser.get(form(hospital, "history"), headers=ENGLISH).content.decode()
    assert policy_admin.email in page
    assert "liaison&#x27;s telephone" in page
    assert "honoured services" in page
    assert "9999" not in page


def test_saving_without_a_change_tells_nothing(browser, hospital, fields):
    assert browser.post(form(hospital), fields).status_code == 302

    assert told(hospital) == []


def test_four_steps_are_refused_and_nothing_is_lost(browser, hospital, fields):
    four = "一\n二\n三\n四"

    page = browser.post(form(hospital), fields | {"honoured-0-instructions_zh": four}, headers=ENGLISH)

    assert "Write at most three steps, one a line." in page.content.decode()
    assert four in page.content.decode().replace("\r\n", "\n")
    assert hospital.honoured.get().instructions_zh == ""


def test_short_name_stays(browser, hospital, fields):
    browser.post(form(hospital), fields | {"slug": "other"})

    assert Partner.objects.get(pk=hospital.pk).slug == "hospital"


def test_partner_that_worked_is_not_deleted_but_switched_off(browser, hospital, fields):
    Check.objects.create(
        partner=hospital, verdict="not_eligible", reason="unknown_code", channel="desk", checked_at=NOW
    )

    page = browser.post(form(hospital, "delete"), {"post": "yes"}, headers=ENGLISH, follow=True)
    browser.post(form(hospital), {name: value for name, value in fields.items() if name != "is_active"})

    assert "Switch it off instead." in page.content.decode()
    hospital.refresh_from_db()
    assert not hospital.is_active
    assert [row[:2] for row in told(hospital)] == [("change", ["is_active"])]


def test_partner_that_never_worked_is_deleted_and_its_history_stays(browser, catalogue, policy_admin):
    partner = PartnerFactory()

    browser.post(form(partner, "delete"), {"post": "yes"})

    assert not Partner.objects.exists()
    assert told(partner) == [("delete", [], policy_admin.public_id)]


@pytest.mark.parametrize("who", ["city_officer", "fund_officer", "auditor"])
def test_other_officials_read_and_find_no_clients(request, as_user, hospital, fields, who):
    reader = as_user(request.getfixturevalue(who))
    page = reader.get(form(hospital)).content.decode()

    assert hospital.name_zh in page
    assert 'name="_save"' not in page
    assert "/client/" not in page
    assert reader.post(form(hospital), fields).status_code == 403
    assert reader.get(f"{LIST}{hospital.pk}/client/").status_code == 404


def test_talent_and_desk_staff_find_no_admin(as_user, talent, desk_staff, hospital):
    assert [as_user(user).get(form(hospital)).status_code for user in (talent, desk_staff)] == [404, 404]


@pytest.mark.parametrize("rows", [1, 3])
def test_services_of_a_partner_are_offered_in_one_statement(browser, hospital, rows, django_assert_num_queries):
    for slug in ("airport-lane", "railway-lounge")[: rows - 1]:
        hospital.honoured.create(service=Service.objects.get(slug=slug))
    browser.get(form(hospital))

    with django_assert_num_queries(
        17
    ):  # four for windows, liaisons, their accounts and hours, two for papers, a webhook
        browser.get(form(hospital))


def test_a_liaisons_account_is_chosen_among_the_partners_own_staff(browser, hospital, airport):
    own, _other = staff_of(hospital, "nurse@example.cn"), staff_of(airport, "lounge@example.cn")

    html = browser.get(form(hospital)).content.decode()

    assert (f'value="{own.pk}">{own.email}' in html, "lounge@example.cn" in html) == (True, False)
