"""Do the tables keep their promises: who and when together, no change without its migration?"""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.core.exceptions import FieldError
from django.core.management import call_command
from django.db import models
from django.db.models import Value
from django.utils import timezone

from tests.codebase.files import APPS


def pairs() -> Iterator[tuple[type[models.Model], str, str]]:
    """Every `(model, …_at, …_by)`."""
    for app in APPS:
        for model in apps.get_app_config(app).get_models():
            names = {field.name for field in model._meta.local_concrete_fields}
            for moment in sorted(name for name in names if name.endswith("_at")):
                if f"{moment[:-3]}_by" in names:
                    yield model, moment, f"{moment[:-3]}_by"


def holds_together(constraint: models.CheckConstraint, moment: str, person: str) -> bool:
    """Whether the constraint allows both or neither and refuses one without the other."""
    answers = []
    for at, by in ((timezone.now(), 1), (None, None), (timezone.now(), None), (None, 1)):
        values = {moment: Value(at, models.DateTimeField()), person: Value(by, models.IntegerField())}
        try:
            answers.append(constraint.condition.check(values))
        except FieldError:
            return False
    return answers == [True, True, False, False]


@pytest.mark.django_db
def test_who_and_when_are_set_together_or_not_at_all():
    unbound = [
        f"{model.__name__}.{moment}"
        for model, moment, person in pairs()
        if not any(
            holds_together(constraint, moment, person)
            for constraint in model._meta.constraints
            if isinstance(constraint, models.CheckConstraint)
        )
    ]

    assert unbound == []


@pytest.mark.django_db
def test_constraint_that_allows_one_alone_is_recognised():
    loose = models.CheckConstraint(condition=models.Q(done_at__isnull=True) | models.Q(done_by__isnull=False), name="x")

    assert not holds_together(loose, "done_at", "done_by")


def test_there_are_pairs_to_look_at():
    assert "Application.approved_at" in {f"{model.__name__}.{moment}" for model, moment, _ in pairs()}


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", *APPS, check=True, dry_run=True, verbosity=0)
