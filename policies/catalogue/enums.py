"""The kinds that the catalogue distinguishes."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Category(models.TextChoices):
    """What a criterion looks at; in the order in which a page shows them. Alma mater is never one."""

    AWARD = "award", _("Award")
    HONOUR = "honour", _("Honour or title")
    PROGRAMME = "programme", _("Talent programme")
    PROJECT = "project", _("Project lead")
    ENTERPRISE = "enterprise", _("Post or pay in an enterprise")
    DEGREE = "degree", _("Academic degree")
    PROFESSIONAL = "professional", _("Professional title")
    SKILL = "skill", _("Skill grade")
    OVERSEAS = "overseas", _("Post overseas")
