"""Alarms and every signal that was merged into them."""

from django.contrib.gis.db import models

from anlan.alarms.domain.states import OPEN_STATES
from anlan.kernel.ids import new_id


class Alarm(models.Model):
    """One danger at one place, from the first signal until someone dismisses or closes it.

    The measurement kept here is that of the worst signal, the latest of equals; ``AlarmOccurrence`` keeps all.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    day = models.DateField()
    serial = models.PositiveIntegerField()
    number = models.CharField(max_length=20, unique=True)
    rule_family = models.CharField(max_length=120)
    rule = models.CharField(max_length=120)
    edition = models.CharField(max_length=120, blank=True)
    level = models.PositiveSmallIntegerField()
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
    dismissal_reason = models.CharField(max_length=500, blank=True)
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
                condition=~models.Q(state="dismissed") | ~models.Q(dismissal_reason=""),
                name="a_dismissal_has_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["state", "-level", "raised_at"], name="alarms_by_urgency")]

    def __str__(self) -> str:
        return self.number


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
