"""Does nothing personal stay when a row is just being written while its person deletes the account?"""

import threading

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.rights.actions import delete_account
from services.models import SchoolPlace, ServiceRequest
from tests.harness.at_once import at_once
from tests.harness.processes import wait_until

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time"),
]


def waiting_for_a_lock():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")  # else one transaction always sees the same
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
        return cursor.fetchone()[0]


def copy_of(place, **more):
    """Another child of the same person, as a row not yet written."""
    request = ServiceRequest.objects.get(pk=place.request_id)
    request.pk, request.public_id, request.code, request._state.adding = None, None, more.pop("code"), True
    place = SchoolPlace.objects.get(pk=place.pk)
    place.pk, place.child_name, place.child_index, place._state.adding = None, "李小春", "0" * 64, True
    return request, place


def write(request, place):
    request.public_id = type(request)._meta.get_field("public_id").default()
    request.save()
    place.request = request
    place.save()


def test_row_written_before_the_deletion_is_waited_for_and_erased(tell):
    user = tell()
    request, place = copy_of(SchoolPlace.objects.filter(talent=user).first(), code="FW-2026-000001")
    leaver = threading.Thread(target=lambda: at_once(1, lambda: delete_account(user, by=user)))

    with transaction.atomic():
        write(request, place)
        leaver.start()
        wait_until(waiting_for_a_lock, 30, "the deletion waits")
    leaver.join()

    user.refresh_from_db()
    assert user.erased_at is not None
    assert {row.child_name for row in SchoolPlace.objects.filter(talent=user)} == {""}


def test_row_written_after_the_deletion_is_refused(tell):
    user = tell()
    request, place = copy_of(SchoolPlace.objects.filter(talent=user).first(), code="FW-2026-000001")
    delete_account(user, by=user)

    with pytest.raises(IntegrityError, match="the account is deleted"), transaction.atomic():
        write(request, place)

    assert {row.child_name for row in SchoolPlace.objects.filter(talent=user)} == {""}


def test_account_deleted_twice_at_once_is_deleted_once(tell):
    user = tell()

    answers = at_once(2, lambda: delete_account(user, by=user))

    assert sorted(str(getattr(answer, "code", answer)) for answer in answers) in (
        ["None", "already_deleted"],
        ["None", "wrong_status"],
        ["None", "just_decided"],
    )
