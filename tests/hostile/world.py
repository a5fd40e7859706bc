"""Who owns what in the probes: three talents with a whole life each, offices and partners of two cities."""

import datetime as dt
import time
from types import SimpleNamespace

from allauth.account.internal.flows import login
from django.test import Client
from django.utils import timezone

from accounts.models import Employer, Membership
from portal.audit.seals import seal
from portal.working_days.models import WorkingDayOverride
from services.demo import cases
from services.models import (
    PartnerEvent,
    WebhookDelivery,
    WebhookEndpoint,
    WindowPairing,
)
from services.partners.clients import give_client
from services.readiness.actions import send_drill
from tests.cast import honours, official, programmer_of, staff_of
from tests.factories import PartnerFactory, UserFactory

from .lives import life_of, named

OWNERS = {"holder": ("harbin", "甲持卡"), "neighbour": ("harbin", "乙同城"), "stranger": ("daqing", "丙外市")}
OFFICIALS = {
    "city_officer": ("city_officer", "harbin"),
    "other_city_officer": ("city_officer", "daqing"),
    "province_officer": ("province_officer", "heilongjiang"),
    "policy_admin": ("policy_admin", "heilongjiang"),
    "fund_officer": ("fund_officer", "heilongjiang"),
    "auditor": ("auditor", "heilongjiang"),
}
PLACES = {
    "hospital": ("harbin", "hospital", "medical-green-channel"),
    "other_hospital": ("daqing", "hospital", "medical-green-channel"),
    "school": ("harbin", "school", "school-place"),
    "other_school": ("daqing", "school", "school-place"),
}
NOBODY = {
    "code": "SQ-2026-000000-0", "slug": "nobody", **dict.fromkeys(("object_id", "pk", "link", "hook"), 999_999),
    **dict.fromkeys(
        ("public_id", "page_id", "card", "document", "file", "page", "paper", "endpoint", "event"),
        "00000000-0000-4000-8000-000000000000"
    ),
}  # fmt: skip


def build():
    """`people` by actor, `objects[kind][owner]` as parts of an address, `markers[owner]` that give one away."""
    places = {name: _place(name, *row) for name, row in PLACES.items()}
    people = {name: official(f"{name}@offices.example.cn", *row) for name, row in OFFICIALS.items()}
    offices = cases.Offices(
        cities={"harbin": people["city_officer"], "daqing": people["other_city_officer"]},
        province=people["province_officer"],
    )
    people |= {f"{name}_desk": staff_of(place, f"{name}@desks.example.cn") for name, place in places.items()}
    people |= {"programmer": programmer_of(places["hospital"], "programmer@desks.example.cn")}
    people |= {"newcomer": UserFactory(email="newcomer@example.cn"), "employer_staff": _specialist(places["hospital"])}
    lives = {owner: life_of(owner, *row, places, people, offices) for owner, row in OWNERS.items()}
    people |= {owner: life.talent for owner, life in lives.items()}
    links = {name: give_client(place) for name, place in places.items()}
    for life in lives.values():
        life.objects |= _about(life.place, links[life.place_name][0], people)
    WorkingDayOverride.objects.create(day=dt.date(2099, 1, 1), is_working=False)
    seal()
    kinds = next(iter(lives.values())).objects
    return SimpleNamespace(
        people=people,
        places=places,
        links=links,
        lives=lives,
        objects={kind: {owner: life.objects[kind] for owner, life in lives.items()} for kind in kinds},
        markers={owner: life.markers for owner, life in lives.items()},
    )


def browser_of(user):
    """Signed in just now, as somebody who entered the password a moment ago."""
    client = Client(raise_request_exception=False)
    if user is not None:
        client.force_login(user)
        session = client.session
        session.update(_entered_the_password_again(user))
        session.save()
    return client


def _entered_the_password_again(user):
    """What allauth keeps of it: else it asks before it looks whose second factor is meant."""
    record = {"method": "password", "at": time.time(), "email": user.email, "reauthenticated": True}
    return {
        login.AUTHENTICATION_METHODS_SESSION_KEY: [record],
        login._AUTHENTICATION_METHODS_USER_SESSION_KEY: login.user_id_to_str(user),
    }


def system_of(place):
    """A new system of the partner, with its access token."""
    return with_token(*give_client(place))


def with_token(link, secret):
    asked = {"grant_type": "client_credentials", "client_id": link.client_id, "client_secret": secret}
    answer = Client().post("/identity/o/api/token", asked | {"scope": "partner"})
    return Client(raise_request_exception=False, headers={"authorization": f"Bearer {answer.json()['access_token']}"})


def _place(name, city, kind, service):
    place = PartnerFactory(slug=f"probe-{name.replace('_', '-')}", kind=kind, name_zh=f"示例{name}")
    place.city = type(place.city).objects.get(slug=city)
    place.save(update_fields=["city"])
    return honours(place, service)


def _specialist(place):
    user = UserFactory(email="specialist@example.cn")
    employer = Employer.objects.create(name_zh="省示范装备公司", name_en="Demonstration Equipment", city=place.city)
    Membership.objects.create(user=user, role="employer_staff", employer=employer)
    return user


def _about(place, link, people):
    """The rows that the policy administrator keeps about a partner, its client, its staff and an employer."""
    employer = Employer.objects.get_or_create(name_zh=f"{place.name_zh}附近的企业", name_en="Company", city=place.city)[
        0
    ]
    desk = Membership.objects.get(partner=place, role="desk_staff", user__in=people.values())
    endpoint = WebhookEndpoint.objects.create(partner=place, url="https://example.com/hooks", secret="whsec_")
    event = PartnerEvent.objects.create(partner=place, kind="service.changed")
    WebhookDelivery.objects.create(endpoint=endpoint, event=event, give_up_at=timezone.now())
    return {
        "partner": named(place),
        "client": {"pk": place.pk, "link": link.pk},
        "honoured": named(place.honoured.get()),
        "place": {"slug": place.slug},
        "webhook": {"pk": place.pk, "hook": endpoint.pk},
        "event": {"endpoint": endpoint.public_id, "event": event.public_id},
        **_at_the_window(place),
        "employer": named(employer),
        "membership": named(desk),
    }


def _at_the_window(place):
    """A window, the drill that was sent to it, and the PC that was paired with it by nobody whom the matrix names."""
    window = place.windows.get_or_create(name_zh="窗口", name_en="Window")[0]
    drill = window.drills.first() or send_drill(place.honoured.get(), window, is_eligible=True)
    pairing = window.pairings.first() or WindowPairing.objects.create(
        window=window,
        token_hash=str(place.public_id),
        paired_by=place.memberships.first().user,
        paired_at=timezone.now(),
    )
    rows = {"window": window, "drill": drill, "pairing": pairing}
    return {kind: {"public_id": row.public_id} for kind, row in rows.items()}
