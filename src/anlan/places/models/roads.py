"""Roads as an extract has them, and where they are closed for now."""

from django.contrib.gis.db import models

from anlan.kernel.ids import new_id


class RoadEdition(models.Model):
    """An extract of roads that was loaded; the newest is in force, the stretches of earlier ones are gone."""

    source = models.CharField(max_length=120)
    as_of = models.DateField()
    digest = models.CharField(max_length=64)
    stretches = models.IntegerField()
    junctions = models.IntegerField()
    kilometres = models.FloatField()
    loaded_at = models.DateTimeField()
    loaded_by = models.CharField(max_length=80)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.source} {self.as_of}"


class Road(models.Model):
    """A stretch between two junctions, numbered from 0 in the edition; ``direction`` 1 or -1 is one way, 0 both."""

    id = models.BigAutoField(primary_key=True)
    edition = models.ForeignKey(RoadEdition, on_delete=models.CASCADE, db_index=False)
    way = models.BigIntegerField()
    kind = models.CharField(max_length=16)
    name = models.CharField(max_length=120, blank=True)
    start = models.IntegerField()
    end = models.IntegerField()
    limit = models.FloatField(null=True)
    direction = models.SmallIntegerField()
    metres = models.FloatField()
    line = models.LineStringField(srid=4326)

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"


class RoadClosure(models.Model):
    """Ground where no road may be driven, from ``closed_at`` until somebody opens it or ``until`` has passed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region = models.CharField(max_length=12, db_index=True)
    place = models.CharField(max_length=200)
    reason = models.CharField(max_length=300)
    centre = models.PointField(srid=4326)
    radius = models.FloatField()
    is_exercise = models.BooleanField(default=False)
    closed_at = models.DateTimeField()
    closed_by = models.CharField(max_length=80)
    until = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    opened_by = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["-closed_at", "-id"]
        indexes = [models.Index(fields=["region"], name="roads_closed_now", condition=models.Q(opened_at=None))]

    def __str__(self) -> str:
        return self.place
