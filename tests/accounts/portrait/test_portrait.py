"""Is a photo shown only once the office has accepted it, one a person, and is its file gone with it?"""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.evidence import orphans
from accounts.models import Portrait
from accounts.portrait.reconcile import no_file_after_the_end
from accounts.rights.actions import delete_account
from portal.audit.models import History
from portal.models import InboxMessage
from portal.workflow.engine import Refusal, perform
from tests.cast import FACE, send_photo

NEWER = b"\xff\xd8\xff\xe0 a newer face"
ACTORS = ("holder", "city", "province", "stranger")
ALLOWED = {  # (status, step) -> who may; the holder's card is of tier B, which the province decides
    ("waiting", "accept"): {"province"},
    ("waiting", "refuse"): {"province"},
    ("waiting", "remove"): {"holder"},
    ("waiting", "replace"): set(),
    ("accepted", "remove"): {"holder"},
    ("accepted", "refuse"): set(),
    ("accepted", "replace"): set(),
    ("refused", "accept"): set(),
    ("refused", "remove"): set(),
    ("withdrawn", "accept"): set(),
    ("replaced", "accept"): set(),
}


@pytest.mark.parametrize(("status", "step"), ALLOWED)
def test_step_by_each_actor_is_done_or_leaves_no_trace(
    card, city_officer, province_officer, other_talent, status, step
):
    people = {"holder": card.talent, "city": city_officer, "province": province_officer, "stranger": other_talent}
    photo = send_photo(card)
    Portrait.objects.filter(pk=photo.pk).update(status=status)
    photo.refresh_from_db()
    before = (History.objects.count(), InboxMessage.objects.count())

    for actor in (one for one in ACTORS if one not in ALLOWED[status, step]):
        with pytest.raises(Refusal):
            perform(photo, step, by=people[actor], reason="说明")
        assert (History.objects.count(), InboxMessage.objects.count()) == before
    for actor in ALLOWED[status, step]:
        assert perform(photo, step, by=people[actor], reason="说明").status != status


def test_photo_waits_five_working_days_for_the_office_that_is_told(card, province_officer, city_officer, clock):
    photo = send_photo(card)

    assert (photo.status, photo.application, photo.code[:3]) == ("waiting", card.application, "ZP-")
    assert photo.due_on.isoformat() == "2026-11-27"
    told = InboxMessage.objects.filter(template="portrait_asked_officer")
    assert [row.user for row in told] == [province_officer]


def test_accepted_photo_takes_the_place_of_the_one_before_whose_file_goes(
    card, accepted, province_officer, faces, committed
):
    newer = send_photo(card, NEWER)
    assert faces() == sorted([FACE, NEWER])  # the former is shown until the office has looked

    with committed():
        perform(newer, "accept", by=province_officer)

    accepted.refresh_from_db()
    assert (accepted.status, accepted.image.name, accepted.sha256) == ("replaced", "", "")
    assert (Portrait.objects.accepted_of(card).get(), faces()) == (newer, [NEWER])
    assert InboxMessage.objects.filter(user=card.talent, template="portrait_accepted").count() == 2


def test_photo_that_is_sent_while_one_waits_takes_its_place(card, faces, committed):
    first = send_photo(card)

    with committed():
        second = send_photo(card, NEWER)

    first.refresh_from_db()
    assert (first.status, second.status, faces()) == ("replaced", "waiting", [NEWER])


@pytest.mark.parametrize("step", ["refuse", "remove"])
def test_refused_or_removed_photo_is_deleted_and_the_accepted_one_stays(
    card, accepted, province_officer, faces, committed, step
):
    newer = send_photo(card, NEWER)

    with committed():
        perform(newer, step, by=province_officer if step == "refuse" else card.talent, reason="面部被遮挡")

    assert (Portrait.objects.accepted_of(card).get(), faces()) == (accepted, [FACE])
    assert InboxMessage.objects.filter(template="portrait_refused").count() == (step == "refuse")


def test_photos_of_the_holder_and_of_the_family_do_not_replace_each_other(card, childs_card, accepted, faces):
    send_photo(childs_card, NEWER)

    assert Portrait.objects.live().count() == 2
    assert Portrait.objects.accepted_of(childs_card).first() is None
    assert faces() == sorted([FACE, NEWER])


def test_photo_without_a_card_that_stands_is_neither_sent_nor_accepted(card, province_officer):
    photo = send_photo(card)
    perform(card, "revoke", by=province_officer, reason="说明")

    for act in (lambda: send_photo(card), lambda: perform(photo, "accept", by=province_officer)):
        with pytest.raises(Refusal) as refused:
            act()
        assert refused.value.code == "no_card"


@pytest.mark.parametrize("status", ["waiting", "accepted"])
def test_database_refuses_a_second_one_of_a_person(card, status):
    Portrait.objects.filter(pk=send_photo(card).pk).update(status=status)
    other = Portrait(owner=card.talent, application=card.application, status=status, image="portraits/aa/aa")

    with pytest.raises(IntegrityError), transaction.atomic():
        other.save()


def test_database_refuses_a_decision_about_a_photo_of_ones_own(card):
    photo = send_photo(card)

    with pytest.raises(IntegrityError, match="of their own"), transaction.atomic():
        Portrait.objects.filter(pk=photo.pk).update(accepted_at=timezone.now(), accepted_by=card.talent)


def test_account_that_is_deleted_takes_its_photos_along(card, accepted, faces, committed):
    send_photo(card, NEWER)

    with committed():
        delete_account(card.talent, by=card.talent)

    assert set(Portrait.objects.values_list("status", "image", "sha256")) == {("withdrawn", "", "")}
    assert faces() == []


def test_kept_photos_are_no_orphans_and_a_lost_or_forgotten_one_is_found(card, accepted, faces):
    found = (orphans.files_without_row, orphans.rows_without_file)

    assert [list(look()) for look in found] == [[], []]
    accepted.image.storage.delete(accepted.image.name)
    assert list(orphans.rows_without_file()) == [f"portraits {accepted.public_id}"]
    Portrait.objects.filter(pk=accepted.pk).update(status="withdrawn")
    assert list(no_file_after_the_end()) == [accepted.code]
