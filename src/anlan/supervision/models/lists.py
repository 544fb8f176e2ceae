"""Rows: a region's own editions of check lists; the shipped ones stand in ``tables/checklists.toml``."""

from django.db import models

from anlan.kernel.ids import new_id


class ListEdition(models.Model):
    """An edition of a trade's check list, in force once somebody else than its author has approved it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    trade = models.CharField(max_length=30)
    region = models.CharField(max_length=12, db_index=True)
    number = models.PositiveSmallIntegerField()
    items = models.JSONField()
    note = models.CharField(max_length=500)
    made_by_id = models.CharField(max_length=80)
    made_by = models.CharField(max_length=80)
    made_at = models.DateTimeField()
    approved_by = models.CharField(max_length=80, blank=True)
    approved_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["trade", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["trade", "region", "number"], name="editions_of_a_list_are_numbered")
        ]

    def __str__(self) -> str:
        return f"{self.trade} {self.number}"
