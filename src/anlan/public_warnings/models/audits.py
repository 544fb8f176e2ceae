"""What the auditor of calls has found, and when he looked."""

from django.db import models

from anlan.kernel.ids import new_id
from anlan.public_warnings.models.transmissions import Transmission


class AuditFinding(models.Model):
    """One thing that is wrong with the calls of a warning: found once, seen until it is settled."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    transmission = models.ForeignKey(Transmission, on_delete=models.PROTECT, related_name="+")
    warning_id = models.UUIDField(db_index=True)
    region = models.CharField(max_length=12, db_index=True)
    flaw = models.CharField(max_length=30)
    about = models.CharField(max_length=120, blank=True)
    since = models.DateTimeField()
    found_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    is_exercise = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["transmission", "region", "flaw", "about", "since"], name="a_flaw_of_calls_is_found_once"
            )
        ]
        indexes = [models.Index(fields=["found_at"], name="audit_open", condition=models.Q(settled_at=None))]

    def __str__(self) -> str:
        return f"{self.flaw} in {self.region}"
