"""Does the export hold everything, does nothing readable stay after the deletion, and is nobody else touched?"""

import io
import json
import zipfile

import pytest
from django.core.management import call_command

from accounts.models import Card, Consent, IdentityDocument, SealedCase
from accounts.rights.actions import delete_account, export
from portal.audit.seals import seal
from portal.models import History, OutboxMessage
from portal.personal_data.held import held_about
from services.models import Allowance, Instalment, ServiceRequest
from tests.cast import FACE, JPEG

from .canaries import dump, found, plant
from .story import KEPT, PAGE, PAPER
from .work import leave_work, work_at

pytestmark = pytest.mark.slow
STAYS = {  # whatever is kept is a number, a day, a sum or a code; this list is written by hand
    "accounts.Application": set("code status created_at submitted_at accepted_at forwarded_at returned_at".split())
    | set("withdrawn_at approved_at refused_at due_on".split()),
    "accounts.Card": set("number status issued_on expires_on suspended_at revoked_at replaced_at".split())
    | {"cancelled_at", "cancelled_for"},
    "accounts.Consent": {"purpose", "version", "given_at", "withdrawn_at"},
    "accounts.FamilyMember": set("code status relation kind created_at returned_at accepted_at refused_at".split())
    | {"withdrawn_at", "due_on"},
    "accounts.Portrait": set("code status created_at accepted_at refused_at withdrawn_at replaced_at due_on".split()),
    "accounts.LiveCode": set("code_index expires_at used_at ended_at service_slug area_slug partner_kind".split()),
    "accounts.User": {"erased_at"},
    "portal.History": {"object_id"},
    "services.Acknowledgement": {"acknowledged_at"},
    "services.CallBackAnswer": {"answered", "answered_at"},
    "services.Check": {"verdict", "reason", "checked_at"},
    "services.DrillAnswer": {"outcome", "answered_at"},
    "services.HomeSubsidy": {"purchased_on"},
    "services.Instalment": {"status", "planned_on", "confirmed_at", "ended_at"},
    "services.LateUse": {"outcome", "conflict", "delivered_at"},
    "services.PartnerEvent": {"kind", "data", "happened_at"},
    "services.Proxy": set("partner_kind service_slug area_slug named_at opened_at expires_at ended_at".split()),
    "services.Rating": {"rated_at"},
    "services.SchoolPlace": {"stage"},
    "services.ServiceRequest": set("code status created_at submitted_at returned_at granted_at declined_at".split())
    | {"withdrawn_at", "due_on"},
    "services.TurnedAway": set("code status due_on created_at explained_at answered_at settled_at called_at".split())
    | {"reached", "lapsed_at"},
    "services.Use": {"outcome", "recorded_at"},
    "services.UseUndone": {"undone_at"},
    "services.WindowShift": {"began_at", "ended_at"},
}


def taken(user):
    """The files of the export by name."""
    archive = zipfile.ZipFile(io.BytesIO(b"".join(export(user, by=user))))
    assert archive.testzip() is None
    return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture
def tell(tell, hospital):
    """And who works at a window."""

    def told(number=1):
        user = tell(number)
        work_at(hospital, user, number)
        return user

    return told


@pytest.fixture
def leave(policy_admin):
    """`leave(user)`: the office ends what the person stands for at a partner, then the person deletes the account."""

    def left(user):
        leave_work(user, by=policy_admin)
        delete_account(user, by=user)

    return left


def tables(user):
    return json.loads(taken(user)["data.json"])["tables"]


def everything_holds():
    call_command("verify_history", verbosity=0)
    call_command("reconcile", verbosity=0)


def test_export_of_a_person_known_everywhere_holds_every_personal_column(tell):
    user = tell()
    planted = plant(user)

    files = taken(user)

    rows = {label: table["rows"] for label, table in json.loads(files["data.json"])["tables"].items()}
    assert [label for label, told in rows.items() if not told] == []
    lacking = [
        f"{held.label}.{name}"
        for held in held_about(user)
        for name in held.personal
        if any(name not in row for row in rows[held.label])
    ]
    assert lacking == []
    given = {(held.label, name) for held in held_about(user) for name, entry in held.personal.items() if entry.is_given}
    for place, texts in planted.items():
        expected = texts if place in given else []
        assert found(texts, [files["data.json"].decode()]) == expected, place
    contents = [content for name, content in files.items() if name.startswith("files/")]
    assert sorted(contents) == sorted([PAPER % 1, PAPER % 1, PAGE % 1, PAGE % 1, KEPT % 1, JPEG, FACE])


def test_export_names_its_files_and_says_why_each_column_is_kept(tell):
    user = tell()

    files = taken(user)

    told = json.loads(files["data.json"])["tables"]["accounts.EvidenceFile"]
    assert {row["original"] for row in told["rows"]} <= set(files)
    assert told["columns"]["original"]["purpose"] == "Showing that a criterion is met"
    assert History.objects.of(user).last().action == "data_exported"


def test_export_names_no_other_account(tell, city_officer, province_officer):
    text = taken(tell())["data.json"].decode()

    others = [city_officer, province_officer]
    assert [one for one in others if one.email in text or str(one.public_id) in text] == []


def test_deletion_leaves_no_canary_in_database_and_files_and_the_chain_verifies(tell, private_disk, committed, leave):
    user = tell()
    numbers = [user.identity_document.number, *user.family.values_list("number", flat=True)]
    assert len(numbers) > 1
    assert found(numbers, dump()) == []
    everything_holds()
    seal()
    planted = plant(user)
    texts = [text for canaries in planted.values() for text in canaries]
    texts += [
        "a paper of the family",
        "a face",
        PAPER.decode() % 1,
        PAGE.decode() % 1,
        KEPT.decode() % 1,
        *numbers,
        "李明远",
        "李小雪",
    ]

    with committed(execute=True):
        leave(user)

    assert found(texts, dump()) == []
    kept = [file.read_bytes().decode(errors="replace") for file in private_disk.rglob("*") if file.is_file()]
    assert found(texts, kept) == []
    everything_holds()


def test_deletion_keeps_exactly_what_the_list_says(tell):
    user = tell()

    kept = {held.label: {name for name, entry in held.personal.items() if entry.is_kept} for held in held_about(user)}

    assert {label: names for label, names in kept.items() if names} == STAYS


def test_deletion_ends_what_runs_and_keeps_what_is_counted(tell, leave):
    user = tell()
    money = sorted(Instalment.objects.values_list("amount_yuan", flat=True))
    counted = list(Allowance.objects.values_list("used", flat=True))

    leave(user)

    assert set(Card.objects.filter(talent=user).values_list("status", flat=True)) == {"cancelled"}
    assert sorted(user.applications.values_list("status", flat=True)) == ["approved", "withdrawn"]
    assert sorted(ServiceRequest.objects.values_list("status", flat=True)) == ["granted", "granted", "withdrawn"]
    assert sorted(Instalment.objects.values_list("amount_yuan", flat=True)) == money
    assert list(Allowance.objects.values_list("used", flat=True)) == counted
    assert not IdentityDocument.objects.filter(user=user).exists()
    assert not Consent.objects.filter(user=user).in_force().exists()
    assert History.objects.of(user).last().action == "account_deleted"


def test_deletion_seals_each_decided_case_with_its_person_reasons_and_papers(tell, leave):
    user = tell()
    number = user.identity_document.number

    leave(user)

    sealed = {case.kind: case.content for case in SealedCase.objects.order_by("pk")}
    assert sorted(SealedCase.objects.values_list("kind", flat=True)) == [
        "accreditation",
        "family",
        "request",
        "request",
    ]
    family, decision = sealed["family"], sealed["accreditation"]
    assert (family["member"]["name"], family["papers"][0]["name"]) == ("李小雪", "户口簿.jpg")
    assert (decision["person"]["name"], decision["person"]["documents"][0]["number"]) == ("李明远", number)
    assert [row["text"] for row in decision["reasons"]] == ["请补充", "符合标准"]
    assert [paper["name"] for paper in decision["papers"]] == ["degree.pdf"]


def test_deletion_tells_the_old_address_once_and_nothing_else_is_sent_to_it(tell, leave):
    user = tell()

    leave(user)

    assert not OutboxMessage.objects.filter(user=user).exists()
    letters = OutboxMessage.objects.filter(sealed__isnull=False)
    assert [(row.template, row.sealed["address"]) for row in letters] == [("account_deleted", "story1@example.cn")]


def test_deletion_leaves_everybody_else_as_they_were(tell, leave):
    user, other = tell(1), tell(2)
    before = tables(other)

    leave(user)

    after = tables(other)
    del before["portal.History"], after["portal.History"]  # both exports stand in it
    assert after == before
