"""Does the policy administrator give and end a webhook by a dialog, and is its secret shown once?"""

import pytest

from portal.audit.models import History
from portal.workflow.engine import Refusal
from services.models import WebhookEndpoint
from services.webhooks.actions import end_webhook, give_webhook

ENGLISH = {"Accept-Language": "en"}
URL = "https://his.example.cn/hooks"


@pytest.fixture
def browser(as_user, policy_admin):
    return as_user(policy_admin)


def dialog(partner, rest=""):
    return f"/admin/accounts/partner/{partner.pk}/webhook/{rest}"


def give(browser, partner, key="k1", **more):
    fields = {"url": URL, "kinds": ["check.made", "use.recorded"], "form_key": key, **more}
    return browser.post(dialog(partner), fields, headers=ENGLISH)


def actions(partner):
    return list(History.objects.of(partner).values_list("action", flat=True))


def test_secret_is_shown_once_and_stands_nowhere_readable(browser, hospital, hospital_system):
    where = give(browser, hospital)["Location"]

    first, second = (browser.get(where, headers=ENGLISH) for _ in range(2))

    endpoint = WebhookEndpoint.objects.get()
    secret = first.context["secret"]
    assert (secret, endpoint.url, endpoint.kinds) == (endpoint.secret, URL, ["check.made", "use.recorded"])
    assert secret.startswith("whsec_") and f"<code>{secret}</code>" in first.text
    assert "no-store" in first["Cache-Control"]
    assert secret not in second.text and "has been shown" in second.text
    assert URL in browser.get(f"/admin/accounts/partner/{hospital.pk}/change/").text
    assert actions(hospital) == ["client_given", "webhook_given"]


def test_pressing_twice_gives_one_webhook(browser, hospital, hospital_system):
    assert give(browser, hospital)["Location"] == give(browser, hospital)["Location"]

    assert WebhookEndpoint.objects.count() == 1


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://his.example.cn/", "begins with https://"),
        ("https://10.1.2.3/", "not reached from outside"),
        ("his.example.cn", "This is no whole address"),
    ],
)
def test_bad_address_is_refused_in_words_and_stays_in_the_form(browser, hospital, hospital_system, url, words):
    page = give(browser, hospital, url=url)

    assert words in page.text
    assert f'value="{url}"' in page.text
    assert not WebhookEndpoint.objects.exists()


def test_partner_without_a_client_is_told_to_get_one_first(browser, hospital):
    page = browser.post(dialog(hospital), {"url": URL, "kinds": ["check.made"]}, headers=ENGLISH, follow=True)

    assert "Give an API client first" in page.text
    assert not WebhookEndpoint.objects.exists()


def test_sixth_webhook_is_refused(hospital, hospital_system, policy_admin):
    for _number in range(5):
        give_webhook(hospital, url=URL, kinds=[], by=policy_admin)

    with pytest.raises(Refusal) as refused:
        give_webhook(hospital, url=URL, kinds=[], by=policy_admin)

    assert refused.value.code == "too_many"


def test_ending_twice_is_told_and_written_once(browser, hospital, hospital_system, policy_admin):
    endpoint, _secret = give_webhook(hospital, url=URL, kinds=[], by=policy_admin)
    end = dialog(hospital, f"{endpoint.pk}/end/")

    page = browser.post(end, {"form_key": "k1"}, headers=ENGLISH, follow=True)
    late = browser.get(end, headers=ENGLISH, follow=True)

    assert "Nothing is sent there any more." in page.text
    assert "has been ended already" in late.text
    with pytest.raises(Refusal):
        end_webhook(endpoint, by=policy_admin)
    assert actions(hospital) == ["client_given", "webhook_given", "webhook_ended"]


@pytest.mark.parametrize("who", ["city_officer", "auditor", "desk_staff"])
def test_others_find_no_dialog(request, as_user, hospital, hospital_system, policy_admin, who):
    browser = as_user(request.getfixturevalue(who))
    endpoint, _secret = give_webhook(hospital, url=URL, kinds=[], by=policy_admin)

    for rest in ("", f"{endpoint.pk}/", f"{endpoint.pk}/end/"):
        assert browser.get(dialog(hospital, rest)).status_code == 404
        assert browser.post(dialog(hospital, rest), {"form_key": "k"}).status_code == 404
    assert WebhookEndpoint.objects.get() == endpoint
