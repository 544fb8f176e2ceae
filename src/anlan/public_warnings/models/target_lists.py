"""Lists that are too long to be waited for: a job freezes them right after the issuing."""

from django.db import models

from anlan.public_warnings.models.transmissions import Transmission


class TargetList(models.Model):
    """A long list that a job freezes; it stands here from the issuing on, so that no kill and no fault loses it."""

    transmission = models.OneToOneField(
        Transmission, on_delete=models.PROTECT, related_name="target_list", primary_key=True
    )
    warning_id = models.UUIDField(db_index=True)
    asked_real = models.DateTimeField()
    frozen_at = models.DateTimeField(null=True)
    is_void = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["asked_real"], name="lists_to_freeze", condition=models.Q(frozen_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.transmission_id} {self.frozen_at or 'waiting'}"
