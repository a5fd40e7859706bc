"""Do the totals of instalments follow whatever is written, exactly, and in the same transaction?"""

import datetime as dt
from decimal import Decimal
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import F

from policies.models import Authority
from portal.audit.trigger_sql import held, wanted
from portal.audit.triggers import TRIGGERS, differences, install
from portal.workflow.engine import perform
from services.demo.seed.loading import look_up_references
from services.models import Instalment, InstalmentTotal, Service, ServiceRequest
from services.reconcile import totals_agree_with_instalments
from services.subsidies.panels import money
from tests.cast import official
from tests.harness.at_once import at_once
from tests.harness.triggers import switched_off
from tests.services.partners.at_desks import ON_POSTGRESQL
from tests.services.requests.test_requests import subsidy  # noqa: F401

pytestmark = pytest.mark.django_db
PLANNED, CONFIRMED, ENDED = "planned", "confirmed", "ended"


@pytest.fixture
def asked(card):
    """`asked(city)`: a granted request of that city, without a plan yet."""

    def ask(city="harbin"):
        place, service = Authority.objects.get(slug=city), Service.objects.get(slug="home-purchase-subsidy")
        told = {"talent": card.talent, "card": card, "service": service, "city": place}
        return ServiceRequest.objects.create(**told, status="granted")

    return ask


def parts(request, *amounts, status=PLANNED):
    """Written in one statement."""
    day = dt.date(2026, 1, 1)
    rows = [
        Instalment(request=request, number=number, amount_yuan=Decimal(amount), planned_on=day, status=status)
        for number, amount in enumerate(amounts, start=1)
    ]
    made = Instalment.objects.bulk_create(rows)
    if connection.vendor == "postgresql":  # else it would change no trigger of the table in the same transaction
        look_up_references()
    return made


def totals():
    """What is kept, without what came to nothing; that it is true is looked at too."""
    assert list(totals_agree_with_instalments()) == []
    rows = InstalmentTotal.objects.exclude(amount_yuan=0).values_list("city__slug", "status", "amount_yuan")
    return {(city, status): str(amount) for city, status, amount in rows}


# -- what people do ---------------------------------------------------------------------------------------------------
def test_plan_confirm_and_end_are_followed(subsidy, city_officer, clock):  # noqa: F811
    perform(subsidy, "grant", by=city_officer)
    first, second = Instalment.objects.order_by("number")
    assert totals() == {("harbin", PLANNED): "100000.00"}

    perform(first, "confirm", by=city_officer)
    assert totals() == {("harbin", PLANNED): "50000.00", ("harbin", CONFIRMED): "50000.00"}

    perform(second, "end", by=city_officer, reason="已离职")
    assert totals() == {("harbin", CONFIRMED): "50000.00", ("harbin", ENDED): "50000.00"}


def test_fund_officer_of_a_city_reads_the_sums_of_that_city(asked, rf):
    parts(asked("harbin"), "100.00")
    parts(asked("daqing"), "7.00", "0.50")
    request = rf.get("/admin/")
    request.user = official("fund.daqing@example.cn", "fund_officer", city="daqing")

    assert [row.count for row in money(request).rows] == ["7.50 元", "0.00 元"]


def test_what_is_rolled_back_was_never_counted(asked):
    rows = parts(asked(), "100.00", "50.00")

    with transaction.atomic():
        Instalment.objects.filter(pk=rows[0].pk).update(status=CONFIRMED)
        rows[1].delete()
        assert totals() == {("harbin", CONFIRMED): "100.00"}
        transaction.set_rollback(True)

    assert totals() == {("harbin", PLANNED): "150.00"}


# -- and whatever else is written -------------------------------------------------------------------------------------
def test_one_statement_over_several_cities_and_statuses_is_followed(asked):
    parts(asked("harbin"), "100.00", "0.10")
    parts(asked("daqing"), "0.20", status=CONFIRMED)

    Instalment.objects.update(status=ENDED, amount_yuan=F("amount_yuan") + Decimal("0.01"))
    assert totals() == {("harbin", ENDED): "100.12", ("daqing", ENDED): "0.21"}

    Instalment.objects.filter(request__city__slug="harbin").delete()
    assert totals() == {("daqing", ENDED): "0.21"}


def test_part_that_goes_to_the_request_of_another_city_is_followed(asked):
    parts(asked("harbin"), "100.00")

    Instalment.objects.update(request=asked("daqing"))

    assert totals() == {("daqing", PLANNED): "100.00"}


def test_change_of_something_else_touches_no_total(asked):
    parts(asked(), "100.00")
    InstalmentTotal.objects.update(amount_yuan="7.00")

    Instalment.objects.update(planned_on=dt.date(2026, 2, 1))

    assert InstalmentTotal.objects.get().amount_yuan == Decimal("7.00")


def test_many_small_sums_stay_exact(asked):
    request = asked()
    for number in range(1, 101):
        Instalment.objects.create(request=request, number=number, amount_yuan="0.07", planned_on=dt.date(2026, 1, 1))

    assert totals() == {("harbin", PLANNED): "7.00"}


def test_request_with_instalments_stays_in_its_city_and_another_may_leave_it(asked):
    request, other, daqing = asked(), asked(), Authority.objects.get(slug="daqing")
    parts(request, "100.00")

    with pytest.raises(IntegrityError, match="a request with instalments stays in its city"), transaction.atomic():
        ServiceRequest.objects.filter(pk=request.pk).update(city=daqing)
    ServiceRequest.objects.filter(pk=other.pk).update(city=daqing)

    assert totals() == {("harbin", PLANNED): "100.00"}


def test_part_of_no_request_is_refused_at_once(catalogue):
    with pytest.raises(IntegrityError, match="city_id"), transaction.atomic():
        Instalment.objects.create(request_id=9, number=1, amount_yuan="1.00", planned_on=dt.date(2026, 1, 1))

    assert totals() == {}


@pytest.mark.postgres
@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE")
def test_instalments_truncated_are_refused(asked):
    parts(asked(), "100.00")

    with pytest.raises(IntegrityError, match="deleted, not truncated"), transaction.atomic():
        execute("TRUNCATE services_instalment CASCADE")

    assert totals() == {("harbin", PLANNED): "100.00"}


# -- how the totals begin, and end ------------------------------------------------------------------------------------
@pytest.mark.parametrize("event", ["insert", "update", "delete"])
def test_trigger_that_is_made_anew_adds_up_what_is_there(asked, event):
    parts(asked(), "100.00", "50.00", status=CONFIRMED)
    with switched_off():
        parts(asked("daqing"), "0.10", "0.20")
    name = f"services_instalmenttotal_{event}"
    execute(f"DROP TRIGGER {name}" + (" ON services_instalment" if connection.vendor == "postgresql" else ""))
    assert list(differences()) == [f"trigger {name} on services_instalment is missing or switched off"]

    install()

    assert list(differences()) == []
    assert totals() == {("harbin", CONFIRMED): "150.00", ("daqing", PLANNED): "0.30"}


def test_triggers_wait_for_the_table_they_write_to(asked):
    """As where the migration is taken back."""
    going = import_module("services.migrations.0092_totals_of_instalments").let_instalments_go
    going(None, SimpleNamespace(connection=connection, execute=execute))
    for name in {name for name in held(connection) if name.startswith("services_instalmenttotal_")}:
        execute(f"DROP TRIGGER {name}")  # SQLite: portal.audit.triggers.make_way
    execute("ALTER TABLE services_instalmenttotal RENAME TO elsewhere")

    install()
    parts(asked(), "100.00")

    execute("ALTER TABLE elsewhere RENAME TO services_instalmenttotal")
    install()
    assert totals() == {("harbin", PLANNED): "100.00"}


def execute(*statements):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


# -- at once ----------------------------------------------------------------------------------------------------------
class TestAtOnce:
    pytestmark = ON_POSTGRESQL

    def confirmed(self, request, officer):
        """Eight officers at eight parts of one city; each takes its time before it commits."""
        left = iter(parts(request, *["12.34"] * 8))

        def confirm():
            with transaction.atomic():
                perform(next(left), "confirm", by=officer)
                execute("SELECT pg_sleep(0.1)")

        assert at_once(8, confirm) == [None] * 8
        return str(InstalmentTotal.objects.get(status=CONFIRMED).amount_yuan)

    def test_parts_confirmed_at_the_same_moment_are_all_counted(self, asked, city_officer):
        assert self.confirmed(asked(), city_officer) == "98.72"
        assert totals() == {("harbin", CONFIRMED): "98.72"}

    def test_without_adding_to_the_row_as_it_stands_the_same_test_fails(self, asked, city_officer):
        """The control: the sum is what was read before, and the other's is lost."""
        kept = "COALESCE((SELECT t.amount_yuan FROM services_instalmenttotal t WHERE t.id = kept.id), 0)"
        rewrite("kept.amount_yuan", kept)
        try:
            assert self.confirmed(asked(), city_officer) != "98.72"
        finally:
            install()

    def moved_there_and_back(self, request):
        """What each of two got that move parts of one city, one from planned to confirmed, the other back."""
        first, second = parts(request, "1.00", "2.00")
        Instalment.objects.filter(pk=second.pk).update(status=CONFIRMED)
        moves = iter([(first.pk, CONFIRMED), (second.pk, PLANNED)])

        def move():
            pk, status = next(moves)
            Instalment.objects.filter(pk=pk).update(status=status)

        return at_once(2, move)

    def test_moves_there_and_back_at_the_same_moment_do_not_wait_for_each_other(self, asked):
        rewrite("kept.amount_yuan +", "kept.amount_yuan + length(pg_sleep(0.3)::text) +")  # each holds its first row

        try:
            assert self.moved_there_and_back(asked()) == [None, None]
        finally:
            install()
        assert totals() == {("harbin", PLANNED): "2.00", ("harbin", CONFIRMED): "1.00"}

    def test_without_their_order_the_same_test_fails(self, asked):
        """The control: what is left is changed before what is entered."""
        rewrite("kept.amount_yuan +", "kept.amount_yuan + length(pg_sleep(0.3)::text) +")
        rewrite("ORDER BY city_id, status <> 'planned', status", "ORDER BY sum(amount_yuan)")

        try:
            answers = self.moved_there_and_back(asked())
        finally:
            install()
        assert [type(answer) for answer in answers if answer] != []
        assert all(isinstance(answer, DatabaseError) for answer in answers if answer)


def rewrite(words, others):
    """The bodies of the three triggers as they stand, with other words in them."""
    for trigger in wanted(connection.vendor, [TRIGGERS["services_instalmenttotal"]]):
        with connection.cursor() as cursor:
            cursor.execute("SELECT prosrc FROM pg_proc WHERE proname = %s", [trigger.name])
            body = cursor.fetchone()[0]
        changed = body.replace(words, others)
        assert changed != body
        execute(f"CREATE OR REPLACE FUNCTION {trigger.name}() RETURNS trigger LANGUAGE plpgsql AS $b${changed}$b$")
