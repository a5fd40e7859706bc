"""What did the last load write, so that the next one can tell an official's edit from its own work?"""

from django.db import models


class LoadedRow(models.Model):
    """One row of a data file as it was last written: a digest per field. Never edited by hand."""

    table = models.CharField(max_length=60)
    key = models.CharField(max_length=120)
    digests = models.JSONField(default=dict)

    class Meta:
        ordering = ("table", "key")
        constraints = (models.UniqueConstraint(fields=("table", "key"), name="loaded_row_once"),)

    def __str__(self) -> str:
        return f"{self.table} {self.key}"
