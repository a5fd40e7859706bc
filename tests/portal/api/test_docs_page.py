"""Does the page to try the API draw itself in a real browser under the site's own content policy?"""

import pytest

from portal import urls as site_urls

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def test_calls(settings):
    settings.ROOT_URLCONF = site_urls.__name__


def test_page_to_try_the_api_draws_under_the_strict_policy(desk_en):
    desk_en.goto("/api/docs/")

    desk_en.wait_for_selector("#swagger-ui .info .title")
    assert "Longjiang talent services" in desk_en.inner_text("#swagger-ui .info .title")
    assert desk_en.locator(".opblock-tag, .information-container").count() > 0
