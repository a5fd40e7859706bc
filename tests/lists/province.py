"""How does a test get a hundred thousand rows of everything within seconds? One INSERT a table, written by SQL."""

from contextlib import contextmanager
from datetime import date
from random import Random

from django.contrib.auth import get_user_model
from django.db import connection, models

from accounts.models import (
    Application,
    Card,
    Employer,
    FamilyMember,
    Membership,
    Partner,
    Portrait,
    Profile,
    SealedCase,
)
from policies.models import Authority, Document, Measure, Programme, Source, Tier
from portal.audit.models import History, Seal
from portal.notifications.models import InboxMessage, OutboxMessage
from portal.search import search_text
from services.demo.seed import names
from services.demo.seed.loading import tidy
from services.models import (
    AnsweredCall,
    Check,
    Instalment,
    LateUse,
    PartnerEvent,
    PartnerReadiness,
    PartnerService,
    RefusedCall,
    SchoolPlace,
    Service,
    ServiceRequest,
    TurnedAway,
    Use,
    WebhookDelivery,
    WebhookEndpoint,
)
from tests.cast import honours, official, staff_of
from tests.factories import PartnerFactory, UserFactory
from tests.lists.traces import TRACES, traces

ROWS = 100_000
FIRST = 1_000_000  # the id before those of the invented people; below it stand the people of the test
LARGE = (
    *(get_user_model(), Membership, Profile, Application, Card, Check, Use, ServiceRequest, Instalment, TurnedAway),
    *(InboxMessage, OutboxMessage, History, PartnerEvent, WebhookDelivery),
    *(FamilyMember, Portrait, SealedCase, LateUse, Seal, AnsweredCall, RefusedCall),
    *(Partner, PartnerService, PartnerReadiness, Employer, Document, Programme),
    *(SchoolPlace, *TRACES),
)
OPEN = "g % 20 = 0"  # one in twenty cases is open
HARBIN_SHARE, RARE = 60, "heihe"  # of a hundred; the others share what is left, Heihe has one
CARD = f"{FIRST} + (g - 1) / 20 * 20 + 2 + g % 18"  # one that is there: a case of those is approved
NAMES = 2_000
PLACES = EMPLOYERS = DOCUMENTS = 20_000  # as many partners, employers, and documents and programmes of the catalogue
HOLDER = 2  # among the invented people: has a case, a card and a child, and stands for nobody
RARE_NAME = "诸葛示例"
SCHOOL = "学校"


class Province:
    """The people of the test: who holds much, who decides, and whose number is looked for."""

    def __init__(self) -> None:
        self.talent = UserFactory(email="holder@example.cn")
        self.city_officer = official("officer@example.cn", "city_officer")
        self.rare_officer = official("rare@example.cn", "city_officer", city=RARE)
        self.province_officer = official("province@example.cn", "province_officer", city="heilongjiang")
        self.fund_officer = official("fund@example.cn", "fund_officer", city="heilongjiang")
        self.policy_admin = official("policy@example.cn", "policy_admin", city="heilongjiang")
        self.superuser = UserFactory(email="root@example.cn", official=True, is_superuser=True)
        self.auditor = official("auditor@example.cn", "auditor", city="heilongjiang")
        self.partner = PartnerFactory(slug="large-hospital", kind="hospital")
        self.far_partner = PartnerFactory(slug="far-hospital", city=Authority.objects.get(slug=RARE))
        self.staff = staff_of(honours(self.partner, "medical-green-channel", "airport-lane"), "nurse@example.cn")
        self.service = Service.objects.get(slug="medical-green-channel")
        self.tier = Tier.objects.get(slug="e")
        fill_all(self)
        self.holder = get_user_model().objects.get(pk=FIRST + HOLDER)
        self.child = FamilyMember.objects.get(pk=FIRST + HOLDER)
        self.message = InboxMessage.objects.filter(user=self.talent).order_by("pk")[0]
        self.measure = Measure.objects.order_by("pk")[0]


def fill_all(who: Province) -> None:
    with trusted_references():
        _fill_tables(who)
    with connection.cursor() as cursor:
        tidy(cursor, [model._meta.db_table for model in (Profile, Partner, Employer, Document, Programme)])
        tables = sorted(connection.introspection.django_table_names(only_existing=True))
        cursor.execute(f"ANALYZE {', '.join(tables)}")  # a bare ANALYZE waits for another worker's, at the catalogs


def _fill_tables(who: Province) -> None:
    person = f"CASE WHEN g % 50 = 1 THEN {who.talent.pk} ELSE {FIRST} + g END"  # one holder has two in a hundred
    partner = f"CASE WHEN g % 100 = 7 THEN {who.far_partner.pk} ELSE {who.partner.pk} END"
    told = f"CASE WHEN g % 100 = 13 THEN {FIRST} + 11 * (g / 100 + 1) ELSE {partner} END"  # by schools
    city, service, place = _city(), str(who.service.pk), str(Service.objects.get(slug="school-place").pk)
    people = {"id": f"{FIRST} + g", "email": "'p' || g || '@example.cn'", "password": "'!'"}
    fill(get_user_model(), people)
    _fill_profiles(city)
    _fill_places(city)
    _fill_catalogue()
    fill(Membership, {"user_id": f"{FIRST} + g", "role": "'employer_staff'",
                      "employer_id": f"{FIRST} + 1 + g % {EMPLOYERS}"}, where=f"g <> {HOLDER}")  # fmt: skip
    _fill_cases(who, city)
    unknown, nurse = "g % 25 = 3", f"CASE WHEN g % 20 = 5 AND g < 99000 THEN {who.staff.pk} END"
    there = f"CASE WHEN g % 100 = 7 THEN {who.far_partner.city_id} ELSE {who.partner.city_id} END"
    fill(Check, {"id": f"{FIRST} + g", "partner_id": partner, "city_id": there, "service_id": service, "card_id": CARD,
                 "holder_id": person, "verdict": f"CASE WHEN {unknown} THEN 'not_eligible' ELSE 'eligible' END",
                 "reason": f"CASE WHEN {unknown} THEN 'unknown_code' ELSE 'ok' END",
                 "channel": "CASE WHEN g % 200 = 0 THEN 'api' ELSE 'desk' END", "staff_id": nurse,
                 "checked_at": "now() - make_interval(mins => 100000 - g)"})  # fmt: skip
    fill(Use, {"id": f"{FIRST} + g", "check_made_id": f"{FIRST} + g", "outcome": "'served'", "recorded_at": "now()"})
    fill(LateUse, {"check_made_id": f"{FIRST} + g", "partner_id": told, "outcome": "'served'",
                   "delivered_at": "now()", "conflict": "CASE WHEN g % 20 = 0 THEN 'allowance_used_up' ELSE '' END",
                   "staff_id": str(who.city_officer.pk)})  # fmt: skip
    called = {"partner_id": partner, "client": "'client'", "method": "'GET'", "call": "'api/v1/partner/events/'",
              "called_at": "now() - make_interval(mins => (100000 - g) / 3)"}  # fmt: skip
    fill(AnsweredCall, called | {"answer": "CASE WHEN g % 200 = 0 THEN 201 ELSE 200 END"})
    fill(RefusedCall, called | {"answer": "CASE g % 200 WHEN 0 THEN 500 WHEN 1 THEN 401 WHEN 2 THEN 429 ELSE 403 END",
                                "code": "CASE g % 200 WHEN 1 THEN 'key_expired' ELSE 'scope_missing' END"})  # fmt: skip
    for model, said, where in traces(service, CARD, partner, FIRST):
        fill(model, said, where=where)
    _fill_families(who, city)
    _fill_requests(who, person, partner, city, place)
    _fill_reports(who, person, told, place)
    _fill_told(who, person, partner)


def _fill_told(who: Province, person: str, partner: str) -> None:
    """What was said to partners' systems, to inboxes and outwards; the history and its seals."""
    fill(PartnerEvent, {"id": "g", "partner_id": partner, "kind": "'check.made'", "card_id": CARD, "data": "'{}'"})
    hook = WebhookEndpoint.objects.create(partner=who.partner, url="https://example.com/hooks", secret="whsec_")
    fill(WebhookDelivery, {"endpoint_id": str(hook.pk), "event_id": "g", "card_id": CARD, "give_up_at": "now()",
                           "state": "CASE WHEN g % 200 = 0 THEN 'dead' ELSE 'delivered' END",
                           "delivered_at": "CASE WHEN g % 200 <> 0 THEN now() END",
                           "dead_at": "CASE WHEN g % 200 = 0 THEN now() END"})  # fmt: skip
    fill(InboxMessage, {"key": "'k' || g", "user_id": person, "template": "'card_issued'",
                        "context": """'{"tier": "B", "expires_on": "2030-01-01"}'"""})  # fmt: skip
    fill(OutboxMessage, {"key": "'k' || g", "channel": "CASE WHEN g % 100 = 0 THEN 'sms' ELSE 'email' END",
                         "template": "'card_issued'", "state": "CASE WHEN g % 200 = 0 THEN 'quarantined' "
                         "WHEN g % 7 = 0 THEN 'pending' ELSE 'sent' END", "context": "'{}'",
                         "doubts": "CASE WHEN g % 900 = 1 THEN 1 ELSE 0 END",
                         "sent_at": "CASE WHEN g % 200 = 0 OR g % 7 = 0 THEN NULL ELSE now() END",
                         "quarantined_at": "CASE WHEN g % 200 = 0 THEN now() END"})  # fmt: skip
    officer = f"CASE WHEN g % 3 = 0 THEN '{who.city_officer.public_id}'::uuid ELSE gen_random_uuid() END"
    fill(History, {"object_type": "'accounts.application'", "object_id": "'object-' || g / 5", "seq": "1 + g % 5",
                   "action": "'submit'", "actor_id": officer, "fields": "'[]'", "hash": "'sha256:' || g"})  # fmt: skip
    fill(Seal, {"number": "g", "last_id": "g * 50", "count": "50", "entries": "'x'", "head": "'h' || g",
                "jws": "''", "sealed_at": "now()"})  # fmt: skip


@contextmanager
def trusted_references():
    """Millions of look-ups less, where the owner of the test's database may ask for it; else all of them once, now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        may_trust = cursor.fetchone()[0]
        if may_trust:
            cursor.execute("SET LOCAL session_replication_role = replica")
        yield
        if may_trust:
            cursor.execute("SET LOCAL session_replication_role = origin")
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _city() -> str:
    """Harbin has most of everybody, one city nearly nobody."""
    by_slug = dict(Authority.objects.filter(level="city").values_list("slug", "pk"))
    others = [pk for slug, pk in sorted(by_slug.items()) if slug not in {"harbin", RARE}]
    array = "ARRAY[" + ",".join(map(str, others)) + "]"
    return (
        f"CASE WHEN g % 100 < {HARBIN_SHARE} THEN {by_slug['harbin']} WHEN g % 100 = 99 THEN {by_slug[RARE]} "
        f"ELSE ({array})[1 + g % {len(others)}] END"
    )


def _fill_profiles(city: str) -> None:
    chance = Random(1)
    drawn = [RARE_NAME, *(names.name(chance) for _ in range(NAMES - 1))]
    with connection.cursor() as cursor:
        columns = "n int PRIMARY KEY, name text, search text, school text"
        cursor.execute(f"CREATE TEMPORARY TABLE some_names ({columns}) ON COMMIT DROP")
        rows = [(n, name, names.found_by(name), search_text(f"{name}{SCHOOL}")) for n, name in enumerate(drawn)]
        cursor.executemany("INSERT INTO some_names VALUES (%s, %s, %s, %s)", rows)
    said = {"user_id": f"{FIRST} + g", "name": "n.name", "search": "n.search", "city_id": city}
    fill(Profile, said, join=f"JOIN some_names n ON n.n = CASE WHEN g = 77777 THEN 0 ELSE 1 + g % {NAMES - 1} END")


def _fill_places(city: str) -> None:
    """Schools above all, each honouring one service; hospitals, sights and airports too. And employers."""
    name = f"JOIN some_names n ON n.n = CASE WHEN g = 7777 THEN 0 ELSE 1 + g % {NAMES - 1} END"
    kind = "(ARRAY['hospital','venue','airport','school'])[1 + least(3, g / 100 % 10)]"
    slugs = ("medical-green-channel", "scenic-sites", "airport-lane", "school-place")
    honoured = ",".join(str(Service.objects.get(slug=slug).pk) for slug in slugs)
    said = {"name_zh": f"n.name || '{SCHOOL}'", "name_en": "'School ' || g", "slug": "'place-' || g"}
    found = r"E'place-' || g || E'\n' || n.school || E'\nschool ' || g"
    fill(Partner, {"id": f"{FIRST} + g", **said, "kind": kind, "city_id": city, "search": found},
         join=name, rows=PLACES)  # fmt: skip
    fill(PartnerService, {"id": f"{FIRST} + g", "partner_id": f"{FIRST} + g",
                          "service_id": f"(ARRAY[{honoured}])[1 + least(3, g / 100 % 10)]"}, rows=PLACES)  # fmt: skip
    found = r"E'单位 ' || g || E'\ndanwei' || g || E'\ndw' || g || E'\nemployer ' || g"
    fill(Employer, {"id": f"{FIRST} + g", "name_zh": "'单位 ' || g", "name_en": "'Employer ' || g", "city_id": city,
                    "search": found}, rows=EMPLOYERS)  # fmt: skip


def _fill_catalogue() -> None:
    """More documents and programmes than a province ever issues."""
    source = str(Source.objects.order_by("pk").values_list("pk", flat=True)[0])
    row = {"slug": "'row-' || g", "source_id": source, "order": "g / 7", "search": r"'row-' || g || E'\n示例 ' || g"}
    for model, stem in ((Document, "title"), (Programme, "name")):
        fill(model, {"id": f"{FIRST} + g", f"{stem}_zh": "'示例 ' || g", f"{stem}_en": "'Example ' || g", **row},
             rows=DOCUMENTS)  # fmt: skip


def _fill_cases(who: Province, city: str) -> None:
    states = "(ARRAY['submitted','accepted','forwarded','returned','submitted'])[1 + (g / 20) % 5]"
    status = f"CASE WHEN {OPEN} THEN {states} WHEN g % 20 = 1 THEN 'refused' ELSE 'approved' END"
    tiers = "(ARRAY[" + ",".join(str(tier.pk) for tier in Tier.objects.order_by("rank")) + "])[1 + g % 5]"
    fill(Application, {"id": f"{FIRST} + g", "code": "'RD-2025-' || lpad(g::text, 6, '0')", "status": status,
                       "talent_id": f"{FIRST} + g", "tier_id": tiers, "city_id": city,
                       "created_at": "now() - make_interval(mins => 100000 - g)",
                       "due_on": f"CASE WHEN {OPEN} THEN current_date + (g / 20) % 30 - 8 END",
                       "officer_id": f"CASE WHEN g % 400 = 0 THEN {who.city_officer.pk} END", "submitted_at": "now()",
                       "submitted_by_id": f"{FIRST} + g"})  # fmt: skip
    state = "(ARRAY['active','suspended','revoked','replaced'])[1 + CASE WHEN g % 40 = 3 THEN 1 + g % 3 ELSE 0 END]"
    fill(Card, {"id": f"{FIRST} + g", "number": "'HLJ2025' || lpad(g::text, 8, '0')", "talent_id": f"{FIRST} + g",
                "application_id": f"{FIRST} + g", "tier_id": tiers, "status": state, "issued_on": "current_date - 9",
                "expires_on": "current_date + 900", "city_id": city}, where="g % 20 > 1")  # fmt: skip


def _fill_families(who: Province, city: str) -> None:
    """A member, a photo and a sealed case for each number; one in two hundred waits for an office."""
    waits, case = "g % 200 = 20", f"{FIRST} + g"
    decided = {"city_id": city, "created_at": "now()", "due_on": f"CASE WHEN {waits} THEN current_date + g % 5 END"}
    done = {"accepted_at": f"CASE WHEN NOT ({waits}) THEN now() END",
            "accepted_by_id": f"CASE WHEN NOT ({waits}) THEN {who.province_officer.pk} END"}  # fmt: skip
    number = FamilyMember._meta.get_field("number").get_db_prep_save("E12345678", connection)
    fill(FamilyMember, {"id": case, "code": "'JS-2025-' || lpad(g::text, 6, '0')", "sponsor_id": case,
                        "application_id": case, "relation": "'child'", "name": "'示例'", "birth_date": "'2015-03-01'",
                        "kind": "'passport'", "number": f"'{number}'", "number_index": "'i' || g", **decided, **done,
                        "status": f"CASE WHEN {waits} THEN 'asked' ELSE 'accepted' END"})  # fmt: skip
    fill(Portrait, {"id": case, "code": "'ZP-2025-' || lpad(g::text, 6, '0')", "owner_id": case, "application_id": case,
                    "image": "'portraits/' || g", "sha256": "''", **decided, **done,
                    "status": f"CASE WHEN {waits} THEN 'waiting' ELSE 'accepted' END"})  # fmt: skip
    content = SealedCase._meta.get_field("content").get_db_prep_save({}, connection)
    fill(SealedCase, {"kind": "'request'", "code": "'RD-2020-' || lpad(g::text, 6, '0')", "content": f"'{content}'",
                      "kept_until": "current_date + g", "sealed_at": "now()"})  # fmt: skip


def _fill_requests(who: Province, person: str, partner: str, city: str, service: str) -> None:
    status = "(ARRAY['granted','declined','submitted','returned'])[1 + CASE WHEN g % 10 = 0 THEN g / 10 % 4 ELSE 0 END]"
    fill(ServiceRequest, {"id": f"{FIRST} + g", "code": "'FW-2025-' || lpad(g::text, 6, '0')", "talent_id": person,
                          "card_id": CARD, "service_id": service, "city_id": city, "created_at": "now()",
                          "partner_id": f"CASE WHEN g % 3 = 0 THEN {partner} END", "status": status,
                          "due_on": "CASE WHEN g % 10 = 0 THEN current_date + g % 20 END"})  # fmt: skip
    child, born = (SchoolPlace._meta.get_field(f"child_{what}") for what in ("name", "birth_date"))
    fill(SchoolPlace, {"request_id": f"{FIRST} + g", "talent_id": f"{FIRST} + g", "stage": "'primary'",
                       "child_name": f"'{child.get_db_prep_save('示例', connection)}'", "child_index": "'c'",
                       "child_birth_date": f"'{born.get_db_prep_save(date(2020, 3, 1), connection)}'",
                       "wanted_school_id": str(who.partner.pk)}, where="g % 3 = 0")  # fmt: skip
    part = "CASE WHEN g % 10 = 0 THEN 'planned' WHEN g % 10 = 1 THEN 'ended' ELSE 'confirmed' END"
    fill(Instalment, {"request_id": f"{FIRST} + g", "city_id": city, "number": "1", "amount_yuan": "1000",
                      "status": part, "planned_on": "current_date - 900 + g / 100"})  # fmt: skip


def _fill_reports(who: Province, person: str, partner: str, service: str) -> None:
    fill(TurnedAway, {"code": "'TS-2025-' || lpad(g::text, 6, '0')", "talent_id": person, "card_id": CARD,
                      "partner_id": partner, "service_id": service, "created_at": "now()",
                      "status": "CASE g % 200 WHEN 7 THEN 'open' WHEN 8 THEN 'explained' WHEN 9 THEN 'answered'"
                      " ELSE 'settled' END",
                      "answered_at": "CASE WHEN g % 200 = 9 THEN now() - g * interval '1 second' END",
                      "answered_by_id": f"CASE WHEN g % 200 = 9 THEN {who.city_officer.pk} END",
                      "due_on": "CASE WHEN g % 200 IN (7, 8, 9) THEN current_date + g % 5 END"})  # fmt: skip


def fill(model: type[models.Model], said: dict[str, str], *, join: str = "", where: str = "TRUE", rows: int = ROWS):
    """One row for each number `g`; a column that is not named is null, a new UUID, or what the model gives it."""
    columns, given = dict(said), []
    for field in model._meta.concrete_fields:
        if field.attname in said or field.primary_key or field.null or field.has_db_default():
            continue
        if isinstance(field, models.UUIDField):
            columns[field.attname] = "gen_random_uuid()"
        else:
            columns[field.attname] = "%s"
            given.append(field.get_db_prep_save(field.get_default(), connection))
    into = ", ".join(connection.ops.quote_name(model._meta.get_field(name).column) for name in columns)
    values = ", ".join(text if text == "%s" else text.replace("%", "%%") for text in columns.values())
    source = f"generate_series(1, {rows}) g {join.replace('%', '%%')} WHERE {where.replace('%', '%%')}"
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {model._meta.db_table} ({into}) SELECT {values} FROM {source}", given)
