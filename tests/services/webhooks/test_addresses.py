"""Does the site connect to nothing but public addresses, to exactly the one it checked, under the name it meant?"""

import ipaddress
import socket
import ssl

import pytest

from services.webhooks import post
from services.webhooks.addresses import fault_of, may_reach
from services.webhooks.post import post as send
from services.webhooks.problems import Undelivered, Unreachable
from tests.harness.webhook_receiver import receiver, tls_for

INNER = "10.1.2.3 127.0.0.1 169.254.169.254 192.168.0.1 172.16.0.9 100.64.0.1 0.0.0.0 224.0.0.1 255.255.255.255"
INNER_6 = "::1 :: fe80::1 fc00::1 ::ffff:10.1.2.3 64:ff9b::a01:203 2002:a01:203:: ff02::1 2001:0:a01:203::"


@pytest.fixture
def no_loopback(settings):
    settings.WEBHOOKS_TO_LOOPBACK = False


@pytest.mark.parametrize("address", [*INNER.split(), *INNER_6.split()])
def test_inner_address_is_not_reached(no_loopback, address):
    assert not may_reach(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["1.1.1.1", "203.208.41.1", "2400:3200::1"])
def test_public_address_is_reached(no_loopback, address):
    assert may_reach(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("https://his.example.cn/hooks?a=1", ""),
        ("http://his.example.cn/hooks", "not_https"),
        ("http://localhost:9000/", "not_https"),
        ("ftp://his.example.cn/", "not_https"),
        ("https://10.1.2.3/", "not_public"),
        ("https://[::1]/", "not_public"),
        ("https://user:word@his.example.cn/", "with_password"),
        ("https://his.example.cn/#part", "with_password"),
        ("https:///hooks", "malformed"),
        ("https://his.example.cn:port/", "malformed"),
        ("https://his.example.cn/a b", "malformed"),
        ("https://his.example.cn/\r\nX: y", "malformed"),
        ("https://医院.cn/", "malformed"),
    ],
)
def test_address_is_refused_for_what_is_wrong_with_it(no_loopback, url, fault):
    assert fault_of(url) == fault


@pytest.mark.parametrize("found", [["10.1.2.3"], ["1.1.1.1", "10.1.2.3"]])
def test_name_that_leads_to_an_inner_machine_is_not_connected_to(monkeypatch, found):
    rows = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 443)) for address in found]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *asked, **how: rows)
    monkeypatch.setattr(socket.socket, "connect", lambda *asked: pytest.fail("connected"))

    with pytest.raises(Unreachable, match="not a public address"):
        send("https://his.example.cn/", {}, b"{}")


def test_name_is_looked_up_once_and_the_checked_address_is_connected_to(monkeypatch):
    """A name that leads elsewhere the second time gains nothing by it."""
    asked, look = [], socket.getaddrinfo
    with receiver() as server:

        def first_time_only(host, port, **how):
            asked.append(host)
            return look("127.0.0.1" if len(asked) == 1 else "10.1.2.3", port, **how)

        monkeypatch.setattr(socket, "getaddrinfo", first_time_only)
        send(f"http://localhost:{server.port}/", {}, b"{}")

    assert asked == ["localhost"]
    assert len(server.calls) == 1


def test_certificate_nobody_trusts_or_of_another_name_is_refused(tmp_path, monkeypatch):
    (tmp_path / "own").mkdir()
    (tmp_path / "other").mkdir()
    own, trusted = tls_for("localhost", tmp_path / "own")
    others, trusted_too = tls_for("his.example.cn", tmp_path / "other")
    with receiver(tls=own) as server, receiver(tls=others) as impostor:
        with pytest.raises(Unreachable, match="TLS"):
            send(server.url, {}, b"{}")

        trust = ssl.create_default_context(cafile=trusted)
        trust.load_verify_locations(trusted_too)
        monkeypatch.setattr(post, "_tls", lambda: trust)
        send(server.url, {}, b"{}")
        with pytest.raises(Unreachable, match="TLS"):
            send(impostor.url, {}, b"{}")

    assert (len(server.calls), impostor.calls) == (1, [])


def test_answer_that_is_no_success_is_told_by_its_number():
    with receiver() as server:
        server.behaviour = lambda event: "fail"
        with pytest.raises(Undelivered, match="answered 500"):
            send(server.url, {}, b"{}")
