"""Units with their stock, and the dated history of what they amounted to."""

from django.contrib.gis.db import models

from anlan.kernel.ids import new_id


class Unit(models.Model):
    """A production or storage unit of an enterprise.

    ``gravity``: the class 1 to 4, 9 where S < 1, 0 where S >= 1 and people are not known. ``s`` and ``r`` are cut off
    after six decimals; the exact fractions follow from the stock. ``due_what`` and ``due_on`` are what is owed next.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    enterprise = models.ForeignKey("enterprises.Enterprise", on_delete=models.CASCADE, related_name="+")
    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=12)
    region = models.CharField(max_length=12, db_index=True)
    location = models.PointField(srid=4326)
    people = models.IntegerField(null=True)
    people_source = models.CharField(max_length=12, blank=True)
    s = models.DecimalField(max_digits=24, decimal_places=6, default=0)
    r = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    alpha = models.DecimalField(max_digits=3, decimal_places=1, null=True)
    gravity = models.SmallIntegerField(default=9)
    reckoned_at = models.DateTimeField(null=True)
    major_since = models.DateField(null=True)
    identified_on = models.DateField(null=True)
    filed_on = models.DateField(null=True)
    filing_number = models.CharField(max_length=60, blank=True)
    due_what = models.CharField(max_length=16, blank=True)
    due_on = models.DateField(null=True)
    due_told = models.BooleanField(default=False)
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["gravity", "code"]
        indexes = [
            models.Index(fields=["gravity", "code"], name="units_gravest_first"),
            models.Index(fields=["due_on", "id"], name="units_by_due_day"),
            models.Index(fields=["due_on"], condition=models.Q(due_told=False), name="units_due_untold"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Stock(models.Model):
    """A substance (or a mixture by its classes) in a unit, in t.

    Where a sensor gives it, it is the reading times ``factor`` plus ``offset``.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="stock")
    substance = models.CharField(max_length=60, blank=True)
    classes = models.CharField(max_length=60, blank=True)
    quantity = models.DecimalField(max_digits=24, decimal_places=12)
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=80, blank=True)
    station_id = models.UUIDField(null=True)
    station_code = models.CharField(max_length=40, blank=True)
    quantity_key = models.CharField(max_length=40, blank=True)
    factor = models.DecimalField(max_digits=18, decimal_places=9, default=1)
    offset = models.DecimalField(max_digits=18, decimal_places=6, default=0)
    read_at = models.DateTimeField(null=True)
    look_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["substance", "classes"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "substance", "classes"], name="a_substance_stands_once_in_a_unit")
        ]
        indexes = [
            models.Index(fields=["look_at"], condition=models.Q(station_id__isnull=False), name="stock_to_look_at")
        ]

    def __str__(self) -> str:
        return f"{self.substance or self.classes} in {self.unit_id}"


class Reckoning(models.Model):
    """What a unit amounted to from a moment on, with the worksheet; never changed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="history")
    at = models.DateTimeField()
    cause = models.CharField(max_length=12)
    by = models.CharField(max_length=80, blank=True)
    people = models.IntegerField(null=True)
    s = models.DecimalField(max_digits=24, decimal_places=6)
    r = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    alpha = models.DecimalField(max_digits=3, decimal_places=1, null=True)
    gravity = models.SmallIntegerField()
    lines = models.JSONField(default=list)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["unit", "-at"], name="reckonings_of_a_unit")]

    def __str__(self) -> str:
        return f"{self.unit_id} at {self.at}: {self.gravity}"
