"""Stored readings, the newest of each series, and what was refused."""

from django.db import models

from anlan.kernel.ids import new_id
from anlan.monitoring.models.stations import Series


class Reading(models.Model):
    """A stored reading. The table is partitioned by month and made by SQL; only the intake writes it."""

    pk = models.CompositePrimaryKey("series_id", "time")
    series_id = models.IntegerField()
    time = models.DateTimeField()
    value = models.FloatField()
    quality = models.SmallIntegerField()
    received = models.DateTimeField()

    class Meta:
        managed = False
        db_table = "monitoring_reading"

    def __str__(self) -> str:
        return f"{self.value} at {self.time}"


class HourValue(models.Model):
    """What one clock hour brought to a series: its readings after ``start`` and not after its end.

    The table is partitioned by year and made by SQL; only the roll-up writes it.
    """

    pk = models.CompositePrimaryKey("series_id", "start")
    series_id = models.IntegerField()
    start = models.DateTimeField()
    total = models.FloatField()
    least = models.FloatField()
    greatest = models.FloatField()
    last = models.FloatField()
    count = models.IntegerField()

    class Meta:
        managed = False
        db_table = "monitoring_hourvalue"

    def __str__(self) -> str:
        return f"{self.count} readings in the hour from {self.start}"


class DayValue(models.Model):
    """What one day, from midnight to midnight in China, brought to a series; made of its hours."""

    pk = models.CompositePrimaryKey("series_id", "start")
    series_id = models.IntegerField()
    start = models.DateTimeField()
    total = models.FloatField()
    least = models.FloatField()
    greatest = models.FloatField()
    last = models.FloatField()
    count = models.IntegerField()

    class Meta:
        managed = False
        db_table = "monitoring_dayvalue"

    def __str__(self) -> str:
        return f"{self.count} readings in the day from {self.start}"


class RollMark(models.Model):
    """An hour or a day of a bucket of series that has changed since it was rolled up; each writer sets its own."""

    pk = models.CompositePrimaryKey("step", "start", "bucket", "writer")
    step = models.CharField(max_length=4)
    start = models.DateTimeField()
    bucket = models.IntegerField()
    writer = models.IntegerField()
    version = models.BigIntegerField()

    class Meta:
        managed = False
        db_table = "monitoring_rollmark"

    def __str__(self) -> str:
        return f"{self.step} from {self.start}, bucket {self.bucket}"


class RawHorizon(models.Model):
    """From when on the readings of a quantity are still there; before it only hours and days are kept."""

    quantity = models.CharField(primary_key=True, max_length=40)
    kept_since = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.quantity} since {self.kept_since}"


class LatestValue(models.Model):
    """The newest reading of a series."""

    series = models.OneToOneField(Series, on_delete=models.CASCADE, primary_key=True, related_name="latest")
    time = models.DateTimeField()
    value = models.FloatField()
    received = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.value} at {self.time}"


class Quarantine(models.Model):
    """Refused readings of one message, as bytes, with the reason; kept to be looked at, replayed or discarded.

    What comes again while it is held (a message delivered twice, a gauge that repeats itself) is held once, by its
    ``digest``.
    """

    class State(models.TextChoices):
        """What became of it."""

        HELD = "held"
        REPLAYED = "replayed"
        DISCARDED = "discarded"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    source = models.CharField(max_length=20)
    subject = models.CharField(max_length=200)
    station = models.CharField(max_length=80, blank=True)
    region = models.CharField(max_length=12, blank=True, db_index=True)
    reason = models.CharField(max_length=60, db_index=True)
    detail = models.CharField(max_length=300)
    count = models.PositiveIntegerField()
    raw = models.BinaryField()
    size = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.HELD)
    note = models.CharField(max_length=300, blank=True)
    received_at = models.DateTimeField(db_index=True)
    digest = models.CharField(max_length=64, null=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["digest"], condition=models.Q(state="held"), name="the_same_refusal_is_held_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.reason} from {self.subject}"
