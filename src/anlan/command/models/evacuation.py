"""Rows: evacuation lists with their history."""

from django.db import models

from anlan.kernel.ids import new_id


class Evacuation(models.Model):
    """A township's line of an incident's evacuation list: the latest target and the latest numbers."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    incident_id = models.UUIDField(db_index=True)
    incident_title = models.CharField(max_length=200)
    incident_region = models.CharField(max_length=12, db_index=True)
    region = models.CharField(max_length=12, db_index=True)
    is_exercise = models.BooleanField(default=False)
    planned_households = models.IntegerField(null=True)
    planned_persons = models.IntegerField(null=True)
    moved_households = models.IntegerField(null=True)
    moved_persons = models.IntegerField(null=True)
    as_of = models.DateTimeField(null=True)
    shelter = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=500, blank=True)
    reported_by = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["incident_id", "region"], name="one_line_per_incident_and_township")
        ]

    def __str__(self) -> str:
        return f"{self.region}: {self.moved_persons} of {self.planned_persons}"


class EvacuationEntry(models.Model):
    """One target or one report of an evacuation line. Never changed: a trigger refuses it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    evacuation = models.ForeignKey(Evacuation, on_delete=models.PROTECT, related_name="entries")
    token = models.UUIDField(null=True, unique=True)
    is_target = models.BooleanField()
    households = models.IntegerField()
    persons = models.IntegerField()
    as_of = models.DateTimeField()
    shelter = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=500, blank=True)
    reported_by = models.CharField(max_length=80)
    reported_at = models.DateTimeField()

    class Meta:
        ordering = ["reported_at", "id"]

    def __str__(self) -> str:
        return f"{self.households} households, {self.persons} persons"
