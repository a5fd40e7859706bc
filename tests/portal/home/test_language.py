"""In which language does a page come, and does the reader's choice last?"""

import pytest


def language_of(response):
    return response.content.decode().split('<html lang="')[1].split('"')[0]


@pytest.mark.parametrize(
    ("accepted", "expected"), [("", "zh-hans"), ("en-GB,en", "en"), ("zh-CN", "zh-hans"), ("fr", "zh-hans")]
)
def test_page_follows_the_browser_else_chinese(db, anonymous, accepted, expected):
    response = anonymous.get("/privacy/", headers={"Accept-Language": accepted})

    assert language_of(response) == expected


def test_choice_goes_before_the_browser_and_returns_to_the_same_page(db, anonymous):
    response = anonymous.post(
        "/language/", {"language": "en", "next": "/privacy/?a=1"}, headers={"Accept-Language": "zh-CN"}
    )

    assert response.status_code == 302
    assert response["Location"] == "/privacy/?a=1"
    assert language_of(anonymous.get("/privacy/", headers={"Accept-Language": "zh-CN"})) == "en"


def test_choice_never_leads_to_another_site(db, anonymous):
    response = anonymous.post("/language/", {"language": "en", "next": "https://elsewhere.example/"})

    assert response["Location"] == "/"


def test_choice_of_a_person_signed_in_is_kept_for_messages(talent, as_user):
    as_user(talent).post("/language/", {"language": "en", "next": "/"})

    talent.refresh_from_db()
    assert talent.language == "en"


def test_unknown_language_changes_nothing(talent, as_user):
    as_user(talent).post("/language/", {"language": "tlh", "next": "/"})

    talent.refresh_from_db()
    assert talent.language == "zh-hans"


def test_reading_the_address_changes_nothing(db, anonymous):
    assert anonymous.get("/language/").status_code == 405
