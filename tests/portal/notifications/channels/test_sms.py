"""Does a text message reach the provider that the settings name?"""

import pytest

from portal.notifications import checks
from portal.notifications.channels import Envelope, courier_for, knows_repetitions
from portal.notifications.channels.sms import FileSms


class HalfAProvider:
    def send(self, envelope):
        pass


def test_file_sms_one_file_a_message_however_often_it_is_sent(settings, tmp_path):
    settings.SMS_FILE_PATH = tmp_path / "sms"
    courier = courier_for("sms")

    for _ in range(2):
        courier.send(Envelope("+8613800000000", "", "【龙江人才服务】登录验证码 123456", "feed"))
    courier.close()

    (file,) = (tmp_path / "sms").iterdir()
    assert isinstance(courier, FileSms)
    assert (file.name, file.read_text()) == ("feed.txt", "+8613800000000\n【龙江人才服务】登录验证码 123456\n")


@pytest.mark.parametrize(
    ("backend", "it_does"),
    [("portal.notifications.channels.sms.FileSms", True), (f"{__name__}.HalfAProvider", False)],
)
def test_knows_repetitions_only_where_the_provider_says_so(settings, backend, it_does):
    settings.SMS_BACKEND = backend

    assert knows_repetitions("sms") is it_does
    assert knows_repetitions("email") is False


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("portal.nowhere.Sms", "notifications.E001"),
        ("nodots", "notifications.E001"),
        (f"{__name__}.HalfAProvider", "notifications.E002"),
    ],
)
def test_check_sms_backend_that_cannot_work_is_refused_at_start(settings, path, problem):
    settings.SMS_BACKEND = path

    (found,) = checks.sms_backend_is_a_courier()

    assert found.id == problem and "SMS_BACKEND" in found.msg


def test_check_the_backend_that_is_set_works():
    assert checks.sms_backend_is_a_courier() == []
