"""What does one load change? Untouched fields follow the files; what officials have edited or deleted stays theirs."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db import models, transaction

from policies.catalogue.loaded import LoadedRow
from policies.catalogue.loading.table import Row, Table
from policies.catalogue.loading.targets import Targets
from policies.catalogue.loading.values import default_of, digest, held, wanted

REASON = "data files"


@dataclass
class Report:
    """What happened to one table; `kept` holds one sentence for each thing the load left alone."""

    table: str
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    kept: list[str] = field(default_factory=list)


@transaction.atomic
def load(table: Table) -> Report:
    """Bring one table up to its file. Loading the same file twice changes nothing. Raises `BadRowError`."""
    return _Load(table).run()


class _Load:
    def __init__(self, table: Table) -> None:
        self.table = table
        self.report = Report(table.name)
        self.targets = Targets(table)
        self.new_records: list[LoadedRow] = []

    @cached_property
    def objects(self) -> dict[str, models.Model]:
        rows = self.table.model._default_manager.select_for_update(of=("self",))
        return {self._key(row): row for row in rows.select_related(*self.targets.names)}

    @cached_property
    def records(self) -> dict[str, LoadedRow]:
        return {row.key: row for row in LoadedRow.objects.select_for_update().filter(table=self.table.name)}

    def run(self) -> Report:
        rows = self.table.read()
        for key, row in rows.items():
            self._load_row(key, wanted(self.table, key, row))
        LoadedRow.objects.bulk_create(self.new_records)
        gone = sorted(set(self.records) & set(self.objects) - set(rows))
        self.report.kept += [f"{key}: no longer in {self.table.file.name}" for key in gone]
        return self.report

    def _load_row(self, key: str, values: Row) -> None:
        obj, record = self.objects.get(key), self.records.get(key)
        if obj is not None:
            self._follow(key, obj, values, record)
        elif record is not None:
            self.report.kept.append(f"{key}: deleted in the admin")
        else:
            self._save(key, self.table.model(), values)
            self._remember(key, {name: digest(value) for name, value in values.items()})
            self.report.created += 1

    def _follow(self, key: str, obj: models.Model, values: Row, record: LoadedRow | None) -> None:
        """Write the fields whose value is still the one that was loaded; name the others in the report."""
        now, digests = held(self.table, obj), record.digests if record else {}
        differing = [name for name in values if now[name] != values[name]]
        ours = [name for name in differing if digest(now[name]) == self._loaded_digest(digests, name)]
        if ours:
            self._save(key, obj, {name: values[name] for name in ours})
        self.report.updated += bool(ours)
        self.report.unchanged += not ours
        self.report.kept += [f"{key}: {name} edited in the admin" for name in differing if name not in ours]
        settled = [name for name in values if name in ours or name not in differing]
        self._remember(key, digests | {name: digest(values[name]) for name in settled}, record)

    def _loaded_digest(self, digests: dict[str, str], name: str) -> str | None:
        """A field newer than the last load still holds its default; of a row never loaded every field is theirs."""
        return digests.get(name) or (digest(default_of(self.table.fields[name])) if digests else None)

    def _remember(self, key: str, digests: dict[str, str], record: LoadedRow | None = None) -> None:
        if record is None:
            self.new_records.append(LoadedRow(table=self.table.name, key=key, digests=digests))
        elif record.digests != digests:
            record.digests = digests
            record.save()

    def _save(self, key: str, obj: Any, values: Row) -> None:
        for name, value in values.items():
            setattr(obj, name, self.targets.find(key, name, value) if name in self.targets.names else value)
        obj._change_reason = REASON
        obj.save()
        self.targets.add(obj)

    def _key(self, obj: models.Model) -> str:
        values = held(self.table, obj)
        return "/".join(str(values[part]) for part in self.table.key)
