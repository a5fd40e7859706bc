"""Who owns what in the probes: three talents with a whole life each, offices and partners of two cities."""

import datetime as dt
import time
from types import SimpleNamespace

from allauth.account.internal.flows import login
from allauth.mfa.models import Authenticator
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone

from accounts.card.actions import make_spoken
from accounts.evidence import storage
from accounts.models import Employer, Evidence, Membership
from accounts.people.actions import verify_phone
from accounts.rights.models import SealedCase, SealedPaper
from accounts.rights.papers import PLACE
from portal.crypto.envelope import encrypt
from portal.notifications.models import InboxMessage
from portal.workflow.engine import perform
from services.callbacks.actions import look_up
from services.demo import cases
from services.models import (
    LateUse,
    PartnerEvent,
    ServiceRequest,
    TurnedAway,
    WebhookDelivery,
    WebhookEndpoint,
    WindowPairing,
)
from services.partners.clients import give_client
from services.partners.spoken import purposes_of
from services.proxies.actions import name_proxy
from services.readiness.actions import send_drill
from tests.cast import ask_for_family, honours, official, person, send_photo, staff_of
from tests.factories import ApplicationFactory, PartnerFactory, UserFactory

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
FOR_HOSPITALS = {"partner_kind": "hospital", "area": "medical", "good_for": dt.timedelta(days=1)}
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
    people |= {"newcomer": UserFactory(email="newcomer@example.cn"), "employer_staff": _specialist(places["hospital"])}
    lives = {owner: _life(owner, *row, places, people, offices) for owner, row in OWNERS.items()}
    people |= {owner: life.talent for owner, life in lives.items()}
    links = {name: give_client(place) for name, place in places.items()}
    for life in lives.values():
        life.objects |= _about(life.place, links[life.place_name][0], people)
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


def _life(owner, city, name, places, people, offices):
    """Everything a person can own here, each in a state in which somebody may still do something with it."""
    far = "" if city == "harbin" else "other_"
    hospital, school = places[f"{far}hospital"], places[f"{far}school"]
    talent = person(f"{owner}@example.cn", name, employer_name=f"{owner}的单位", degree="doctorate")
    talent.profile.city = hospital.city
    talent.profile.save(update_fields=["city"])
    decided = cases.apply(talent, "b", ("submit", "accept", "decide"), offices)
    card = decided.cards.get()
    draft = ApplicationFactory(talent=talent, city=hospital.city)
    child = f"{name}之子"
    cases.school_place(card, school, child, "", None)
    cases.school_place(card, school, child + "二", "return", people[f"{far}school_desk"])
    cases.home_subsidy(card, "grant", offices.cities[city])
    cases.visit(card, hospital, "medical-green-channel", "served", people[f"{far}hospital_desk"])
    cases.turned_away(card, hospital, "medical-green-channel")
    requests = ServiceRequest.objects.filter(talent=talent)
    asked, returned = requests.get(status="submitted"), requests.get(status="returned")
    home, report = requests.get(status="granted"), TurnedAway.objects.get(talent=talent)
    check = talent.checks.get()
    page = _page(Evidence.objects.get(application=decided))
    message = InboxMessage.objects.filter(user=talent).first()
    key = Authenticator.objects.create(user=talent, type=Authenticator.Type.WEBAUTHN, data={"name": f"{owner}-key"})
    objects = {
        "application": _named(decided),
        "draft": _named(draft),
        "document": {"code": draft.code, "document": draft.evidence.get().public_id},
        "file": {"file": page.file.public_id},
        "page": {"page": page.public_id},
        "card": _named(card) | {"card": card.public_id},
        "profile": _named(talent.profile),
        "request": _named(asked),
        "returned": _named(returned),
        "home": _named(home),
        "instalment": _named(home.instalments.first()),
        "report": _named(report),
        "check": _named(check) | {"public_id": check.public_id},
        "use": {"public_id": check.use.public_id},
        "call": {"public_id": _called_back(hospital, card, people[f"{far}hospital_desk"])},
        "late": _named(_late(check, people[f"{far}hospital_desk"])),
        "message": {"public_id": message.public_id},
        "spoken": {"page_id": make_spoken(card, **FOR_HOSPITALS).page_id},
        "proxy": {"public_id": _proxy(card).public_id},
        "portrait": _portrait(card, offices.province),
        "key": {"pk": key.pk},
        **_sealed(owner, name),
    }
    objects |= _family(card, offices.province, name)
    codes = [row.code for row in (decided, draft, asked, returned, home, report)]
    markers = {
        name,
        child,
        talent.email,
        card.number,
        f"{name}之女",
        f"{owner}的单位",
        f"{owner}-key",
        home.home_subsidy.contract_number,
    }
    where = {"numbers": {"home": home.code, "report": report.code}, "place": hospital, "place_name": f"{far}hospital"}
    return SimpleNamespace(**where, talent=talent, card=card, objects=objects, markers=markers | set(codes))


def _proxy(card):
    purpose = next(one for one in purposes_of(card) if one.service)
    return name_proxy(card, purpose, name="代持人", days=1, by=card.talent)


def _portrait(card, officer):
    """A photo that counters see."""
    accepted = perform(send_photo(card), "accept", by=officer)
    return _named(accepted) | {"public_id": accepted.public_id}


def _called_back(hospital, card, staff):
    """A window that was rung up and is to ring the holder back."""
    verify_phone(card.talent, f"+86138{card.talent_id:08d}")
    said = {"number": card.number, "name": card.talent.profile.name, "service": "medical-green-channel"}
    return look_up(hospital, **said, staff=staff).public_id


def _late(check, staff):
    """The same use, delivered later by another window, and in conflict."""
    about = {"conflict": "allowance_used_up", "delivered_at": timezone.now()}
    return LateUse.objects.create(check_made=check, partner=check.partner, outcome="served", staff=staff, **about)


def _family(card, officer, name):
    """A member with a card, and a question that was returned."""
    member = perform(ask_for_family(card, name=f"{name}之女"), "accept", by=officer)
    asked = ask_for_family(card, "spouse", name=f"{name}之妻", number=f"73{card.pk:07d}")
    perform(asked, "return", by=officer, reason="x")
    one = member.cards.get()
    return {
        "member": _named(member) | {"public_id": member.public_id},
        "asked": {"public_id": asked.public_id},
        "family_card": _named(one) | {"card": one.public_id},
    }


def _sealed(owner, name):
    """What is kept of a case of somebody of the same name who has gone."""
    case = SealedCase(kind="accreditation", code=f"RD-2020-{owner[:6]}", kept_until="2099-01-01")
    kept = default_storage.save(f"sealed/{owner}", ContentFile(encrypt(b"\xff\xd8 a paper", PLACE).encode()))
    case.content = {"person": {"name": name}, "papers": [{"file": kept, "name": "1.jpg", "mime": "image/jpeg"}]}
    case.save()
    paper = SealedPaper.objects.create(case=case, content=kept)
    return {"sealed": {"object_id": case.pk, "pk": case.pk}, "paper": {"paper": paper.public_id}}


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
        "partner": _named(place),
        "client": {"pk": place.pk, "link": link.pk},
        "honoured": _named(place.honoured.get()),
        "place": {"slug": place.slug},
        "webhook": {"pk": place.pk, "hook": endpoint.pk},
        "event": {"endpoint": endpoint.public_id, "event": event.public_id},
        **_at_the_window(place),
        "employer": _named(employer),
        "membership": _named(desk),
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


def _named(row):
    return {"object_id": row.pk, "pk": row.pk, "code": getattr(row, "code", "")}


def _page(evidence):
    """A page image, as the worker would have made it."""
    file = evidence.files.get()
    image = f"{storage.PAGES}/{file.public_id}.jpg"
    file.original.storage.save(image, ContentFile(b"\xff\xd8 a page"))
    return file.pages.create(number=1, image=image, width=20, height=30)
