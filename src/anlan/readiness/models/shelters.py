"""Shelters."""

from django.contrib.gis.db import models

from anlan.kernel.ids import new_id
from anlan.readiness.models.persons import person
from anlan.readiness.models.registered import Registered


class Shelter(Registered):
    """A place where people are taken in; ``capacity`` in persons, ``area`` in m2."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=12, db_index=True)
    region = models.CharField(max_length=12, db_index=True)
    location = models.PointField(srid=4326)
    capacity = models.IntegerField()
    area = models.FloatField()
    is_indoor = models.BooleanField(default=True)
    has_water = models.BooleanField(default=True)
    has_power = models.BooleanField(default=True)
    has_medical = models.BooleanField(default=False)
    state = models.CharField(max_length=12, default="closed")
    occupants = models.IntegerField(default=0)
    changed_at = models.DateTimeField(null=True)
    keeper = person()
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(occupants__gte=0, occupants__lte=models.F("capacity")),
                name="a_shelter_holds_no_more_than_its_capacity",
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
