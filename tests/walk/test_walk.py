"""Do scripts in every text do nothing before anybody's eyes, and does nothing personal leak while people walk about?"""

from collections import defaultdict

import pytest
from django.core import mail

from accounts.models import FamilyMember
from portal.access import ACCESS
from portal.notifications.tasks import sweep
from tests.harness.overheard import in_passing
from tests.harness.tripwire import Tripwire
from tests.services.rights.canaries import dump, found

from .leaves import misjudged
from .poison import CHAINED, MACHINES, poison
from .private import plant_whereabouts, standing
from .standing import of_a_moment
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
    *("services:desk-check-new", "services:desk-choose", "services:desk-use"),
    *("services:desk-undo", "services:desk-again"),
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
    plant_whereabouts()
    secrets = [*standing(), *poison()]
    assert {talent.email, talent.phone, *numbers} <= {*secrets}

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
