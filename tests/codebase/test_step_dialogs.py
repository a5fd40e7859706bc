"""Does each dialog of the admin stand in the access table itself? Only then is what an official typed kept for them."""

from django.contrib import admin

from portal.access import ACCESS
from portal.workflow.admin import WorkflowAdminMixin


def test_each_dialog_has_a_row_of_its_own():
    flows = [model._meta for model, shown in admin.site._registry.items() if isinstance(shown, WorkflowAdminMixin)]
    names = {f"admin:{meta.app_label}_{meta.model_name}_step" for meta in flows if meta.app_label != "papers"}

    assert names - set(ACCESS) == set()
