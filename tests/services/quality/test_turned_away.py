"""Does a report of being turned away reach the bureau, with what was tried where, and come back answered?"""

import pytest

from accounts.card.actions import show_code
from portal.notifications.models import InboxMessage
from portal.workflow.engine import Refusal, perform
from services.models import PartnerService, TurnedAway
from tests.services.partners.test_checks import ask


def test_report_takes_the_last_check_along_and_is_due_in_one_working_day(card, hospital, city_officer, as_user, clock):
    check = ask(hospital, show_code(card)[0])
    place = PartnerService.objects.get(partner=hospital)

    sent = as_user(card.talent).post("/me/turned-away/", {"place": place.pk, "text": "窗口不认", "form_key": "a"})

    report = TurnedAway.objects.get()
    assert sent.url == f"/me/turned-away/{report.code}/"
    assert (report.last_check, report.partner, str(report.due_on)) == (check, hospital, "2026-11-23")
    assert InboxMessage.objects.filter(user=city_officer, template="turned_away_new").count() == 1


def test_only_the_bureau_answers_and_only_with_words(card, hospital, city_officer, desk_staff, as_user, clock):
    place = PartnerService.objects.get(partner=hospital)
    as_user(card.talent).post("/me/turned-away/", {"place": place.pk, "form_key": "a"})
    report = TurnedAway.objects.get()

    for actor, reason, code in ((desk_staff, "已整改", "not_allowed"), (city_officer, "", "reason_missing")):
        with pytest.raises(Refusal) as refused:
            perform(report, "answer", by=actor, reason=reason)
        assert refused.value.code == code
    perform(report, "answer", by=city_officer, reason="已与医院核实，明日起执行")

    assert "已与医院核实" in as_user(card.talent).get(f"/me/turned-away/{report.code}/").content.decode()


def test_report_is_told_in_words_to_its_talent_and_searched_for_by_a_named_field(card, hospital, city_officer, as_user):
    place = PartnerService.objects.get(partner=hospital)
    as_user(card.talent).post("/me/turned-away/", {"place": place.pk, "form_key": "a"})
    report = TurnedAway.objects.get()

    page = as_user(card.talent).get(f"/me/turned-away/{report.code}/").content.decode()
    found = as_user(city_officer).get("/admin/services/turnedaway/").content.decode()

    assert "<b>已反映</b>" in page
    assert '<label for="searchbar">编号或合作单位名称</label>' in found
