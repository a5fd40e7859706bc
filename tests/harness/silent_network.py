"""A browser behind a network that neither answers nor fails, or that answers late.

A test module overrides `site` with `behind(network, settings)`, and all of its pages come through that network.
"""

import pytest

from .tcp_proxy import proxy_before

LONGER = 7000  # milliseconds; the service workers wait for four seconds


@pytest.fixture
def network(live_server):
    """`swallows` while packets are dropped, `flows` unless answers are held up."""
    with proxy_before(live_server.thread.port) as proxy:
        yield proxy


def behind(network, settings):
    settings.PUBLIC_URL = f"http://localhost:{network.server_address[1]}"
    return settings.PUBLIC_URL


def opened_meanwhile(page, network, begin):
    """The pages that open before the site answers, after `begin` led to one of it: none where it is waited for."""
    opened = []
    page.on("framenavigated", lambda frame: opened.append(frame.url))
    network.flows.clear()
    page.evaluate(f"void setTimeout(() => {begin})")
    page.wait_for_timeout(LONGER)
    found = list(opened)
    network.flows.set()
    return found
