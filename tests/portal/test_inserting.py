"""Is a row that only one can write written once, and is every other refusal still an error?"""

import pytest
from django.db import IntegrityError, transaction

from portal.idempotency.models import IdempotencyKey
from portal.inserting import is_written

pytestmark = pytest.mark.django_db


def key(**fields):
    return IdempotencyKey(scope="desk", key="k", body_hash="0", **fields)


def test_row_that_is_new_is_written_whole_and_can_be_changed_on():
    row = key()

    assert is_written(row)

    row.status_code = 201
    row.save(update_fields=["status_code"])
    kept = IdempotencyKey.objects.get()
    assert (kept.pk, kept.status_code, kept.created_at) == (row.pk, 201, row.created_at)


def test_row_whose_like_is_there_is_not_written_and_the_transaction_goes_on():
    is_written(key())

    assert not is_written(key())
    assert IdempotencyKey.objects.count() == 1


def test_row_that_another_constraint_refuses_is_an_error():
    with pytest.raises(IntegrityError), transaction.atomic():
        is_written(IdempotencyKey(scope=None, key="k", body_hash="0"))


def test_row_is_written_in_one_statement(django_assert_num_queries):
    with django_assert_num_queries(1):
        is_written(key())
