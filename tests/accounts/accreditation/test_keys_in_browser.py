"""Do J and K lead an officer from case to case, and nowhere else?"""

import pytest

from portal.workflow.engine import perform
from tests.cast import person
from tests.factories import ApplicationFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def queue(city_officer):
    """Three cases in the order in which they wait."""
    people = [person(f"t{number}@example.cn") for number in range(3)]
    return [perform(ApplicationFactory(talent=talent), "submit", by=talent) for talent in people]


@pytest.fixture
def page(open_page, as_user, city_officer, site):
    page = open_page("en", phone=False)
    cookie = as_user(city_officer).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": site}])
    return page


def case_address(case):
    return f"/admin/accounts/application/{case.pk}/change/?queue=waiting"


def press_and_arrive(page, key, case):
    page.keyboard.press(key)
    page.wait_for_url(f"**{case_address(case)}")
    assert case.code in page.inner_text(".case-main")


def test_j_and_k_walk_through_the_queue_and_stop_at_its_ends(page, queue):
    first, second, third = queue
    page.goto(case_address(first))

    press_and_arrive(page, "j", second)
    press_and_arrive(page, "J", third)
    page.keyboard.press("j")
    press_and_arrive(page, "k", second)
    press_and_arrive(page, "K", first)
    page.keyboard.press("k")

    page.wait_for_timeout(200)
    assert page.url.endswith(case_address(first))


def test_keys_with_a_modifier_belong_to_the_browser(page, queue):
    page.goto(case_address(queue[0]))

    page.keyboard.press("Control+j")

    page.wait_for_timeout(200)
    assert page.url.endswith(case_address(queue[0]))
    press_and_arrive(page, "j", queue[1])


def test_case_that_is_not_in_the_queue_leads_to_its_head(page, queue, city_officer):
    first, second, _third = queue
    perform(first, "return", by=city_officer, reason="请补充证书")
    page.goto(case_address(first))

    press_and_arrive(page, "j", second)
