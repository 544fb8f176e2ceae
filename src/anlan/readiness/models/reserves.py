"""Call-ups of agreement and capacity reserves, which the registers keep."""

from django.db import models
from django.db.models import F, Q

from anlan.kernel.ids import new_id
from anlan.readiness.models.forces import Force
from anlan.readiness.models.requisitions import Requisition
from anlan.readiness.models.stores import Store


class CallUp(models.Model):
    """An order to a supplier to deliver to a store; ``requisition`` is the request that it answers, if one."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.IntegerField(unique=True)
    reserve = models.ForeignKey(Force, on_delete=models.CASCADE, related_name="call_ups")
    requisition = models.ForeignKey(Requisition, on_delete=models.CASCADE, null=True, related_name="call_ups")
    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="call_ups")
    item = models.CharField(max_length=12)
    quantity = models.DecimalField(max_digits=12, decimal_places=2)
    received = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    state = models.CharField(max_length=12, default="called", db_index=True)
    due_at = models.DateTimeField()
    called_by_id = models.CharField(max_length=80)
    called_by_name = models.CharField(max_length=80)
    called_at = models.DateTimeField()
    ended_by_name = models.CharField(max_length=80, blank=True)
    ended_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=300, blank=True)
    token = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["called_by_id", "token"], condition=~Q(token=""), name="a_sent_call_up_is_entered_once"
            ),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="a_call_up_asks_for_something"),
            models.CheckConstraint(
                condition=Q(received__isnull=True) | Q(received__gte=0, received__lte=F("quantity")),
                name="a_call_up_brings_no_more_than_was_called",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}"
