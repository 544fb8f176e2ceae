"""Papers of plans that were handed in as Word files: the file as it came, and its lines."""

from django.db import models

from anlan.kernel.ids import new_id


class PlanPaper(models.Model):
    """A plan's paper for a region. ``base`` is the shipped plan whose kinds, posts and signers it takes."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region = models.CharField(max_length=12, db_index=True)
    base = models.CharField(max_length=40)
    file_name = models.CharField(max_length=120)
    file = models.FileField(upload_to="plans/papers/%Y/%m/", max_length=200)
    digest = models.CharField(max_length=64)
    lines = models.JSONField()
    read_by_id = models.CharField(max_length=80)
    read_by = models.CharField(max_length=80)
    read_at = models.DateTimeField()
    plan_id = models.UUIDField(null=True)

    def __str__(self) -> str:
        return self.file_name
