"""A region's own ladders of calls: rows that one person proposes and another approves."""

from django.db import models

from anlan.kernel.ids import new_id


class LadderEdition(models.Model):
    """A ladder for a region, a group of kinds and a colour; append-only but for its decision."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region = models.CharField(max_length=12, db_index=True)
    group = models.CharField(max_length=30)
    colour = models.CharField(max_length=8)
    number = models.PositiveIntegerField()
    ladder = models.JSONField()
    reason = models.CharField(max_length=300)
    is_return_to_table = models.BooleanField(default=False)
    state = models.CharField(max_length=10, default="proposed")
    proposed_by = models.CharField(max_length=80)
    proposed_by_person = models.UUIDField(null=True)
    proposed_by_name = models.CharField(max_length=80)
    proposed_at = models.DateTimeField()
    decided_by_name = models.CharField(max_length=80, blank=True)
    decided_at = models.DateTimeField(null=True)
    decision_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["region", "group", "colour", "number"], name="editions_of_a_ladder_are_counted"
            ),
            models.UniqueConstraint(
                fields=["region", "group", "colour"],
                condition=models.Q(state="proposed"),
                name="one_proposal_for_a_ladder_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.region}-{self.group}-{self.colour}-{self.number}"
