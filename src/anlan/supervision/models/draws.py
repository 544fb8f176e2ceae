"""Rows: double-random draws; what was frozen never changes, the database refuses it."""

from django.db import models

from anlan.kernel.ids import new_id
from anlan.supervision.domain.states import DrawState


class Draw(models.Model):
    """A draw: ``frozen`` is the record without secret and result, ``secret`` is bound by the digest within it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region = models.CharField(max_length=12, db_index=True)
    department = models.CharField(max_length=80)
    title = models.CharField(max_length=120)
    state = models.CharField(max_length=8, default=DrawState.FROZEN.value)
    plan_id = models.UUIDField(null=True)
    frozen = models.JSONField()
    pool_digest = models.CharField(max_length=64)
    secret = models.CharField(max_length=64)
    announced_at = models.DateTimeField()
    frozen_by_id = models.CharField(max_length=80)
    frozen_by = models.CharField(max_length=80)
    frozen_at = models.DateTimeField()
    entropy = models.CharField(max_length=120, blank=True)
    seed = models.CharField(max_length=64, blank=True)
    result = models.JSONField(default=list)
    drawn_by = models.CharField(max_length=80, blank=True)
    drawn_at = models.DateTimeField(null=True)
    redraw_of = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="redrawn")
    reason = models.CharField(max_length=500, blank=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["-frozen_at", "-id"]

    def __str__(self) -> str:
        return f"{self.title} {self.state}"
