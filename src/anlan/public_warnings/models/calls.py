"""Calls: a round for each transmission, a task for each region, every try as evidence."""

from django.contrib.gis.db import models

from anlan.kernel.ids import new_id
from anlan.public_warnings.domain.calling import StepState, TaskState
from anlan.public_warnings.models.transmissions import Transmission


class CallRound(models.Model):
    """The calls that one transmission sets off, with a copy of the ladder that holds for all of them."""

    transmission = models.OneToOneField(Transmission, on_delete=models.PROTECT, related_name="call_round")
    warning_id = models.UUIDField(unique=True)
    region = models.CharField(max_length=12, db_index=True)
    channel = models.CharField(max_length=20, blank=True)
    ladder = models.JSONField()
    ladder_edition = models.CharField(max_length=80)
    planned_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    silence_looked_for_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["planned_at"], name="rounds_to_begin", condition=models.Q(begun_at=None)),
            models.Index(
                fields=["begun_at"],
                name="rounds_to_look_for_silence",
                condition=models.Q(ended_at=None, silence_looked_for_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"calls of {self.warning_id}"


class CallTask(models.Model):
    """The call of one region: it goes from person to person until as many have answered as it needs.

    ``changed_xid`` is the transaction that changed the row last, set by a trigger: who looks again asks for what was
    changed since the oldest transaction that was still open when he looked before, and misses nothing.
    """

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
    needed = models.PositiveSmallIntegerField(default=1)
    confirmations = models.PositiveSmallIntegerField(default=0)
    silent = models.PositiveSmallIntegerField(default=0)
    person_name = models.CharField(max_length=80, blank=True)
    post = models.CharField(max_length=80, blank=True)
    rank = models.CharField(max_length=12, blank=True)
    phone_masked = models.CharField(max_length=20, blank=True)
    called_at = models.DateTimeField(null=True)
    deadline_at = models.DateTimeField(null=True)
    begun_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.CharField(max_length=80, blank=True)
    confirmed_via = models.CharField(max_length=8, blank=True)
    note = models.CharField(max_length=300, blank=True)
    seconds = models.IntegerField(null=True)
    handed_up_to = models.CharField(max_length=120, blank=True)
    handed_up_at = models.DateTimeField(null=True)
    help_wanted_at = models.DateTimeField(null=True)
    help_note = models.CharField(max_length=300, blank=True)
    households_to_move = models.PositiveIntegerField(default=0)
    households_moved = models.PositiveIntegerField(default=0)
    persons_to_move = models.PositiveIntegerField(default=0)
    persons_moved = models.PositiveIntegerField(default=0)
    changed_xid = models.BigIntegerField(default=0)
    is_exercise = models.BooleanField(default=False)
    incident_id = models.UUIDField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "region"], name="a_region_is_called_once_per_round")]
        indexes = [
            models.Index(fields=["deadline_at"], name="calls_by_deadline", condition=~models.Q(deadline_at=None)),
            models.Index(fields=["warning_id", "state", "deadline_at"], name="call_board"),
            models.Index(fields=["warning_id", "changed_xid"], name="calls_by_change"),
        ]

    def __str__(self) -> str:
        return f"{self.region_name} {self.state}"


class CallStep(models.Model):
    """One person of a region's ladder: post A, post B, superior, neighbour, police, or named by one who refused.

    ``phone`` is kept only of a person whom the directory does not know.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    task = models.ForeignKey(CallTask, on_delete=models.CASCADE, related_name="steps")
    place = models.PositiveSmallIntegerField()
    person_id = models.UUIDField(null=True, db_index=True)
    name = models.CharField(max_length=80)
    post = models.CharField(max_length=80, blank=True)
    rank = models.CharField(max_length=12)
    phone_masked = models.CharField(max_length=20, blank=True)
    phone = models.CharField(max_length=24, blank=True)
    state = models.CharField(max_length=12, default=StepState.WAITING.value)
    tries = models.PositiveSmallIntegerField(default=0)
    minutes = models.FloatField()
    most_tries = models.PositiveSmallIntegerField()
    ways = models.CharField(max_length=80)
    is_named = models.BooleanField(default=False)
    called_at = models.DateTimeField(null=True)
    deadline_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["task", "place"], name="a_place_in_a_chain_is_filled_once")]
        indexes = [models.Index(fields=["phone"], name="steps_by_phone", condition=~models.Q(phone=""))]

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


class WrongNumber(models.Model):
    """Somebody called said that a duty is not his: the keeper of the directory has to set it right."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    task = models.ForeignKey(CallTask, on_delete=models.CASCADE, related_name="+")
    region = models.CharField(max_length=12, db_index=True)
    region_name = models.CharField(max_length=120)
    person_id = models.UUIDField(null=True)
    name = models.CharField(max_length=80)
    phone_masked = models.CharField(max_length=20, blank=True)
    said_name = models.CharField(max_length=80, blank=True)
    said_phone_masked = models.CharField(max_length=20, blank=True)
    reported_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.CharField(max_length=80, blank=True)
    is_exercise = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["reported_at"], name="wrong_numbers_open", condition=models.Q(settled_at=None))]

    def __str__(self) -> str:
        return f"{self.name} for {self.region_name}"


class SilentTownship(models.Model):
    """A township from which nothing had been confirmed when its limit was over; once for each round."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    round = models.ForeignKey(CallRound, on_delete=models.CASCADE, related_name="silent_townships")
    warning_id = models.UUIDField(db_index=True)
    region = models.CharField(max_length=12, db_index=True)
    name = models.CharField(max_length=120)
    places = models.PositiveIntegerField()
    at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    is_exercise = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "region"], name="a_township_is_found_silent_once_per_round")
        ]

    def __str__(self) -> str:
        return f"{self.name} is silent"
