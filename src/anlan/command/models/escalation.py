"""Rungs of the ladder that were climbed: who was told that an order or a team stays without an answer."""

from django.db import models

from anlan.command.models.accounting import TeamWatch
from anlan.command.models.orders import Order
from anlan.kernel.ids import new_id


class Escalation(models.Model):
    """One rung for one order or one team, with the names of those who were told; taken by the one who answers it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    incident_id = models.UUIDField(db_index=True)
    incident_title = models.CharField(max_length=200)
    region = models.CharField(max_length=12, db_index=True)
    is_exercise = models.BooleanField(default=False)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, null=True, related_name="escalations")
    watch = models.ForeignKey(TeamWatch, on_delete=models.PROTECT, null=True, related_name="escalations")
    label = models.CharField(max_length=160)
    rung = models.CharField(max_length=40)
    trouble = models.CharField(max_length=16)
    since = models.DateTimeField()
    roles = models.JSONField(default=list)
    told = models.JSONField(default=list)
    told_names = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    answered_by = models.CharField(max_length=80, blank=True)
    answered_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["order", "rung", "since"], name="a_rung_is_climbed_once_for_an_order"),
            models.UniqueConstraint(fields=["watch", "rung", "since"], name="a_rung_is_climbed_once_for_a_team"),
            models.CheckConstraint(
                condition=models.Q(order=None) ^ models.Q(watch=None), name="a_rung_is_for_an_order_or_for_a_team"
            ),
        ]
        indexes = [models.Index(fields=["region", "at"], name="escalations_open", condition=models.Q(answered_at=None))]

    def __str__(self) -> str:
        return f"{self.rung}: {self.label}"
