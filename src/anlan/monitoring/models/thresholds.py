"""Local flash-flood values: proposed by one person, approved by another."""

from django.db import models

from anlan.kernel.ids import new_id


class ThresholdEdition(models.Model):
    """Flash-flood values of one township or village: proposed by one person, approved by another, never changed."""

    class State(models.TextChoices):
        """How far the proposal has come."""

        PROPOSED = "proposed"
        APPROVED = "approved"
        REFUSED = "refused"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region = models.CharField(max_length=12, db_index=True)
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.PROPOSED)
    unit = models.CharField(max_length=10, default="mm")
    reason = models.CharField(max_length=300)
    source = models.CharField(max_length=120, blank=True)
    effective_from = models.DateTimeField()
    proposed_by = models.CharField(max_length=80)
    proposed_by_name = models.CharField(max_length=80)
    proposed_at = models.DateTimeField()
    approved_by = models.CharField(max_length=80, blank=True)
    approved_by_name = models.CharField(max_length=80, blank=True)
    approved_at = models.DateTimeField(null=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "number"], name="an_edition_number_is_given_once"),
            models.CheckConstraint(
                condition=~models.Q(state="approved") | ~models.Q(approved_by=models.F("proposed_by")),
                name="an_edition_is_approved_by_another_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.region}#{self.number}"


class LocalThreshold(models.Model):
    """One value of an edition: from so many millimetres in the window on, the level is reached."""

    edition = models.ForeignKey(ThresholdEdition, on_delete=models.CASCADE, related_name="thresholds")
    window_hours = models.PositiveSmallIntegerField()
    level = models.PositiveSmallIntegerField()
    value = models.FloatField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["edition", "window_hours", "level"], name="a_threshold_stands_once")
        ]

    def __str__(self) -> str:
        return f"{self.value} in {self.window_hours} h"
