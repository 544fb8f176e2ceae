"""Rows: command posts, their seats, and who sat there from when to when; the command handed between levels."""

from django.contrib.gis.db.models import PointField
from django.db import models

from anlan.command.domain.handovers import HandoverState
from anlan.command.domain.posts import PostState
from anlan.command.models.responses import Response
from anlan.kernel.ids import new_id


class CommandPost(models.Model):
    """A command post of an incident; ``side`` is empty where there is one command for all."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    incident_id = models.UUIDField(db_index=True)
    incident_title = models.CharField(max_length=200)
    response = models.ForeignKey(Response, on_delete=models.PROTECT, null=True, related_name="posts")
    token = models.UUIDField(null=True, unique=True)
    region = models.CharField(max_length=12, db_index=True)
    is_exercise = models.BooleanField(default=False)
    side = models.CharField(max_length=16, blank=True)
    is_mobile = models.BooleanField(default=False)
    name = models.CharField(max_length=120)
    place_text = models.CharField(max_length=200)
    location = PointField(srid=4326, null=True)
    contact = models.CharField(max_length=120, blank=True)
    state = models.CharField(max_length=12, default=PostState.STANDING.value)
    set_up_by = models.CharField(max_length=80)
    set_up_at = models.DateTimeField()
    stood_down_by = models.CharField(max_length=80, blank=True)
    stood_down_at = models.DateTimeField(null=True)
    stand_down_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["incident_id", "region", "side"],
                condition=models.Q(state="standing", is_mobile=False),
                name="one_standing_command_post_per_side",
            )
        ]

    def __str__(self) -> str:
        return self.name


class CommandSeat(models.Model):
    """A seat of a command post, copied from the plan or added by hand."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    post = models.ForeignKey(CommandPost, on_delete=models.PROTECT, related_name="seats")
    key = models.CharField(max_length=80)
    name = models.CharField(max_length=120)
    duty = models.CharField(max_length=300, blank=True)
    group = models.CharField(max_length=120, blank=True)
    leads = models.BooleanField(default=False)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "key"], name="a_seat_stands_once_in_a_post")]
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.name


class SeatHolding(models.Model):
    """Somebody sat in a seat from one moment until another; ``by_plan`` where plan or duty named them."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    seat = models.ForeignKey(CommandSeat, on_delete=models.PROTECT, related_name="holdings")
    person_id = models.UUIDField(null=True, db_index=True)
    name = models.CharField(max_length=80)
    organisation = models.CharField(max_length=120, blank=True)
    by_plan = models.BooleanField(default=False)
    seated_by = models.CharField(max_length=80)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["seat"], condition=models.Q(until=None), name="one_person_in_a_seat")
        ]
        ordering = ["since", "id"]

    def __str__(self) -> str:
        return self.name


class Handover(models.Model):
    """The command of an incident offered to another level, and its answer. ``brief`` is the situation as it was."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    incident_id = models.UUIDField(db_index=True)
    incident_title = models.CharField(max_length=200)
    region = models.CharField(max_length=12, db_index=True)
    is_exercise = models.BooleanField(default=False)
    from_region = models.CharField(max_length=12)
    to_region = models.CharField(max_length=12, db_index=True)
    state = models.CharField(max_length=12, default=HandoverState.OFFERED.value)
    reason = models.TextField()
    brief = models.JSONField(default=dict)
    offered_by_id = models.CharField(max_length=80)
    offered_by = models.CharField(max_length=80)
    offered_at = models.DateTimeField()
    answered_by = models.CharField(max_length=80, blank=True)
    answered_at = models.DateTimeField(null=True)
    answer_note = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["incident_id"], condition=models.Q(state="offered"), name="one_open_handover_per_incident"
            )
        ]

    def __str__(self) -> str:
        return f"{self.from_region} to {self.to_region}: {self.state}"
