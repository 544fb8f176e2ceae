"""Every step of an order, by whom and when."""

from django.db import models

from anlan.command.models.orders import Order
from anlan.kernel.ids import new_id


class OrderStep(models.Model):
    """One act on an order: when it happened by the word of its doer, and when it reached us. Never changed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="steps")
    token = models.UUIDField(null=True)
    act = models.CharField(max_length=12)
    by_name = models.CharField(max_length=80)
    reason = models.CharField(max_length=500, blank=True)
    happened_at = models.DateTimeField()
    told_at = models.DateTimeField()

    class Meta:
        ordering = ["told_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["order", "act", "token"],
                condition=~models.Q(token=None),
                name="a_step_is_taken_once_per_press",
            )
        ]

    def __str__(self) -> str:
        return f"{self.act} by {self.by_name}"
