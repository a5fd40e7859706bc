"""What an account is to the portal by its memberships."""

from django.contrib.auth import get_user_model

from accounts.models import Membership
from tests.factories import UserFactory


def test_account_without_memberships_is_a_talent_and_nothing_else(talent):
    assert (talent.is_talent, talent.is_officer, talent.is_desk_staff) == (True, False, False)


def test_city_officer_holds_the_role_in_that_city_only(cities):
    harbin, hegang = cities
    officer = UserFactory(official=True)
    Membership.objects.create(user=officer, role="city_officer", authority=harbin)

    standing = (officer.is_talent, officer.is_officer, officer.is_desk_staff)

    assert standing == (False, True, False)
    assert officer.has_role("city_officer")
    assert officer.has_role("city_officer", harbin)
    assert not officer.has_role("city_officer", hegang)
    assert not officer.has_role("province_officer")


def test_superuser_without_memberships_is_no_talent(db):
    admin = get_user_model().objects.create_superuser("root@example.cn", "correct-horse-battery")

    assert not admin.is_talent


def test_standing_is_read_once_for_a_request(talent, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert (talent.is_talent, talent.is_officer, talent.has_role("auditor")) == (True, False, False)
