"""Requests for supplies, and the loads that answer them."""

from django.db import models
from django.db.models import F, Q

from anlan.kernel.ids import new_id
from anlan.readiness.models.stores import Store


class Requisition(models.Model):
    """A request to fill a store; ``addressed_to`` is the region that decides on it now."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.IntegerField(unique=True)
    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="requisitions")
    region = models.CharField(max_length=12, db_index=True)
    addressed_to = models.CharField(max_length=12)
    reason = models.CharField(max_length=300)
    incident_id = models.UUIDField(null=True, db_index=True)
    needed_by = models.DateTimeField(null=True)
    state = models.CharField(max_length=12, default="open", db_index=True)
    said = models.CharField(max_length=300, blank=True)
    asked_by_id = models.CharField(max_length=80)
    asked_by_name = models.CharField(max_length=80)
    asked_at = models.DateTimeField()
    token = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["asked_by_id", "token"], condition=~Q(token=""), name="a_sent_request_is_entered_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.number}"


class RequisitionLine(models.Model):
    """How much of an item is asked for."""

    id = models.BigAutoField(primary_key=True)
    requisition = models.ForeignKey(Requisition, on_delete=models.CASCADE, related_name="lines")
    item = models.CharField(max_length=12)
    wanted = models.DecimalField(max_digits=12, decimal_places=2)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["requisition", "item"], name="an_item_is_asked_for_once"),
            models.CheckConstraint(condition=Q(wanted__gt=0), name="a_request_asks_for_something"),
        ]

    def __str__(self) -> str:
        return f"{self.wanted} of {self.item}"


class Shipment(models.Model):
    """A load from one store to another: approved, on its way, received."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.IntegerField(unique=True)
    requisition = models.ForeignKey(Requisition, on_delete=models.CASCADE, related_name="shipments")
    source = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="loads_out")
    target = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="loads_in")
    state = models.CharField(max_length=12, default="approved", db_index=True)
    approved_by_name = models.CharField(max_length=80)
    approved_at = models.DateTimeField()
    vehicle = models.CharField(max_length=40, blank=True)
    driver = models.CharField(max_length=40, blank=True)
    expected_at = models.DateTimeField(null=True)
    sent_by_name = models.CharField(max_length=80, blank=True)
    sent_at = models.DateTimeField(null=True)
    last_place = models.CharField(max_length=120, blank=True)
    last_seen_at = models.DateTimeField(null=True)
    received_by_name = models.CharField(max_length=80, blank=True)
    received_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(source=F("target")), name="a_load_goes_to_another_store")]

    def __str__(self) -> str:
        return f"{self.number}"


class ShipmentLine(models.Model):
    """How much of an item a load was to carry, carried, and brought."""

    id = models.BigAutoField(primary_key=True)
    shipment = models.ForeignKey(Shipment, on_delete=models.CASCADE, related_name="lines")
    item = models.CharField(max_length=12)
    planned = models.DecimalField(max_digits=12, decimal_places=2)
    sent = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    received = models.DecimalField(max_digits=12, decimal_places=2, null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["shipment", "item"], name="an_item_is_loaded_once"),
            models.CheckConstraint(
                condition=Q(planned__gt=0, sent__isnull=True, received__isnull=True)
                | Q(sent__gte=0, sent__lte=F("planned"), received__isnull=True)
                | Q(sent__lte=F("planned"), received__gte=0, received__lte=F("sent")),
                name="a_load_brings_no_more_than_it_carried",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.planned} of {self.item}"
