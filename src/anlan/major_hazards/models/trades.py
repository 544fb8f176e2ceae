"""Sites of special trades with their sensors, and the dated history of their colours."""

from django.contrib.gis.db import models

from anlan.kernel.ids import new_id


class TradeSite(models.Model):
    """A mine, tailings pond, fireworks store, dust workshop, cold store or confined space of an enterprise.

    ``fields`` are those of its kind (``tables/trades.toml``). ``points`` explain the score that makes the level.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    enterprise = models.ForeignKey("enterprises.Enterprise", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=16)
    name = models.CharField(max_length=80)
    region = models.CharField(max_length=12, db_index=True)
    location = models.PointField(srid=4326)
    fields = models.JSONField(default=dict)
    inspected_on = models.DateField(null=True)
    level = models.SmallIntegerField(default=1)
    score = models.IntegerField(default=0)
    points = models.JSONField(default=list)
    judged_at = models.DateTimeField(null=True)
    look_at = models.DateTimeField(db_index=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["-level", "-score", "id"], name="trade_sites_worst_first")]

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"


class TradeSensor(models.Model):
    """A series that watches an item of a site; ``limits`` by level are its own where design or the firm sets them."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    site = models.ForeignKey(TradeSite, on_delete=models.CASCADE, related_name="sensors")
    item = models.CharField(max_length=30)
    label = models.CharField(max_length=60)
    station_id = models.UUIDField()
    station_code = models.CharField(max_length=40)
    quantity_key = models.CharField(max_length=40)
    limits = models.JSONField(default=dict)

    class Meta:
        ordering = ["item", "label", "id"]
        constraints = [
            models.UniqueConstraint(fields=["site", "item", "station_id", "quantity_key"], name="a_sensor_stands_once")
        ]

    def __str__(self) -> str:
        return f"{self.item} of {self.site_id}"


class ColourChange(models.Model):
    """A site's colour from a moment on, with the points that made it; never changed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    site = models.ForeignKey(TradeSite, on_delete=models.CASCADE, related_name="colours")
    at = models.DateTimeField()
    before = models.SmallIntegerField()
    after = models.SmallIntegerField()
    score = models.IntegerField()
    points = models.JSONField(default=list)

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.site_id}: {self.before} to {self.after}"
