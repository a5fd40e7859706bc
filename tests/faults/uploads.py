"""Which forms take a file? A row each: who sends it where, what else stands in it, and how a bad file is refused."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from accounts.accreditation.models import Application
from accounts.evidence.lease import claim, give_up
from accounts.evidence.problems import FILE_TYPE, WHAT_TO_DO
from accounts.models import Evidence
from accounts.portrait.problems import WORDS
from portal.workflow.engine import perform
from services.late.file_views import NO_LINE
from services.partners.desk_forms import NOTHING_FOUND
from tests.cast import ask_for_family
from tests.factories import ApplicationFactory
from tests.faults.stages import document

PASSPORT = {"relation": "spouse", "name": "王芳", "birth_date": "1990-05-06", "kind": "passport", "country": "RU"}
PIXELS = "too_many_pixels"
MEDICAL = "medical-green-channel"


@dataclass(frozen=True)
class Upload:
    """`stage` gives the sender, the address and the other fields, of which `again` stands in the form that comes back.

    `says`: the status of a bad file, and what is said of one of the wrong type and of one of too many pixels. `job`:
    with what the press opens it; None where it is read as text and never opened.
    """

    stage: Callable[[Any], tuple[Any, str, dict[str, str]]]
    says: tuple[int, Any, Any]
    job: str | None = "clean_photo"
    field: str = "file"
    again: str = ""
    is_taken: bool = True  # by `evidence.incoming`, which keeps it
    full: int = 507


AS_PAPER = (422, WHAT_TO_DO[FILE_TYPE], WHAT_TO_DO[PIXELS])
AS_PHOTO = (422, WORDS[FILE_TYPE], WORDS[PIXELS])


def evidence(scene):
    application = ApplicationFactory(talent=scene.profiled)
    slug = application.chosen.get().criterion.slug
    return application.talent, f"/me/applications/{application.code}/evidence/", {"criterion": slug}


def evidence_by_api(scene):
    sender, _page, fields = evidence(scene)
    return sender, f"/api/v1/me/accreditations/{Application.objects.get().code}/evidence/", fields


def evidence_more(scene):
    found = document(scene)
    page = f"/me/applications/{found.application.code}/evidence/{found.public_id}/"
    return found.application.talent, page, {}


def portrait(scene):
    return scene.card.talent, "/me/photo/", {}


def portrait_of_family(scene):
    member = perform(ask_for_family(scene.card), "accept", by=scene.province_officer)
    return scene.card.talent, f"/me/family/{member.public_id}/photo/", {}


def family(scene):
    return scene.card.talent, "/me/family/new/", PASSPORT | {"number": "730000001"}


def family_mended(scene):
    """After a paper that could not be opened."""
    member = ask_for_family(scene.card)
    Evidence.objects.filter(member=member).update(state="received")
    give_up(claim(), "corrupted")
    return scene.card.talent, f"/me/family/{member.public_id}/mend/", PASSPORT | {"number": "730000001"}


def desk(scene):
    return scene.desk_staff, "/desk/check/", {"service": MEDICAL}


def carried_in(scene):
    return scene.desk_staff, "/desk/late/file/", {}


UPLOADS = {
    "evidence": Upload(evidence, AS_PAPER, again="criterion"),
    "evidence by the API": Upload(evidence_by_api, (400, *AS_PAPER[1:])),
    "evidence, more files": Upload(evidence_more, AS_PAPER),
    "portrait": Upload(portrait, AS_PHOTO, "crop_portrait"),
    "portrait of the family": Upload(portrait_of_family, AS_PHOTO, "crop_portrait"),
    "family": Upload(family, AS_PAPER, field="proof", again="name"),
    "family, mended": Upload(family_mended, AS_PAPER, field="proof", again="name"),
    "code at the desk": Upload(
        desk, (422, NOTHING_FOUND, NOTHING_FOUND), "read_code", field="photo", again="service", is_taken=False, full=422
    ),
    "uses without a network": Upload(carried_in, (200, NO_LINE, NO_LINE), None, is_taken=False, full=422),
}
FORMS = {  # every form and serializer of the site that has a field for a file
    "accounts.evidence.forms.EvidenceForm": {"evidence"},
    "accounts.evidence.forms.FilesForm": {"evidence, more files"},
    "accounts.evidence.serializers.EvidenceUpload": {"evidence by the API"},
    "accounts.family.forms.MemberForm": {"family", "family, mended"},
    "accounts.portrait.forms.PhotoForm": {"portrait", "portrait of the family"},
    "services.late.file_views.FileForm": {"uses without a network"},
    "services.partners.desk_forms.CheckForm": {"code at the desk"},
}
READERS = {  # and whatever reads `request.FILES`
    "accounts.evidence.views": {"evidence", "evidence, more files"},
    "accounts.family.views": {"family", "family, mended"},
    "accounts.portrait.views": {"portrait", "portrait of the family"},
    "services.late.file_views": {"uses without a network"},
    "services.partners.desk_views": {"code at the desk"},
    "portal.idempotency.forms": set(),  # to know the same form again
    "portal.kept_forms.keep": set(),  # tests/faults/test_disk_full.py
    "portal.kept_forms.middleware": set(),
    "portal.workflow.admin": set(),  # dialogs, none of which has a field for a file: it would stand among the forms
    "portal.workflow.views": set(),
}
