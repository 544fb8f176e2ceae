"""Reservoirs with their three responsible persons."""

from django.contrib.gis.db import models

from anlan.kernel.ids import new_id


def _responsible() -> models.ForeignKey:
    return models.ForeignKey("people.Person", on_delete=models.SET_NULL, null=True, related_name="+")


class Reservoir(models.Model):
    """A reservoir with its three responsible persons."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    region = models.CharField(max_length=12, db_index=True)
    location = models.PointField(srid=4326)
    size = models.CharField(max_length=12)
    capacity = models.FloatField(help_text="10^4 m3")
    flood_limit_level = models.FloatField(null=True, help_text="m")
    is_defective = models.BooleanField(default=False)
    administrative_person = _responsible()
    technical_person = _responsible()
    patrol_person = _responsible()
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
