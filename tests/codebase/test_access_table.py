"""Whether every address of the site stands in the access table, and the table holds nothing else."""

from portal.access import ACCESS, NAMESPACES, Audience, audience_of
from tests.codebase.urls import views
from tests.factories import UserFactory


def test_every_url_stands_in_the_access_table():
    assert sorted(f"{name} {address}" for name, address, _ in views() if audience_of(name) is None) == []


def test_every_row_of_the_access_table_is_a_url():
    names = {name for name, _, _ in views()}

    assert sorted(set(ACCESS) - names) == []
    assert [prefix for prefix in NAMESPACES if not any(name.startswith(prefix) for name in names)] == []


def test_own_pages_have_a_row_each():
    """A namespace is for borrowed pages: one of our own would open every page added to it."""
    assert [
        prefix for prefix in NAMESPACES if prefix.split(":")[0] in {"portal", "policies", "accounts", "services"}
    ] == []


def test_api_audiences_are_for_the_api_and_pages_for_pages():
    wrong = [
        name
        for name, address, _ in views()
        if name in ACCESS and ACCESS[name].is_api != address.startswith(("api/", ".well-known/"))
    ]

    assert wrong == []


def test_the_longest_beginning_counts():
    assert audience_of("idp:oidc:authorization") is Audience.SIGNED_IN
    assert audience_of("idp:oidc:token") is Audience.API_PUBLIC
    assert audience_of("somewhere:new") is None


def test_a_url_without_a_row_is_404_even_for_a_superuser(as_user, monkeypatch, db):
    browser = as_user(UserFactory(is_superuser=True, is_staff=True))
    assert browser.get("/privacy/").status_code == 200

    monkeypatch.delitem(ACCESS, "portal:privacy")

    assert browser.get("/privacy/").status_code == 404
