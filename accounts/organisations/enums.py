"""Which standings let an account in somewhere, and which kinds of partner honour the card."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    CITY_OFFICER = "city_officer", _("City officer")
    PROVINCE_OFFICER = "province_officer", _("Province officer")
    POLICY_ADMIN = "policy_admin", _("Policy administrator")
    FUND_OFFICER = "fund_officer", _("Fund officer")
    AUDITOR = "auditor", _("Auditor")
    DESK_STAFF = "desk_staff", _("Desk staff")
    PROGRAMMER = "programmer", _("Partner's programmer")
    EMPLOYER_STAFF = "employer_staff", _("Employer's specialist")


OFFICIAL_ROLES = frozenset(
    {Role.CITY_OFFICER, Role.PROVINCE_OFFICER, Role.POLICY_ADMIN, Role.FUND_OFFICER, Role.AUDITOR}
)
PARTNER_ROLES = frozenset({Role.DESK_STAFF, Role.PROGRAMMER})


class PartnerKind(models.TextChoices):
    HOSPITAL = "hospital", _("Hospital")
    SCHOOL = "school", _("School")
    AIRPORT = "airport", _("Airport")
    STATION = "station", _("Railway station")
    TRANSIT = "transit", _("Transit company")
    VENUE = "venue", _("Venue")
    BUREAU = "bureau", _("Bureau")
