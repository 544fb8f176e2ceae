"""Hand-overs between shifts, and the notes of the log."""

from django.db import models

from anlan.duty.domain.handover import HandoverState
from anlan.kernel.ids import new_id


class Handover(models.Model):
    """One change of shifts of a duty room; a trigger refuses to change it once both have signed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region = models.CharField(max_length=12, db_index=True)
    organisation_id = models.UUIDField()
    organisation_name = models.CharField(max_length=100)
    changeover_at = models.DateTimeField(db_index=True)
    leaving_person_id = models.UUIDField(null=True)
    leaving_person = models.CharField(max_length=40)
    arriving_person_id = models.UUIDField(null=True)
    arriving_person = models.CharField(max_length=40)
    state = models.CharField(max_length=8, default=HandoverState.DRAFT.value)
    notes = models.TextField(blank=True)
    checks = models.JSONField(default=list)
    matters = models.JSONField(default=list)
    opened_at = models.DateTimeField()
    left_by_id = models.CharField(max_length=80, blank=True)
    left_by = models.CharField(max_length=80, blank=True)
    left_at = models.DateTimeField(null=True)
    left_reason = models.CharField(max_length=200, blank=True)
    taken_by_id = models.CharField(max_length=80, blank=True)
    taken_by = models.CharField(max_length=80, blank=True)
    taken_at = models.DateTimeField(null=True)
    taken_reason = models.CharField(max_length=200, blank=True)
    sent_back_reason = models.CharField(max_length=200, blank=True)
    late_told_at = models.DateTimeField(null=True)
    text = models.TextField(blank=True)
    digest = models.CharField(max_length=64, blank=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "changeover_at"], name="a_change_is_handed_over_once"),
            models.CheckConstraint(
                condition=models.Q(taken_by_id="") | ~models.Q(taken_by_id=models.F("left_by_id")),
                name="two_people_hand_over",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_name} {self.changeover_at}"


class LogNote(models.Model):
    """A note in the duty log. Append-only: a correction is another note that names it, and both stay."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region = models.CharField(max_length=12)
    written_at = models.DateTimeField()
    text = models.CharField(max_length=1000)
    author_id = models.CharField(max_length=80)
    author = models.CharField(max_length=80)
    corrects = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="correction")
    is_demo = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["region", "written_at"], name="notes_of_a_shift")]

    def __str__(self) -> str:
        return self.text[:40]
