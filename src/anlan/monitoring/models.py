"""Stations, their series and readings, what was refused, and the values by which readings are judged."""

from django.contrib.gis.db import models

from anlan.kernel.ids import new_id


class Station(models.Model):
    """A gauge station: where it stands, whose it is, and for which townships and villages its readings count."""

    class Status(models.TextChoices):
        """Whether the station's readings are taken."""

        IN_SERVICE = "in_service"
        OUT_OF_SERVICE = "out_of_service"

    class Kind(models.TextChoices):
        """What sort of station it is."""

        RAIN_GAUGE = "rain_gauge"
        LEVEL_GAUGE = "level_gauge"
        WEATHER = "weather"
        RESERVOIR = "reservoir"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    region = models.CharField(max_length=12, db_index=True)
    location = models.PointField(srid=4326)
    owner = models.CharField(max_length=120, blank=True)
    source = models.CharField(max_length=120, blank=True)
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.IN_SERVICE)
    is_demo = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Coverage(models.Model):
    """A township or village that a station stands for."""

    station = models.ForeignKey(Station, on_delete=models.CASCADE, related_name="coverages")
    region = models.CharField(max_length=12, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["station", "region"], name="a_region_is_covered_once")]

    def __str__(self) -> str:
        return f"{self.station_id} for {self.region}"


class Series(models.Model):
    """One quantity of a station over time; rain is the increment over the period that ends at the reading's time."""

    id = models.AutoField(primary_key=True)
    station = models.ForeignKey(Station, on_delete=models.CASCADE, related_name="series")
    quantity = models.CharField(max_length=20)
    unit = models.CharField(max_length=10)
    low = models.FloatField()
    high = models.FloatField()
    warning_level = models.FloatField(null=True, blank=True)
    guarantee_level = models.FloatField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["station", "quantity"], name="a_station_has_a_quantity_once")]

    def __str__(self) -> str:
        return f"{self.quantity} at {self.station_id}"


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


class LatestValue(models.Model):
    """The newest reading of a series."""

    series = models.OneToOneField(Series, on_delete=models.CASCADE, primary_key=True, related_name="latest")
    time = models.DateTimeField()
    value = models.FloatField()
    received = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.value} at {self.time}"


class Quarantine(models.Model):
    """Refused readings of one message, as bytes, with the reason; kept to be looked at, replayed or discarded."""

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

    def __str__(self) -> str:
        return f"{self.reason} from {self.subject}"


class ThresholdEdition(models.Model):
    """Flash-flood values of one township or village: proposed by one person, approved by another, never changed."""

    class State(models.TextChoices):
        """How far the proposal has come."""

        PROPOSED = "proposed"
        APPROVED = "approved"
        REFUSED = "refused"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region = models.CharField(max_length=12, db_index=True)
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    unit = models.CharField(max_length=10, default="mm")
    reason = models.CharField(max_length=300)
    source = models.CharField(max_length=120, blank=True)
    effective_from = models.DateTimeField()
    proposed_by = models.CharField(max_length=80)
    proposed_by_name = models.CharField(max_length=80)
    proposed_at = models.DateTimeField()
    approved_by = models.CharField(max_length=80, blank=True)
    approved_by_name = models.CharField(max_length=80, blank=True)
    approved_at = models.DateTimeField(null=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "number"], name="an_edition_number_is_given_once"),
            models.CheckConstraint(
                condition=~models.Q(state="approved") | ~models.Q(approved_by=models.F("proposed_by")),
                name="an_edition_is_approved_by_another_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.region}#{self.number}"


class LocalThreshold(models.Model):
    """One value of an edition: from so many millimetres in the window on, the level is reached."""

    edition = models.ForeignKey(ThresholdEdition, on_delete=models.CASCADE, related_name="thresholds")
    window_hours = models.PositiveSmallIntegerField()
    level = models.PositiveSmallIntegerField()
    value = models.FloatField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "window_hours", "level"], name="a_threshold_stands_once")
        ]

    def __str__(self) -> str:
        return f"{self.value} in {self.window_hours} h"


class Judgement(models.Model):
    """Where a rule stands on a series for a region, so that a restart tells nothing twice."""

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="+")
    rule = models.CharField(max_length=40)
    region = models.CharField(max_length=12)
    level = models.PositiveSmallIntegerField()
    held_at = models.BigIntegerField()
    told = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["series", "rule", "region"], name="a_judgement_stands_once")]

    def __str__(self) -> str:
        return f"{self.rule} of {self.series_id} for {self.region}: {self.level}"


class DirectoryEdition(models.Model):
    """One row that every change of stations, series or thresholds counts up, so that the intake reads them anew.

    ``writer`` is the intake that stored last: another one must build its windows anew before it judges.
    """

    id = models.SmallIntegerField(primary_key=True, default=1)
    number = models.BigIntegerField(default=0)
    writer = models.CharField(max_length=36, blank=True, default="")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_directory_edition")]

    def __str__(self) -> str:
        return str(self.number)
