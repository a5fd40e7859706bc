"""The pages of a person's details: one thing a page, safe to press twice, filled in when they come back."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.models import Consent, IdentityDocument, Profile
from accounts.people import views
from portal.models import History
from tests.accounts.people.conftest import HARBIN_1965

RESIDENT = {"number": "２３０１０２ 19650315 0018", "birth_date": "1965-03-15", "valid_until": "", "consent": "on"}
PASSPORT = {"country": "RU", "number": "75 ab 123456", "birth_date": "1990-05-01", "valid_until": "", "consent": "on"}


def identity_page(kind):
    return reverse("accounts:identity-record", args=[kind])


def step_page(step):
    return reverse("accounts:profile-change", args=[step])


def tasks(client):
    context = client.get(reverse("accounts:profile")).context
    return [(task["url"].rsplit("/", 2)[1], task["is_done"]) for task in context["tasks"]]


def test_new_talent_finds_all_tasks_open_and_the_first_one_next(as_user, new_talent):
    client = as_user(new_talent)

    answer = client.get(reverse("accounts:profile"))

    assert tasks(client) == [("name", False), ("identity", False), ("qualification", False), ("work", False)]
    assert answer.context["next_task"]["url"] == step_page("name")
    assert Profile.objects.count() == 0


def test_details_are_complete_after_four_pages(as_user, talent, cities):
    client = as_user(talent)
    client.post(step_page("name"), {"name": "李明远"})
    client.post(identity_page("resident_id"), RESIDENT)
    client.post(step_page("qualification"), {"degree": "doctorate", "title": "full_senior", "skill_grade": ""})
    assert not talent.has_complete_profile

    client.post(step_page("work"), {"employer_name": "省示范大学", "city": cities[0].pk})

    talent.refresh_from_db()
    assert talent.has_complete_profile
    assert tasks(client) == [("name", True), ("identity", True), ("qualification", True), ("work", True)]
    assert (talent.profile.city, talent.profile.birth_date) == (cities[0], date(1965, 3, 15))


def test_number_typed_in_full_width_with_spaces_is_recorded_and_shown_masked(as_user, talent):
    client = as_user(talent)

    client.post(identity_page("resident_id"), RESIDENT)

    assert IdentityDocument.objects.get().number == HARBIN_1965
    page = client.get(reverse("accounts:profile")).content.decode()
    assert HARBIN_1965 not in page
    assert "****************18" in page


@pytest.mark.parametrize(
    ("kind", "answers", "field"),
    [
        ("resident_id", RESIDENT | {"number": "230102196503150019"}, "number"),
        ("resident_id", RESIDENT | {"birth_date": "1966-03-15"}, "birth_date"),
        ("resident_id", RESIDENT | {"consent": ""}, "consent"),
        ("passport", PASSPORT | {"country": ""}, "country"),
        ("passport", PASSPORT | {"birth_date": ""}, "birth_date"),
        ("foreigner_card", PASSPORT | {"number": "123"}, "number"),
    ],
)
def test_wrong_document_comes_back_filled_in_with_a_summary(as_user, talent, kind, answers, field):
    answer = as_user(talent).post(identity_page(kind), answers)

    page = answer.content.decode()
    assert answer.context["form"].errors.keys() == {field}
    assert f'href="#id_{field}"' in page
    assert f'value="{answers["number"]}"' in page
    assert (IdentityDocument.objects.count(), Consent.objects.count(), History.objects.count()) == (0, 0, 0)


def test_number_of_another_account_says_what_to_do_and_not_whose(as_user, talent, other_talent):
    as_user(talent).post(identity_page("resident_id"), RESIDENT)

    answer = as_user(other_talent).post(identity_page("resident_id"), RESIDENT)

    said = answer.context["form"].errors.as_data()["number"][0]
    assert said.code == "number_taken"
    assert talent.email not in answer.content.decode()
    assert IdentityDocument.objects.count() == 1


def test_passport_of_another_country_is_recorded_with_its_nationality(as_user, talent):
    as_user(talent).post(identity_page("passport"), PASSPORT)

    document = IdentityDocument.objects.get()
    assert (document.country, document.number) == ("RU", "75AB123456")
    assert Profile.objects.get().country == "RU"


def test_kind_leads_to_its_page(as_user, talent):
    answer = as_user(talent).post(reverse("accounts:identity-choose"), {"kind": "hmt_permit"})

    assert answer.url == identity_page("hmt_permit")


def test_form_sent_twice_is_saved_once(as_user, talent):
    client = as_user(talent)
    form = {"name": "李明远", "form_key": "k" * 32}

    answers = [client.post(step_page("name"), form) for _ in range(2)]

    assert [answer.url for answer in answers] == [reverse("accounts:profile")] * 2
    assert History.objects.count() == 1


@pytest.mark.parametrize(
    "path", ["/me/profile/nothing/", "/me/profile/identity/library_card/", "/me/consents/nothing/"]
)
def test_unknown_page_is_not_found(as_user, talent, path):
    assert as_user(talent).post(path).status_code == 404


@pytest.mark.parametrize("path", ["/me/profile/", "/me/profile/name/", "/me/profile/identity/", "/me/consents/"])
def test_visitor_is_asked_to_sign_in_first(anonymous, db, path):
    assert anonymous.get(path).url == f"/accounts/login/?next={path}"


def test_foreign_profile_is_never_changed(as_user, talent, other_talent):
    as_user(talent).post(step_page("name"), {"name": "李明远", "user": other_talent.pk})

    assert [(row.user, row.name) for row in Profile.objects.all()] == [(talent, "李明远")]


def test_consents_are_given_and_withdrawn_on_their_page(as_user, talent):
    client = as_user(talent)
    page = reverse("accounts:consent-decide", args=["health"])

    client.post(page, {"decision": "give"})
    assert talent.has_consented("health")
    client.post(page, {"decision": "withdraw"})

    assert not talent.has_consented("health")
    page = client.get(reverse("accounts:consent-list"))
    assert [row.purpose for row in page.context["ended"]] == ["health"]
    assert "第二十九条" in page.content.decode()


def test_list_of_tasks_asks_the_database_little(as_user, talent, django_assert_num_queries):
    as_user(talent).post(identity_page("resident_id"), RESIDENT)
    talent = type(talent).objects.get(pk=talent.pk)

    with django_assert_num_queries(4):  # profile, document twice, consent
        views.tasks_of(talent)
