"""Walks to sites, with what was found, the track and the photos."""

from django.contrib.gis.db import models

from anlan.kernel.ids import new_id


class Patrol(models.Model):
    """A walk to a site; never changed.

    ``at`` is when it was walked, ``received_at`` when it arrived here: a phone without a link sends later. ``token`` is
    the form's own, by which it is taken once. ``track``: longitude, latitude, milliseconds by the phone's clock.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    site = models.ForeignKey("risks.HazardSite", on_delete=models.CASCADE, related_name="patrols")
    finding = models.CharField(max_length=12)
    note = models.CharField(max_length=500, blank=True)
    by_name = models.CharField(max_length=80)
    by_id = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField()
    received_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    token = models.UUIDField(null=True)
    track = models.JSONField(default=list)

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["site", "-at"], name="patrols_of_a_site")]
        constraints = [models.UniqueConstraint(fields=["by_id", "token"], name="a_patrol_is_taken_once")]

    def __str__(self) -> str:
        return f"{self.finding} at {self.site_id}"


class PatrolPhoto(models.Model):
    """A photo of a patrol, without the camera's notes; ``digest`` is of the file as it came."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    patrol = models.ForeignKey(Patrol, on_delete=models.CASCADE, related_name="photos")
    number = models.PositiveSmallIntegerField()
    file = models.FileField(upload_to="risks/%Y/%m/")
    media_type = models.CharField(max_length=20)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return self.file.name
