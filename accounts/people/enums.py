"""Which words a profile may hold: kinds of document, degrees, titles, grades, purposes of consent."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DocumentKind(models.TextChoices):
    RESIDENT_ID = "resident_id", _("resident identity card")
    FOREIGNER_CARD = "foreigner_card", _("foreign permanent resident identity card")
    HMT_PERMIT = "hmt_permit", _("residence permit for Hong Kong, Macao and Taiwan residents")
    PASSPORT = "passport", _("passport")


class Degree(models.TextChoices):
    DOCTORATE = "doctorate", _("doctorate")
    MASTER = "master", _("master's degree")
    BACHELOR = "bachelor", _("bachelor's degree")
    JUNIOR_COLLEGE = "junior_college", _("junior college")
    OTHER = "other", _("other")


class Title(models.TextChoices):
    FULL_SENIOR = "full_senior", _("full senior title")
    DEPUTY_SENIOR = "deputy_senior", _("deputy senior title")
    INTERMEDIATE = "intermediate", _("intermediate title")
    JUNIOR = "junior", _("junior title")
    NONE = "none", _("no professional title")


class SkillGrade(models.TextChoices):
    CHIEF = "chief_technician", _("chief technician")
    SPECIAL = "special_technician", _("special-grade technician")
    SENIOR_TECHNICIAN = "senior_technician", _("senior technician")
    TECHNICIAN = "technician", _("technician")
    SENIOR_WORKER = "senior_worker", _("senior skilled worker")


class Purpose(models.TextChoices):
    """What a consent is for; each is given and withdrawn by itself."""

    TERMS = "terms", _("terms of use")
    IDENTITY = "identity", _("identity document")
    HEALTH = "health", _("visits to hospitals")
    CHILDREN = "children", _("children under 14")
    FAMILY = "family", _("a card for a child under 14")
