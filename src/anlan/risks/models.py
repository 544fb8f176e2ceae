"""Registries of what threatens: hazard sites and reservoirs."""

from django.contrib.gis.db import models

from anlan.kernel.ids import new_id


def _responsible() -> models.ForeignKey:
    return models.ForeignKey("people.Person", on_delete=models.SET_NULL, null=True, related_name="+")


class HazardSite(models.Model):
    """A place where the ground or the water threatens people, with who watches it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=20, db_index=True)
    region = models.CharField(max_length=12, db_index=True)
    location = models.PointField(srid=4326)
    grade = models.CharField(max_length=12)
    state = models.CharField(max_length=12, default="watched")
    threatened_persons = models.IntegerField(default=0)
    threatened_households = models.IntegerField(default=0)
    found_on = models.DateField(null=True)
    last_patrol_at = models.DateTimeField(null=True)
    monitor = _responsible()
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Patrol(models.Model):
    """A walk to a site; never changed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    site = models.ForeignKey(HazardSite, on_delete=models.CASCADE, related_name="patrols")
    finding = models.CharField(max_length=12)
    note = models.CharField(max_length=500, blank=True)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.finding} at {self.site_id}"


class Reservoir(models.Model):
    """A reservoir with its three responsible persons."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    region = models.CharField(max_length=12, db_index=True)
    location = models.PointField(srid=4326)
    size = models.CharField(max_length=12)
    capacity = models.FloatField(help_text="10^4 m3")
    flood_limit_level = models.FloatField(null=True, help_text="m")
    is_defective = models.BooleanField(default=False)
    administrative_person = _responsible()
    technical_person = _responsible()
    patrol_person = _responsible()
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
