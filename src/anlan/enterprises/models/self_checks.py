"""What enterprises checked by themselves."""

from django.db import models

from anlan.enterprises.models.enterprises import Enterprise
from anlan.kernel.ids import new_id


class SelfCheck(models.Model):
    """A list that was gone through: its items with what was found, once in a period; never changed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    enterprise = models.ForeignKey(Enterprise, on_delete=models.CASCADE, related_name="self_checks")
    cycle = models.CharField(max_length=5)
    begins_on = models.DateField()
    items = models.JSONField()
    failed = models.IntegerField()
    done_at = models.DateTimeField()
    by_name = models.CharField(max_length=80)
    token = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enterprise", "cycle", "begins_on"], name="a_period_is_checked_once")
        ]

    def __str__(self) -> str:
        return f"{self.cycle} {self.begins_on}"
