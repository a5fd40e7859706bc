"""Do scripts in every text do nothing before anybody's eyes, and does nothing personal leak while people walk about?"""

import logging

import pytest
from allauth.mfa.models import Authenticator
from celery.signals import before_task_publish
from django.conf import settings as site_settings
from django.core import mail
from django.urls import reverse

from portal.access import ACCESS
from portal.notifications.tasks import sweep
from services.models import TurnedAway
from tests.factories import EmployerFactory, MembershipFactory, UserFactory
from tests.harness.tripwire import Tripwire
from tests.services.rights.canaries import dump, found
from tests.services.rights.story import Story

from .poison import poison
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
    *("services:desk-event-again", "services:spoken-end", "services:proxy-end"),
    *("services:desk-worker", "services:desk-manifest", "services:desk-known", "services:desk-deliver"),
    "accounts:card-worker",
}
ELSEWHERE = {  # pages of a case in another state than those of the story, and of a code that is shown just now
    *("services:proxy-phone", "services:rating"),
    *("services:desk-call", "services:desk-drill", "services:desk-drill-card"),
    *("accounts:application-criteria", "accounts:evidence-document", "services:request-mend"),
    *("accounts:family-mend", "accounts:family-step", "admin:accounts_familymember_step"),
    *("admin:accounts_portrait_step",),
    *(
        "accounts:verify",
        "accounts:verify-capitals",
        "admin:services_servicerequest_step",
        "admin:services_turnedaway_step",
        "services:spoken-code",
    ),
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
def offices(city_officer, province_officer, policy_admin, fund_officer, auditor, desk_staff, school_staff):
    specialist = UserFactory(email="employer@example.cn")
    MembershipFactory(user=specialist, role="employer_staff", employer=EmployerFactory())
    return [city_officer, province_officer, policy_admin, fund_officer, auditor, desk_staff, school_staff, specialist]


@pytest.fixture
def talent(offices, hospital, school, settings, tmp_path):
    settings.SEAL_LOG, settings.MEDIA_ROOT = str(tmp_path / "seals.log"), tmp_path / "files"
    city, province, *_others, teacher, _specialist = offices
    told = Story(1, city=city, province=province, hospital=hospital, school=school, teacher=teacher).tell()
    Authenticator.objects.all().delete()  # the story's passkey is an empty one, which no page could show
    return told


@pytest.fixture
def walk(open_page, site, as_user):
    def walked(user, *more):
        page = open_page("zh-hans", phone=False)
        wire = Tripwire(page)
        if user:
            cookie = as_user(user).cookies["sessionid"].value
            page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": site}])
        found = Walk(page, site, user, *more).go()
        page.context.close()
        return found, wire

    return walked


@pytest.mark.parametrize("where", ["offices", "everywhere else"])
def test_scripts_in_every_text_do_nothing_and_nothing_personal_leaks(talent, offices, walk, spoken, told, where):
    """In two parts, so that they can go side by side: the five offices, and all others."""
    number = talent.identity_document.number
    secrets = [talent.email, str(talent.phone), number, *poison()]
    own = reverse("services:turned-away-detail", args=[TurnedAway.objects.get().code])
    consent, identity = "/me/consents/health/", "/me/profile/identity/passport/"

    if where == "offices":
        walks = [walk(user) for user in offices[:5]]
    else:
        walks = [walk(talent, own, consent, identity), *(walk(user) for user in [*offices[5:], None])]
    sweep()

    assert [wrong for walked, _wire in walks for wrong in walked.wrong] == []
    assert [touched for _walked, wire in walks for touched in wire.touched] == []
    pages = {name for name, audience in ACCESS.items() if not audience.is_api}
    pages = {name for name in pages if name.startswith("admin:") == (where == "offices")}
    assert pages - {name for walked, _wire in walks for name in walked.seen} == (PRESSES | ELSEWHERE) & pages
    assert mail.outbox
    assert found(secrets, [address for _walked, wire in walks for address in wire.asked]) == []
    assert found(secrets, spoken) == []
    assert found(secrets, told) == []
    assert found(secrets, [letter.subject for letter in mail.outbox]) == []
    assert found(secrets, in_passing()) == []
    assert found([number], dump()) == []


def in_passing():
    """What the broker's folder and the table of the cache hold now."""
    files = (site_settings.VAR_DIR / "broker").rglob("*")
    yield from (file.read_bytes().decode(errors="replace") for file in files if file.is_file())
    yield from (row for row in dump() if row.startswith("portal_cache "))
