"""Alarms and every signal that was merged into them."""

from django.contrib.gis.db import models

from anlan.alarms.domain.states import OPEN_STATES
from anlan.kernel.ids import new_id


class Alarm(models.Model):
    """One danger at one place, from the first signal until someone dismisses or closes it.

    The measurement kept here is that of the worst signal, the latest of equals; ``AlarmOccurrence`` keeps all.
    ``level`` is the highest it reached, ``current_level`` where its sensors stand now; the counts are of its members.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    day = models.DateField()
    serial = models.PositiveIntegerField()
    number = models.CharField(max_length=20, unique=True)
    rule_family = models.CharField(max_length=120)
    rule = models.CharField(max_length=120)
    edition = models.CharField(max_length=120, blank=True)
    level = models.PositiveSmallIntegerField()
    current_level = models.PositiveSmallIntegerField(default=0)
    eased_at = models.DateTimeField(null=True)
    member_count = models.PositiveIntegerField(default=0)
    standing_count = models.PositiveIntegerField(default=0)
    flapping_count = models.PositiveIntegerField(default=0)
    region = models.CharField(max_length=12, db_index=True)
    location = models.PointField(srid=4326, null=True)
    station_id = models.CharField(max_length=80, blank=True, db_index=True)
    station_label = models.CharField(max_length=120)
    quantity = models.CharField(max_length=40)
    window_hours = models.FloatField(null=True)
    value = models.FloatField()
    threshold = models.FloatField()
    unit = models.CharField(max_length=20)
    observed_at = models.DateTimeField()
    raised_at = models.DateTimeField(db_index=True)
    last_at = models.DateTimeField()
    times = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=12, default="raised")
    state_by = models.CharField(max_length=80, blank=True)
    state_at = models.DateTimeField()
    taken_by = models.CharField(max_length=80, blank=True)
    taken_at = models.DateTimeField(null=True)
    verified_by = models.CharField(max_length=80, blank=True)
    verified_at = models.DateTimeField(null=True)
    dismissal_code = models.CharField(max_length=40, blank=True)
    dismissal_reason = models.CharField(max_length=500, blank=True)
    is_false = models.BooleanField(default=False)
    incident_id = models.UUIDField(null=True, db_index=True)
    is_exercise = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["rule_family", "region", "is_exercise"],
                condition=models.Q(state__in=[state.value for state in OPEN_STATES]),
                name="one_open_alarm_per_place",
            ),
            models.UniqueConstraint(fields=["day", "serial"], name="an_alarm_number_is_given_once"),
            models.CheckConstraint(condition=models.Q(level__range=(1, 4)), name="an_alarm_has_a_legal_level"),
            models.CheckConstraint(condition=models.Q(times__gte=1), name="an_alarm_has_a_signal"),
            models.CheckConstraint(
                condition=~models.Q(state="dismissed") | ~models.Q(dismissal_code=""),
                name="a_dismissal_has_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["state", "-level", "raised_at"], name="alarms_by_urgency")]

    def __str__(self) -> str:
        return self.number


class AlarmMember(models.Model):
    """One sensor of an alarm, a station judged by a rule: where it stands, the worst it measured, how often it came.

    A rule may look at several quantities of a station; the one kept is that of the worst measurement.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    alarm = models.ForeignKey(Alarm, on_delete=models.PROTECT, related_name="members")
    sensor = models.CharField(max_length=120)
    rule = models.CharField(max_length=120)
    quantity = models.CharField(max_length=40)
    station_id = models.CharField(max_length=80, blank=True, db_index=True)
    station_label = models.CharField(max_length=120)
    window_hours = models.FloatField(null=True)
    unit = models.CharField(max_length=20)
    highest_level = models.PositiveSmallIntegerField()
    current_level = models.PositiveSmallIntegerField()
    value = models.FloatField()
    threshold = models.FloatField()
    last_value = models.FloatField()
    first_at = models.DateTimeField()
    highest_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    times = models.PositiveIntegerField(default=1)
    rises = models.JSONField(default=list)
    flapping_since = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["alarm", "sensor", "rule"], name="a_sensor_is_a_member_of_an_alarm_once"),
        ]
        indexes = [
            models.Index(fields=["alarm", "-current_level", "-highest_level"], name="alarm_members_worst"),
            models.Index(
                fields=["flapping_since"],
                condition=models.Q(flapping_since__isnull=False),
                name="alarm_members_flapping",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.station_label} {self.rule}"


class AlarmEvidence(models.Model):
    """What a person brought to prove or disprove an alarm; a call keeps its number masked only."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    alarm = models.ForeignKey(Alarm, on_delete=models.PROTECT, related_name="evidence")
    kind = models.CharField(max_length=12)
    text = models.CharField(max_length=500, blank=True)
    url = models.CharField(max_length=500, blank=True)
    person = models.CharField(max_length=80, blank=True)
    phone_masked = models.CharField(max_length=24, blank=True)
    file = models.FileField(upload_to="alarms/photos/%Y/%m/", max_length=200, blank=True)
    media_type = models.CharField(max_length=20, blank=True)
    size = models.PositiveIntegerField(default=0)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    happened_at = models.DateTimeField()
    given_by = models.CharField(max_length=80)
    given_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["alarm", "given_at"], name="alarm_evidence_in_order")]

    def __str__(self) -> str:
        return f"{self.kind} {self.given_by}"


class AlarmSeen(models.Model):
    """When a person first had an alarm on the own screen."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    alarm = models.ForeignKey(Alarm, on_delete=models.PROTECT, related_name="seen")
    actor_id = models.CharField(max_length=80)
    actor_name = models.CharField(max_length=80)
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["alarm", "actor_id"], name="an_alarm_is_first_seen_once_by_each"),
        ]

    def __str__(self) -> str:
        return self.actor_name


class MissedAlarm(models.Model):
    """An event that no alarm told of, recorded afterwards; a mistaken record is withdrawn, never deleted."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    rule_family = models.CharField(max_length=120)
    region = models.CharField(max_length=12, db_index=True)
    happened_at = models.DateTimeField(db_index=True)
    note = models.CharField(max_length=500)
    recorded_by = models.CharField(max_length=80)
    recorded_at = models.DateTimeField()
    withdrawn_by = models.CharField(max_length=80, blank=True)
    withdrawn_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.rule_family} {self.region}"


class AlarmOccurrence(models.Model):
    """One signal of an alarm with its evidence; kept, never dropped."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    alarm = models.ForeignKey(Alarm, on_delete=models.PROTECT, related_name="occurrences")
    rule = models.CharField(max_length=120)
    edition = models.CharField(max_length=120, blank=True)
    level = models.PositiveSmallIntegerField()
    station_id = models.CharField(max_length=80, blank=True)
    station_label = models.CharField(max_length=120)
    quantity = models.CharField(max_length=40)
    window_hours = models.FloatField(null=True)
    value = models.FloatField()
    threshold = models.FloatField()
    unit = models.CharField(max_length=20)
    observed_at = models.DateTimeField()
    received_at = models.DateTimeField()
    evidence = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=["alarm", "-observed_at"], name="alarm_occurrences_newest")]

    def __str__(self) -> str:
        return f"{self.station_label} {self.value} {self.unit}"
