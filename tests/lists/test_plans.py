"""Is every list served by an index at a hundred thousand rows: its first page, a page far on, and each search?"""

from itertools import product
from urllib.parse import quote

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from services.partners.clients import give_client
from tests.harness import catalogue as catalogue_rows
from tests.lists import plans, roster
from tests.lists.province import Province

pytestmark = [
    *(pytest.mark.django_db, pytest.mark.postgres, pytest.mark.slow),
    pytest.mark.xdist_group("province"),  # made once: in every process it took longer than all that is asked of it
]


@pytest.fixture(scope="module")
def province(django_db_setup, django_db_blocker):
    """A province in a transaction that is rolled back once this file is through; each test is a savepoint in it."""
    with django_db_blocker.unblock():
        if connection.vendor != "postgresql":
            pytest.skip("needs PostgreSQL")
        with transaction.atomic():
            catalogue_rows.put()
            yield Province()
            transaction.set_rollback(True)


@pytest.fixture
def pages(monkeypatch):
    return plans.Pages(monkeypatch)


def browser_of(user):
    client = Client()
    client.force_login(user)
    return client


def system_of(partner):
    link, secret = give_client(partner)
    body = {"grant_type": "client_credentials", "client_id": link.client_id, "client_secret": secret}
    endpoint = Client().get("/.well-known/openid-configuration").json()["token_endpoint"]
    token = Client().post(endpoint, body | {"scope": "partner"}).json()["access_token"]
    return Client(headers={"authorization": f"Bearer {token}"})


def reader(province, name):
    if name == "anybody":
        return Client()
    return system_of(province.partner) if name == "partner" else browser_of(getattr(province, name))


def changelist(model):
    return reverse(f"admin:{model.replace('.', '_')}_changelist")


def faults_on_both_pages(browser, address, pages):
    first = plans.faults_of(lambda: browser.get(address))
    if first or pages.last is None or (cursor := pages.deep()) is None:
        return first
    joint = "&" if "?" in address else "?"
    return plans.faults_of(lambda: browser.get(f"{address}{joint}cursor={quote(cursor)}"))


@pytest.mark.parametrize(
    ("name", "query"),
    [(name, query) for name in (*roster.PAGES, *roster.CALLS) for query in ("", *roster.QUERIES.get(name, ()))],
)
def test_list_of_the_site_is_served_by_an_index(province, pages, name, query):
    browser = reader(province, (roster.PAGES | roster.CALLS)[name])

    assert faults_on_both_pages(browser, f"{reverse(name)}?{query}", pages) == []


@pytest.mark.parametrize(
    ("name", "query"), [(name, query) for name, (_who, _named, queries) in roster.DETAILS.items() for query in queries]
)
def test_page_about_one_thing_is_served_by_an_index(province, pages, name, query):
    who, named, _queries = roster.DETAILS[name]
    address = reverse(name, kwargs={key: value.format(p=province) for key, value in named.items()})

    assert faults_on_both_pages(reader(province, who), f"{address}?{query}", pages) == []


@pytest.mark.parametrize("who", roster.OFFICES)
def test_front_page_of_an_office_is_served_by_an_index(province, who):
    browser = browser_of(getattr(province, who))

    assert plans.faults_of(lambda: browser.get(reverse("admin:index"))) == []


@pytest.mark.parametrize("page", ["change", "history"])
@pytest.mark.parametrize("model", roster.ADMIN)
def test_row_of_an_office_and_its_history_are_served_by_an_index(province, model, page):
    browser = browser_of(getattr(province, roster.ADMIN[model][0][0]))
    row = browser.get(changelist(model)).context["cl"].result_list[0]
    address = reverse(f"admin:{model.replace('.', '_')}_{page}", args=[row.pk])

    assert plans.faults_of(lambda: browser.get(address)) == []


@pytest.mark.parametrize(
    ("name", "query"), [(name, query) for name, (_who, queries) in roster.ADMIN_FORMS.items() for query in queries]
)
def test_form_that_offers_few_of_many_is_served_by_an_index(province, name, query):
    browser = browser_of(getattr(province, roster.ADMIN_FORMS[name][0]))

    assert plans.faults_of(lambda: browser.get(f"{reverse(name)}?{query}")) == []


@pytest.mark.parametrize(
    ("model", "who", "query"),
    [
        (model, who, query)
        for model, (readers, queries) in roster.ADMIN.items()
        for who, query in product(readers, queries)
    ],
)
def test_list_of_the_offices_is_served_by_an_index(province, pages, model, who, query):
    named = {"rare_city": province.far_partner.city_id, "tier": province.tier.pk}
    query = query.format(officer=province.city_officer.public_id, **named)
    address = f"{changelist(model)}?{query}"

    assert faults_on_both_pages(browser_of(getattr(province, who)), address, pages) == []


@pytest.mark.parametrize(
    ("model", "words", "who"),
    [
        *product(roster.FOUND_BY_NAME, roster.NAME_SEARCHES, ["city_officer"]),
        # Of the thousand payments of a small city all requests are read in one go, while there are no more of them.
        *product(sorted({*roster.FOUND_BY_NAME} - {"services.instalment"}), roster.NAME_SEARCHES, ["rare_officer"]),
    ],
)
def test_search_for_a_person_is_served_by_an_index(province, pages, model, words, who):
    address = f"{changelist(model)}?q={quote(words)}"

    assert plans.faults_of(lambda: browser_of(getattr(province, who)).get(address)) == []


@pytest.mark.parametrize("model", sorted(roster.SMALL))
def test_small_list_asks_for_no_count_no_offset_and_no_distinct(province, model):
    browser = browser_of(province.superuser)

    assert plans.faults_of(lambda: browser.get(changelist(model))) == []


@pytest.mark.parametrize(
    ("sql", "fault"),
    [
        ("SELECT COUNT(*) FROM accounts_card", "Aggregate of"),
        ("SELECT * FROM accounts_card WHERE public_id::text LIKE '%x%'", "reads accounts_card from end to end"),
        ("SELECT * FROM accounts_card ORDER BY issued_on LIMIT 5", "reads accounts_card from end to end"),
        ("SELECT * FROM accounts_card ORDER BY id OFFSET 5 LIMIT 5", "says OFFSET"),
        ("SELECT DISTINCT status FROM policies_tier", "says DISTINCT"),
        ("SELECT * FROM accounts_card WHERE expires_on < now() ORDER BY id LIMIT 5", "reads"),
    ],
)
def test_plan_that_is_bad_is_found_to_be(province, sql, fault):
    assert any(said.startswith(fault) for said in plans.faults_in(sql))
