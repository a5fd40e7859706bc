"""Is nothing decided about a family card without a paper that shows the relation, and who sees that paper?"""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from accounts.evidence import storage
from accounts.evidence.lease import claim, give_up
from accounts.family.actions import ask
from accounts.models import Card, Evidence, FamilyMember, SealedCase
from accounts.rights.actions import delete_account
from portal.models import InboxMessage
from portal.workflow.engine import Refusal, perform
from tests.accounts.evidence import corpus
from tests.cast import JPEG, ask_for_family

SAID = {"relation": "spouse", "name": "王芳", "birth_date": "1990-05-06", "kind": "passport", "number": "730000001"}
FORM = SAID | {"country": "RU"}


def photo(content=None):
    return SimpleUploadedFile("结婚证.jpg", content or corpus.jpeg(60, 40), "image/jpeg")


def unreadable(member):
    """What the worker says of a paper that it cannot open."""
    Evidence.objects.filter(member=member).update(state="received")
    give_up(claim(), "corrupted")


# -- sent with the question -------------------------------------------------------------------------------------------
def test_question_with_a_photo_keeps_it_as_a_private_cleaned_document(card, as_user):
    as_user(card.talent).post("/me/family/new/", FORM | {"proof": photo(), "form_key": "a"})

    document = Evidence.objects.get(member__name="王芳")
    assert (document.owner, document.application, document.state) == (card.talent, None, "received")
    assert [(file.name, file.mime) for file in document.files.all()] == [("结婚证.jpg", "image/jpeg")]


@pytest.mark.parametrize(("files", "said"), [({}, "请选择文件"), ({"proof": b"MZ no paper"}, "不是 PDF")])
def test_question_without_a_paper_that_can_be_opened_is_refused_in_words(card, as_user, files, said):
    sent = {name: photo(content) for name, content in files.items()}

    page = as_user(card.talent).post("/me/family/new/", FORM | sent | {"form_key": "a"})

    assert (page.status_code, FamilyMember.objects.count()) == (422, 0)
    assert said in page.content.decode()


def test_action_without_a_paper_is_refused_whoever_calls_it(card):
    told = SAID | {"country": "RU", "relation": "child"}

    with pytest.raises(Refusal) as refused:
        ask(card, told=told, proof=[], has_agreed=True, by=card.talent)

    assert refused.value.code == "proof_missing"


def test_photo_of_a_question_that_is_refused_is_not_kept(card, as_user, settings, tmp_path, paper):
    settings.MEDIA_ROOT = tmp_path

    as_user(card.talent).post("/me/family/new/", FORM | {"relation": "child", "form_key": "a"} | paper)

    assert FamilyMember.objects.count() == 0
    assert [file for file in tmp_path.rglob("*") if file.is_file()] == []


# -- decided with it --------------------------------------------------------------------------------------------------
def test_paper_that_cannot_be_read_stops_the_decision_and_the_holder_adds_another(card, province_officer, as_user):
    member = ask_for_family(card)
    unreadable(member)
    with pytest.raises(Refusal) as refused:
        perform(member, "accept", by=province_officer)
    assert (refused.value.code, Card.objects.count()) == ("proof_missing", 1)
    browser, address = as_user(card.talent), f"/me/family/{member.public_id}/mend/"
    told = InboxMessage.objects.get(user=card.talent, template="family_proof_unreadable")
    assert told.context["url"] == f"/me/family/{member.public_id}/"
    assert address in browser.get(told.context["url"]).content.decode()

    form = {name: getattr(member, name) for name in ("relation", "name", "birth_date", "kind", "number")}
    browser.post(address, form | {"country": "RU", "consent": "on", "proof": photo(), "form_key": "a"})

    assert perform(FamilyMember.objects.get(), "accept", by=province_officer).status == "accepted"
    assert browser.get(address).status_code == 404


def test_officer_sees_the_pages_beside_the_question(card, province_officer, as_user):
    member = ask_for_family(card)
    file = member.proofs.get().files.get()
    image = default_storage.save(storage.random_name(storage.PAGES), ContentFile(b"\xff\xd8 a page"))
    page = file.pages.create(number=1, image=image, width=20, height=30)

    shown = as_user(province_officer).get(f"/admin/accounts/familymember/{member.pk}/change/").content.decode()

    assert f'src="/evidence/pages/{page.public_id}/"' in shown
    answer = as_user(province_officer).get(f"/evidence/pages/{page.public_id}/")
    assert b"".join(answer) == b"\xff\xd8 a page"


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("holder", 200),
        ("province_officer", 200),
        ("city_officer", 200),
        ("other_talent", 404),
        ("desk_staff", 404),
        ("fund_officer", 404),
    ],
)
def test_paper_is_for_the_holder_and_the_offices_alone(card, as_user, request, who, status):
    file = ask_for_family(card).proofs.get().files.get()
    user = card.talent if who == "holder" else request.getfixturevalue(who)

    answer = as_user(user).get(f"/evidence/files/{file.public_id}/")

    assert (answer.status_code, b"".join(answer) == JPEG) == (status, status == 200)


def test_database_refuses_a_document_that_proves_two_things_or_nothing(card):
    member = ask_for_family(card)

    for wrong in ({"application": card.application}, {"member": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Evidence.objects.filter(member=member).update(**wrong)


# -- afterwards -------------------------------------------------------------------------------------------------------
def test_deletion_seals_decided_members_with_their_papers_and_withdraws_the_open(card, province_officer):
    perform(ask_for_family(card), "accept", by=province_officer)
    perform(ask_for_family(card, "spouse", number="730000001"), "refuse", by=province_officer, reason="材料不符")
    waiting = ask_for_family(card, "spouse", number="730000002")

    delete_account(card.talent, by=card.talent)

    cases = SealedCase.objects.filter(kind="family").order_by("pk")
    told = [case.content for case in cases]
    assert [one["member"]["name"] for one in told] == ["李小雪", "李小雪"]
    assert [[reason["text"] for reason in one["reasons"]] for one in told] == [[], ["材料不符"]]
    assert [len(one["papers"]) for one in told] == [case.papers.count() for case in cases] == [1, 1]
    waiting.refresh_from_db()
    assert (waiting.status, waiting.name, Evidence.objects.count()) == ("withdrawn", "", 0)
