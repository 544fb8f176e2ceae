"""Rows: responses with their steps, orders with feedback, evacuation lists with their history."""

from django.contrib.gis.db.models import PointField
from django.db import models

from anlan.command.domain.orders import OrderState, Receiver
from anlan.command.domain.responses import ResponseState
from anlan.kernel.ids import new_id


class Response(models.Model):
    """A response to an incident. The plan's words are copied when it is proposed and do not change with the plan.

    ``level`` is what runs (0 before the start), ``proposed_level`` what waits for a signature (0 where nothing does).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    incident_id = models.UUIDField(db_index=True)
    incident_title = models.CharField(max_length=200)
    region = models.CharField(max_length=12, db_index=True)
    is_exercise = models.BooleanField(default=False)
    state = models.CharField(max_length=12, default=ResponseState.PROPOSED.value)
    level = models.SmallIntegerField(default=0)
    proposed_level = models.SmallIntegerField(default=0)
    plan_id = models.CharField(max_length=80)
    plan_title = models.CharField(max_length=200)
    plan_edition = models.CharField(max_length=60, blank=True)
    measures = models.JSONField(default=list)
    tasks = models.JSONField(default=list)
    signers = models.JSONField(default=dict)
    trigger = models.TextField(blank=True)
    reasons = models.JSONField(default=list)
    figures = models.JSONField(default=list)
    proposed_by_id = models.CharField(max_length=80)
    proposed_by = models.CharField(max_length=80)
    proposed_at = models.DateTimeField()
    signed_by_id = models.CharField(max_length=80, blank=True)
    signed_by = models.CharField(max_length=80, blank=True)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    end_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["incident_id", "region"],
                condition=models.Q(state__in=["proposed", "started", "raised", "lowered"]),
                name="one_open_response_per_incident_and_region",
            )
        ]

    def __str__(self) -> str:
        return f"{self.plan_title} level {self.level} {self.state}"


class ResponseStep(models.Model):
    """One signed step of a response, with the order's text as it was signed. Never changed."""

    response = models.ForeignKey(Response, on_delete=models.PROTECT, related_name="steps")
    act = models.CharField(max_length=12)
    level_before = models.SmallIntegerField()
    level_after = models.SmallIntegerField()
    proposed_by = models.CharField(max_length=80, blank=True)
    signed_by = models.CharField(max_length=80)
    reason = models.TextField(blank=True)
    text = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.act} to level {self.level_after}"


class UpperResponse(models.Model):
    """A higher level's response to the incident: a recorded fact with its source."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    incident_id = models.UUIDField(db_index=True)
    region = models.CharField(max_length=12, db_index=True)
    upper_region = models.CharField(max_length=12, blank=True)
    is_exercise = models.BooleanField(default=False)
    issuer = models.CharField(max_length=120)
    level = models.SmallIntegerField()
    started_at = models.DateTimeField()
    source = models.CharField(max_length=300)
    note = models.TextField(blank=True)
    recorded_by = models.CharField(max_length=80)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["incident_id", "issuer", "level"], name="an_upper_response_is_recorded_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.issuer} level {self.level}"


class OrderBook(models.Model):
    """The last order number of an incident, locked while the next one is given."""

    incident_id = models.UUIDField(primary_key=True)
    last_number = models.IntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.incident_id}: {self.last_number}"


class Order(models.Model):
    """An order to an organisation, a team or a person; the receiver's name is copied when it goes out."""

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
            )
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
