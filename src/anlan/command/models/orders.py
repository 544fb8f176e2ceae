"""Rows: orders with their feedback and pictures."""

from django.contrib.gis.db.models import PointField
from django.db import models

from anlan.command.domain.orders import OrderState, Receiver
from anlan.command.models.responses import Response
from anlan.kernel.ids import new_id


class OrderBook(models.Model):
    """The last order number of an incident, locked while the next one is given."""

    incident_id = models.UUIDField(primary_key=True)
    last_number = models.IntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.incident_id}: {self.last_number}"


class Order(models.Model):
    """An order to an organisation, a team or a person; the receiver's name is copied when it goes out.

    ``rested_at`` is when its incident was closed: from then on nobody is reminded of it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    incident_id = models.UUIDField(db_index=True)
    incident_title = models.CharField(max_length=200)
    number = models.IntegerField()
    response = models.ForeignKey(Response, on_delete=models.PROTECT, null=True, related_name="orders")
    task_key = models.CharField(max_length=80, blank=True)
    token = models.UUIDField(null=True, unique=True)
    is_exercise = models.BooleanField(default=False)
    to_kind = models.CharField(max_length=12, default=Receiver.ORGANISATION.value)
    to_id = models.UUIDField(null=True, db_index=True)
    to_label = models.CharField(max_length=120)
    region = models.CharField(max_length=12, db_index=True)
    text = models.TextField()
    deadline = models.DateTimeField()
    needs_feedback = models.BooleanField(default=True)
    needs_photo = models.BooleanField(default=False)
    needs_place = models.BooleanField(default=False)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="parts")
    waits_for = models.ManyToManyField("self", symmetrical=False, related_name="awaited_by")
    state = models.CharField(max_length=12, default=OrderState.ISSUED.value)
    issued_by = models.CharField(max_length=80)
    issued_at = models.DateTimeField()
    received_by = models.CharField(max_length=80, blank=True)
    received_at = models.DateTimeField(null=True)
    completed_by = models.CharField(max_length=80, blank=True)
    completed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=80, blank=True)
    closed_at = models.DateTimeField(null=True)
    close_reason = models.TextField(blank=True)
    overdue_at = models.DateTimeField(null=True)
    chase_at = models.DateTimeField(null=True)
    rested_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["incident_id", "number"], name="an_order_number_is_used_once"),
            models.UniqueConstraint(
                fields=["response", "task_key"],
                condition=~models.Q(task_key=""),
                name="a_plan_task_becomes_one_order",
            ),
        ]
        indexes = [
            models.Index(
                fields=["deadline"],
                name="orders_running",
                condition=models.Q(state__in=["issued", "received", "in_progress"], overdue_at=None),
            ),
            models.Index(fields=["chase_at"], name="orders_to_chase", condition=~models.Q(chase_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.number} to {self.to_label}"


class OrderFeedback(models.Model):
    """What a receiver told about an order. Never changed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="feedbacks")
    token = models.UUIDField(null=True, unique=True)
    text = models.TextField(blank=True)
    place = PointField(srid=4326, null=True)
    figures = models.JSONField(default=list)
    happened_at = models.DateTimeField()
    given_by = models.CharField(max_length=80)
    given_at = models.DateTimeField()

    class Meta:
        ordering = ["given_at", "id"]

    def __str__(self) -> str:
        return self.text[:40]


class FeedbackPhoto(models.Model):
    """A picture that came with feedback."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    feedback = models.ForeignKey(OrderFeedback, on_delete=models.PROTECT, related_name="photos")
    file = models.FileField(upload_to="command/photos/%Y/%m/", max_length=200)
    media_type = models.CharField(max_length=20)
    size = models.IntegerField()
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return str(self.file)
