"""Spells of silence that were told, orders to mend stations, and pictures of them."""

from django.db import models

from anlan.kernel.ids import new_id
from anlan.monitoring.models.stations import Series, Station


class Silence(models.Model):
    """A series that is silent and was told of; the row goes when it is heard again, so nothing is told twice."""

    series = models.OneToOneField(Series, on_delete=models.CASCADE, primary_key=True, related_name="silence")
    heard_at = models.DateTimeField()
    told_at = models.DateTimeField()
    level = models.SmallIntegerField()
    is_whole_station = models.BooleanField()

    def __str__(self) -> str:
        return f"{self.series_id} silent since {self.heard_at}"


class MaintenanceOrder(models.Model):
    """A fault of a station that somebody is to mend; while it runs, the station's silence is no news."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    station = models.ForeignKey(Station, on_delete=models.CASCADE, related_name="orders")
    reason = models.CharField(max_length=20)
    text = models.CharField(max_length=500, blank=True)
    person = models.ForeignKey("people.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(
        "people.Organisation", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    state = models.CharField(max_length=10, default="open", db_index=True)
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=80)
    due_at = models.DateTimeField()
    state_at = models.DateTimeField()
    state_by = models.CharField(max_length=80)
    note = models.CharField(max_length=500, blank=True)

    def __str__(self) -> str:
        return f"{self.reason} at {self.station_id}: {self.state}"


class StationPhoto(models.Model):
    """A picture of a station, or of what was found and mended there."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    station = models.ForeignKey(Station, on_delete=models.CASCADE, related_name="photos")
    order = models.ForeignKey(MaintenanceOrder, on_delete=models.SET_NULL, null=True, related_name="photos")
    file = models.FileField(upload_to="monitoring/photos/%Y/%m/", max_length=200)
    media_type = models.CharField(max_length=20)
    digest = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    caption = models.CharField(max_length=120, blank=True)
    given_at = models.DateTimeField()
    given_by = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["station", "digest"], name="a_station_has_a_picture_once")]

    def __str__(self) -> str:
        return f"{self.caption} of {self.station_id}"
