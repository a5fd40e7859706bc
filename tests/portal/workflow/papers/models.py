"""What is the least that can have a flow?"""

import uuid
from functools import partial

from django.conf import settings
from django.db import models

# An app without migrations is created before the accounts are, so the database cannot be told of them.
_person = partial(models.ForeignKey, settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_constraint=False)


class Paper(models.Model):
    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        SUBMITTED = "submitted", "Submitted"
        TAKEN = "taken", "Taken"
        REFUSED = "refused", "Refused"

    workflow = "paper"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True)
    title = models.CharField(max_length=50, blank=True)
    pages = models.PositiveIntegerField(default=1)
    writer = _person()
    reader = _person(null=True)
    status = models.CharField(max_length=20, choices=Status, default=Status.DRAFT)
    submitted_at = models.DateTimeField(null=True)
    taken_at = models.DateTimeField(null=True)
    taken_by = _person(null=True)
    due_on = models.DateField(null=True)


class Receipt(models.Model):
    """What the effect of taking a paper leaves behind."""

    paper = models.ForeignKey(Paper, models.CASCADE, related_name="receipts")
    note = models.CharField(max_length=50)
