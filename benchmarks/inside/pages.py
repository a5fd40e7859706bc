"""A talent with a card, a desk with an answer, an officer with a case; printed as JSON: page, path, session."""

import json
import os
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
django.setup()

from django.test import Client  # noqa: E402

from accounts.card.actions import show_code  # noqa: E402
from policies.models import Authority  # noqa: E402
from portal.workflow.engine import perform  # noqa: E402
from services.models import PartnerService, Service  # noqa: E402
from services.partners.checks import check_code  # noqa: E402
from services.partners.counter import at  # noqa: E402
from tests.factories import (  # noqa: E402
    ApplicationFactory,
    CardFactory,
    IdentityDocumentFactory,
    MembershipFactory,
    PartnerFactory,
    ProfileFactory,
    UserFactory,
)

MEDICAL = "medical-green-channel"


def main() -> None:
    card = CardFactory(talent=person())
    hospital = PartnerFactory()
    PartnerService.objects.create(partner=hospital, service=Service.objects.get(slug=MEDICAL))
    nurse = MembershipFactory(role="desk_staff", partner=hospital).user
    officer = UserFactory(official=True)
    MembershipFactory(user=officer, role="city_officer", authority=Authority.objects.get(slug="harbin"))
    applicant = person()
    case = perform(ApplicationFactory(talent=applicant), "submit", by=applicant)
    pages = {
        "home": ("/", None),
        "card": ("/me/", card.talent),
        "desk answer": (f"/desk/checks/{checked(card, hospital)}/", nurse),
        "case": (f"/admin/accounts/application/{case.pk}/change/", officer),
    }
    print(json.dumps({name: [path, session(user) if user else ""] for name, (path, user) in pages.items()}))


def person() -> Any:
    user = UserFactory()
    ProfileFactory(user=user)
    IdentityDocumentFactory(user=user)
    return user


def checked(card: Any, hospital: Any) -> str:
    code, _row = show_code(card)
    return str(check_code(at(hospital), code=code, service=MEDICAL, channel="desk").check.public_id)


def session(user: Any) -> str:
    client = Client()
    client.force_login(user)
    return client.cookies["sessionid"].value


if __name__ == "__main__":
    main()
