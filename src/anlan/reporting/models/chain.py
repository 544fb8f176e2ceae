"""Rows of the chain of reports: what lifts an incident past the ordinary levels, and who has read what was sent."""

from django.db import models

from anlan.kernel.ids import new_id
from anlan.reporting.models.reports import Transmission


class IncidentTrait(models.Model):
    """A person found that an incident concerns foreigners, the military or a sensitive place: limits of grade fall."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    incident_id = models.UUIDField(db_index=True)
    trait = models.CharField(max_length=20)
    note = models.CharField(max_length=200)
    found_by = models.CharField(max_length=80)
    found_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["incident_id", "trait"], name="a_trait_is_found_once")]

    def __str__(self) -> str:
        return f"{self.trait} of {self.incident_id}"


class ReportReading(models.Model):
    """Somebody at the receiving level opened what was sent to it, for the first time."""

    transmission = models.ForeignKey(Transmission, on_delete=models.PROTECT, related_name="readings")
    reader_id = models.CharField(max_length=80)
    reader = models.CharField(max_length=80)
    read_at = models.DateTimeField()

    class Meta:
        ordering = ["read_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["transmission", "reader_id"], name="a_first_reading_is_kept_once")
        ]

    def __str__(self) -> str:
        return f"{self.reader} read {self.transmission_id}"
