"""How values sealed under an older key of the ring are sealed again under the key in use."""

from collections.abc import Iterator

from django.apps import apps
from django.db import connection, models, transaction
from django.db.models import TextField
from django.db.models.functions import Cast

from portal.crypto.envelope import is_current
from portal.crypto.fields import EncryptedField


def encrypted_fields() -> Iterator[tuple[type[models.Model], EncryptedField]]:
    for model in apps.get_models():
        for field in model._meta.local_concrete_fields:
            if isinstance(field, EncryptedField):
                yield model, field


def rotate(model: type[models.Model], field: EncryptedField, *, batch: int = 500) -> int:
    """Seals again every row of one column that another key sealed; how many. A stopped run is taken up again."""
    stale = [pk for pk, envelope in _envelopes(model, field) if not is_current(envelope)]
    for start in range(0, len(stale), batch):
        _seal_again(model, field, stale[start : start + batch])
    return len(stale)


def _envelopes(model: type[models.Model], field: EncryptedField) -> Iterator[tuple[object, str]]:
    """The raw column: `Cast` keeps the field from opening it."""
    rows = model._base_manager.filter(**{f"{field.name}__isnull": False}).order_by("pk")
    return rows.annotate(_envelope=Cast(field.name, TextField())).values_list("pk", "_envelope").iterator()


def _seal_again(model: type[models.Model], field: EncryptedField, pks: list[object]) -> None:
    with transaction.atomic():
        rows = model._base_manager.filter(pk__in=pks).order_by("pk").only("pk", field.name)
        if connection.features.has_select_for_update:
            rows = rows.select_for_update()
        model._base_manager.bulk_update(list(rows), [field.name])
