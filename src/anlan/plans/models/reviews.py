"""What reviewers said of drafts."""

from django.db import models

from anlan.kernel.ids import new_id
from anlan.plans.models.editions import PlanEdition


class PlanReview(models.Model):
    """One opinion on a draft: passed or sent back, with words; it stays when the draft changes."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    edition = models.ForeignKey(PlanEdition, on_delete=models.CASCADE, related_name="reviews")
    is_passed = models.BooleanField()
    opinion = models.TextField(blank=True)
    changes = models.PositiveIntegerField()
    by_id = models.CharField(max_length=80)
    by_name = models.CharField(max_length=80)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.by_name}: {self.is_passed}"
