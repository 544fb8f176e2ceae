"""Grids of rain that were handed in: whose, of which time, how much, where most."""

from django.contrib.postgres.indexes import OpClass
from django.db import models
from django.db.models import F

from anlan.kernel.ids import new_id


class RainGrid(models.Model):
    """A grid of rain in mm by steps, packed as a GeoTIFF, with what the list and the preview show of it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region = models.CharField(max_length=12)
    name = models.CharField(max_length=80)
    source = models.CharField(max_length=120, blank=True)
    begins_at = models.DateTimeField()
    hours = models.FloatField()
    steps = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=40, blank=True, help_text="as the file names it")
    rows = models.PositiveIntegerField()
    columns = models.PositiveIntegerField()
    box = models.JSONField(help_text="west, south, east, north in degrees")
    largest_mm = models.FloatField()
    largest_at = models.JSONField(help_text="longitude, latitude")
    missing_share = models.FloatField()
    drawn = models.JSONField(help_text="GeoJSON of where how much falls")
    digest = models.CharField(max_length=64)
    packed = models.BinaryField()
    stored_by = models.CharField(max_length=80)
    stored_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["region", "digest"], name="a_rain_grid_is_kept_once_a_region")]
        indexes = [
            models.Index(F("stored_at").desc(), F("id").desc(), name="rain_grids_newest"),
            models.Index(
                OpClass(F("region"), "varchar_pattern_ops"), F("stored_at").desc(), name="rain_grids_of_a_region"
            ),
        ]

    def __str__(self) -> str:
        return self.name
