"""Editions of judging rules, proposed by one person and approved by another, and their trials on history."""

from django.db import models

from anlan.kernel.ids import new_id


class RuleEdition(models.Model):
    """A rule family as one region (empty: everywhere) has it from a date on; never changed once proposed.

    Switching a rule off or on is an edition too, with the same definition.
    """

    class State(models.TextChoices):
        """How far the proposal has come."""

        PROPOSED = "proposed"
        APPROVED = "approved"
        REFUSED = "refused"
        RETIRED = "retired"

    class Change(models.TextChoices):
        """What the edition does to the rule that stood before."""

        NEW = "new"
        CHANGED = "changed"
        SWITCHED_ON = "switched_on"
        SWITCHED_OFF = "switched_off"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    family = models.CharField(max_length=40, db_index=True)
    region = models.CharField(max_length=12, blank=True, db_index=True)
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    change = models.CharField(max_length=14, choices=Change.choices)
    definition = models.JSONField()
    is_on = models.BooleanField()
    reason = models.CharField(max_length=300)
    effective_from = models.DateTimeField()
    proposed_by = models.CharField(max_length=80)
    proposed_by_name = models.CharField(max_length=80)
    proposed_at = models.DateTimeField()
    settled_by = models.CharField(max_length=80, blank=True)
    settled_by_name = models.CharField(max_length=80, blank=True)
    settled_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["family", "region", "number"], name="a_rule_edition_is_numbered_once"),
            models.CheckConstraint(
                condition=~models.Q(state="approved") | ~models.Q(settled_by=models.F("proposed_by")),
                name="a_rule_is_approved_by_another_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.family}:{self.region}#{self.number}"


class RuleTrial(models.Model):
    """A rule tried on stored readings: what it would have told, and how far the reckoning has come."""

    class State(models.TextChoices):
        """How far the trial has come."""

        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region = models.CharField(max_length=12, db_index=True)
    definition = models.JSONField()
    since = models.DateTimeField()
    until = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    progress = models.PositiveSmallIntegerField(default=0)
    readings = models.PositiveIntegerField()
    result = models.JSONField(null=True)
    requested_by = models.CharField(max_length=80)
    requested_by_name = models.CharField(max_length=80)
    requested_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.definition.get('id')} in {self.region} {self.since:%Y-%m-%d} to {self.until:%Y-%m-%d}"
