"""Does a letter leave whole and known again, and is each answer of a mail server understood?"""

import email
import email.policy
import socket
from pathlib import Path

import pytest

from portal.notifications.channels import Envelope, Later, Rejected, Unanswered, Unreachable
from portal.notifications.channels.email import EmailCourier
from tests.harness.mail_server import mail_server

LETTER = Envelope("talent@example.cn", "人才卡已核发", "您的人才卡已核发。\n", "0123456789abcdef")


@pytest.fixture
def server(settings):
    with mail_server() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", server.port, 1
        yield server


def send(*letters):
    courier = EmailCourier()
    try:
        for letter in letters:
            courier.send(letter)
    finally:
        courier.close()


def test_send_the_server_gets_the_letter_with_its_own_message_id(server):
    send(LETTER, LETTER)

    first, second = server.letters
    assert first["Message-ID"] == second["Message-ID"] == "<0123456789abcdef@localhost>"
    assert (first["To"], first["Subject"], first["Auto-Submitted"]) == (
        "talent@example.cn",
        "人才卡已核发",
        "auto-generated",
    )
    assert first.get_content().strip() == "您的人才卡已核发。"
    assert first.get_content_type() == "text/plain"


@pytest.mark.parametrize(
    ("verb", "answer", "meaning", "words"),
    [
        ("RCPT", "550 no such mailbox talent@example.cn", Rejected, "SMTPRecipientsRefused 550"),
        ("RCPT", "451 try later", Later, "SMTPRecipientsRefused 451"),
        ("DATA", "554 no", Rejected, "SMTPDataError 554"),
        ("DATA", "452 mailbox full", Later, "SMTPDataError 452"),
        ("MAIL", "550 you may not send here", Unreachable, "SMTPSenderRefused 550"),
        ("EHLO", "421 closing", Unreachable, "SMTPHeloError 421"),
    ],
)
def test_send_each_refusal_has_its_meaning_and_names_nobody(server, verb, answer, meaning, words):
    server.answers[verb] = answer
    server.answers["HELO"] = server.answers.get("EHLO", "250 ok")

    with pytest.raises(meaning) as raised:
        send(LETTER)

    assert (raised.type, str(raised.value)) == (meaning, words)


def test_send_a_server_that_falls_silent_after_the_letter_may_have_it(server):
    server.falls_silent = True

    with pytest.raises(Unanswered, match=r"^SMTPServerDisconnected"):
        send(LETTER)

    assert server.keys() == [LETTER.key]


def test_send_after_a_refusal_the_next_letter_leaves(server):
    courier = EmailCourier()
    server.answers["RCPT"] = "550 no"
    with pytest.raises(Rejected):
        courier.send(LETTER)

    server.answers.clear()
    courier.send(LETTER)
    courier.close()

    assert len(server.letters) == 1


def test_send_nobody_listening_is_unreachable(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", _free_port()

    with pytest.raises(Unreachable, match=r"^ConnectionRefusedError 111$"):
        send(LETTER)


def test_send_server_that_never_answers_is_unreachable(settings):
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = *deaf.getsockname(), 0.2

        with pytest.raises(Unreachable, match=r"^SMTPServerDisconnected"):
            send(LETTER)


@pytest.mark.parametrize(
    "letter",
    [
        Envelope("talent@example.cn\nBcc: all@example.cn", "s", "b", "k"),
        Envelope("talent@example.cn", "s\nBcc: all@example.cn", "b", "k"),
    ],
)
def test_send_header_injection_is_rejected(server, letter):
    with pytest.raises(Rejected):
        send(letter)

    assert server.letters == []


def test_mail_files_one_file_a_letter_however_often_it_is_sent(settings, tmp_path):
    settings.EMAIL_BACKEND = "portal.notifications.channels.mail_files.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"

    send(LETTER, LETTER, Envelope("a@b.cn", "x", "y", "feed"))

    assert sorted(file.name for file in Path(tmp_path / "mail").iterdir()) == ["0123456789abcdef.eml", "feed.eml"]
    read = email.message_from_bytes((tmp_path / "mail/0123456789abcdef.eml").read_bytes(), policy=email.policy.default)
    assert (read["To"], read["Subject"], read.get_content()) == (LETTER.address, LETTER.subject, LETTER.body)


def _free_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]
