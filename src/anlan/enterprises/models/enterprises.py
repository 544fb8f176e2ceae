"""The register of enterprises."""

from django.contrib.gis.db import models
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db.models.functions import Upper

from anlan.kernel.ids import new_id


class Enterprise(models.Model):
    """A firm whose work can harm people.

    ``code`` is its unified social credit code, ``organisation`` the one whose officers keep its file. ``risk_level``
    (the highest of its risk points, 0 none), ``standard_level`` and ``next_end`` are computed from its file. What its
    staff and its insurance lack is looked at from ``watch_on`` on (empty: never yet) and kept as it was then.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    industry = models.CharField(max_length=30)
    trade_class = models.CharField(max_length=4, blank=True)
    scale = models.CharField(max_length=10, blank=True)
    state = models.CharField(max_length=10, default="operating")
    region = models.CharField(max_length=12, db_index=True)
    address = models.CharField(max_length=200, blank=True)
    location = models.PointField(srid=4326)
    staff = models.IntegerField(default=0)
    contact = models.ForeignKey("people.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    organisation = models.ForeignKey("people.Organisation", on_delete=models.SET_NULL, null=True, related_name="+")
    risk_level = models.SmallIntegerField(default=0)
    gravest_hazard = models.SmallIntegerField(null=True)
    standard_level = models.CharField(max_length=10, blank=True)
    next_end = models.DateField(null=True)
    checks_since = models.DateField(null=True)
    watch_on = models.DateField(null=True)
    untrained = models.PositiveIntegerField(default=0)
    lapsed = models.PositiveIntegerField(default=0)
    insurance = models.CharField(max_length=10, blank=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["code"]
        indexes = [
            models.Index(fields=["industry", "code"], name="enterprises_of_a_trade"),
            models.Index(fields=["risk_level", "code"], name="enterprises_by_risk"),
            models.Index(fields=["next_end"], name="enterprises_by_next_end"),
            models.Index(fields=["watch_on"], name="enterprises_to_watch", condition=~models.Q(state="closed")),
            GinIndex(OpClass(Upper("name"), name="gin_trgm_ops"), name="enterprises_by_name"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
