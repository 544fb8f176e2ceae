"""Major hazard installations of the registered enterprises."""

from django.contrib.gis.db import models

from anlan.enterprises.models.enterprises import Enterprise
from anlan.kernel.ids import new_id


class MajorHazard(models.Model):
    """A unit that GB 18218 counts as a major hazard installation, by its substance, quantity and R value."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    enterprise = models.ForeignKey(Enterprise, on_delete=models.CASCADE, related_name="major_hazards")
    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    region = models.CharField(max_length=12, db_index=True)
    location = models.PointField(srid=4326)
    substance = models.CharField(max_length=60)
    quantity = models.FloatField(help_text="t")
    critical_quantity = models.FloatField(help_text="t")
    r_value = models.FloatField()
    hazard_class = models.SmallIntegerField()
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
