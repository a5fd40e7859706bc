"""Does every sentence of code and pages stand in both languages?"""

import re

from django.contrib.admin import site
from django.contrib.admin.utils import label_for_field
from django.core.management import call_command

CHINESE = re.compile(r"[\u4e00-\u9fff]")


def test_every_sentence_has_its_chinese():
    call_command("translations", check=True)


def test_every_column_of_the_admin_is_headed_in_chinese():
    """A model's field without a name of its own is headed by its name in the code."""
    ours = {model: admin for model, admin in site._registry.items() if not model.__module__.startswith("tests.")}
    columns = [(name, model, admin) for model, admin in ours.items() for name in admin.list_display]
    headings = {f"{model.__name__}.{name}": str(label_for_field(name, model, admin)) for name, model, admin in columns}

    assert {where: said for where, said in headings.items() if not CHINESE.search(said) and said != "ID"} == {}
