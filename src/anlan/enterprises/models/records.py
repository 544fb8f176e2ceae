"""The rows of enterprises' files."""

from django.db import models

from anlan.enterprises.models.enterprises import Enterprise
from anlan.kernel.ids import new_id


class Record(models.Model):
    """A row of a section of an enterprise's file: a licence, a certificate, a chemical, a training.

    ``values`` are the section's fields; ``warn_on`` is the day of the next warning before ``ends_on``.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    enterprise = models.ForeignKey(Enterprise, on_delete=models.CASCADE, related_name="records")
    section = models.CharField(max_length=20)
    region = models.CharField(max_length=12)
    title = models.CharField(max_length=200)
    values = models.JSONField()
    ends_on = models.DateField(null=True)
    warn_on = models.DateField(null=True)
    changed_at = models.DateTimeField()
    changed_by = models.CharField(max_length=80)

    class Meta:
        indexes = [
            models.Index(fields=["enterprise", "section"], name="records_of_a_section"),
            models.Index(fields=["ends_on", "id"], name="records_by_end", condition=models.Q(ends_on__isnull=False)),
            models.Index(fields=["warn_on"], name="records_to_warn_of", condition=models.Q(warn_on__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.section}: {self.title}"
