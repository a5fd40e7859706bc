"""The portal as a machine whose every step is one action of somebody: done, or refused in words and without a trace."""

from collections import Counter

from django.db import transaction
from django.utils import timezone
from hypothesis import strategies
from hypothesis.stateful import rule

from accounts.accreditation.actions import begin, choose
from accounts.card.actions import show_code
from accounts.card.enums import OF_OFFICES
from accounts.models import Application
from accounts.people.actions import change_profile, give_consent, withdraw_consent
from accounts.rights.actions import delete_account
from policies.models import Criterion
from portal import reconcile
from portal.models import History
from portal.workflow.engine import Refusal, available, perform
from services.models import Check, ServiceRequest, Use
from services.partners.checks import check_code
from services.partners.counter import at
from services.partners.enums import Outcome
from services.partners.guesses import Slowed
from services.partners.uses import record, undo
from services.quality.actions import report
from services.quality.models import Reached
from services.quality.ratings import rate
from services.requests.actions import ask, mend
from services.requests.answers import form_for
from tests.cast import ask_for_family, send_photo

from .counter import FLAG, NUMBER, AtTheCounter
from .people import FLOWS, PURPOSES, one_of, prove

REASON = strategies.sampled_from(["符合标准", "材料齐全", "", " "])
CASE = strategies.sampled_from(list(FLOWS))
ANSWERS = {
    "school-place": {"child_birth_date": "2020-03-01", "stage": "primary", "wanted_school": "school"},
    "home-purchase-subsidy": {"home_address": "示范路 1 号", "contract_number": "HT-1", "purchased_on": "2026-05-01"},
}


class Life(AtTheCounter):
    people = None
    done: Counter = Counter()
    refused: Counter = Counter()

    def __init__(self):
        super().__init__()
        self.before, self.talents = transaction.atomic(), list(self.people.talents)
        self.before.__enter__()

    def teardown(self):
        """What the whole life left behind adds up; then it never was."""
        try:
            found = [f"{name}: {line}" for name, lines in reconcile.findings() for line in lines]
            assert found == []
        finally:
            transaction.set_rollback(True)
            self.before.__exit__(None, None, None)
            self.people.talents = self.talents

    def attempt(self, name, action):
        rows = History.objects.count()
        try:
            with transaction.atomic():
                action()
            self.done[name] += 1
        except Refusal as refusal:
            assert str(refusal)
            assert History.objects.count() == rows
            self.refused[name, refusal.code] += 1
        except Slowed:
            self.refused[name, "slowed"] += 1

    # -- cases --------------------------------------------------------------------------------------------------------
    @rule(who=NUMBER, tier=NUMBER, count=strategies.integers(0, 2))
    def begin_application(self, who, tier, count):
        tiers, talent = self.people.tiers, self.people.talent(who)
        wanted = tiers[tier % len(tiers)]
        self.attempt("begin", lambda: begin(talent, wanted, Criterion.objects.filter(tier=wanted)[:count]))

    @rule(who=NUMBER, tier=NUMBER)
    def apply(self, who, tier):
        """From the beginning to the submission, as most do."""
        self.begin_application(who, tier, 1)
        case = Application.objects.filter(talent=self.people.talent(who)).order_by("-pk").first()
        if case and case.status == "draft":
            prove(case)
            self._step(case, "submit", case.talent, "", 0)

    @rule(case=NUMBER, first=strategies.integers(0, 1))
    def choose_criteria(self, case, first):
        if found := one_of(Application, case):
            wanted = Criterion.objects.filter(tier=found.tier)[first : first + 2]
            self.attempt("choose", lambda: choose(found, wanted, by=found.talent))

    @rule(case=NUMBER)
    def add_papers(self, case):
        found = one_of(Application, case)
        if found is None or found.status not in {"draft", "returned"}:
            return
        prove(found)

    @rule(case=NUMBER, which=NUMBER)
    def fitting_step(self, case, which):
        """One that somebody may take now, with a reason, rather one that was seldom taken: cases come to their ends."""
        found = [row for model in FLOWS if (row := one_of(model, case))]
        steps = [(row, step.name, by) for row in found for by in self._near(row) for step in available(row, by)]
        steps.sort(key=lambda step: self.done[f"{step[0]._meta.model_name}.{step[1]}"])
        if steps:
            self._step(*steps[which % len(steps)], "符合标准", which)

    def _near(self, case):
        """Who may have a word in it: the person, the offices, the desks."""
        owner = [getattr(case, name) for name in ("talent", "sponsor", "owner") if hasattr(case, name)]
        return [*owner, *self.people.officers, *self.people.staff, *self.people.liaisons.values()]

    @rule(model=CASE, case=NUMBER, who=NUMBER, which=NUMBER, reason=REASON)
    def any_step(self, model, case, who, which, reason):
        """By whomever, in whatever state: mostly refused."""
        if found := one_of(model, case):
            name = FLOWS[model][which % len(FLOWS[model])]
            self._step(found, name, self.people.anyone(who), reason, which)

    def _step(self, case, name, by, reason, number):
        data = {
            "to": self.people.officers[number % 3],
            "school": self.people.partners[2],
            "why": "damaged",
            "cause": OF_OFFICES[number % len(OF_OFFICES)],
            "called_at": timezone.now(),
            "reached": Reached.YES,
            "tries": 1,
        }
        self.attempt(f"{case._meta.model_name}.{name}", lambda: perform(case, name, by=by, reason=reason, data=data))

    # -- cards and counters -------------------------------------------------------------------------------------------
    @rule(who=NUMBER, service=NUMBER, child=strategies.sampled_from("雪冬"), has_agreed=FLAG)
    def request(self, who, service, child, has_agreed):
        card, wanted = self.card(who), self.people.services[service % len(self.people.services)]
        if card and wanted.slug in ANSWERS and (row := self._row(card, wanted, child)):
            self.attempt("ask", lambda: ask(card, wanted, answers=row, by=card.talent, has_agreed=has_agreed))

    @rule(who=NUMBER)
    def buy_a_home(self, who):
        """From the request to the grant, as most do."""
        service = next(one for one in self.people.services if one.slug == "home-purchase-subsidy")
        if (card := self.card(who)) and (row := self._row(card, service, "雪")):
            self.attempt("ask", lambda: ask(card, service, answers=row, by=card.talent))
            if found := ServiceRequest.objects.filter(card=card, service=service).order_by("-pk").first():
                self._step(found, "grant", self.people.officers[0], "符合标准", 0)

    @rule(case=NUMBER, child=strategies.sampled_from("雪冬"))
    def mend_request(self, case, child):
        found = one_of(ServiceRequest, case)
        if found and (row := self._row(found.card, found.service, child)):
            self.attempt("mend", lambda: mend(found, answers=row, by=found.talent))

    def _row(self, card, service, child):
        form = form_for(service.slug, card, ANSWERS[service.slug] | {"child_name": f"李小{child}", "price_yuan": "85"})
        return form.row() if form.is_valid() else None

    @rule(who=NUMBER, partner=NUMBER, service=NUMBER, again=FLAG)
    def check(self, who, partner, service, again):
        card, counter = self.card(who), at(self.people.partner(partner))
        code = show_code(card)[0] if card else "0000000000"
        slug = self.people.services[service % len(self.people.services)].slug
        for _ in range(1 + again):
            self.attempt("check", lambda: check_code(counter, code=code, service=slug, channel="desk"))

    @rule(case=NUMBER, outcome=strategies.sampled_from(Outcome), reason=REASON)
    def use(self, case, outcome, reason):
        if found := one_of(Check, case):
            self.attempt("use", lambda: record(found, outcome=outcome, reason=reason, companions_used=case % 2))

    @rule(case=NUMBER)
    def undo_use(self, case):
        if found := one_of(Use, case):
            self.attempt("undo", lambda: undo(found, staff=None, reason="按错了"))

    @rule(who=NUMBER, partner=NUMBER, service=NUMBER)
    def turned_away(self, who, partner, service):
        card, where = self.card(who), self.people.partner(partner)
        wanted = self.people.services[service % len(self.people.services)]
        if card:
            self.attempt("report", lambda: report(card, partner=where, service=wanted, text="窗口不认", by=card.talent))

    @rule(stars=strategies.integers(1, 5))
    def rate(self, stars):
        """What was served, of which there is little, to somebody who is still there."""
        served = Use.objects.filter(outcome=Outcome.SERVED, check_made__holder__erased_at=None)
        if found := served.order_by("-pk").first():
            self.attempt("rate", lambda: rate(found, stars=stars, comment="", by=found.check_made.holder))

    @rule(who=NUMBER, relation=strategies.sampled_from(["child", "spouse"]), number=strategies.integers(1, 3))
    def ask_for_family(self, who, relation, number):
        if card := self.card(who):
            told = {"number": f"72{number:07d}"} | ({"birth_date": "1980-01-01"} if relation == "spouse" else {})
            self.attempt("family", lambda: ask_for_family(card, relation, **told))

    @rule(who=NUMBER)
    def send_photo(self, who):
        if card := self.card(who):
            self.attempt("photo", lambda: send_photo(card))

    # -- the person ---------------------------------------------------------------------------------------------------
    @rule(who=NUMBER, purpose=strategies.sampled_from(PURPOSES), is_given=FLAG)
    def consent(self, who, purpose, is_given):
        talent, action = self.people.talent(who), give_consent if is_given else withdraw_consent
        self.attempt(action.__name__, lambda: action(talent, purpose, by=talent))

    @rule(who=NUMBER, name=strategies.sampled_from(["李远", "王芳", "李小明", "王小芳"]))
    def profile(self, who, name):
        talent = self.people.talent(who)
        self.attempt("profile", lambda: change_profile(talent, {"name": name}, by=talent))

    @rule(who=NUMBER, really=strategies.integers(0, 3))
    def leave(self, who, really):
        """Seldom, else nobody would live to use a card."""
        if not really:
            talent = self.people.talent(who)
            self.attempt("leave", lambda: delete_account(talent, by=talent))
