"""Devices that bring a warning to people where they are: loudspeakers, screens, sirens, satellite terminals."""

from django.contrib.gis.db import models
from django.contrib.postgres.fields import ArrayField

from anlan.kernel.ids import new_id


class Device(models.Model):
    """A device with its address; ``covers`` is where it is heard or seen, within ``reach_m`` of its place.

    ``is_exercise``: only exercises reach it. ``last_receipt`` is what it last answered, and when.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=20)
    address = models.CharField(max_length=200)
    region = models.CharField(max_length=12, db_collation="C")
    location = models.PointField(srid=4326, null=True)
    reach_m = models.PositiveIntegerField(default=0)
    covers = models.PolygonField(srid=4326, null=True)
    languages = ArrayField(models.CharField(max_length=10), default=list)
    is_in_service = models.BooleanField(default=True)
    is_exercise = models.BooleanField(default=False)
    last_receipt = models.CharField(max_length=20, blank=True)
    last_receipt_at = models.DateTimeField(null=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(covers=None) | models.Q(location__isnull=False),
                name="what_covers_ground_stands_there",
            )
        ]
        indexes = [models.Index(fields=["region", "id"], name="devices_of_a_region")]

    def __str__(self) -> str:
        return self.name
