"""Is every list of the site in the roster of lists? A new one without a test of its plan fails here."""

from django.contrib import admin
from django.urls import NoReverseMatch, reverse

from portal.access import ACCESS
from tests.lists import roster
from tests.lists.province import LARGE


def without_arguments():
    """Every page and call whose address names no single thing: that is where a list can stand."""
    for name in ACCESS:
        try:
            reverse(name)
        except NoReverseMatch:
            continue
        yield name


def test_each_address_without_arguments_is_a_tested_list_or_none():
    said = {*roster.PAGES, *roster.CALLS} - {"admin:index"}

    assert set(without_arguments()) == said | roster.NO_LISTS
    assert not said & roster.NO_LISTS


def test_each_address_that_names_a_thing_is_a_tested_page_or_one_of_few_parts():
    named = set(ACCESS) - set(without_arguments())

    assert named == {*roster.DETAILS, *roster.ONE_THING}
    assert not set(roster.DETAILS) & roster.ONE_THING


def test_each_table_of_the_admin_is_a_tested_list_or_small():
    registered = {model._meta.label_lower for model in admin.site._registry if model._meta.app_label != "papers"}

    assert registered == {*roster.ADMIN, *roster.SMALL}
    assert not set(roster.ADMIN) & roster.SMALL
    assert set(roster.FOUND_BY_NAME) <= set(roster.ADMIN)


def test_each_list_of_the_admin_is_of_a_table_that_the_province_fills():
    """The plan of an empty table says nothing."""
    assert {model._meta.label_lower for model in LARGE} >= set(roster.ADMIN)
