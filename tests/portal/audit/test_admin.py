"""Can an auditor read every row and see whether it is whole, and nobody change one?"""

import pytest

from accounts.models import Membership
from policies.models import Authority
from portal.audit.admin import HistoryAdmin
from portal.audit.chain import append
from portal.audit.models import History, Seal
from tests.factories import UserFactory
from tests.harness.triggers import switched_off

LIST = "/admin/portal/history/"


@pytest.fixture
def auditor(db):
    place = Authority.objects.create(slug="heilongjiang", level="province", name_zh="黑龙江省", name_en="Heilongjiang")
    user = UserFactory(official=True, email="auditor@example.cn")
    Membership.objects.create(user=user, role="auditor", authority=place)
    return user


@pytest.fixture
def office(as_user, auditor):
    client = as_user(auditor)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def ids(page):
    return [row.pk for row in page.context["cl"].result_list]


def test_list_is_leafed_through_from_newest_to_oldest_and_back(office, history, monkeypatch):
    monkeypatch.setattr(HistoryAdmin, "list_per_page", 6)
    newest = list(history.order_by("-id").values_list("id", flat=True))

    first = office.get(LIST)
    second = office.get(LIST, {"cursor": first.context["cl"].keyset.next_cursor})
    third = office.get(LIST, {"cursor": second.context["cl"].keyset.next_cursor})
    back = office.get(LIST, {"cursor": third.context["cl"].keyset.previous_cursor})

    assert [ids(page) for page in (first, second, third)] == [newest[:6], newest[6:12], newest[12:]]
    assert ids(back) == newest[6:12]
    assert third.context["cl"].keyset.next_cursor is None


@pytest.mark.parametrize("rows", [1, 3])
def test_list_costs_the_same_for_one_and_three_rows_and_counts_nothing(office, people, rows, django_assert_num_queries):
    for person in people[:rows]:
        append(person, "case_opened", by=None)
    office.get(LIST)

    with django_assert_num_queries(6) as seen:  # session, account, memberships, rows, two of permissions
        assert len(ids(office.get(LIST))) == rows

    assert [query["sql"] for query in seen if "COUNT(" in query["sql"]] == []
    assert [query["sql"] for query in seen if "OFFSET" in query["sql"]] == []


def test_search_finds_whole_ids_of_objects_and_of_people(office, history, people):
    own = [row.pk for row in history.of(people[2]).order_by("-id")]
    acted = [row.pk for row in history.filter(actor_id=people[1].public_id).order_by("-id")]

    assert ids(office.get(LIST, {"q": f" {people[2].public_id} "})) == own
    assert set(acted) <= set(ids(office.get(LIST, {"q": str(people[1].public_id)})))
    assert ids(office.get(LIST, {"q": str(people[2].public_id)[:8]})) == []


def test_detail_says_that_the_chain_is_whole_and_which_seal_holds_the_row(office, history):
    sealed, is_open = history.first(), history.last()

    assert "Whole: 7 rows, each linked to the one before." in office.get(f"{LIST}{sealed.pk}/change/").text
    assert "Held by seal 1." in office.get(f"{LIST}{sealed.pk}/change/").text
    assert "Not sealed yet." in office.get(f"{LIST}{is_open.pk}/change/").text


def test_detail_of_a_tampered_row_says_what_is_wrong(office, history):
    row = history.first()
    with switched_off():
        History.objects.filter(pk=row.pk).update(action="approve", hash="sha256:00")

    page = office.get(f"{LIST}{row.pk}/change/").text

    assert "was changed: its hash is of other content" in page
    assert "is not linked to the row before it" in page
    assert "Seal 1 does not hold this row as it stands." in page


@pytest.mark.parametrize("model", ["history", "seal"])
def test_nobody_adds_changes_or_deletes(office, history, model):
    row = {"history": History, "seal": Seal}[model].objects.first()
    before = (History.objects.count(), Seal.objects.count())

    answers = [
        office.post(f"/admin/portal/{model}/{path}", {"action": "x", "post": "yes"}).status_code
        for path in ("add/", f"{row.pk}/change/", f"{row.pk}/delete/")
    ]

    assert answers == [403, 403, 403]
    assert (History.objects.count(), Seal.objects.count()) == before


@pytest.mark.parametrize("model", ["history", "seal"])
def test_officials_who_audit_nothing_do_not_see_it(as_user, history, model):
    other = as_user(UserFactory(official=True))

    assert other.get(f"/admin/portal/{model}/").status_code == 403


def test_seals_are_listed_newest_first(office, history):
    assert [seal.number for seal in office.get("/admin/portal/seal/").context["cl"].result_list] == [2, 1]
