"""Do scripts in every text do nothing before anybody's eyes, and does nothing personal leak while people walk about?"""

import logging
from collections import defaultdict

import pytest
from allauth.mfa.models import Authenticator
from celery.signals import before_task_publish
from django.conf import settings as site_settings
from django.core import mail

from accounts.models import FamilyMember
from portal.access import ACCESS
from portal.notifications.tasks import sweep
from tests.factories import EmployerFactory, MembershipFactory, UserFactory
from tests.harness.tripwire import Tripwire
from tests.services.rights.canaries import dump, found
from tests.services.rights.story import Story

from .leaves import misjudged
from .poison import CHAINED, MACHINES, poison
from .standing import leave_standing, of_a_moment
from .walker import Walk

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PRESSES = {  # answer a POST only, or with a file or a line for machines
    *(
        "accounts:consent-decide",
        "accounts:card-code",
        "accounts:card-change",
        "accounts:family-code",
        "accounts:evidence-remove",
        "accounts:phone-later",
    ),
    *("accounts:evidence-original", "accounts:evidence-page", "accounts:export", "admin:login"),
    *("accounts:portrait-image", "services:desk-photo"),
    *("portal:healthz", "portal:readyz", "portal:inbox-read", "portal:set-language"),
    *("services:window-poster", "services:instruction"),
    *("services:desk-check-new", "services:desk-choose", "services:desk-undo", "services:desk-use"),
    *("services:desk-window-end", "services:desk-change-over"),
    "services:desk-event-again",
    *("services:desk-worker", "services:desk-manifest", "services:desk-known", "services:desk-deliver"),
    "services:desk-late-known",
    "accounts:card-worker",
}
PARTS = {  # the five offices and all others, so that they can go side by side
    "offices": ("city", "province", "policy", "fund", "auditor"),
    "everywhere else": ("holder", "desk", "teacher", "specialist", "anybody"),
}


@pytest.fixture
def spoken():
    """Every line of the logs, as it is written."""
    lines, root = [], logging.getLogger()
    note = logging.Handler()
    note.formatter = next(one for one in root.handlers if one.name == "stderr").formatter
    note.emit = lambda record: lines.append(note.format(record))
    root.addHandler(note)
    yield lines
    root.removeHandler(note)


@pytest.fixture
def told():
    """What each task that was sent carries."""
    sent = []

    def note(sender, body, headers, **more):
        sent.append(f"{sender} {body} {headers}")

    before_task_publish.connect(note)
    yield sent
    before_task_publish.disconnect(note)


@pytest.fixture
def people(city_officer, province_officer, policy_admin, fund_officer, auditor, desk_staff, school_staff):
    """Who walks, but for the holder and whoever has no account."""
    specialist = UserFactory(email="employer@example.cn")
    MembershipFactory(user=specialist, role="employer_staff", employer=EmployerFactory())
    officials = {"policy": policy_admin, "fund": fund_officer, "auditor": auditor}
    staff = {"desk": desk_staff, "teacher": school_staff, "specialist": specialist}
    return {"city": city_officer, "province": province_officer, **officials, **staff}


@pytest.fixture
def story(people, hospital, school, settings, tmp_path):
    settings.SEAL_LOG, settings.MEDIA_ROOT = str(tmp_path / "seals.log"), tmp_path / "files"
    told = Story(1, hospital=hospital, school=school, **people)
    told.tell()
    told.standing = list(leave_standing(told))
    Authenticator.objects.all().delete()  # the story's passkey is an empty one, which no page could show
    return told


@pytest.fixture
def walk(open_page, site, as_user):
    def walked(user, *more):
        page = open_page("zh-hans")
        wire = Tripwire(page)
        if user:
            cookie = as_user(user).cookies["sessionid"].value
            page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": site}])
        found = Walk(page, site, user, *more).go()
        page.context.close()
        return found, wire

    return walked


@pytest.mark.parametrize("where", PARTS)
def test_scripts_in_every_text_do_nothing_and_nothing_personal_leaks(story, people, walk, spoken, told, where):
    talent, shown = story.talent, defaultdict(list)
    for who, address in (*story.standing, *of_a_moment(story)):
        shown[who].append(address)
    numbers = [talent.identity_document.number, *FamilyMember.objects.values_list("number", flat=True)]
    assert misjudged(without=CHAINED | MACHINES) == []
    secrets = [talent.email, str(talent.phone), *numbers, *poison()]

    people |= {"holder": talent, "anybody": None}
    walks = [walk(people[who], *shown[who]) for who in PARTS[where]]
    sweep()

    assert [wrong for walked, _wire in walks for wrong in walked.wrong] == []
    assert [touched for _walked, wire in walks for touched in wire.touched] == []
    pages = {name for name, audience in ACCESS.items() if not audience.is_api}
    pages = {name for name in pages if name.startswith("admin:") == (where == "offices")}
    assert pages - {name for walked, _wire in walks for name in walked.seen} == PRESSES & pages
    assert mail.outbox
    assert found(secrets, [address for _walked, wire in walks for address in wire.asked]) == []
    assert found(secrets, spoken) == []
    assert found(secrets, told) == []
    assert found(secrets, [letter.subject for letter in mail.outbox]) == []
    assert found(secrets, in_passing()) == []
    assert found(numbers, dump()) == []


def in_passing():
    """What the broker's folder and the table of the cache hold now."""
    files = (site_settings.VAR_DIR / "broker").rglob("*")
    yield from (file.read_bytes().decode(errors="replace") for file in files if file.is_file())
    yield from (row for row in dump() if row.startswith("portal_cache "))
