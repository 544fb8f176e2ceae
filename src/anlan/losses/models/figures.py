"""Rows: counts of losses, what each unit told of them, what struck, and each step of every entry."""

from django.db import models

from anlan.kernel.ids import new_id
from anlan.losses.domain.states import EntryState


class Survey(models.Model):
    """A table being counted in a region: of one incident, or of a year or winter (``period``)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    table = models.CharField(max_length=20)
    edition = models.CharField(max_length=20)
    incident_id = models.UUIDField(null=True, db_index=True)
    region = models.CharField(max_length=12, db_index=True)
    period = models.CharField(max_length=20, blank=True)
    title = models.CharField(max_length=200)
    asked = models.JSONField(default=list)
    begins_at = models.DateTimeField()
    opened_by = models.CharField(max_length=80)
    opened_at = models.DateTimeField()
    closed_by = models.CharField(max_length=80, blank=True)
    closed_at = models.DateTimeField(null=True)
    is_exercise = models.BooleanField(default=False)
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["-opened_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["table", "incident_id", "region", "period"],
                name="a_table_is_counted_once",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.table} of {self.title}"


class Entry(models.Model):
    """What a unit told at one moment. Its figures never change; only its state does, and each step is kept.

    ``as_of`` is when the unit's people wrote it, which orders a unit's entries however late they arrive; ``pressed`` is
    that moment by the phone's own clock, in milliseconds. ``parts`` are the entries that a sum was made of.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="entries")
    region = models.CharField(max_length=12, db_index=True)
    sort = models.CharField(max_length=4)
    receiver = models.CharField(max_length=12)
    version = models.IntegerField()
    state = models.CharField(max_length=12, default=EntryState.SENT.value)
    token = models.UUIDField(null=True, unique=True)
    as_of = models.DateTimeField()
    pressed = models.BigIntegerField(null=True)
    is_zero = models.BooleanField(default=False)
    reason = models.CharField(max_length=500, blank=True)
    post = models.CharField(max_length=1, blank=True)
    source = models.CharField(max_length=10)
    parts = models.JSONField(default=list)
    entered_by_id = models.CharField(max_length=80)
    entered_by = models.CharField(max_length=80)
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["version"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "region", "sort", "version"], name="a_units_entries_are_numbered"
            ),
            models.UniqueConstraint(
                fields=["survey", "region", "sort"],
                condition=models.Q(state=EntryState.ACCEPTED.value),
                name="a_unit_counts_once",
            ),
            models.UniqueConstraint(
                fields=["survey", "region", "sort"],
                condition=models.Q(state__in=[EntryState.SENT.value, EntryState.ASKED.value]),
                name="a_unit_waits_with_one_entry",
            ),
        ]
        indexes = [models.Index(fields=["survey", "receiver", "state"], name="entries_that_count")]

    def __str__(self) -> str:
        return f"{self.region} {self.sort} v{self.version}"


class Figure(models.Model):
    """One figure of an entry; what was not told has none."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="figures")
    indicator = models.CharField(max_length=40)
    value = models.DecimalField(max_digits=14, decimal_places=2)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "indicator"], name="an_indicator_is_told_once"),
            models.CheckConstraint(condition=models.Q(value__gte=0), name="no_loss_is_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.value}"


class Note(models.Model):
    """A figure that strikes, and its explanation once there is one."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="notes")
    rule = models.CharField(max_length=12)
    indicator = models.CharField(max_length=40)
    value = models.DecimalField(max_digits=14, decimal_places=2)
    against = models.DecimalField(max_digits=14, decimal_places=2)
    explanation = models.CharField(max_length=500, blank=True)
    explained_by = models.CharField(max_length=80, blank=True)
    explained_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.rule} {self.indicator}"


class Step(models.Model):
    """One step of an entry: who did what to it, when and why."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="steps")
    act = models.CharField(max_length=10)
    state = models.CharField(max_length=12)
    text = models.CharField(max_length=500, blank=True)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.act} {self.at}"
