"""By what a row is found."""

import pytest
from django.contrib.auth import get_user_model

from portal.search import matches, search_text


def test_search_text_holds_text_pinyin_and_initials():
    assert search_text("王小明", "Ｄｒ. Wang", "重庆 银行", "") == "\n".join(
        ["王小明", "wangxiaoming", "wxm", "dr. wang", "重庆 银行", "chongqingyinhang", "cqyh"]
    )


@pytest.mark.django_db
def test_matches_needs_every_word_and_takes_percent_as_it_is():
    people = get_user_model().objects
    people.create_user(email="wang@example.org")
    people.create_user(email="li@example.org")

    found = matches(people.all(), "WANG example", column="email")

    assert [user.email for user in found] == ["wang@example.org"]
    assert matches(people.all(), "%", column="email").count() == 0
    assert matches(people.all(), " ", column="email").count() == 2
