"""Maps of shaking that were handed in: of which earthquake, by whom made, which fields they hold."""

from django.contrib.postgres.indexes import OpClass
from django.db import models
from django.db.models import F

from anlan.kernel.ids import new_id


class ShakingMap(models.Model):
    """A ShakeMap: what the list and the page show of it, and its shaking packed as arrays."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region = models.CharField(max_length=12)
    place = models.CharField(max_length=120)
    event = models.CharField(max_length=60, blank=True)
    version = models.CharField(max_length=20, blank=True)
    originator = models.CharField(max_length=40, blank=True)
    status = models.CharField(max_length=40, blank=True)
    is_scenario = models.BooleanField()
    magnitude = models.FloatField()
    depth_km = models.FloatField()
    longitude = models.FloatField()
    latitude = models.FloatField()
    occurred_at = models.DateTimeField(null=True)
    west = models.FloatField(help_text="middle of the first cell")
    north = models.FloatField(help_text="middle of the first cell")
    width = models.FloatField(help_text="degrees")
    height = models.FloatField(help_text="degrees")
    rows = models.PositiveIntegerField()
    columns = models.PositiveIntegerField()
    fields = models.JSONField(help_text="name, unit, least and greatest value of each column")
    digest = models.CharField(max_length=64)
    packed = models.BinaryField()
    stored_by = models.CharField(max_length=80)
    stored_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["region", "digest"], name="a_shaking_map_is_kept_once_a_region")]
        indexes = [
            models.Index(F("stored_at").desc(), F("id").desc(), name="shaking_maps_newest"),
            models.Index(
                OpClass(F("region"), "varchar_pattern_ops"), F("stored_at").desc(), name="shaking_maps_of_a_region"
            ),
        ]

    def __str__(self) -> str:
        return f"M{self.magnitude:.1f} {self.place}"
