"""Rosters: the pattern of a day, the month, its turns, absences and swaps."""

from django.db import models

from anlan.duty.domain.states import OPEN_SWAPS, RosterState, SwapState
from anlan.kernel.ids import new_id


class ShiftPattern(models.Model):
    """How an office cuts its duty day; ``parts`` as name, start and minutes."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region = models.CharField(max_length=12, db_index=True)
    name = models.CharField(max_length=40)
    parts = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["region", "name"], name="a_pattern_is_named_once")]

    def __str__(self) -> str:
        return self.name


class Roster(models.Model):
    """A month of an organisation's duty. Once published, ``published_text`` and its digest stay as they are."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region = models.CharField(max_length=12, db_index=True)
    organisation_id = models.UUIDField()
    organisation_name = models.CharField(max_length=100)
    month = models.DateField(db_index=True)
    pattern_name = models.CharField(max_length=40)
    parts = models.JSONField()
    state = models.CharField(max_length=12, default=RosterState.DRAFT.value)
    made_by = models.CharField(max_length=80)
    made_at = models.DateTimeField()
    published_by = models.CharField(max_length=80, blank=True)
    published_at = models.DateTimeField(null=True)
    published_text = models.TextField(blank=True)
    digest = models.CharField(max_length=64, blank=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation_id", "month"], name="a_month_has_one_roster")]

    def __str__(self) -> str:
        return f"{self.organisation_name} {self.month:%Y-%m}"


class Turn(models.Model):
    """A place on a roster and who stands there; the name is kept as it was, whatever becomes of the person."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    roster = models.ForeignKey(Roster, on_delete=models.CASCADE, related_name="turns")
    region = models.CharField(max_length=12)
    day = models.DateField()
    part = models.CharField(max_length=20)
    post = models.CharField(max_length=10)
    seat = models.PositiveSmallIntegerField(default=1)
    since = models.DateTimeField()
    until = models.DateTimeField()
    day_kind = models.CharField(max_length=10)
    is_doubled = models.BooleanField(default=False)
    person_id = models.UUIDField(null=True, db_index=True)
    person_name = models.CharField(max_length=40, blank=True)

    class Meta:
        indexes = [models.Index(fields=["region", "until"], name="turns_of_a_region")]
        constraints = [
            models.UniqueConstraint(fields=["roster", "day", "part", "post", "seat"], name="a_place_stands_once"),
            models.CheckConstraint(condition=models.Q(since__lt=models.F("until")), name="a_turn_has_a_length"),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.part} {self.post} {self.person_name}"


class Absence(models.Model):
    """A person is away on whole days."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region = models.CharField(max_length=12, db_index=True)
    person_id = models.UUIDField(db_index=True)
    person_name = models.CharField(max_length=40)
    first = models.DateField()
    last = models.DateField()
    reason = models.CharField(max_length=20)
    recorded_by = models.CharField(max_length=80)
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(first__lte=models.F("last")), name="an_absence_has_days")
        ]

    def __str__(self) -> str:
        return f"{self.person_name} {self.first}"


class Swap(models.Model):
    """Two turns are to be exchanged: asked by one, agreed by the other, approved by a leader."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region = models.CharField(max_length=12, db_index=True)
    mine = models.ForeignKey(Turn, on_delete=models.CASCADE, related_name="swaps_asked")
    theirs = models.ForeignKey(Turn, on_delete=models.CASCADE, related_name="swaps_received")
    asker_id = models.UUIDField()
    asker_name = models.CharField(max_length=40)
    other_id = models.UUIDField()
    other_name = models.CharField(max_length=40)
    reason = models.CharField(max_length=200)
    state = models.CharField(max_length=12, default=SwapState.ASKED.value)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    decided_by = models.CharField(max_length=80, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["mine"],
                condition=models.Q(state__in=[each.value for each in OPEN_SWAPS]),
                name="a_turn_is_swapped_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.asker_name} with {self.other_name}"
