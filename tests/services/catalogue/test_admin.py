"""Can the policy administrator keep the catalogue, while every other official only reads it?"""

import re

import pytest
from django.contrib import admin
from django.core.management import call_command
from django.urls import reverse
from django.utils.translation import override

from portal.catalogue_admin import CatalogueAdmin
from services.models import Entitlement, Service
from tests.catalogue_factories import EntitlementFactory, ServiceFactory

pytestmark = pytest.mark.slow
KEPT = [model for model, kept in admin.site._registry.items() if isinstance(kept, CatalogueAdmin)]
BY_LABEL = {"ids": lambda model: model._meta.label_lower}


def listed(model, query=""):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist") + query


def form_of(obj, page="change"):
    return reverse(f"admin:{obj._meta.app_label}_{obj._meta.model_name}_{page}", args=[obj.pk])


def posted(page):
    """The fields of a change form as a browser would send them."""
    form = page.context["adminform"].form
    found = {form.add_prefix(name): form[name].value() for name in form.fields}
    for formset in (inline.formset for inline in page.context["inline_admin_formsets"]):
        found |= {f"{formset.prefix}-{name}": value for name, value in formset.management_form.initial.items()}
        for row in formset.forms:
            found |= {row.add_prefix(name): row[name].value() for name in row.fields}
    return {name: value for name, value in found.items() if value is not None and value is not False}


# -- who may do what --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("model", KEPT, **BY_LABEL)
def test_policy_admin_edits_and_others_read(model, as_user, policy_admin, city_officer, auditor):
    row = model.objects.first()

    assert 'name="_save"' in as_user(policy_admin).get(form_of(row)).content.decode()
    for reader in (city_officer, auditor):
        page = as_user(reader).get(form_of(row))
        assert page.status_code == 200
        assert 'name="_save"' not in page.content.decode()
        assert as_user(reader).post(form_of(row), {}).status_code == 403


def test_reader_can_neither_add_nor_delete(as_user, city_officer):
    service = Service.objects.get(slug="airport-lane")

    assert as_user(city_officer).get(reverse("admin:services_service_add")).status_code == 403
    assert as_user(city_officer).post(form_of(service, "delete"), {"post": "yes"}).status_code == 403
    assert Service.objects.filter(slug="airport-lane").exists()


@pytest.mark.parametrize("model", KEPT, **BY_LABEL)
def test_talent_finds_no_admin(model, as_user, talent, catalogue):
    assert as_user(talent).get(listed(model)).status_code == 404


# -- an edit ----------------------------------------------------------------------------------------------------------
def test_edit_is_kept_named_in_the_history_and_survives_the_next_load(as_user, policy_admin):
    browser = as_user(policy_admin)
    service = Service.objects.get(slug="airport-lane")
    service.save()  # as the data files would: nobody is named
    fields = posted(browser.get(form_of(service))) | {"name_zh": "机场贵宾通道"}

    answer = browser.post(form_of(service), fields)
    call_command("load_catalogue", verbosity=0)

    assert answer.status_code == 302, answer.context["errors"]
    service.refresh_from_db()
    assert service.name_zh == "机场贵宾通道"
    assert "jichangguibintongdao" in service.search
    history = " ".join(re.sub(r"<[^>]+>", " ", browser.get(form_of(service, "history")).content.decode()).split())
    assert "中文名称 : 机场快速通道 → 机场贵宾通道" in history
    assert "policy@example.cn" in history
    assert "数据文件" in history


def test_short_name_cannot_be_changed_afterwards(as_user, policy_admin):
    browser = as_user(policy_admin)
    service = Service.objects.get(slug="airport-lane")

    browser.post(form_of(service), posted(browser.get(form_of(service))) | {"slug": "lane"})

    service.refresh_from_db()
    assert service.slug == "airport-lane"


def test_entitlement_is_edited_with_its_service_and_bad_values_are_explained(as_user, policy_admin):
    browser = as_user(policy_admin)
    service = Service.objects.get(slug="airport-lane")
    fields = posted(browser.get(form_of(service)))

    good = browser.post(form_of(service), fields | {"entitlements-1-limit": "15"})
    bad = browser.post(form_of(service), fields | {"entitlements-1-period": "none"})

    assert good.status_code == 302
    assert Entitlement.objects.get(service=service, tier__slug="b").limit == 15
    assert "限额须大于0" in bad.content.decode()


def test_four_steps_for_the_staff_are_refused(as_user, policy_admin):
    browser = as_user(policy_admin)
    service = Service.objects.get(slug="airport-lane")
    fields = posted(browser.get(form_of(service)))

    page = browser.post(form_of(service), fields | {"desk_steps_zh": "一\n二\n三\n四"})

    assert "最多写三步，一行一步。" in page.content.decode()
    service.refresh_from_db()
    assert "四" not in service.desk_steps_zh


def test_new_service_offers_a_row_for_each_tier(as_user, policy_admin):
    page = as_user(policy_admin).get(reverse("admin:services_service_add")).content.decode()

    assert 'name="entitlements-TOTAL_FORMS" value="5"' in page


# -- lists and help ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("rows", [1, 3])
def test_list_of_services_takes_ten_queries_and_counts_nothing(as_user, policy_admin, rows, django_assert_num_queries):
    Entitlement.objects.all().delete()
    Service.objects.exclude(pk__in=Service.objects.values("pk")[:rows]).delete()
    browser = as_user(policy_admin)

    with django_assert_num_queries(10) as done:  # session, account, roles, areas, services; rights; session kept
        page = browser.get(listed(Service))

    assert len(page.context["cl"].result_list) == rows
    assert not [query["sql"] for query in done.captured_queries if "COUNT(" in query["sql"]]


@pytest.mark.parametrize("query", ["机场", "jichang", "jckstd", "airport-lane", "Airport"])
def test_service_is_found_by_name_pinyin_initials_and_short_name(as_user, policy_admin, query):
    page = as_user(policy_admin).get(listed(Service, f"?q={query}"))

    assert "airport-lane" in [service.slug for service in page.context["cl"].result_list]


def test_service_is_found_by_number(as_user, policy_admin):
    EntitlementFactory(service=ServiceFactory(number=517))

    page = as_user(policy_admin).get(listed(Service, "?q=517"))

    assert [service.number for service in page.context["cl"].result_list] == [517]


@pytest.mark.parametrize("model", KEPT, **BY_LABEL)
def test_every_field_has_a_help_text_with_an_example(model):
    inlines = [inline.model for inline in admin.site._registry[model].inlines]

    for shown in [model, *inlines]:
        for field in shown._meta.concrete_fields:
            if field.editable and not field.primary_key:
                with override("en"):
                    assert "or example" in str(field.help_text), f"{shown.__name__}.{field.name}"


def test_the_whole_catalogue_is_kept_here():
    assert {model._meta.label for model in KEPT} == {
        "policies.Authority",
        "policies.Source",
        "policies.Tier",
        "policies.Criterion",
        "policies.Document",
        "policies.Measure",
        "policies.Programme",
        "policies.FigureGroup",
        "services.Area",
        "services.Service",
    }
