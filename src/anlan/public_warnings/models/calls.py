"""Calls: a round for each transmission, a task for each region, every try as evidence."""

from django.contrib.gis.db import models

from anlan.kernel.ids import new_id
from anlan.public_warnings.domain.calling import StepState, TaskState
from anlan.public_warnings.models.transmissions import Transmission


class CallRound(models.Model):
    """The calls that one transmission sets off, with the limits that hold for all of them."""

    transmission = models.OneToOneField(Transmission, on_delete=models.PROTECT, related_name="call_round")
    warning_id = models.UUIDField(unique=True)
    region = models.CharField(max_length=12, db_index=True)
    channel = models.CharField(max_length=20, blank=True)
    minutes = models.FloatField()
    tries = models.PositiveSmallIntegerField()
    limits_edition = models.CharField(max_length=40)
    planned_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["planned_at"], name="rounds_to_begin", condition=models.Q(begun_at=None))]

    def __str__(self) -> str:
        return f"calls of {self.warning_id}"


class CallTask(models.Model):
    """The call of one region: it goes from person to person until someone answers."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    round = models.ForeignKey(CallRound, on_delete=models.PROTECT, related_name="tasks")
    warning_id = models.UUIDField(db_index=True)
    region = models.CharField(max_length=12, db_index=True)
    region_name = models.CharField(max_length=120)
    township = models.CharField(max_length=12, db_index=True)
    township_name = models.CharField(max_length=120)
    state = models.CharField(max_length=12, default=TaskState.CALLING.value)
    place_in_chain = models.PositiveSmallIntegerField(default=0)
    chain_length = models.PositiveSmallIntegerField()
    person_name = models.CharField(max_length=80, blank=True)
    post = models.CharField(max_length=80, blank=True)
    rank = models.CharField(max_length=12, blank=True)
    phone_masked = models.CharField(max_length=20, blank=True)
    deadline_at = models.DateTimeField(null=True)
    begun_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.CharField(max_length=80, blank=True)
    confirmed_via = models.CharField(max_length=8, blank=True)
    note = models.CharField(max_length=300, blank=True)
    seconds = models.IntegerField(null=True)
    handed_up_to = models.CharField(max_length=120, blank=True)
    handed_up_at = models.DateTimeField(null=True)
    is_exercise = models.BooleanField(default=False)
    incident_id = models.UUIDField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "region"], name="a_region_is_called_once_per_round")]
        indexes = [
            models.Index(fields=["deadline_at"], name="calls_by_deadline", condition=models.Q(state="calling")),
            models.Index(fields=["warning_id", "state", "deadline_at"], name="call_board"),
        ]

    def __str__(self) -> str:
        return f"{self.region_name} {self.state}"


class CallStep(models.Model):
    """One person of a region's chain: post A, post B, superior."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    task = models.ForeignKey(CallTask, on_delete=models.CASCADE, related_name="steps")
    place = models.PositiveSmallIntegerField()
    person_id = models.UUIDField(db_index=True)
    name = models.CharField(max_length=80)
    post = models.CharField(max_length=80)
    rank = models.CharField(max_length=12)
    phone_masked = models.CharField(max_length=20, blank=True)
    state = models.CharField(max_length=12, default=StepState.WAITING.value)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["task", "place"], name="a_place_in_a_chain_is_filled_once")]

    def __str__(self) -> str:
        return f"{self.rank} {self.name}"


class CallTry(models.Model):
    """Evidence: one attempt to reach someone or one answer, by which way, at what time, what came of it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    task = models.ForeignKey(CallTask, on_delete=models.CASCADE, related_name="call_tries")
    place = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    way = models.CharField(max_length=20)
    outcome = models.CharField(max_length=20)
    at = models.DateTimeField()
    by_name = models.CharField(max_length=80, blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["task", "at"], name="tries_of_a_call")]

    def __str__(self) -> str:
        return f"{self.way} {self.outcome}"
