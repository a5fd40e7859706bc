"""Can every state of a family card be tried with the people of the demonstration?"""

from accounts.card.enums import CardStatus
from accounts.evidence import incoming
from accounts.family.enums import MemberStatus, Relation
from accounts.models import Card, FamilyMember, Portrait
from policies.models import Tier
from services.demo.families import families
from services.demo.portraits import portraits
from tests.cast import kept_paper, person
from tests.factories import CardFactory


def test_somebody_stands_in_every_state_of_a_question_and_of_a_family_card(card, province_officer, monkeypatch):
    monkeypatch.setattr(incoming, "take", lambda upload, prepare=None: kept_paper())
    tiers = [Tier.objects.get(slug=slug) for slug in "abcc"]
    others = [CardFactory(talent=person(f"{n}@example.cn"), tier=tier) for n, tier in enumerate(tiers)]

    families(card, others, province_officer)
    portraits(card, province_officer)

    assert set(FamilyMember.objects.values_list("status", flat=True)) == set(MemberStatus.values)
    assert set(FamilyMember.objects.values_list("relation", flat=True)) == set(Relation.values)
    of_family = Card.objects.filter(member__isnull=False)
    assert set(of_family.values_list("status", flat=True)) == {
        CardStatus.ACTIVE,
        CardStatus.SUSPENDED,
        CardStatus.CANCELLED,
    }
    assert list(Portrait.objects.order_by("pk").values_list("status", flat=True)) == ["accepted", "waiting", "refused"]
    assert set(FamilyMember.objects.of(card.talent).values_list("name", flat=True)) == {"李小雪", "王芳", "李小冬"}
