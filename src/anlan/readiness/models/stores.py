"""Stores with their stock and its movements."""

from django.contrib.gis.db import models

from anlan.kernel.ids import new_id
from anlan.readiness.models.persons import person


class Store(models.Model):
    """A store of a prefecture, county or township; ``level`` is the region's level."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    level = models.SmallIntegerField()
    region = models.CharField(max_length=12, db_index=True)
    location = models.PointField(srid=4326)
    keeper = person()
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
