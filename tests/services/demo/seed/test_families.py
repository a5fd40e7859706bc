"""Have the holders of a seed families and photos, whose cases stand everywhere and could have come about in life?"""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from accounts.family.rules import may_have
from accounts.models import Card, Consent, FamilyMember, IdentityDocument, Portrait
from accounts.people.enums import Purpose
from accounts.people.numbers import birth_date_in
from portal import reconcile
from portal.audit.models import History
from portal.audit.verify import findings
from portal.notifications.models import InboxMessage
from services.demo.seed import families, pictures, run

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PEOPLE = 150


@pytest.fixture
def seed(catalogue, monkeypatch):
    """`seed()` makes people of whom nearly all have a family and sent photos."""
    monkeypatch.setattr("services.demo.seed.people.TIERS", "ABCCD")
    monkeypatch.setattr(families, "SHARE", 0.9)
    monkeypatch.setattr(pictures, "SHARE", 0.6)

    def made(talents=PEOPLE):
        call_command("seed_demo", talents=talents, stdout=StringIO())

    return made


def files(folder):
    return {str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()}


def steps(model, *statuses):
    """Which events the histories of those in `statuses` are made of."""
    ids = [str(one) for one in model.objects.filter(status__in=statuses).values_list("public_id", flat=True)]
    rows = History.objects.filter(object_type=model._meta.label_lower, object_id__in=ids)
    return set(rows.values_list("action", flat=True))


def test_seeded_families_stand_everywhere_with_their_cards_and_nothing_is_found_wrong(seed, own_files):
    seed()

    assert set(FamilyMember.objects.values_list("status", flat=True)) == {
        *("asked", "returned", "accepted", "refused", "withdrawn")
    }
    assert set(Portrait.objects.values_list("status", flat=True)) == {
        *("waiting", "accepted", "refused", "withdrawn", "replaced")
    }
    assert Portrait.objects.filter(member__isnull=False).exists()
    assert steps(FamilyMember, "asked", "returned", "refused") == {"ask", "return", "refuse"}
    assert steps(Portrait, "withdrawn", "replaced") == {"ask", "accept", "remove", "replace"}
    of_family = Card.objects.filter(member__isnull=False)
    assert set(of_family.values_list("status", flat=True)) == {"active", "suspended", "cancelled"}
    assert of_family.count() == FamilyMember.objects.filter(status="accepted").count()
    assert list(findings()) == []
    assert {name: found for name, found in reconcile.findings() if found} == {}
    assert files(own_files) == set(Portrait.objects.live().values_list("image", flat=True))


def test_seeded_families_are_such_as_the_portal_lets_through(seed):
    """One seed for all of it: who has a card by the tier, whose guardian agreed, whose card ended with the holder's."""
    seed()

    given_by_their_tiers()
    agreed_for_by_their_guardians()
    ended_with_their_holders()


def given_by_their_tiers():
    rows = FamilyMember.objects.order_by().values_list("application__tier__slug", "relation").distinct()
    assert set(rows) == {*((tier, whose) for tier in "abc" for whose in ("spouse", "child")), ("a", "parent")}
    for member in FamilyMember.objects.filter(status="asked"):
        assert may_have(member).ok
        assert member.due_on > member.created_at.date()
    for card in Card.objects.filter(member__relation="child"):
        assert card.issued_on < card.expires_on <= card.member.last_day


def agreed_for_by_their_guardians():
    """As they asked for the first of their children under 14; nobody else did."""
    members = list(FamilyMember.objects.order_by("-created_at"))
    guarded = [member for member in members if member.is_guarded(member.created_at.date())]
    agreed = dict(Consent.objects.filter(purpose=Purpose.FAMILY).values_list("user_id", "given_at"))
    assert agreed == {member.sponsor_id: member.created_at for member in guarded}
    assert len({member.sponsor_id for member in members}) > len(agreed) > 0


def ended_with_their_holders():
    holders = Card.objects.filter(member=None, status__in=("revoked", "cancelled")).order_by().values("talent")
    ended = Card.objects.filter(member__isnull=False, talent__in=holders)
    assert set(ended.values_list("status", "cancelled_for")) == {("cancelled", "holder")}
    for card in ended:
        own = Card.objects.own(card.talent).get()
        assert card.cancelled_at == (own.revoked_at or own.cancelled_at)


def test_relatives_of_a_seed_have_numbers_of_their_own_even_if_all_are_born_on_one_day(seed, monkeypatch):
    monkeypatch.setattr(families, "_born", lambda *about: date(2012, 2, 29))
    seed(60)

    members = FamilyMember.objects.all()
    indexes = {member.number_index for member in members}
    assert len(indexes) == len(members) > 30
    assert not IdentityDocument.objects.filter(number_index__in=indexes).exists()
    assert [birth_date_in(member.kind, member.number) for member in members] == [one.birth_date for one in members]


def test_seed_makes_the_same_families_each_time_in_batches_of_any_size(seed, monkeypatch):
    def families():
        return [(one.public_id, one.name, one.number, one.status) for one in FamilyMember.objects.order_by("pk")]

    with transaction.atomic():
        seed(60)
        first = families()
        transaction.set_rollback(True)
    monkeypatch.setattr(run, "BATCH", 7)
    seed(60)

    assert len(first) > 30
    assert families() == first


def test_however_many_there_are_pictures_are_few(seed, own_files, monkeypatch):
    monkeypatch.setattr(pictures, "MOST", 7)

    seed(60)

    assert 0 < len(files(own_files)) <= 7
    assert set(Portrait.objects.live().values_list("image", flat=True)) == files(own_files)


def test_seed_that_fails_keeps_no_picture(seed, own_files, monkeypatch):
    def fail(*args):
        assert len(files(own_files)) == 13
        raise IntegrityError("the last row")

    monkeypatch.setattr(run, "finish", fail)

    with pytest.raises(CommandError, match="the last row"):
        seed(20)

    assert files(own_files) == set()


def test_seeded_families_and_photos_stand_on_the_pages_as_others_do(seed, as_user):
    seed()
    member = FamilyMember.objects.filter(status="accepted", cards__status="active").order_by("pk").first()
    photo = Portrait.objects.filter(status="waiting").order_by("pk").first()

    holder, officer = as_user(member.sponsor), as_user(member.accepted_by)

    assert member.name in holder.get("/me/family/").content.decode()
    told = InboxMessage.objects.get(template="family_accepted", context__code=member.code)
    assert member.name in holder.get(told.context["url"]).content.decode()
    assert photo.code in officer.get(f"/admin/accounts/portrait/{photo.pk}/change/").content.decode()
    assert b"".join(officer.get(f"/photos/{photo.public_id}/").streaming_content)[:2] == b"\xff\xd8"
