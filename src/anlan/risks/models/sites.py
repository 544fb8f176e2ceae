"""Hazard sites: where they lie, whom they threaten, who answers for them, and what measures them."""

from django.contrib.gis.db import models

from anlan.kernel.ids import new_id


class HazardSite(models.Model):
    """A place where the ground, the water, fire or ice threatens people, with who watches it.

    ``patrol_due_at`` is when it is to be patrolled next, nothing where that is not planned yet; until ``dense_until``
    every ``dense_hours`` because of a warning.
    ``facts`` are the values of the fields that its kind has (``tables/site_kinds.toml``); ``area`` is what it reaches.
    """

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
    monitor = models.ForeignKey("people.Person", on_delete=models.SET_NULL, null=True, related_name="+", db_index=False)
    threatens = models.CharField(max_length=300, blank=True)
    warning_signal = models.CharField(max_length=200, blank=True)
    route = models.CharField(max_length=300, blank=True)
    shelter = models.CharField(max_length=120, blank=True)
    facts = models.JSONField(default=dict)
    area = models.MultiPolygonField(srid=4326, null=True)
    patrol_due_at = models.DateTimeField(null=True)
    dense_hours = models.PositiveSmallIntegerField(null=True)
    dense_until = models.DateTimeField(null=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["code"]
        indexes = [
            models.Index(fields=["kind", "code"], name="sites_of_a_kind"),
            models.Index(
                fields=["patrol_due_at", "id"], name="sites_by_next_patrol", condition=~models.Q(state="eliminated")
            ),
            models.Index(fields=["monitor", "patrol_due_at"], name="sites_of_a_patrol_person"),
            models.Index(
                fields=["dense_until"], name="sites_with_denser_patrols", condition=~models.Q(dense_until=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class SiteDuty(models.Model):
    """A person who answers for a site in a role (``tables/roles.toml``)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    site = models.ForeignKey(HazardSite, on_delete=models.CASCADE, related_name="duties")
    role = models.CharField(max_length=20)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "role", "person"], name="a_duty_is_given_once")]

    def __str__(self) -> str:
        return f"{self.role} of {self.site_id}"


class SiteHousehold(models.Model):
    """A household that a site threatens, by name."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    site = models.ForeignKey(HazardSite, on_delete=models.CASCADE, related_name="households")
    household = models.ForeignKey("people.Household", on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "household"], name="a_household_is_named_once")]

    def __str__(self) -> str:
        return f"{self.household_id} under {self.site_id}"


class SiteStation(models.Model):
    """A monitoring station that measures at a site; the room above knows stations, here is its id and its name."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    site = models.ForeignKey(HazardSite, on_delete=models.CASCADE, related_name="stations")
    station_id = models.UUIDField(db_index=True)
    name = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["site", "station_id"], name="a_station_is_linked_once")]

    def __str__(self) -> str:
        return f"{self.name} at {self.site_id}"
