"""Listings for supervision with their extensions, and stops of power."""

from django.db import models

from anlan.dangers.domain.listing import ListingState
from anlan.dangers.models.dangers import Danger
from anlan.kernel.ids import new_id

_STANDING = models.Q(state__in=("listed", "published"))


class Listing(models.Model):
    """A notice of listed supervision; its words are frozen as they were issued. ``upgrades`` is the one it replaced."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    danger = models.ForeignKey(Danger, on_delete=models.CASCADE, related_name="listings")
    number = models.CharField(max_length=40, unique=True)
    level = models.CharField(max_length=12)
    authority = models.CharField(max_length=12, db_index=True)
    title = models.CharField(max_length=120)
    object_name = models.CharField(max_length=120, blank=True)
    region = models.CharField(max_length=12)
    responsible_unit = models.CharField(max_length=120)
    supervising_unit = models.CharField(max_length=120)
    measures = models.TextField()
    due_at = models.DateTimeField()
    state = models.CharField(max_length=12, default=ListingState.LISTED.value)
    listed_by = models.CharField(max_length=80)
    listed_at = models.DateTimeField()
    publish_due_on = models.DateField()
    published_at = models.DateTimeField(null=True)
    unpublished_told_at = models.DateTimeField(null=True)
    late_told_at = models.DateTimeField(null=True)
    upgrades = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+")
    experts = models.JSONField(default=list)
    opinion = models.TextField(blank=True)
    ended_by = models.CharField(max_length=80, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["danger"], condition=_STANDING, name="a_danger_is_listed_once_at_a_time"),
        ]
        indexes = [
            models.Index(fields=["-published_at"], name="listings_published"),
            models.Index(fields=["due_at"], condition=_STANDING, name="listings_that_run"),
        ]

    def __str__(self) -> str:
        return self.number


class Extension(models.Model):
    """An extension of a listing's deadline that was asked, and what was decided."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    listing = models.ForeignKey(Listing, on_delete=models.CASCADE, related_name="extensions")
    until = models.DateTimeField()
    reason = models.CharField(max_length=500)
    asked_by = models.CharField(max_length=80)
    asked_at = models.DateTimeField()
    decide_by = models.DateField()
    is_granted = models.BooleanField(null=True)
    decision = models.CharField(max_length=500, blank=True)
    decided_by = models.CharField(max_length=80, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["listing"], condition=models.Q(is_granted__isnull=True), name="one_extension_waits_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.listing_id} until {self.until}"


class PowerStop(models.Model):
    """A stop of power by art. 70: the notice to the unit, from when, why, and when it was ended."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    danger = models.ForeignKey(Danger, on_delete=models.CASCADE, related_name="power_stops")
    supplier = models.CharField(max_length=120)
    decision = models.CharField(max_length=500)
    is_emergency = models.BooleanField(default=False)
    noticed_at = models.DateTimeField()
    cut_at = models.DateTimeField()
    ordered_by = models.CharField(max_length=80)
    ended_by = models.CharField(max_length=80, blank=True)
    ended_at = models.DateTimeField(null=True)
    end_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["noticed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["danger"], condition=models.Q(ended_at__isnull=True), name="power_is_stopped_once_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.supplier} for {self.danger_id}"
