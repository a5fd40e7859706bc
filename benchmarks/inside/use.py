"""A hospital with a client, many eligible checks of several cards, and as many past uses as asked, where there are any
with codes to check beside them; printed as JSON."""

import json
import os
import sys
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
django.setup()

from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.models import Card, Partner  # noqa: E402
from benchmarks.inside.check import live_codes  # noqa: E402
from services.models import Check, Entitlement, PartnerService, Service  # noqa: E402
from services.partners.clients import give_client  # noqa: E402
from tests.factories import CardFactory, PartnerFactory, ProfileFactory  # noqa: E402

CARDS = 20
ENOUGH = 30_000  # uses a card, so that no allowance is used up while it is measured
PAST_CHECKS = """
INSERT INTO services_check (public_id, partner_id, service_id, card_id, holder_id, verdict, reason, channel,
                            request_hash, checked_at)
SELECT gen_random_uuid(), %s, %s, %s, %s, 'eligible', 'ok', 'api', '', now() - g * interval '1 second'
FROM generate_series(1, %s) g"""
PAST_USES = """
INSERT INTO services_use (check_made_id, public_id, outcome, reason, companions_used, counted, recorded_at)
SELECT id, gen_random_uuid(), 'served', '', 0, 0, checked_at FROM services_check"""
PAST_WORDS = """
INSERT INTO portal_inboxmessage (public_id, key, user_id, template, context, created_at)
SELECT gen_random_uuid(), 'past:' || id, holder_id, 'use_recorded', '{}', checked_at FROM services_check"""
PAST_LETTERS = """
INSERT INTO portal_outboxmessage (key, channel, template, user_id, language, context, priority, state, tries, crashes,
                                  is_attempting, last_error, created_at, sent_at)
SELECT 'past:' || id || ':email', 'email', 'use_recorded', holder_id, '', '{}', 1, 'sent', 1, 0, false, '', checked_at,
       checked_at
FROM services_check"""


def main(count: int, past: int) -> None:
    service = Service.objects.get(slug="medical-green-channel")
    Entitlement.objects.filter(service=service).update(limit=ENOUGH, period="year")
    hospital = PartnerFactory()
    PartnerService.objects.create(partner=hospital, service=service)
    link, secret = give_client(hospital)
    cards: list[Any] = [CardFactory() for _ in range(CARDS)]
    for card in cards:
        ProfileFactory(user=card.talent)
    if past:
        _use_in_the_past(hospital, service, cards[0], past)
    given = {"partner": hospital, "service": service, "verdict": "eligible", "reason": "ok", "channel": "api"}
    given |= {"checked_at": timezone.now(), "left": 1, "companions": 0}
    rows = [Check(card=cards[n % CARDS], holder_id=cards[n % CARDS].talent_id, **given) for n in range(count)]
    Check.objects.bulk_create(rows, batch_size=1000)
    checks, codes = [str(row.public_id) for row in rows], live_codes(cards, count) if past else []
    print(json.dumps({"client": [link.client_id, secret], "checks": checks, "codes": codes}))


def _use_in_the_past(hospital: Partner, service: Service, card: Card, past: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(PAST_CHECKS, [hospital.pk, service.pk, card.pk, card.talent_id, past])
        for told in (PAST_USES, PAST_WORDS, PAST_LETTERS):
            cursor.execute(told)
        for table in ("services_check", "services_use", "portal_inboxmessage", "portal_outboxmessage"):
            cursor.execute(f"VACUUM ANALYZE {table}")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
