"""Who was to be told by a transmission: frozen with it."""

from django.contrib.gis.db import models
from django.contrib.postgres.fields import ArrayField

from anlan.public_warnings.domain.targeting import TargetState
from anlan.public_warnings.models.transmissions import Transmission


class Target(models.Model):
    """One person or device on the frozen list of a transmission, with why it is there and how it is reached.

    ``wishes`` are the ways that the person wanted, or the device's kind; ``ways`` the warning's channels in the order
    in which they are tried, ``channel`` the one in use, ``place`` its place among them. A trigger refuses every change
    but of these and the state, so that nobody who moves or changes a phone afterwards changes the list. Rows come in
    millions: what freezes with the transmission needs no check.
    """

    id = models.BigAutoField(primary_key=True)
    transmission = models.ForeignKey(
        Transmission, on_delete=models.PROTECT, related_name="targets", db_index=False, db_constraint=False
    )
    warning_id = models.UUIDField()
    kind = models.CharField(max_length=10)
    ref_id = models.UUIDField()
    name = models.CharField(max_length=80, db_collation="C")
    region = models.CharField(max_length=12, db_collation="C")
    address = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=10)
    wishes = ArrayField(models.CharField(max_length=20))
    ways = ArrayField(models.CharField(max_length=20))
    place = models.PositiveSmallIntegerField(default=0)
    channel = models.CharField(max_length=20, blank=True)
    reason = models.CharField(max_length=20)
    state = models.CharField(max_length=12, default=TargetState.QUEUED.value)
    is_exercise = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ref_id", "transmission"], name="a_target_stands_once_on_a_list"),
            models.CheckConstraint(
                condition=models.Q(channel="")
                | models.Q(is_exercise=True, channel__startswith="exercise_")
                | models.Q(is_exercise=False) & ~models.Q(channel__startswith="exercise_"),
                name="targets_are_reached_in_their_own_world",
            ),
        ]
        indexes = [
            models.Index(fields=["warning_id", "kind", "region", "id"], name="targets_of_a_warning"),
            models.Index(
                fields=["warning_id", "kind", "region", "id"],
                name="targets_not_on_their_way",
                condition=~models.Q(state=TargetState.QUEUED.value),
            ),
            models.Index(fields=["transmission", "address"], name="targets_by_address"),
            models.Index(fields=["warning_id", "name"], name="targets_by_name"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"
