"""What the consistency check found."""

from django.db import models

from anlan.kernel.ids import new_id
from anlan.plans.models.editions import PlanEdition


class PlanFinding(models.Model):
    """A place where a plan in force does not fit the world: kept from when it was first seen until it is gone."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    edition = models.ForeignKey(PlanEdition, on_delete=models.CASCADE, related_name="findings")
    region = models.CharField(max_length=12, db_index=True)
    kind = models.CharField(max_length=30)
    is_grave = models.BooleanField()
    place = models.CharField(max_length=80)
    data = models.JSONField(default=dict)
    first_seen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "kind", "place", "data"], name="a_finding_stands_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} at {self.place}"
