"""Evacuation to the name: transfer cards of danger zones, their households, and who stays in which shelter."""

from django.db import models

from anlan.command.domain.transfers import MoveState
from anlan.kernel.ids import new_id


class TransferCard(models.Model):
    """A danger zone's card: where it is, by which way to which shelter, and who answers for it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    incident_id = models.UUIDField(db_index=True)
    incident_title = models.CharField(max_length=200)
    is_exercise = models.BooleanField(default=False)
    token = models.UUIDField(null=True, unique=True)
    region = models.CharField(max_length=12, db_index=True)
    zone = models.CharField(max_length=120)
    danger = models.CharField(max_length=200)
    route = models.CharField(max_length=300)
    shelter_id = models.UUIDField(db_index=True)
    shelter_name = models.CharField(max_length=120)
    responsible_id = models.UUIDField(null=True, db_index=True)
    responsible_name = models.CharField(max_length=80)
    made_by = models.CharField(max_length=80)
    made_at = models.DateTimeField()
    return_by = models.CharField(max_length=80, blank=True)
    return_at = models.DateTimeField(null=True)
    return_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["region", "zone", "id"]

    def __str__(self) -> str:
        return self.zone


class TransferHousehold(models.Model):
    """A household on a card, by the name of its head, as the registry named it when the card was made."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    card = models.ForeignKey(TransferCard, on_delete=models.PROTECT, related_name="households")
    incident_id = models.UUIDField()
    household_id = models.UUIDField()
    region = models.CharField(max_length=12, db_index=True)
    number = models.IntegerField()
    head_name = models.CharField(max_length=80)
    address = models.CharField(max_length=200, blank=True)
    persons = models.IntegerField()
    goes_first = models.BooleanField(default=False)
    state = models.CharField(max_length=10, default=MoveState.TO_MOVE.value)
    note = models.CharField(max_length=300, blank=True)
    by_name = models.CharField(max_length=80, blank=True)
    at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["card_id", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["incident_id", "household_id"], name="a_household_is_on_one_card_of_an_incident"
            )
        ]

    def __str__(self) -> str:
        return f"{self.head_name} {self.state}"


class TransferTick(models.Model):
    """What was said of a household, when and by whom. Never changed: a trigger refuses it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    household = models.ForeignKey(TransferHousehold, on_delete=models.PROTECT, related_name="ticks")
    token = models.UUIDField(null=True)
    act = models.CharField(max_length=10)
    note = models.CharField(max_length=300, blank=True)
    by_name = models.CharField(max_length=80)
    happened_at = models.DateTimeField()
    told_at = models.DateTimeField()

    class Meta:
        ordering = ["told_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["household", "token"], condition=~models.Q(token=None), name="a_tick_counts_once_per_press"
            )
        ]

    def __str__(self) -> str:
        return f"{self.act} by {self.by_name}"


class ShelterStay(models.Model):
    """Who came into a shelter, when, and where to they left; a household of a card or somebody who walked in."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    incident_id = models.UUIDField(db_index=True)
    incident_title = models.CharField(max_length=200)
    is_exercise = models.BooleanField(default=False)
    token = models.UUIDField(null=True, unique=True)
    shelter_id = models.UUIDField()
    shelter_name = models.CharField(max_length=120)
    region = models.CharField(max_length=12, db_index=True)
    household = models.ForeignKey(TransferHousehold, on_delete=models.PROTECT, null=True, related_name="stays")
    name = models.CharField(max_length=80)
    persons = models.IntegerField()
    came_at = models.DateTimeField()
    came_by = models.CharField(max_length=80)
    left_at = models.DateTimeField(null=True)
    left_by = models.CharField(max_length=80, blank=True)
    left_to = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["came_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["household"],
                condition=models.Q(left_at=None) & ~models.Q(household=None),
                name="a_household_stays_in_one_shelter",
            ),
            models.CheckConstraint(condition=models.Q(persons__gte=1), name="a_stay_is_of_somebody"),
        ]
        indexes = [models.Index(fields=["shelter_id"], name="stays_open", condition=models.Q(left_at=None))]

    def __str__(self) -> str:
        return f"{self.name} in {self.shelter_name}"
