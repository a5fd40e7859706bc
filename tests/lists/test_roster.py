"""Is every list of the site in the roster of lists? A new one without a test of its plan fails here."""

from django.apps import apps
from django.contrib import admin
from django.urls import NoReverseMatch, reverse

from portal.access import ACCESS
from portal.data_map_check import APPS
from tests.lists import roster
from tests.lists.province import LARGE
from tests.lists.traces import NOT_FILLED


def without_arguments():
    """Every page and call whose address names no single thing: that is where a list can stand."""
    for name in ACCESS:
        try:
            reverse(name)
        except NoReverseMatch:
            continue
        yield name


def test_each_address_without_arguments_is_a_tested_list_or_none():
    said = {*roster.PAGES, *roster.CALLS}

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


def test_each_table_is_filled_by_the_province_or_said_not_to_be():
    ours = {
        model._meta.label_lower
        for app in APPS
        for model in apps.get_app_config(app).get_models()
        if not model.__name__.startswith("Historical")
    }
    filled = {model._meta.label_lower for model in LARGE}

    assert ours == filled | NOT_FILLED
    assert not filled & NOT_FILLED


def test_each_filter_of_a_large_list_is_among_its_queries():
    filters = {(model, _parameter(one)) for model in roster.ADMIN for one in _admins()[model].list_filter}

    assert {(model, name) for model, name in filters if not _is_asked(model, name)} == set()


def test_each_large_list_that_is_searched_by_name_is_tried_with_names():
    searched = {model: " ".join(_admins()[model].search_fields) for model in roster.ADMIN}
    by_place = {model for model, columns in searched.items() if "partner__" in columns}
    tried = {model for model, (_readers, queries) in roster.ADMIN.items() if set(roster.PLACES_OF) <= set(queries)}

    assert {model for model, columns in searched.items() if "profile__" in columns} <= set(roster.FOUND_BY_NAME)
    assert by_place <= tried


def _admins():
    return {model._meta.label_lower: registered for model, registered in admin.site._registry.items()}


def _parameter(list_filter):
    return list_filter if isinstance(list_filter, str) else list_filter.parameter_name


def _is_asked(model, name):
    _readers, queries = roster.ADMIN[model]
    asked = {part.split("=")[0] for query in queries for part in query.split("&")}
    return any(one == name or one.startswith(f"{name}__") for one in asked)


def test_each_list_of_the_admin_is_of_a_table_that_the_province_fills():
    """The plan of an empty table says nothing."""
    assert {model._meta.label_lower for model in LARGE} >= set(roster.ADMIN)
