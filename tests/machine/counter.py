"""What is done at counters beside a check with a network: without one, afterwards, by telephone, by somebody else."""

from datetime import timedelta
from itertools import count

from django.utils import timezone
from hypothesis import strategies
from hypothesis.stateful import RuleBasedStateMachine, rule

from accounts.card.offline import make_offline
from accounts.models import Card
from accounts.people.actions import verify_phone
from services.callbacks.actions import answer, look_up
from services.callbacks.models import Answered
from services.late.actions import deliver
from services.late.emergency import NoSuchCard, enter_emergency, look_for, note_guess
from services.models import CallBack, Proxy
from services.partners.checks import check_code
from services.partners.counter import at
from services.partners.enums import Outcome
from services.partners.spoken import make, purposes_of
from services.proxies.actions import end_proxy, name_proxy, open_link, show_for
from services.windows.actions import end_pairing, pair, set_pin
from services.windows.sign_on import sit_down

from .people import one_of

NUMBER = strategies.integers(0, 10_000)
FLAG = strategies.booleans()
HOURS = strategies.integers(-1, 30)
KEYS = count(1)


class AtTheCounter(RuleBasedStateMachine):
    """Part of a life; `attempt`, `card` and `people` are the whole one's."""

    def _at(self, partner, service):
        """The partner, somebody of its staff, and the short name of a service, seldom one of its own."""
        where = partner % len(self.people.partners)
        slug = self.people.services[service % len(self.people.services)].slug
        return self.people.partners[where], self.people.staff[where], slug

    @rule(who=NUMBER, partner=NUMBER, service=NUMBER, outcome=strategies.sampled_from(["", *Outcome]), hours=HOURS)
    def deliver_what_was_done_offline(self, who, partner, service, outcome, hours):
        (place, staff, slug), card = self._at(partner, service), self.card(who)
        code = make_offline(card, by=card.talent).text if card and card.status == "active" else "0" * 40
        what = {"code": code, "service": slug, "outcome": outcome, "has_seen_identity": who % 3 > 0}
        what |= {"done_at": timezone.now() - timedelta(hours=hours), "key": f"machine-{next(KEYS)}", "by": staff}
        reason = "没有空位" if outcome == Outcome.REFUSED else ""
        self.attempt("deliver", lambda: deliver(place, **what, reason=reason))

    @rule(who=NUMBER, partner=NUMBER, service=NUMBER, hours=HOURS)
    def enter_an_emergency(self, who, partner, service, hours):
        (place, staff, slug), card = self._at(partner, service), self.card(who)
        treated = timezone.now() - timedelta(hours=hours)
        told = {"service": slug, "treated_at": treated}

        def enter():
            try:
                facts = look_for(place, code=card.number if card else "HLJ2000", **told)
            except NoSuchCard as missed:
                note_guess(missed.facts, by=staff)
            else:
                enter_emergency(facts, reason="急诊先行", by=staff, **told)

        self.attempt("emergency", enter)

    @rule(who=NUMBER, partner=NUMBER, service=NUMBER, purpose=NUMBER, days=strategies.integers(1, 91))
    def say_a_code(self, who, partner, service, purpose, days):
        (place, staff, slug), card = self._at(partner, service), self.card(who)
        if card and (found := purposes_of(card)):
            wanted = found[purpose % len(found)]
            self.attempt(
                "spoken", lambda: self._said(make(card, wanted, days=days, by=card.talent), place, staff, slug)
            )

    def _said(self, code, place, staff, slug):
        check_code(at(place), code=code.text, service=slug, channel="desk", staff=staff)

    @rule(who=NUMBER, purpose=NUMBER, days=strategies.integers(1, 91))
    def name_somebody(self, who, purpose, days):
        if (card := self.card(who)) and (found := purposes_of(card)):
            wanted = found[purpose % len(found)]
            self.attempt("proxy", lambda: open_link(name_proxy(card, wanted, name="王芳", days=days, by=card.talent)))

    @rule(which=NUMBER, partner=NUMBER, service=NUMBER, is_over=FLAG)
    def a_proxy_shows_it(self, which, partner, service, is_over):
        here, proxy = self._at(partner, service), one_of(Proxy, which)
        if proxy and is_over:
            self.attempt("proxy ends", lambda: end_proxy(proxy))
        elif proxy:
            self.attempt("proxy shows", lambda: _check(here, show_for(proxy)[0]))

    @rule(who=NUMBER, partner=NUMBER, service=NUMBER, has_phone=FLAG)
    def telephone(self, who, partner, service, has_phone):
        (place, staff, slug), card = self._at(partner, service), self.card(who)
        number, name = (card.number, card.name) if card else ("HLJ2000", "李远")
        if has_phone and card and not card.talent.phone:
            verify_phone(card.talent, f"+86139{card.talent.pk:08}")
        self.attempt("call", lambda: look_up(place, number=number, name=name, service=slug, staff=staff))

    @rule(which=NUMBER, answered=strategies.sampled_from(Answered))
    def call_back(self, which, answered):
        if found := one_of(CallBack, which):
            self.attempt("call back", lambda: answer(found, answered=answered, by=self.people.staff[0]))

    @rule(partner=NUMBER, pin=strategies.sampled_from(["730164", "123456"]), is_over=FLAG)
    def share_a_window(self, partner, pin, is_over):
        """Paired by its liaison, then somebody sits down; at times the pairing ends."""
        place, staff, _slug = self._at(partner, 0)

        def sit():
            pairing, _token = pair(place.windows.get(), by=self.people.liaisons[place.pk])
            sit_down(pairing, who=str(set_pin(staff, name="王敏", pin=pin).public_id), pin=pin)
            if is_over:
                end_pairing(pairing, by=self.people.liaisons[place.pk])

        self.attempt("window", sit)

    def card(self, who):
        return Card.objects.filter(talent=self.people.talent(who)).order_by("-pk").first()


def _check(here, code):
    place, staff, slug = here
    check_code(at(place), code=code, service=slug, channel="desk", staff=staff)
