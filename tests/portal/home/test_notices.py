"""Does the privacy page speak for every table that holds something about a person?"""

from importlib import import_module

from portal.data_map_check import APPS
from portal.home.notices import NOTICES


def test_every_personal_table_stands_in_one_notice():
    personal = {name.split(".")[0] for app in APPS for name in import_module(f"{app}.data_map").PERSONAL}
    told = [model for notice in NOTICES for model in notice.models]

    assert len(told) == len(set(told)), "a table stands in two notices of portal/home/notices.py"
    assert personal <= set(told), "add to the fitting notice of portal/home/notices.py"


def test_privacy_page_gives_each_notice_its_basis_and_its_end(db, anonymous):
    page = anonymous.get("/privacy/", headers={"Accept-Language": "en"}).content.decode()

    assert page.count('<th scope="row">') == len(NOTICES)
    assert page.count('data-head="Basis"') == len(NOTICES)
    assert page.count('data-head="Until"') == len(NOTICES)
