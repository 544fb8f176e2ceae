"""Residents and the households in which they live.

Regions and names are in the collation "C": one plain index serves both beginnings and order.
"""

from django.contrib.gis.db import models
from django.contrib.postgres.fields import ArrayField
from django.db.models.functions import Right

from anlan.kernel.ids import new_id

DEFAULT_LANGUAGE = "zh-CN"
PHONE_TAIL = 4


class Household(models.Model):
    """A household at its place; ``hazard`` says in words what threatens it, ``is_to_move_first`` that it goes first."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=30, blank=True)
    region = models.CharField(max_length=12, db_collation="C")
    address = models.CharField(max_length=120, blank=True)
    head_name = models.CharField(max_length=40, db_collation="C")
    persons = models.PositiveSmallIntegerField(default=1)
    location = models.PointField(srid=4326, null=True)
    hazard = models.CharField(max_length=200, blank=True)
    is_to_move_first = models.BooleanField(default=False)
    is_demo = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code"], condition=~models.Q(code=""), name="a_household_number_is_given_once"
            )
        ]
        indexes = [
            models.Index(fields=["region", "id"], name="households_of_a_region"),
            models.Index(fields=["head_name"], name="households_by_head"),
            models.Index(
                fields=["region", "id"], name="households_to_move_first", condition=models.Q(is_to_move_first=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.head_name} {self.address}"


class Resident(models.Model):
    """A person who lives somewhere; ``channels`` are the ways to reach them, the preferred first.

    ``location`` is where the person lives, mostly the household's. ``is_exercise``: only exercises reach them.
    ``cell`` is the square in which the location lies (``domain/ground.py``).
    Phone and id number leave the room only masked, to adapters of channels, or by the journalled act.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    household = models.ForeignKey(Household, on_delete=models.PROTECT, null=True, related_name="residents")
    name = models.CharField(max_length=40, db_collation="C")
    initials = models.CharField(max_length=40, blank=True, db_collation="C")
    id_number = models.CharField(max_length=18, blank=True)
    phone = models.CharField(max_length=24, blank=True)
    region = models.CharField(max_length=12, db_collation="C")
    location = models.PointField(srid=4326, null=True)
    cell = models.GeneratedField(
        expression=models.Func(
            models.Func(models.F("location"), function="ST_X"),
            models.Func(models.F("location"), function="ST_Y"),
            function="people_cell",
        ),
        output_field=models.BigIntegerField(null=True),
        db_persist=True,
    )
    language = models.CharField(max_length=10, default=DEFAULT_LANGUAGE)
    channels = ArrayField(models.CharField(max_length=20), default=list)
    duties = ArrayField(models.CharField(max_length=30), default=list)
    is_exercise = models.BooleanField(default=False)
    is_demo = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["region", "id"], name="residents_of_a_region"),
            models.Index(fields=["name"], name="residents_by_name"),
            models.Index(fields=["initials"], name="residents_by_initials"),
            models.Index(Right("phone", PHONE_TAIL), name="residents_by_phone_tail", condition=~models.Q(phone="")),
            models.Index(
                fields=["cell"],
                name="residents_by_place",
                include=["id", "region", "phone", "channels", "is_exercise", "location"],
            ),
            models.Index(fields=["region"], name="residents_nowhere", condition=models.Q(location=None)),
        ]

    def __str__(self) -> str:
        return self.name
