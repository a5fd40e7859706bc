"""Is a seeded province whole, believable, the same each time, and refused where it must not be?"""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone

from accounts.accreditation.reconcile import rows_in_the_city_of_their_decision
from accounts.models import Application, Card, FamilyMember, IdentityDocument, Portrait, Profile, User
from portal import reconcile
from portal.audit.models import History
from portal.audit.verify import findings
from portal.notifications.models import InboxMessage
from portal.notifications.texts import text_for
from services.demo.seed import run
from services.models import Check, Instalment, InstalmentTotal, ServiceRequest, TurnedAway, Use
from services.quality.lapsing import tell_of_lapsed
from services.reconcile import totals_agree_with_instalments

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PEOPLE = 200


def seed(talents=PEOPLE, number=0):
    out = StringIO()
    call_command("seed_demo", talents=talents, seed=number, stdout=out)
    return out.getvalue()


def people():
    """Who is there: name, number, city, degree, tier asked for."""
    rows = Profile.objects.filter(user__is_staff=False, user__applications__isnull=False)
    documents = {row.user_id: row.number for row in IdentityDocument.objects.all()}
    columns = ("user__email", "name", "city__slug", "degree", "title", "user_id")
    found = rows.order_by("user__email").distinct().values_list(*columns)
    return [(*row[:-1], documents[row[-1]]) for row in found]


def statuses(model):
    return set(model.objects.values_list("status", flat=True))


def every_status(model):
    return {value for value, _label in model._meta.get_field("status").choices}


def test_seed_leaves_nothing_for_reconcile_or_verify_history(catalogue):
    said = seed()

    assert list(findings()) == []
    assert {name: found for name, found in reconcile.findings() if found} == {}
    assert f"{PEOPLE} of {PEOPLE} talents" in said
    assert History.objects.filter(object_type="accounts.user").values("object_id").distinct().count() > PEOPLE


def test_what_a_seeded_partner_let_go_by_was_told_of_already(catalogue, monkeypatch):
    monkeypatch.setattr("services.demo.seed.reports.SHARE", 1)
    seed()

    assert TurnedAway.objects.filter(status="open", lapsed_at__isnull=False).exists()
    assert list(findings()) == []
    assert tell_of_lapsed() == 0


def test_seed_has_cases_and_cards_in_every_state_and_most_of_them_good(catalogue, monkeypatch):
    monkeypatch.setattr("services.demo.seed.reports.SHARE", 0.3)
    monkeypatch.setattr("services.demo.seed.requests.HOME_SHARE", 1)
    monkeypatch.setattr("services.demo.seed.families.SHARE", 1)
    monkeypatch.setattr("services.demo.seed.pictures.SHARE", 0.3)
    seed()

    kinds = (Application, Card, FamilyMember, Portrait, TurnedAway, Instalment)
    assert {kind: every_status(kind) - statuses(kind) for kind in kinds} == {kind: set() for kind in kinds}
    assert every_status(ServiceRequest) - statuses(ServiceRequest) == {"draft"}  # on its way for seconds
    assert list(rows_in_the_city_of_their_decision()) == []
    own = Card.objects.filter(member=None)
    assert own.filter(status="active").count() > 0.7 * PEOPLE
    assert 0 < own.filter(expires_on__lt=timezone.localdate(), status="active").count() < 0.3 * PEOPLE
    assert Profile.objects.values("city").distinct().count() > 8
    assert Use.objects.count() > 0.5 * Check.objects.count() > 0


def test_home_subsidies_are_paid_in_parts_of_which_some_are_still_to_come(catalogue, monkeypatch):
    monkeypatch.setattr("services.demo.seed.requests.HOME_SHARE", 1)
    seed()

    assert statuses(Instalment) >= {"planned", "confirmed"}
    assert statuses(InstalmentTotal) >= {"planned", "confirmed"}
    assert list(totals_agree_with_instalments()) == []


def test_seed_writes_only_messages_whose_texts_can_be_read(catalogue):
    seed()

    for message in InboxMessage.objects.all():
        for language in ("zh-hans", "en"):
            text_for(message.template, language, "inbox").check(message.context)
    assert InboxMessage.objects.filter(read_at__isnull=True).exists()


def test_seeds_in_large_and_small_batches_have_no_number_in_common(catalogue, monkeypatch):
    seed()
    whole = people()
    numbers = set(Card.objects.values_list("number", flat=True))
    monkeypatch.setattr(run, "BATCH", 7)

    seed(number=1)

    others = [row for row in people() if ".s1@" in row[0]]
    assert len(whole) == len(others) == PEOPLE
    assert not {row[-1] for row in whole} & {row[-1] for row in others}
    assert not numbers & set(Card.objects.exclude(number__in=numbers).values_list("number", flat=True))


def test_seed_makes_the_same_people_each_time(catalogue):
    with transaction.atomic():
        seed(60)
        first = people()
        transaction.set_rollback(True)
    seed(60)

    assert len(first) == 60
    assert people() == first


def test_seed_that_is_here_already_adds_nothing_and_says_so(catalogue):
    seed(30)
    before = User.objects.count()

    with pytest.raises(CommandError, match="The people of seed 0 are here already; nothing was added"):
        seed(30)

    assert User.objects.count() == before


@pytest.mark.parametrize(("talents", "number"), [(0, 0), (1_000_001, 0), (10, 8), (10, -1)])
def test_seed_out_of_bounds_is_refused(catalogue, talents, number):
    with pytest.raises(CommandError, match="A seed is 0 to 7, and has 1 to 1,000,000 talents"):
        seed(talents, number)

    assert not User.objects.exists()


def test_seed_where_demo_is_off_is_refused(catalogue, settings):
    settings.DEMO = False

    with pytest.raises(CommandError, match="DEMO is off"):
        seed(10)

    assert not User.objects.exists()


def test_seed_without_catalogue_is_refused():
    with pytest.raises(CommandError, match="load_catalogue"):
        seed(10)


def test_seeded_people_stand_on_the_pages_as_others_do(catalogue, as_user):
    seed()
    card = Card.objects.filter(status="active", checks__use__isnull=False).order_by("id").first()
    case = Application.objects.filter(status="accepted").order_by("id").first()

    holder, officer = as_user(card.talent), as_user(case.officer)

    assert card.number[-4:] in holder.get("/me/card/").content.decode()
    assert holder.get("/me/access-log/").content.decode().count("<li") > 0
    assert holder.get("/me/inbox/").status_code == 200
    assert case.code in officer.get("/admin/accounts/application/?queue=mine").content.decode()
    assert case.talent.profile.name in officer.get(f"/admin/accounts/application/{case.pk}/change/").content.decode()


def test_life_goes_on_after_a_seed(catalogue):
    """The sequences stand behind the ids that were given."""
    seed(30)

    assert User.objects.create_user("later@example.cn").pk > User.objects.filter(email__contains=".s0@").last().pk
