"""Who walks through a site in which every personal table holds something?"""

import pytest
from allauth.mfa.models import Authenticator

from tests.factories import EmployerFactory, MembershipFactory, UserFactory
from tests.services.rights.story import Story

from .standing import leave_standing


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
