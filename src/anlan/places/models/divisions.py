"""Divisions with their validity, where they lie, and how many people live there."""

from django.contrib.gis.db import models
from django.contrib.postgres.indexes import GinIndex


class Edition(models.Model):
    """A list or a set of boundaries that was loaded, with what it changed."""

    source = models.CharField(max_length=120)
    edition = models.DateField()
    within = models.CharField(max_length=12, blank=True)
    digest = models.CharField(max_length=64)
    rows = models.IntegerField()
    loaded_at = models.DateTimeField()
    loaded_by = models.CharField(max_length=80)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.source} {self.edition}"


class Division(models.Model):
    """A division as a list names it from ``valid_from`` to ``valid_to``; no end: it is in force.

    No ``valid_from`` means that it stood already in the first list that we hold.
    """

    code = models.CharField(max_length=12)
    name = models.CharField(max_length=60)
    level = models.SmallIntegerField()
    parent = models.CharField(max_length=12, blank=True)
    standing = models.CharField(max_length=12)
    pinyin = models.CharField(max_length=240)
    initials = models.CharField(max_length=60)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    source = models.CharField(max_length=120)
    edition = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code"], condition=models.Q(valid_to=None), name="one_division_of_a_code_in_force"
            ),
            models.CheckConstraint(
                condition=models.Q(valid_from=None)
                | models.Q(valid_to=None)
                | models.Q(valid_to__gte=models.F("valid_from")),
                name="a_division_ends_after_it_begins",
            ),
        ]
        indexes = [
            models.Index(fields=["code"], name="division_code", opclasses=["varchar_pattern_ops"]),
            models.Index(fields=["parent"], name="division_parent"),
            models.Index(fields=["initials"], name="division_initials", opclasses=["varchar_pattern_ops"]),
            GinIndex(fields=["name"], name="division_name_trigrams", opclasses=["gin_trgm_ops"]),
            GinIndex(fields=["pinyin"], name="division_pinyin_trigrams", opclasses=["gin_trgm_ops"]),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class DivisionChange(models.Model):
    """What became of a division when an edition was loaded."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=12)
    old_code = models.CharField(max_length=12, blank=True, db_index=True)
    new_code = models.CharField(max_length=12, blank=True, db_index=True)
    old_name = models.CharField(max_length=60, blank=True)
    new_name = models.CharField(max_length=60, blank=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.old_code} {self.new_code}"


class Footprint(models.Model):
    """Where a division lies: a point and, where one is known or drawn, an area with simpler forms for far zooms.

    ``point_source`` and ``area_source`` say ``boundary``, ``known`` (common knowledge, doubtful) or ``schematic``.
    """

    code = models.CharField(max_length=12, primary_key=True)
    level = models.SmallIntegerField()
    point = models.PointField(srid=4326)
    point_source = models.CharField(max_length=12)
    area = models.MultiPolygonField(srid=4326, null=True)
    area_medium = models.MultiPolygonField(srid=4326, null=True)
    area_coarse = models.MultiPolygonField(srid=4326, null=True)
    area_source = models.CharField(max_length=12, blank=True)

    def __str__(self) -> str:
        return self.code


class BoundaryLine(models.Model):
    """A line that a map of China must show beside the outlines of its provinces."""

    name = models.CharField(max_length=60)
    line = models.MultiLineStringField(srid=4326)

    def __str__(self) -> str:
        return self.name


class Population(models.Model):
    """How many people live in a division, by whose count."""

    code = models.CharField(max_length=12, primary_key=True)
    persons = models.IntegerField()
    households = models.IntegerField()
    source = models.CharField(max_length=120)
    is_demonstration = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.code} {self.persons}"
