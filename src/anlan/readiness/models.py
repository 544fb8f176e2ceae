"""Teams, stores with their stock, and shelters."""

from django.contrib.gis.db import models
from django.contrib.postgres.fields import ArrayField

from anlan.kernel.ids import new_id


def _person() -> models.ForeignKey:
    return models.ForeignKey("people.Person", on_delete=models.SET_NULL, null=True, related_name="+")


class Team(models.Model):
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
    leader = _person()
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Store(models.Model):
    """A store of a prefecture, county or township; ``level`` is the region's level."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    level = models.SmallIntegerField()
    region = models.CharField(max_length=12, db_index=True)
    location = models.PointField(srid=4326)
    keeper = _person()
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Stock(models.Model):
    """How much of an item a store holds, and below what it should be filled up."""

    id = models.BigAutoField(primary_key=True)
    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="stock")
    item = models.CharField(max_length=12, db_index=True)
    quantity = models.DecimalField(max_digits=12, decimal_places=2)
    floor = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    expires_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["store", "item"], name="an_item_has_one_row_in_a_store"),
            models.CheckConstraint(condition=models.Q(quantity__gte=0), name="stock_is_never_below_nothing"),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.quantity}"


class Movement(models.Model):
    """A movement of stock with the balance after it; never changed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="movements")
    item = models.CharField(max_length=12)
    kind = models.CharField(max_length=12)
    quantity = models.DecimalField(max_digits=12, decimal_places=2)
    balance = models.DecimalField(max_digits=12, decimal_places=2)
    reason = models.CharField(max_length=300)
    document = models.CharField(max_length=60, blank=True)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.quantity} of {self.item}"


class Shelter(models.Model):
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
    keeper = _person()
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
