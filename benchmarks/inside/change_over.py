"""A paired window and two of its staff with their PINs; printed as JSON: what its browser holds, who and PIN."""

import json
import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
django.setup()

from services.models import Liaison, PartnerService, Service, Window  # noqa: E402
from services.windows.actions import pair, set_pin  # noqa: E402
from tests.factories import MembershipFactory, PartnerFactory  # noqa: E402

PINS = ("190218", "730164")


def main() -> None:
    hospital = PartnerFactory()
    PartnerService.objects.create(partner=hospital, service=Service.objects.get(slug="medical-green-channel"))
    liaison, *staff = (MembershipFactory(role="desk_staff", partner=hospital).user for _ in range(3))
    Liaison.objects.create(partner=hospital, name="联络人", phone="1", account=liaison)
    _pairing, token = pair(Window.objects.create(partner=hospital, name_zh="窗口", name_en="Window"), by=liaison)
    rows = [set_pin(one, name=f"{pin[0]}号", pin=pin) for one, pin in zip(staff, PINS, strict=True)]
    seats = [(str(row.public_id), pin) for row, pin in zip(rows, PINS, strict=True)]
    print(json.dumps({"token": token, "staff": seats}))


if __name__ == "__main__":
    main()
