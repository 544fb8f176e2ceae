"""Uploaded tables of households between their preview and their being stored."""

from django.db import models

from anlan.kernel.ids import new_id


class HouseholdImport(models.Model):
    """A table of households that somebody uploaded; the bytes go as soon as it is stored or thrown away."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=200)
    packed = models.BinaryField()
    uploaded_by = models.CharField(max_length=80)
    uploaded_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
