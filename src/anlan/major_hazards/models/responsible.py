"""The three who answer for a major hazard, and the duties they ticked off."""

from django.db import models

from anlan.kernel.ids import new_id
from anlan.major_hazards.models.units import Unit


class Responsible(models.Model):
    """Who answers for a unit in one of the three roles."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="responsible")
    role = models.CharField(max_length=12)
    name = models.CharField(max_length=40)
    post = models.CharField(max_length=60, blank=True)
    named_at = models.DateTimeField()
    named_by = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "role"], name="a_role_is_held_once_in_a_unit")]

    def __str__(self) -> str:
        return f"{self.role} of {self.unit_id}"


class DutyDone(models.Model):
    """A duty that was ticked off in a period; never changed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="duties_done")
    role = models.CharField(max_length=12)
    duty = models.CharField(max_length=20)
    period = models.CharField(max_length=10)
    at = models.DateTimeField()
    by = models.CharField(max_length=80)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "role", "duty", "period"], name="a_duty_is_ticked_once_a_period")
        ]

    def __str__(self) -> str:
        return f"{self.duty} in {self.period}"
