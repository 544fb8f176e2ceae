"""What a voice gateway has told."""

from django.db import models


class VoiceNotice(models.Model):
    """One notice of a gateway, kept once by its own id: a key pressed, or how a call ended; and what came of it."""

    id = models.CharField(primary_key=True, max_length=120)
    delivery_id = models.UUIDField(db_index=True)
    kind = models.CharField(max_length=8)
    value = models.CharField(max_length=40)
    outcome = models.CharField(max_length=20)
    taken_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.kind} {self.value} {self.outcome}"
