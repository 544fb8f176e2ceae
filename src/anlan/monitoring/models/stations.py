"""Stations, for which places they count, and their series."""

from django.contrib.gis.db import models

from anlan.kernel.ids import new_id


class Station(models.Model):
    """A gauge station: where it stands, whose it is, and for which townships and villages its readings count.

    ``partition`` tells which ingest worker judges it, once there were several (``domain.partitions``). ``keeper`` is
    who looks after it.
    """

    class Status(models.TextChoices):
        """Whether the station's readings are taken."""

        IN_SERVICE = "in_service"
        OUT_OF_SERVICE = "out_of_service"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=30)
    region = models.CharField(max_length=12, db_index=True)
    location = models.PointField(srid=4326)
    owner = models.CharField(max_length=120, blank=True)
    source = models.CharField(max_length=120, blank=True)
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.IN_SERVICE)
    is_demo = models.BooleanField(default=False)
    partition = models.SmallIntegerField(null=True, blank=True)
    keeper = models.ForeignKey("people.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

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
    """One quantity of a station over time; rain is the increment over the period that ends at the reading's time.

    ``marks`` are the series' own named values by which rules judge it (flood_limit_level, steady_rate ...), in its
    unit; ``period_minutes`` is how often it should report, where that differs from its quantity's usual period.
    """

    id = models.AutoField(primary_key=True)
    station = models.ForeignKey(Station, on_delete=models.CASCADE, related_name="series")
    quantity = models.CharField(max_length=40)
    unit = models.CharField(max_length=20)
    low = models.FloatField()
    high = models.FloatField()
    warning_level = models.FloatField(null=True, blank=True)
    guarantee_level = models.FloatField(null=True, blank=True)
    marks = models.JSONField(default=dict, blank=True)
    period_minutes = models.FloatField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["station", "quantity"], name="a_station_has_a_quantity_once")]

    def __str__(self) -> str:
        return f"{self.quantity} at {self.station_id}"


class DirectoryEdition(models.Model):
    """One row that every change of stations, series or thresholds counts up, so that the intake reads them anew."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    number = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_directory_edition")]

    def __str__(self) -> str:
        return str(self.number)
