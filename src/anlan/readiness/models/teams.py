"""Teams."""

from django.contrib.gis.db import models
from django.contrib.postgres.fields import ArrayField

from anlan.kernel.ids import new_id
from anlan.readiness.models.persons import person
from anlan.readiness.models.registered import Registered


class Team(Registered):
    """A rescue team: who leads it, how many it has, what it can do and how soon it leaves."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=20, db_index=True)
    region = models.CharField(max_length=12, db_index=True)
    location = models.PointField(srid=4326)
    members = models.IntegerField()
    vehicles = models.IntegerField(default=0)
    skills = ArrayField(models.CharField(max_length=20), default=list)
    readiness_minutes = models.IntegerField()
    state = models.CharField(max_length=12, default="standing_by")
    note = models.CharField(max_length=300, blank=True)
    leader = person()
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
