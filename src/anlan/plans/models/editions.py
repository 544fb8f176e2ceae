"""Editions of plans: each keeps its whole text, so that a response started by it can always be read against it."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from anlan.kernel.ids import new_id


class PlanEdition(models.Model):
    """One edition of a plan for a region. ``text`` is a ``domain.text.PlanText``; it never changes once approved."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.CharField(max_length=40)
    region = models.CharField(max_length=12, db_index=True)
    version = models.PositiveIntegerField()
    state = models.CharField(max_length=20)
    name = models.CharField(max_length=120)
    kinds = ArrayField(models.CharField(max_length=5))
    edition = models.CharField(max_length=60)
    text = models.JSONField()
    author_id = models.CharField(max_length=80)
    author_name = models.CharField(max_length=80)
    drafted_at = models.DateTimeField()
    approver_name = models.CharField(max_length=80, blank=True)
    approved_at = models.DateTimeField(null=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "region", "version"], name="an_edition_has_its_number"),
            models.UniqueConstraint(
                fields=["key", "region"], condition=models.Q(state="in_force"), name="one_edition_in_force"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.version}"
