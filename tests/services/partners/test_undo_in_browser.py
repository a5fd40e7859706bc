"""Does the desk see how long one tap takes a record back, and record the right thing after that?"""

import pytest

from accounts.card.actions import show_code
from services.models import Use, UseUndone
from tests.harness.browser import axe, wider_than_screen

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def served(phone_zh, as_user, desk_staff, card, site):
    """The page of a check that was just recorded as served, its clock in our hands."""
    desk = as_user(desk_staff)
    made = desk.post("/desk/check/", {"code": show_code(card)[0], "service": "medical-green-channel"}).url
    desk.post(f"{made}use/", {"outcome": "served"})
    phone_zh.context.add_cookies([{"name": "sessionid", "value": desk.cookies["sessionid"].value, "url": site}])
    phone_zh.clock.install()
    phone_zh.goto(made)
    return phone_zh


def test_one_tap_takes_it_back_while_the_seconds_run_and_a_reason_after_them(served):
    assert "秒" in served.inner_text("#undo-now button")
    assert (wider_than_screen(served), axe(served)) == (0, [])

    served.clock.fast_forward(61_000)

    served.wait_for_selector("#undo-now", state="hidden")
    assert served.get_by_label("撤销原因").is_visible()
    served.reload()
    served.click("#undo-now button")
    served.wait_for_selector(".messages .success")
    assert UseUndone.objects.get().reason == "按错了"
    assert (wider_than_screen(served), axe(served)) == (0, [])

    served.click("#again button")

    served.click("text=改日办理")
    served.wait_for_selector("text=已登记：改日办理")
    assert [use.outcome for use in Use.objects.order_by("pk")] == ["served", "postponed"]
