"""On which stage does each command act? Every function here sets one, and gives back what is to be done on it.

What is done must not depend on anything that an earlier, failed try left in memory.
"""

import datetime as dt

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.accreditation import actions as accreditation
from accounts.card.actions import show_code
from accounts.evidence import actions as evidence
from accounts.organisations import actions as organisations
from accounts.people import actions as people
from accounts.people.identity import record_identity, show_identity
from accounts.rights import actions as rights
from policies.models import Criterion, Tier
from portal.models import OutboxMessage
from portal.notifications.actions import send_again
from portal.workflow.engine import perform
from services.models import Instalment, Service, TurnedAway
from services.partners import uses
from services.partners.checks import check_code
from services.partners.counter import at
from services.quality.actions import report
from services.quality.ratings import rate
from services.readiness import actions as readiness
from services.readiness.instructions import version_of
from services.readiness.querysets import honoured
from services.requests import actions as requests
from services.subsidies.actions import plan
from tests.accounts.evidence import corpus
from tests.cast import person, staff_of
from tests.factories import ApplicationFactory, CardFactory, UserFactory
from tests.services.partners.test_checks import ask as asked
from tests.services.requests.test_requests import CHILD, HOME, answers

PATH = ("submit", "accept", "forward")


def application(scene, *steps, tier="b", talent=None):
    """An application that took these steps of the path to its decision."""
    found = ApplicationFactory(talent=talent or scene.profiled, tier=Tier.objects.get(slug=tier))
    for step in steps:
        found = perform(found, step, by=found.talent if step == "submit" else scene.city_officer)
    return found


def application_step(name, *before, by="city_officer", **more):
    def stage(scene):
        found = application(scene, *before)
        actor, given = getattr(scene, by), {key: make(scene) for key, make in more.items()}
        return lambda: perform(found, name, by=actor, reason="材料齐全", **given)

    return stage


def approve_a_second_card(scene):
    """The former card is replaced inside the decision."""
    former, officer = CardFactory(talent=scene.profiled), scene.province_officer
    found = application(scene, *PATH, talent=former.talent)
    return lambda: perform(found, "approve", by=officer)


def card_step(name, *before, by=None):
    def stage(scene):
        card = scene.card
        for step in before:
            card = perform(card, step, by=card.talent)
        actor = getattr(scene, by) if by else card.talent
        return lambda: perform(card, name, by=actor, reason="说明")

    return stage


def ask(scene):
    service, card, school = Service.objects.get(slug="school-place"), scene.card, scene.school
    child = CHILD | {"wanted_school": school.slug}
    return lambda: requests.ask(card, service, answers=answers("school-place", card, child), by=card.talent)


def place(scene):
    return ask(scene)()


def subsidy(scene):
    service = Service.objects.get(slug="home-purchase-subsidy")
    row = answers("home-purchase-subsidy", scene.card, HOME)
    return requests.ask(scene.card, service, answers=row, by=scene.card.talent)


def place_step(name, *before, by="school_staff"):
    def stage(scene):
        found = place(scene)
        for step in before:
            found = perform(found, step, by=scene.school_staff, reason="说明")
        actor = found.talent if by == "talent" else getattr(scene, by)
        return lambda: perform(found, name, by=actor, reason="说明")

    return stage


def grant_a_subsidy(scene):
    found, officer = subsidy(scene), scene.city_officer
    return lambda: perform(found, "grant", by=officer)


def instalment_step(name):
    def stage(scene):
        perform(subsidy(scene), "grant", by=scene.city_officer)
        first = Instalment.objects.get(number=1)
        return lambda: perform(first, name, by=scene.city_officer, reason="说明")

    return stage


def acknowledge(scene):
    row = honoured().get(partner=scene.hospital)
    window, staff = scene.hospital.windows.create(name_zh="窗口", name_en="Window"), scene.desk_staff
    return lambda: readiness.acknowledge(row, [window], version=version_of(row), by=staff)


def drill(scene):
    row, _staff = honoured().get(partner=scene.hospital), scene.desk_staff
    window = scene.hospital.windows.create(name_zh="窗口", name_en="Window")
    return lambda: readiness.send_drill(row, window, is_eligible=True)


def drill_answer(scene):
    sent = drill(scene)()
    return lambda: readiness.answer_drill(sent, outcome="served", by=scene.desk_staff)


def turned_away(scene):
    service = Service.objects.get(slug="medical-green-channel")
    card, hospital, _is_told = scene.card, scene.hospital, scene.city_officer
    return lambda: report(card, partner=hospital, service=service, text="窗口不认", by=card.talent)


def turned_away_step(name, *before):
    """A case after these steps; the desk explains, the officer does the rest, the portal withdraws."""
    called = {"called_at": dt.datetime.now(dt.UTC), "reached": "yes", "tries": 1}

    def stage(scene):
        found, actors = turned_away(scene)(), {"explain": scene.desk_staff, "lapse": None, "withdraw": None}
        TurnedAway.objects.filter(pk=found.pk).update(due_on="2026-01-05" if name == "lapse" else found.due_on)
        for step in before:
            found = perform(found, step, by=actors.get(step, scene.city_officer), reason="说明")
        actor = actors.get(name, scene.city_officer)
        return lambda: perform(found, name, by=actor, reason="已与医院核实", data=called)

    return stage


def refuse(scene):
    """A desk's “refused” opens a case in the same transaction."""
    made, staff, _is_told = asked(scene.hospital, show_code(scene.card)[0]), scene.desk_staff, scene.city_officer
    return lambda: uses.record(made, outcome="refused", reason="停诊", staff=staff)


def undo_refusal(scene):
    made, staff = refuse(scene)(), scene.desk_staff
    return lambda: uses.undo(made, staff=staff, reason="按错了")


def begin(scene):
    tier, talent = Tier.objects.get(slug="b"), scene.profiled
    return lambda: accreditation.begin(talent, tier, Criterion.objects.filter(tier=tier)[:2])


def choose(scene):
    found = application(scene)
    others = Criterion.objects.filter(tier=found.tier).exclude(application=found)[:2]
    return lambda: accreditation.choose(found, others, by=found.talent)


def paper(name="diploma.pdf"):
    return SimpleUploadedFile(name, corpus.pdf(), "application/pdf")


def receive(scene):
    found = application(scene)
    criterion = found.chosen.get().criterion
    return lambda: evidence.receive(found, criterion, [paper(), paper("more.pdf")], by=found.talent)


def document(scene):
    found = application(scene)
    return evidence.receive(found, found.chosen.get().criterion, [paper(), paper("more.pdf")], by=found.talent)


def add_file(scene):
    made = document(scene)
    return lambda: evidence.add_file(made, paper("third.pdf"), by=made.owner)


def remove(scene):
    made = document(scene)
    return lambda: evidence.remove(made, by=made.owner)


def remove_file(scene):
    file = document(scene).files.first()
    return lambda: evidence.remove_file(file, by=file.evidence.owner)


def of_user(action, *values, **named):
    """An action on the account of somebody who has a telephone claimed."""

    def stage(scene):
        user = person("someone@example.cn")
        return lambda: action(type(user).objects.get(pk=user.pk), *values, **named)

    return stage


def by_user(action, *values):
    """The same where the account's holder must be named as the one who acts."""

    def stage(scene):
        user = person("someone@example.cn")
        return lambda: action(user, *values, by=user)

    return stage


def begin_account(scene):
    user = UserFactory(email="someone@example.cn")
    return lambda: people.begin_account(user, has_accepted_terms=True)


def renew_identity(scene):
    user = person("someone@example.cn", birth_date=None)
    new = {"kind": "passport", "country": "DE", "number": "C01X00T47", "valid_until": dt.date(2030, 1, 1)}
    return lambda: record_identity(user, **new, birth_date=dt.date(1979, 5, 4), by=user)


def look_at_identity(scene):
    found, officer = application(scene, "submit"), scene.city_officer
    return lambda: show_identity(found.talent, by=officer)


def leave(scene):
    holder = scene.card.talent
    return lambda: rights.delete_account(holder, by=holder)


def add_membership(scene):
    user, place, by = UserFactory(), scene.hospital, scene.policy_admin
    return lambda: organisations.add_membership(user, role="desk_staff", place=place, by=by)


def remove_membership(scene):
    row, by = staff_of(scene.hospital, "nurse@example.cn").memberships.get(), scene.policy_admin
    return lambda: organisations.remove_membership(row, by=by)


def check(scene):
    (code, _row), counter = show_code(scene.card), at(scene.hospital)
    return lambda: check_code(counter, code=code, service="medical-green-channel", channel="api", key="k")


def counted_check(scene):
    return asked(scene.airport, show_code(scene.card)[0], service="airport-lane")


def use(scene):
    made = counted_check(scene)
    return lambda: uses.record(made, outcome="served")


def rating(scene):
    made, holder = use(scene)(), scene.card.talent
    return lambda: rate(made, stars=4, comment="很快", by=holder)


def undo(scene):
    made, staff = use(scene)(), staff_of(scene.airport, "lounge@example.cn")
    return lambda: uses.undo(made, staff=staff, reason="按错了")


def mend(scene):
    found = perform(place(scene), "return", by=scene.school_staff, reason="说明")
    changed = CHILD | {"wanted_school": scene.school.slug, "child_birth_date": "2020-04-01"}
    return lambda: requests.mend(found, answers=answers("school-place", scene.card, changed), by=found.talent)


def plan_instalments(scene):
    made, officer = subsidy(scene), scene.city_officer
    return lambda: plan(made.home_subsidy, granted_on=dt.date(2026, 11, 20), by=officer)


def message(scene):
    application(scene, "submit")
    OutboxMessage.objects.update(state="quarantined", quarantined_at=dt.datetime.now(dt.UTC))
    officer = scene.city_officer
    return lambda: send_again(OutboxMessage.objects.all()[:1], by=officer)
