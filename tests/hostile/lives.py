"""What can one talent own here, and by which addresses and words is it known?"""

import datetime as dt
from types import SimpleNamespace

from allauth.mfa.models import Authenticator
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from accounts.card.actions import make_spoken
from accounts.evidence import storage
from accounts.models import Evidence
from accounts.people.actions import verify_phone
from accounts.rights.models import SealedCase, SealedPaper
from accounts.rights.papers import PLACE
from portal.crypto.envelope import encrypt
from portal.notifications.models import InboxMessage
from portal.workflow.engine import perform
from services.callbacks.actions import look_up
from services.demo import cases
from services.models import LateUse, ServiceRequest, TurnedAway
from services.partners.spoken import purposes_of
from services.proxies.actions import name_proxy
from tests.cast import ask_for_family, person, send_photo
from tests.factories import ApplicationFactory

FOR_HOSPITALS = {"partner_kind": "hospital", "area": "medical", "good_for": dt.timedelta(days=1)}


def life_of(owner, city, name, places, people, offices):
    """Everything a person can own here, each in a state in which somebody may still do something with it."""
    far = "" if city == "harbin" else "other_"
    hospital, school = ((places[f"{far}{kind}"], people[f"{far}{kind}_desk"]) for kind in ("hospital", "school"))
    talent = _talent(owner, name, hospital[0].city)
    decided = cases.apply(talent, "b", ("submit", "accept", "decide"), offices)
    card, child = decided.cards.get(), f"{name}之子"
    draft = ApplicationFactory(talent=talent, city=hospital[0].city)
    asked, returned, home = _requests(card, child, *school, offices.cities[city])
    check, report = _visits(card, *hospital)
    key = Authenticator.objects.create(user=talent, type=Authenticator.Type.WEBAUTHN, data={"name": f"{owner}-key"})
    numbered = {"draft": draft, "request": asked, "returned": returned, "home": home, "report": report}
    objects = {
        "application": named(decided),
        **{kind: named(row) for kind, row in numbered.items()},
        "card": named(card) | {"card": card.public_id},
        "profile": named(talent.profile),
        "instalment": named(home.instalments.first()),
        "message": {"public_id": InboxMessage.objects.filter(user=talent).first().public_id},
        "key": {"pk": key.pk},
        **_papers(decided, draft),
        **_at_the_counter(card, check, *hospital),
        **_shown_by(card),
        "portrait": _portrait(card, offices.province),
        **_sealed(owner, name),
        **_family(card, offices.province, name),
    }
    codes = {row.code for row in (decided, *numbered.values())}
    own = {name, child, f"{name}之女", f"{owner}的单位", f"{owner}-key"}
    markers = codes | own | {talent.email, card.number, home.home_subsidy.contract_number}
    where = {
        "numbers": {"home": home.code, "report": report.code},
        "place": hospital[0],
        "place_name": f"{far}hospital",
    }
    return SimpleNamespace(**where, talent=talent, card=card, objects=objects, markers=markers)


def _talent(owner, name, city):
    talent = person(f"{owner}@example.cn", name, employer_name=f"{owner}的单位", degree="doctorate")
    talent.profile.city = city
    talent.profile.save(update_fields=["city"])
    return talent


def _requests(card, child, school, teacher, officer):
    """A school place that waits, one that was returned, and a home that is paid for."""
    cases.school_place(card, school, child, "", None)
    cases.school_place(card, school, child + "二", "return", teacher)
    cases.home_subsidy(card, "grant", officer)
    requests = ServiceRequest.objects.filter(talent=card.talent)
    return [requests.get(status=status) for status in ("submitted", "returned", "granted")]


def _visits(card, hospital, nurse):
    """The check of a visit, and the report of being turned away."""
    cases.visit(card, hospital, "medical-green-channel", "served", nurse)
    cases.turned_away(card, hospital, "medical-green-channel")
    return card.talent.checks.get(), TurnedAway.objects.get(talent=card.talent)


def _papers(decided, draft):
    page = _page(Evidence.objects.get(application=decided))
    return {
        "document": {"code": draft.code, "document": draft.evidence.get().public_id},
        "file": {"file": page.file.public_id},
        "page": {"page": page.public_id},
    }


def _at_the_counter(card, check, hospital, nurse):
    return {
        "check": named(check) | {"public_id": check.public_id},
        "use": {"public_id": check.use.public_id},
        "call": {"public_id": _called_back(hospital, card, nurse)},
        "late": named(_late(check, nurse)),
    }


def _shown_by(card):
    """The card's spoken code, and whose phone shows it."""
    spoken = make_spoken(card, **FOR_HOSPITALS)
    return {"spoken": {"page_id": spoken.page_id}, "proxy": {"public_id": _proxy(card).public_id}}


def _proxy(card):
    purpose = next(one for one in purposes_of(card) if one.service)
    return name_proxy(card, purpose, name="代持人", days=1, by=card.talent)


def _portrait(card, officer):
    """A photo that counters see."""
    accepted = perform(send_photo(card), "accept", by=officer)
    return named(accepted) | {"public_id": accepted.public_id}


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
        "member": named(member) | {"public_id": member.public_id},
        "asked": {"public_id": asked.public_id},
        "family_card": named(one) | {"card": one.public_id},
    }


def _sealed(owner, name):
    """What is kept of a case of somebody of the same name who has gone."""
    case = SealedCase(kind="accreditation", code=f"RD-2020-{owner[:6]}", kept_until="2099-01-01")
    kept = default_storage.save(f"sealed/{owner}", ContentFile(encrypt(b"\xff\xd8 a paper", PLACE).encode()))
    case.content = {"person": {"name": name}, "papers": [{"file": kept, "name": "1.jpg", "mime": "image/jpeg"}]}
    case.save()
    paper = SealedPaper.objects.create(case=case, content=kept)
    return {"sealed": {"object_id": case.pk, "pk": case.pk}, "paper": {"paper": paper.public_id}}


def named(row):
    return {"object_id": row.pk, "pk": row.pk, "code": getattr(row, "code", "")}


def _page(evidence):
    """A page image, as the worker would have made it."""
    file = evidence.files.get()
    image = f"{storage.PAGES}/{file.public_id}.jpg"
    file.original.storage.save(image, ContentFile(b"\xff\xd8 a page"))
    return file.pages.create(number=1, image=image, width=20, height=30)
