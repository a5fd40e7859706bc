"""Which real things does a call of the API name? They are put where its document only says that a text stands."""

import re

from accounts.models import LiveCode
from policies.models import Authority, Criterion, Document, Measure, Tier
from services.models import Area, PartnerEvent, Service
from services.partners.checks import check_code
from services.partners.counter import at
from tests.accounts.evidence import corpus

CATALOGUE = {"areas": Area, "services": Service, "measures": Measure, "policies": Document, "tiers": Tier}
MEDICAL = "medical-green-channel"


def things(built):
    """By field of a body, part of a query, and the word before a part of an address; first the holder's own ones."""
    owners, city = list(built.lives.values()), built.places["school"].city
    spoken = [_spoken(life) for life in owners]
    made = [_checked(life.place, code) for life, code in zip(owners, spoken, strict=True)]
    events = PartnerEvent.objects.order_by("pk").values_list("public_id", flat=True)
    return {
        **{word: _slugs(model) for word, model in CATALOGUE.items()},
        **_applied(),
        **_asked(built.places["school"]),
        "city": [city.slug, *_slugs(Authority)],
        "accreditations": _called("code", owners, "draft", "application"),
        "requests": _called("code", owners, "request", "returned", "home"),
        "family": _called("public_id", owners, "member"),
        "checks": _called("public_id", owners, "check") + made,
        "check": made + _called("public_id", owners, "check", "call"),
        "code": spoken + [life.card.number for life in owners],
        "after": [str(one) for one in events],
    }


def _slugs(model):
    return list(model.objects.order_by("pk").values_list("slug", flat=True))


def _called(name, owners, *kinds):
    return [str(life.objects[kind][name]) for life in owners for kind in kinds]


def _applied():
    """A tier with a criterion of its own, and a paper for one that a draft has chosen."""
    first = [tier.criteria.filter(is_active=True).order_by("pk")[:1] for tier in Tier.objects.order_by("pk")]
    pairs = [(found[0].tier.slug, found[0].slug) for found in first if found]
    chosen = Criterion.objects.filter(tier__slug="b").first().slug
    return {
        "tier": [tier for tier, _slug in pairs],
        "criteria": [[slug] for _tier, slug in pairs],
        "criterion": [chosen, *(slug for _tier, slug in pairs if slug != chosen)],
        "file": [[corpus.pdf()], [corpus.jpeg(), corpus.pdf()]],
    }


def _asked(school):
    """A service, and what a request for it says."""
    child = {"child_name": "小名", "child_birth_date": "2020-03-01", "stage": "primary", "wanted_school": school.slug}
    home = {
        "home_address": "示范路 9 号",
        "contract_number": "示例-9",
        "purchased_on": "2026-03-18",
        "price_yuan": "9e5",
    }
    answers = {"school-place": child, "home-purchase-subsidy": home, MEDICAL: {}}
    return {"service": list(answers), "answers": list(answers.values())}


def _spoken(life):
    return LiveCode.objects.get(page_id=life.objects["spoken"]["page_id"]).text


def _checked(place, code):
    """A check of which nobody has said yet what became of it."""
    return str(check_code(at(place), code=code, service=MEDICAL, channel="desk").check.public_id)


def can_name(operation):
    return "{" in operation.path or bool(operation.body)


def put_in(case, known, number, kept):
    """The thing of that number wherever the case names one; what stands in the parts that are `kept` stays."""
    words = {part: word for word, part in re.findall(r"([\w-]+)/\{(\w+)\}", case.path)}
    for name, part in (("path", case.path_parameters), ("query", case.query), ("body", case.body)):
        if name in kept or not isinstance(part, dict):
            continue
        for field in part:
            if found := known.get(words.get(field, field)):
                part[field] = found[number % len(found)]
