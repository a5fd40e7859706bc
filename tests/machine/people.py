"""Who acts in a random life of the portal, and on what? Few of each, so that their steps meet."""

from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from accounts.accreditation.actions import begin
from accounts.evidence import storage
from accounts.models import Application, Card, FamilyMember, Partner, Portrait
from accounts.people.enums import Purpose
from policies.models import Criterion, Tier
from portal.workflow.engine import perform
from services.models import Instalment, Liaison, Service, ServiceRequest, TurnedAway
from tests.cast import honours, official, person, staff_of
from tests.factories import PartnerFactory

FLOWS = {
    Application: ("submit", "withdraw", "accept", "forward", "approve", "return", "refuse", "hand_over"),
    Card: (
        *("suspend", "lift", "revoke", "replace", "cancel", "cancel_by_office"),
        *("renew", "come_back", "reinstate", "end_with_holder"),
    ),
    FamilyMember: ("ask_again", "withdraw", "accept", "return", "refuse"),
    Portrait: ("accept", "refuse", "replace", "remove"),
    ServiceRequest: ("submit", "withdraw", "grant", "return", "decline"),
    Instalment: ("confirm", "end"),
    TurnedAway: ("explain", "lapse", "answer", "settle", "withdraw"),
}
"""What may be tried on a case, by whomever and in whatever state it is."""
TALENTS = 4
SERVICES = ("medical-green-channel", "airport-lane", "school-place", "home-purchase-subsidy")
PURPOSES = tuple(Purpose.values)


class People:
    """Talents, officers, desks and their partners; `newcomer()` takes the place of a talent who has left."""

    def __init__(self):
        self.made = 0
        self.talents = [self._talent() for _ in range(TALENTS)]
        self.officers = [
            official("city@example.cn", "city_officer"),
            official("colleague@example.cn", "city_officer"),
            official("daqing@example.cn", "city_officer", city="daqing"),
            official("province@example.cn", "province_officer", city="heilongjiang"),
            official("policy@example.cn", "policy_admin", city="heilongjiang"),
            official("auditor@example.cn", "auditor", city="heilongjiang"),
        ]
        self.partners = [
            honours(PartnerFactory(slug="hospital", kind="hospital"), "medical-green-channel"),
            honours(PartnerFactory(slug="airport", kind="airport"), "airport-lane"),
            honours(PartnerFactory(slug="school", kind="school"), "school-place"),
            honours(PartnerFactory(slug="bureau", kind="bureau"), "school-place"),
        ]
        self.staff = [staff_of(partner, f"{partner.slug}@example.cn") for partner in self.partners]
        self.liaisons = {partner.pk: self._liaison(partner) for partner in self.partners}
        self.tiers = list(Tier.objects.order_by("rank"))
        self.services = list(Service.objects.filter(slug__in=SERVICES))
        for talent, letter in zip(self.talents, "bcd", strict=False):
            self._decide(talent, letter)

    def _liaison(self, partner):
        """Who pairs the only window of the partner."""
        partner.windows.create(name_zh="一号窗口", name_en="Window 1")
        account = staff_of(partner, f"liaison.{partner.slug}@example.cn")
        Liaison.objects.create(partner=partner, name="联络人", phone="1", account=account)
        return account

    def _talent(self):
        self.made += 1
        return person(f"talent{self.made}@example.cn", birth_date="1979-05-04")

    def _decide(self, talent, letter):
        """A card by the way it comes in life."""
        city, province = self.officers[0], self.officers[3]
        tier = Tier.objects.get(slug=letter)
        case = begin(talent, tier, Criterion.objects.filter(tier=tier)[:1])
        prove(case)
        case = perform(case, "submit", by=talent)
        case = perform(case, "accept", by=city)
        if tier.decided_by == "province":
            case = perform(case, "forward", by=city)
        perform(case, "approve", by=province if tier.decided_by == "province" else city)

    def talent(self, number):
        """As stored now: what an earlier step left in memory is no part of the next."""
        found = get_user_model().objects.get(pk=self.talents[number % TALENTS].pk)
        if found.erased_at is not None:
            self.talents[number % TALENTS] = found = self._talent()
        return found

    def anyone(self, number):
        everyone = [*self.talents, *self.officers, *self.staff, *self.liaisons.values()]
        return get_user_model().objects.get(pk=everyone[number % len(everyone)].pk)

    def partner(self, number) -> Partner:
        return self.partners[number % len(self.partners)]


def prove(case):
    """A paper for each criterion, as if its pages were drawn already."""
    for chosen in case.chosen.all():
        paper = case.evidence.create(owner=case.talent, criterion=chosen.criterion, state="ready")
        kept = default_storage.save(storage.random_name("evidence"), ContentFile(b"paper"))
        paper.files.create(original=kept, name="paper.pdf", mime="application/pdf", sha256="0", size_bytes=5)


def one_of(model, number):
    """Some row of the table, more often a late one; None where it is empty."""
    rows = list(model._base_manager.order_by("-pk").values_list("pk", flat=True)[:12])
    return model._base_manager.get(pk=rows[number % len(rows)]) if rows else None
