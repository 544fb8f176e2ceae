"""Stores, and how much of an item each should hold."""

from django.contrib.gis.db import models
from django.db.models import F, Q

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


class Norm(models.Model):
    """Between which bounds a store should hold an item; no ceiling is 0."""

    id = models.BigAutoField(primary_key=True)
    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="norms")
    item = models.CharField(max_length=12, db_index=True)
    floor = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    ceiling = models.DecimalField(max_digits=12, decimal_places=2, default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["store", "item"], name="an_item_has_one_norm_in_a_store"),
            models.CheckConstraint(
                condition=Q(floor__gte=0) & (Q(ceiling=0) | Q(ceiling__gte=F("floor"))),
                name="a_norm_has_its_floor_below_its_ceiling",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.floor} to {self.ceiling}"


class Holding(models.Model):
    """What a store holds of an item: a view over the ledger's balances and the norms, never written."""

    id = models.CharField(primary_key=True, max_length=60)
    store = models.ForeignKey(Store, on_delete=models.DO_NOTHING, related_name="holdings")
    item = models.CharField(max_length=12)
    quantity = models.DecimalField(max_digits=14, decimal_places=2)
    floor = models.DecimalField(max_digits=12, decimal_places=2)
    ceiling = models.DecimalField(max_digits=12, decimal_places=2)
    expires_on = models.DateField(null=True)

    class Meta:
        managed = False
        db_table = "readiness_holding"

    def __str__(self) -> str:
        return f"{self.item} {self.quantity}"
