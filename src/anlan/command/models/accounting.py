"""Teams in danger and what their leaders said of them."""

from django.contrib.gis.db.models import PointField
from django.db import models

from anlan.command.domain.accounting import WatchState
from anlan.kernel.ids import new_id


class TeamWatch(models.Model):
    """A team that went into danger, how many, and when its leader's next word is due; the name is copied."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    incident_id = models.UUIDField(db_index=True)
    incident_title = models.CharField(max_length=200)
    region = models.CharField(max_length=12, db_index=True)
    is_exercise = models.BooleanField(default=False)
    token = models.UUIDField(null=True, unique=True)
    team_id = models.UUIDField(db_index=True)
    team_name = models.CharField(max_length=120)
    members = models.IntegerField()
    place = models.CharField(max_length=200)
    every_minutes = models.IntegerField()
    state = models.CharField(max_length=8, default=WatchState.WELL.value)
    well = models.IntegerField()
    started_by = models.CharField(max_length=80)
    started_at = models.DateTimeField()
    heard_at = models.DateTimeField(null=True)
    heard_by = models.CharField(max_length=80, blank=True)
    due_at = models.DateTimeField()
    help_at = models.DateTimeField(null=True)
    chase_at = models.DateTimeField(null=True)
    out_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["incident_id", "team_id"],
                condition=~models.Q(state="out"),
                name="a_team_is_watched_once_in_an_incident",
            )
        ]
        indexes = [
            models.Index(fields=["due_at"], name="watches_running", condition=~models.Q(state="out")),
            models.Index(fields=["chase_at"], name="watches_to_chase", condition=~models.Q(chase_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.team_name} {self.state}"


class TeamWord(models.Model):
    """What a team's leader said, when it happened and when it was heard. Never changed: a trigger refuses it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    watch = models.ForeignKey(TeamWatch, on_delete=models.PROTECT, related_name="words")
    token = models.UUIDField(null=True, unique=True)
    act = models.CharField(max_length=12)
    members = models.IntegerField()
    place = PointField(srid=4326, null=True)
    note = models.CharField(max_length=200, blank=True)
    happened_at = models.DateTimeField()
    given_by = models.CharField(max_length=80)
    given_at = models.DateTimeField()

    class Meta:
        ordering = ["-happened_at", "-id"]

    def __str__(self) -> str:
        return f"{self.act} {self.members}"
