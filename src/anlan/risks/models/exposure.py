"""What may be hit, where the risk is how high, and survey files that wait for their preview to be accepted."""

from django.contrib.gis.db import models
from django.contrib.gis.db.models.functions import PointOnSurface
from django.contrib.postgres.indexes import GistIndex

from anlan.kernel.ids import new_id


class ExposedElement(models.Model):
    """What a hazard may hit: a house, school, hospital, road or lifeline; ``kind`` is of ``tables/exposure.toml``."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=20)
    region = models.CharField(max_length=12, db_index=True)
    shape = models.GeometryField(srid=4326)
    households = models.IntegerField(default=0)
    persons = models.IntegerField(default=0)
    structure = models.CharField(max_length=20, blank=True)
    storeys = models.PositiveSmallIntegerField(null=True)
    built_year = models.PositiveSmallIntegerField(null=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["code"]
        indexes = [
            models.Index(fields=["kind", "code"], name="exposed_of_a_kind"),
            GistIndex(PointOnSurface("shape"), name="exposed_by_spot"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class RiskZone(models.Model):
    """An area of one risk level (1 blue to 4 red) for one hazard, by an assessment."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=80, blank=True)
    hazard = models.CharField(max_length=20)
    level = models.PositiveSmallIntegerField()
    region = models.CharField(max_length=12, db_index=True)
    area = models.MultiPolygonField(srid=4326)
    edition = models.CharField(max_length=20, blank=True)
    source = models.CharField(max_length=120, blank=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["code"]
        indexes = [models.Index(fields=["hazard", "-level", "code"], name="zones_of_a_hazard")]

    def __str__(self) -> str:
        return f"{self.code} {self.hazard} {self.level}"


class SurveyFile(models.Model):
    """A survey's file that waits for its preview to be accepted; only who uploaded it sees it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    what = models.CharField(max_length=20)
    crs = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    packed = models.BinaryField()
    uploaded_by = models.CharField(max_length=64)
    uploaded_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"survey {self.name}"
