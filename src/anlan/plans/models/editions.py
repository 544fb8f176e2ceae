"""Editions of plans: each keeps its whole text, so that a response started by it can always be read against it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from anlan.kernel.ids import new_id


class PlanEdition(models.Model):
    """One edition of a plan for a region. ``text`` is a ``domain.text.PlanText``; it never changes once approved.

    ``changes`` counts the edits of the draft, so that nobody overwrites another's; ``editor_ids`` are who made them.
    ``checked_at`` is when the consistency check last looked at it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.CharField(max_length=40)
    region = models.CharField(max_length=12, db_index=True)
    version = models.PositiveIntegerField()
    state = models.CharField(max_length=20)
    category = models.CharField(max_length=20, default="special")
    owner = models.CharField(max_length=100, blank=True)
    name = models.CharField(max_length=120)
    kinds = ArrayField(models.CharField(max_length=5))
    edition = models.CharField(max_length=60)
    text = models.JSONField()
    author_id = models.CharField(max_length=80)
    author_name = models.CharField(max_length=80)
    drafted_at = models.DateTimeField()
    changes = models.PositiveIntegerField(default=0)
    editor_ids = ArrayField(models.CharField(max_length=80), default=list)
    reviewer_id = models.CharField(max_length=80, blank=True)
    reviewer_name = models.CharField(max_length=80, blank=True)
    reviewed_at = models.DateTimeField(null=True)
    approver_name = models.CharField(max_length=80, blank=True)
    approved_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    checked_at = models.DateTimeField(null=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["state", "checked_at"], name="editions_to_check")]
        constraints = [
            models.UniqueConstraint(fields=["key", "region", "version"], name="an_edition_has_its_number"),
            models.UniqueConstraint(
                fields=["key", "region"], condition=models.Q(state="in_force"), name="one_edition_in_force"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.version}"
