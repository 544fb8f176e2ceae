"""Proposals of which teams and goods go where, as they were reckoned; only what came of a line is added later."""

from django.db import models

from anlan.kernel.ids import new_id


class DispatchPlan(models.Model):
    """A proposal for all demands together; ``roads`` names the extract that ways were found on, empty: none.

    ``drawn_on`` is the region whose stores may send goods.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    token = models.UUIDField(null=True, unique=True)
    region = models.CharField(max_length=12, db_index=True)
    is_exercise = models.BooleanField(default=False)
    roads = models.CharField(max_length=160, blank=True)
    teams_considered = models.IntegerField()
    stores_considered = models.IntegerField(default=0)
    drawn_on = models.CharField(max_length=12, blank=True)
    made_by = models.CharField(max_length=80)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-made_at", "-id"]

    def __str__(self) -> str:
        return f"proposal of {self.made_at}"


class DispatchDemand(models.Model):
    """What an incident wanted; ``missing`` is how many teams no plan can bring."""

    id = models.BigAutoField(primary_key=True)
    plan = models.ForeignKey(DispatchPlan, on_delete=models.CASCADE, related_name="demands")
    incident_id = models.UUIDField(db_index=True)
    incident_title = models.CharField(max_length=200)
    region = models.CharField(max_length=12)
    place = models.CharField(max_length=200)
    skill = models.CharField(max_length=20)
    count = models.IntegerField()
    within_minutes = models.IntegerField()
    weight = models.IntegerField()
    missing = models.IntegerField(default=0)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.count} of {self.skill}"


class DispatchLine(models.Model):
    """A team for a demand with the reasons as they were; ``nearer`` holds those passed over: name, minutes, why."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    demand = models.ForeignKey(DispatchDemand, on_delete=models.CASCADE, related_name="lines")
    team_id = models.UUIDField()
    team_name = models.CharField(max_length=80)
    region = models.CharField(max_length=12)
    minutes = models.FloatField()
    is_by_road = models.BooleanField()
    rank = models.IntegerField()
    able = models.IntegerField()
    is_late = models.BooleanField()
    nearer = models.JSONField(default=list)
    order_id = models.UUIDField(null=True)

    class Meta:
        ordering = ["minutes", "id"]

    def __str__(self) -> str:
        return self.team_name


class GoodsDemand(models.Model):
    """Which goods an incident wanted at which store; ``missing`` is how many pieces no store can send."""

    id = models.BigAutoField(primary_key=True)
    plan = models.ForeignKey(DispatchPlan, on_delete=models.CASCADE, related_name="goods")
    incident_id = models.UUIDField(db_index=True)
    incident_title = models.CharField(max_length=200)
    item = models.CharField(max_length=12)
    item_name = models.CharField(max_length=80)
    unit = models.CharField(max_length=12)
    quantity = models.IntegerField()
    store_id = models.UUIDField()
    store_name = models.CharField(max_length=80)
    within_minutes = models.IntegerField()
    weight = models.IntegerField()
    missing = models.IntegerField(default=0)
    requisition_id = models.UUIDField(null=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.quantity} of {self.item}"


class GoodsLine(models.Model):
    """A load for a demand with the reasons as they were; ``batches`` would go first: label, last day, pieces."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    demand = models.ForeignKey(GoodsDemand, on_delete=models.CASCADE, related_name="lines")
    store_id = models.UUIDField()
    store_name = models.CharField(max_length=80)
    region = models.CharField(max_length=12)
    quantity = models.IntegerField()
    minutes = models.FloatField()
    is_by_road = models.BooleanField()
    rank = models.IntegerField()
    able = models.IntegerField()
    is_late = models.BooleanField()
    batches = models.JSONField(default=list)
    nearer = models.JSONField(default=list)
    shipment_id = models.UUIDField(null=True)

    class Meta:
        ordering = ["minutes", "id"]

    def __str__(self) -> str:
        return f"{self.quantity} from {self.store_name}"
