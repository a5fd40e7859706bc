"""Does a step of a talent or of a partner's system answer each of its refusals, and no other, as the document shows?"""

from functools import cache

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import Application, Card, Profile
from accounts.people.actions import give_consent, withdraw_consent
from policies.models import Criterion, Tier
from portal.workflow.engine import perform
from services.models import Entitlement, Service
from services.requests.actions import ask
from tests.accounts.evidence import corpus
from tests.cast import ask_for_family, official, person, staff_of
from tests.factories import ApplicationFactory, CardFactory
from tests.services.partners.test_households import married
from tests.services.requests.test_requests import CHILD, answers
from tests.services.webhooks.conftest import school_system, system_of  # noqa: F401 - fixtures

pytestmark = pytest.mark.slow
PROBLEM = "application/problem+json"
ME = "/api/v1/me/"
CREATE, EVIDENCE = f"{ME}accreditations/", ME + "accreditations/{code}/evidence/"
SUBMIT, WITHDRAW = ME + "accreditations/{code}/submit/", ME + "accreditations/{code}/withdraw/"
CODES, SUSPEND, FAMILY = f"{ME}card/codes/", f"{ME}card/suspend/", ME + "family/{public_id}/codes/"
ASK, DECIDE = f"{ME}requests/", "/api/v1/partner/requests/{code}/decision/"
PLACE = {"service": "school-place", "answers": CHILD}


class Sent:
    """Who calls, with which object in the address, and what."""

    def __init__(self, by, body=None, **address):
        self.by, self.body, self.address = by, body, address


def draft(**about):
    made = ApplicationFactory(talent=person("applicant@example.cn"), **about)
    return made, Sent(made.talent, code=made.code)


def began(**sent):
    def case(settings):
        talent = person("applicant@example.cn")
        if sent.get("is_open"):
            ApplicationFactory(talent=talent)
        if sent.get("is_empty"):
            Profile.objects.filter(user=talent).update(name="")
        tier = sent.get("tier", "b")
        criterion = Criterion.objects.filter(tier__slug="b").first()
        return Sent(talent, {"tier": tier, "criteria": [criterion.slug]})

    return case


def submitted_without(what):
    def case(settings):
        made, sent = draft()
        if what == "profile":
            Profile.objects.filter(user=made.talent).update(name="")
        if what == "criterion":
            made.chosen.all().delete()
        if what == "evidence":
            made.evidence.all().delete()
        if what == "draft":
            Application.objects.filter(pk=made.pk).update(status="withdrawn")
        return sent

    return case


def file_sent(**about):
    def case(settings):
        made, sent = draft(status=about.get("status", "draft"))
        settings.EVIDENCE_MAX_FILES = about.get("most", 60)
        criterion = made.criteria.get() if about.get("is_chosen", True) else Criterion.objects.filter(
            tier__slug="b", is_active=True).exclude(pk=made.criteria.get().pk).first()  # fmt: skip
        file = SimpleUploadedFile("a.pdf", corpus.pdf(1))
        sent.body = {"file": [file], "criterion": criterion.slug}
        return sent

    return case


def ended(status="active", **about):
    def case(settings):
        card = CardFactory(talent=person("holder@example.cn"))
        Card.objects.filter(pk=card.pk).update(status=status, **about)
        return Sent(card.talent)

    return case


def of_family(status=None, **about):
    def case(settings):
        card = CardFactory(talent=person("holder@example.cn"))
        member = ask_for_family(card)
        if status:
            officer = official("officer@example.cn", "province_officer", "heilongjiang")
            made = perform(member, "accept", by=officer).cards.get()
            Card.objects.filter(pk=made.pk).update(status=status, **about)
        return Sent(card.talent, public_id=member.public_id)

    return case


def asked(body=PLACE, *, before=lambda card: None, tier="b"):
    def case(settings):
        card = CardFactory(talent=person("holder@example.cn"), tier=Tier.objects.get(slug=tier))
        before(card)
        return Sent(card.talent, body)

    return case


def asked_before(card):
    ask(card, Service.objects.get(slug="school-place"), answers=answers("school-place", card, CHILD), by=card.talent)


def asked_by_spouse(card):
    spouse = CardFactory(talent=person("spouse@example.cn"), tier=card.tier)
    married(card, spouse, official("officer@example.cn", "province_officer", "heilongjiang"))
    asked_before(spouse)


def consent_withdrawn(card):
    give_consent(card.talent, "children", by=card.talent)
    withdraw_consent(card.talent, "children", by=card.talent)


def decided(after=lambda made: None):
    def case(settings):
        card = CardFactory(talent=person("holder@example.cn"))
        asked_before(card)
        made = card.requests.get()
        after(made)
        return Sent("school", {"decision": "grant"}, code=made.code)

    return case


def granted_to_spouse(made):
    """Who asked before they were one household."""
    spouse = CardFactory(talent=person("spouse@example.cn"), tier=made.card.tier)
    asked_before(spouse)
    perform(spouse.requests.get(), "grant", by=staff_of(made.partner, "teacher@example.cn"))
    married(made.card, spouse, official("officer@example.cn", "province_officer", "heilongjiang"))


def nothing_given(*_args):
    Entitlement.objects.update(is_allowed=False, limit=None, companions=0, amount_yuan=None)


LONG_AGO = {"issued_on": "2020-01-01", "expires_on": "2021-01-01"}
CASES = [
    (CREATE, "profile_incomplete", began(is_empty=True)),
    (CREATE, "already_open", began(is_open=True)),
    (CREATE, "criterion_of_other_tier", began(tier="c")),
    (SUBMIT, "profile_incomplete", submitted_without("profile")),
    (SUBMIT, "no_criterion", submitted_without("criterion")),
    (SUBMIT, "evidence_missing", submitted_without("evidence")),
    (SUBMIT, "wrong_status", submitted_without("draft")),
    (WITHDRAW, "wrong_status", submitted_without("draft")),
    (EVIDENCE, "wrong_status", file_sent(status="withdrawn")),
    (EVIDENCE, "criterion_not_chosen", file_sent(is_chosen=False)),
    (EVIDENCE, "too_many_files", file_sent(most=0)),
    (CODES, "card_suspended", ended("suspended")),
    (CODES, "card_revoked", ended("revoked")),
    (CODES, "card_expired", ended(**LONG_AGO)),
    (SUSPEND, "wrong_status", ended("suspended")),
    (FAMILY, "no_card", of_family()),
    (FAMILY, "card_suspended", of_family("suspended")),
    (FAMILY, "card_revoked", of_family("revoked")),
    (FAMILY, "card_expired", of_family("active", **LONG_AGO)),
    (ASK, "no_valid_card", asked(before=lambda card: Card.objects.update(status="suspended"))),
    (ASK, "already_asked", asked(before=asked_before)),
    (ASK, "asked_by_family", asked(before=asked_by_spouse)),
    (ASK, "no_desk", asked(tier="d")),
    (ASK, "not_entitled", asked(before=nothing_given)),
    (ASK, "consent_withdrawn", asked(before=consent_withdrawn)),
    (DECIDE, "wrong_status", decided(lambda made: perform(made, "withdraw", by=made.talent))),
    (DECIDE, "not_entitled", decided(nothing_given)),
    (DECIDE, "given_in_family", decided(granted_to_spouse)),
]


@cache
def document(_most):
    """Made from the code and the most files of an application alone: once for each is enough."""
    return Client().get("/api/schema/?format=json", headers={"Accept-Language": "en"}).json()


def documented(address, settings):
    return document(settings.EVIDENCE_MAX_FILES)["paths"][address]["post"]["responses"]["409"]["content"][PROBLEM][
        "examples"
    ]


@pytest.mark.parametrize(("address", "code", "case"), CASES, ids=lambda value: value if isinstance(value, str) else "")
def test_step_is_refused_as_the_document_shows(
    address, code, case, school, school_system, as_user, settings  # noqa: F811
):  # fmt: skip
    sent = case(settings)
    browser = school_system if sent.by == "school" else as_user(sent.by)
    kind = {} if address == EVIDENCE else {"content_type": "application/json"}

    where = address.format(**sent.address)
    answer = browser.post(where, sent.body or {}, headers={"Accept-Language": "en"}, **kind)

    shown = documented(address, settings)[code]["value"]
    assert (answer.status_code, answer["Content-Type"]) == (409, PROBLEM)
    body = answer.json()
    assert body["code"] == code
    if code != "wrong_status":  # whose words name the status
        assert body == shown


def test_document_shows_these_refusals_and_no_others(client, db):
    document = client.get("/api/schema/?format=json").json()["paths"]
    shown = {
        (address, code)
        for address, operations in document.items()
        for operation in operations.values()
        for code in operation["responses"].get("409", {"content": {PROBLEM: {"examples": {}}}})["content"][PROBLEM][
            "examples"
        ]
        if address != "/api/v1/partner/uses/"  # which has its own test
    }

    assert shown == {(address, code) for address, code, _case in CASES}
