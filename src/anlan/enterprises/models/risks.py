"""Risk points of enterprises and the floor plans that they are drawn on."""

from django.db import models

from anlan.enterprises.models.enterprises import Enterprise
from anlan.kernel.ids import new_id


class FloorPlan(models.Model):
    """A picture of a firm's ground or of one of its buildings."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    enterprise = models.ForeignKey(Enterprise, on_delete=models.CASCADE, related_name="floor_plans")
    name = models.CharField(max_length=80)
    picture = models.BinaryField()
    media_type = models.CharField(max_length=20)
    width = models.IntegerField()
    height = models.IntegerField()
    put_at = models.DateTimeField()
    put_by = models.CharField(max_length=80)

    def __str__(self) -> str:
        return self.name


class RiskPoint(models.Model):
    """A unit that is judged: what can happen, how grave it is, by which measures it is controlled, who answers.

    ``shape`` is a point or an area on ``plan`` in parts of its width and height.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    enterprise = models.ForeignKey(Enterprise, on_delete=models.CASCADE, related_name="risk_points")
    name = models.CharField(max_length=80)
    place = models.CharField(max_length=80)
    owner = models.CharField(max_length=60)
    accidents = models.JSONField()
    method = models.CharField(max_length=10)
    factors = models.JSONField()
    score = models.DecimalField(max_digits=9, decimal_places=3)
    level = models.SmallIntegerField()
    measures = models.JSONField()
    plan = models.ForeignKey(FloorPlan, on_delete=models.SET_NULL, null=True, related_name="points")
    shape = models.JSONField(default=list)
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=80)

    class Meta:
        indexes = [models.Index(fields=["enterprise", "-level"], name="risk_points_of_a_firm")]

    def __str__(self) -> str:
        return self.name
