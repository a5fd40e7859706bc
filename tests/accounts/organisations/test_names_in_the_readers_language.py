"""Does an office that reads English find partners and employers by their English names, and does no record say which
language somebody read?"""

import pytest
from django.utils import timezone, translation

from portal.audit.models import History
from portal.notifications.models import InboxMessage
from services.models import LateUse, WebhookDelivery, WebhookEndpoint
from services.partners.checks import check_code
from services.partners.counter import at
from services.quality.actions import report
from tests.cast import official
from tests.factories import EmployerFactory

ZH, EN = "省示范第一医院", "Demonstration Hospital No. 1"
LISTS = {  # list -> who reads it
    "services/turnedaway": "city_officer",
    "services/lateuse": "city_officer",
    "services/check": "city_officer",
    "services/partnerreadiness": "city_officer",
    "services/webhookdelivery": "policy_admin",
    "accounts/membership": "policy_admin",
}


@pytest.fixture
def at_the_hospital(card, hospital, city_officer, desk_staff):
    """A row about the hospital in each of the lists."""
    green = hospital.honoured.get().service
    check = check_code(at(hospital), code="", service=green.slug, channel="desk").check
    LateUse.objects.create(check_made=check, partner=hospital, staff=city_officer, delivered_at=timezone.now())
    report(card, partner=hospital, service=green, text="", by=card.talent)
    event = hospital.events.create(kind="service.changed")
    hook = WebhookEndpoint.objects.create(partner=hospital, url="https://example.com/", secret="whsec_")
    WebhookDelivery.objects.create(endpoint=hook, event=event, give_up_at=timezone.now())


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("listed", LISTS)
def test_list_of_an_office_names_the_partner_in_the_readers_language(
    at_the_hospital, city_officer, as_user, listed, language
):
    reader = (
        city_officer
        if LISTS[listed] == "city_officer"
        else official("policy@example.cn", "policy_admin", "heilongjiang")
    )

    html = as_user(reader).get(f"/admin/{listed}/", headers={"accept-language": language}).content.decode()

    table = html.partition('id="result_list"')[2].partition("</table>")[0]
    assert (ZH in table, EN in table) == (language == "zh-hans", language == "en")


def test_employer_is_named_in_the_readers_language(catalogue):
    employer = EmployerFactory(name_zh="省示范装备公司", name_en="Demonstration Equipment Co.")

    assert str(employer) == "省示范装备公司"
    with translation.override("en"):
        assert str(employer) == "Demonstration Equipment Co."


def test_name_that_is_missing_in_one_language_stands_in_the_other(hospital):
    hospital.name_en = ""

    with translation.override("en"):
        assert str(hospital) == ZH


def test_what_is_written_down_is_the_same_in_either_language(card, hospital, city_officer):
    """The messages carry both names, and the history none."""
    said = []
    for language in ("zh-hans", "en"):
        with translation.override(language):
            report(card, partner=hospital, service=hospital.honoured.get().service, text="", by=card.talent)
        said.append(InboxMessage.objects.filter(template="turned_away_new").latest("pk").context["partner"])

    assert said == [{"zh-hans": ZH, "en": EN}] * 2
    assert not any(name in str(row) for row in History.objects.values() for name in (ZH, EN))
