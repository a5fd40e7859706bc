"""Does a catalogue row tell who changed what?"""

import pytest
from django.utils.translation import override

from portal.row_history import versions_of
from tests.catalogue_factories import SourceFactory, TierFactory

pytestmark = pytest.mark.django_db


def test_versions_stand_newest_first_with_what_changed():
    tier = TierFactory(letter="B", decided_by="province", source=SourceFactory(slug="gazette"))
    tier.decided_by, tier.source = "city", SourceFactory(slug="yearbook", title_zh="年鉴")
    tier.save()

    with override("zh-hans"):
        newest, first = versions_of(tier)

    assert newest.changes == [("认定机关", "省", "市"), ("来源", "公报", "年鉴")]
    assert (newest.what, newest.editor) == ("已修改", "")
    assert (first.what, first.changes) == ("已创建", [])


def test_editor_is_named_by_the_account(policy_admin):
    source = SourceFactory(slug="gazette")
    source._history_user = policy_admin
    source.title_en = "Official gazette"
    source.save()

    assert versions_of(source)[0].editor == policy_admin.email
    assert source.history.first().history_user == policy_admin


def test_erased_editor_leaves_the_version(policy_admin):
    source = SourceFactory(slug="gazette")
    source._history_user = policy_admin
    source.save()
    policy_admin.memberships.all().delete()
    policy_admin.delete()

    assert versions_of(source)[0].editor == ""
    assert source.history.first().history_user is None


def test_row_without_history_has_no_versions():
    source = SourceFactory(slug="gazette")
    source.history.all().delete()

    assert versions_of(source) == []


@pytest.mark.parametrize("edits", [1, 3])
def test_versions_take_two_queries(edits, policy_admin, django_assert_num_queries):
    tier = TierFactory(letter="B")
    tier.history.all().delete()
    tier._history_user = policy_admin
    for number in range(edits):
        tier.name_en = f"Name {number}"
        tier.save()

    with django_assert_num_queries(2):
        assert len(versions_of(tier)) == edits
