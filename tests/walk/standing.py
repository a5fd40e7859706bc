"""What stands where the story does not stop, and things of a moment: each told as who looks at it, and its address."""

from urllib.parse import parse_qs, urlsplit

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.card.actions import show_code
from accounts.models import Application, SealedCase
from accounts.rights.actions import delete_account
from portal.workflow.engine import perform
from services.callbacks.actions import look_up
from services.models import Rating, Service, TurnedAway
from services.partners.spoken import make, purposes_of
from services.proxies.actions import name_proxy
from services.quality.actions import report
from services.readiness.actions import send_drill
from services.readiness.querysets import honoured
from tests.cast import ask_for_family, person, send_photo
from tests.services.rights.story import HOME, SERVICE, Story

SPOUSE = {"number": "730000001", "birth_date": "1980-01-01", "name": "王芳"}
SECOND = {"number": "730000002", "name": "李小冬"}
CHILD = {"child_name": "李小海", "child_birth_date": "2019-03-01", "stage": "primary", "wanted_school": "school"}
MEND = "请补充"


def leave_standing(story):
    """What waits, what came back, what was begun, and what is left of somebody who has gone."""
    yield from _own(story)
    yield from _of_the_family(story)
    yield from _came_back(story)
    yield from _forms_kept(story)
    yield from _on_the_telephone(story)
    yield from _of_another(story)
    yield from _of_somebody_gone(story)


def of_a_moment(story):
    """Addresses that no page leads to: of the holder, the desk, and whoever scans a code."""
    window = story.hospital.windows.create(name_zh="窗口", name_en="Window")
    drill = send_drill(honoured().get(partner=story.hospital), window, is_eligible=True)
    code = show_code(story.card)[0]
    yield "holder", reverse("services:rating", args=[Rating.objects.get().use.public_id])
    for name in ("desk-drill", "desk-drill-card"):
        yield "desk", reverse(f"services:{name}", args=[drill.public_id])
    for name in ("verify", "verify-capitals"):
        yield "anybody", reverse(f"accounts:{name}", args=[code])


def _own(story):
    yield "holder", reverse("services:turned-away-detail", args=[TurnedAway.objects.get(talent=story.talent).code])
    yield from (("holder", address) for address in ("/me/consents/health/", "/me/profile/identity/passport/"))


def _of_the_family(story):
    """Somebody and a photo wait, somebody and a place at school came back."""
    waiting = ask_for_family(story.card, "spouse", **SPOUSE)
    returned = perform(ask_for_family(story.card, **SECOND), "return", by=story.province, reason=MEND)
    photo = send_photo(story.card)
    place = perform(story._ask("school-place", CHILD), "return", by=story.teacher, reason=MEND)
    yield "holder", reverse("services:request-mend", args=[place.code])
    yield "holder", reverse("accounts:family-step", args=[waiting.public_id, "withdraw"])
    yield "holder", reverse("accounts:family-mend", args=[returned.public_id])
    yield "province", reverse("admin:accounts_familymember_step", args=[waiting.pk, "accept"])
    yield "province", reverse("admin:accounts_portrait_step", args=[photo.pk, "accept"])


def _came_back(story):
    """The holder's application, whose criteria and documents can be changed now."""
    application = perform(Application.objects.open().get(), "return", by=story.city, reason=MEND)
    yield "holder", reverse("accounts:application-criteria", args=[application.code])
    document = application.evidence.get().public_id
    yield "holder", reverse("accounts:evidence-document", args=[application.code, document])


def _forms_kept(story):
    """Two that were sent after the session had ended: words, and a file."""
    browser = Client()
    browser.force_login(story.talent)
    browser.get(reverse("services:turned-away"))
    browser.cookies.pop("sessionid")
    file = SimpleUploadedFile("证书.pdf", b"%PDF-1", "application/pdf")
    evidence = reverse("accounts:evidence-list", args=[Application.objects.open().get().code])
    for path, fields in ((reverse("services:turned-away"), {"text": "没听说过"}), (evidence, {"file": file})):
        to_sign_in = urlsplit(browser.post(path, fields).url)
        yield "holder", parse_qs(to_sign_in.query)["next"][0]


def _on_the_telephone(story):
    """A code to say, a link for a proxy, and a call back that is due."""
    purpose = purposes_of(story.card)[0]
    code = make(story.card, purpose, days=1, by=story.talent)
    proxy = name_proxy(story.card, purpose, name="王芳", days=1, by=story.talent)
    said = {"number": story.card.number, "name": story.talent.profile.name, "service": SERVICE}
    yield "holder", reverse("services:spoken-code", args=[code.page_id])
    yield "anybody", reverse("services:proxy-phone", args=[proxy.link])
    yield "desk", reverse("services:desk-call", args=[look_up(story.hospital, **said, staff=story.desk).public_id])


def _of_another(story):
    """A second person's application, subsidy and report, which wait for the city."""
    other = _somebody(story, 2)
    other._card()
    other._apply("b")
    asked = other._ask("home-purchase-subsidy", HOME | {"contract_number": "HT-2"})
    about = {"partner": story.hospital, "service": Service.objects.get(slug=SERVICE)}
    case = report(other.card, **about, text="没听说过", by=other.talent)
    perform(case, "explain", by=story.desk, reason="系统故障")
    yield "city", reverse("admin:services_servicerequest_step", args=[asked.pk, "grant"])
    yield "city", reverse("admin:services_turnedaway_step", args=[case.pk, "answer"])


def _of_somebody_gone(story):
    """A case that was refused, sealed when its person deleted the account."""
    gone = _somebody(story, 3)
    application = perform(gone._apply("e"), "accept", by=story.city)
    perform(application, "refuse", by=story.city, reason="不符合标准")
    delete_account(gone.talent, by=gone.talent)
    yield "auditor", reverse("admin:accounts_sealedcase_change", args=[SealedCase.objects.get().pk])


def _somebody(story, number):
    other = Story(number, **story.others)
    other.talent = person(f"story{number}@example.cn", name="赵明")
    return other
