"""Warnings and their text versions; frozen transmissions; deliveries; calls with every try as evidence."""

from django.contrib.gis.db import models
from django.contrib.postgres.fields import ArrayField

from anlan.kernel.ids import new_id
from anlan.public_warnings.domain.calling import StepState, TaskState
from anlan.public_warnings.domain.content import MessageKind
from anlan.public_warnings.domain.states import OPEN_STATES, WarningState


class PublicWarning(models.Model):
    """A warning being written, signed and approved; what is sent is a ``Transmission``.

    ``author_keys`` names everyone who wrote any part of the text that stands, by account and by person.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region = models.CharField(max_length=12, db_index=True)
    state = models.CharField(max_length=12, default=WarningState.DRAFT.value)
    message_kind = models.CharField(max_length=8, default=MessageKind.ALERT.value)
    follows = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="followers")
    event_code = models.CharField(max_length=5)
    level = models.PositiveSmallIntegerField()
    headline = models.CharField(max_length=120)
    description = models.TextField()
    instruction = models.TextField()
    regions = ArrayField(models.CharField(max_length=12))
    drawn_rings = models.JSONField(default=list)
    area = models.MultiPolygonField(srid=4326)
    area_error_m = models.IntegerField(default=0)
    effective = models.DateTimeField()
    onset = models.DateTimeField(null=True)
    expires = models.DateTimeField()
    channels = ArrayField(models.CharField(max_length=20))
    source_alarm_id = models.UUIDField(null=True)
    incident_id = models.UUIDField(null=True, db_index=True)
    is_exercise = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    author_keys = ArrayField(models.CharField(max_length=80))
    author_name = models.CharField(max_length=80)
    drafted_at = models.DateTimeField(db_index=True)
    signer_keys = ArrayField(models.CharField(max_length=80), default=list)
    signer_name = models.CharField(max_length=80, blank=True)
    signed_at = models.DateTimeField(null=True)
    signed_seal = models.CharField(max_length=64, blank=True)
    return_reason = models.CharField(max_length=500, blank=True)
    returned_by = models.CharField(max_length=80, blank=True)
    approver_name = models.CharField(max_length=80, blank=True)
    issued_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(level__range=(1, 4)), name="a_warning_has_a_legal_level"),
            models.CheckConstraint(
                condition=~models.Q(state=WarningState.SIGNED.value) | ~models.Q(signed_seal=""),
                name="a_signed_warning_has_a_seal",
            ),
            models.CheckConstraint(
                condition=models.Q(message_kind=MessageKind.ALERT.value, follows=None)
                | ~models.Q(message_kind=MessageKind.ALERT.value) & models.Q(follows__isnull=False),
                name="only_followers_follow",
            ),
            models.UniqueConstraint(
                fields=["follows"],
                condition=models.Q(state__in=[state.value for state in OPEN_STATES]),
                name="one_open_follower_per_warning",
            ),
            models.UniqueConstraint(
                fields=["source_alarm_id", "level"],
                condition=models.Q(source_alarm_id__isnull=False, message_kind=MessageKind.ALERT.value)
                & ~models.Q(state=WarningState.WITHDRAWN.value),
                name="an_alarm_drafts_once_per_level",
            ),
        ]
        indexes = [models.Index(fields=["state", "-level", "-drafted_at"], name="warnings_by_urgency")]

    def __str__(self) -> str:
        return self.headline


class TextVersion(models.Model):
    """One version of what a warning says; kept, never changed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    warning = models.ForeignKey(PublicWarning, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    seal = models.CharField(max_length=64)
    author_name = models.CharField(max_length=80)
    written_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["warning", "number"], name="a_version_number_is_given_once")]

    def __str__(self) -> str:
        return f"{self.warning_id} v{self.number}"


class Transmission(models.Model):
    """What went out: a complete copy that joins nothing. A trigger refuses every change."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    warning_id = models.UUIDField(unique=True)
    identifier = models.CharField(max_length=40, unique=True)
    sender = models.CharField(max_length=40)
    references = models.CharField(max_length=500, blank=True)
    replaces_id = models.UUIDField(null=True)
    region = models.CharField(max_length=12, db_index=True)
    issuer = models.CharField(max_length=120)
    message_kind = models.CharField(max_length=8)
    event_code = models.CharField(max_length=5)
    event_name = models.CharField(max_length=40)
    level = models.PositiveSmallIntegerField()
    headline = models.CharField(max_length=120)
    description = models.TextField()
    instruction = models.TextField()
    regions = models.JSONField()
    area = models.JSONField()
    area_error_m = models.IntegerField()
    population = models.IntegerField()
    channels = models.JSONField()
    effective = models.DateTimeField()
    onset = models.DateTimeField(null=True)
    expires = models.DateTimeField(db_index=True)
    author_name = models.CharField(max_length=80)
    signer_name = models.CharField(max_length=80)
    signed_at = models.DateTimeField()
    approver_name = models.CharField(max_length=80)
    sent_at = models.DateTimeField(db_index=True)
    source_alarm_id = models.UUIDField(null=True)
    incident_id = models.UUIDField(null=True)
    is_exercise = models.BooleanField()
    seal = models.CharField(max_length=64)
    cap_xml = models.BinaryField()

    def __str__(self) -> str:
        return self.identifier


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


class Delivery(models.Model):
    """One message to one receiver; its id is the client message id that gateways see.

    Claims, waits and gateway times are the machine's own clock (``real``): the outside world is in no replay.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    transmission = models.ForeignKey(Transmission, on_delete=models.PROTECT, related_name="deliveries")
    warning_id = models.UUIDField(db_index=True)
    region = models.CharField(max_length=12, db_index=True)
    channel = models.CharField(max_length=20)
    receiver = models.CharField(max_length=120)
    person_id = models.UUIDField(null=True)
    address = models.CharField(max_length=300, blank=True)
    title = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    call_step = models.ForeignKey(CallStep, on_delete=models.SET_NULL, null=True, related_name="deliveries")
    state = models.CharField(max_length=12, default="waiting")
    urgency = models.SmallIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_real = models.DateTimeField()
    claimed_until_real = models.DateTimeField(null=True)
    is_in_doubt = models.BooleanField(default=False)
    reference = models.CharField(max_length=120, blank=True)
    last_fault = models.CharField(max_length=300, blank=True)
    queued_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)
    is_exercise = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["transmission", "channel", "receiver", "address"],
                condition=models.Q(call_step=None),
                name="a_receiver_gets_a_transmission_once",
            ),
            models.CheckConstraint(
                condition=models.Q(is_exercise=True, channel__startswith="exercise_")
                | models.Q(is_exercise=False) & ~models.Q(channel__startswith="exercise_"),
                name="an_exercise_goes_by_exercise_channels_only",
            ),
        ]
        indexes = [
            models.Index(
                fields=["channel", "-urgency", "next_try_real"],
                name="deliveries_due",
                condition=models.Q(state="waiting"),
            ),
            models.Index(fields=["channel", "sent_at"], name="deliveries_open", condition=models.Q(state="sent")),
            models.Index(fields=["given_up_at"], name="deliveries_given_up", condition=models.Q(state="given_up")),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.receiver} {self.state}"
