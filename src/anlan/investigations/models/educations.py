"""Rows: how those concerned were taught by an accident."""

from django.db import models

from anlan.investigations.models.investigations import Investigation
from anlan.kernel.ids import new_id


class Education(models.Model):
    """People concerned were taught by the accident on a day; withdrawn with a reason, never changed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    investigation = models.ForeignKey(Investigation, on_delete=models.CASCADE, related_name="educations")
    form = models.CharField(max_length=10)
    held_on = models.DateField()
    audience = models.CharField(max_length=200)
    persons = models.PositiveIntegerField()
    text = models.CharField(max_length=2000)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()
    withdrawn = models.CharField(max_length=500, blank=True)
    withdrawn_by = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["held_on", "at", "id"]

    def __str__(self) -> str:
        return f"{self.form} {self.held_on}"
