"""The sound that loudspeakers play for a warning."""

from django.db import models

from anlan.kernel.ids import new_id


class Sound(models.Model):
    """A warning's sound in one language: recorded by hand while a draft, or spoken by machine when it was sent.

    A trigger refuses every change of the sounds of what was sent.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    warning_id = models.UUIDField()
    language = models.CharField(max_length=8)
    source = models.CharField(max_length=8)
    raw = models.BinaryField()
    size = models.PositiveIntegerField()
    seconds = models.FloatField()
    sha256 = models.CharField(max_length=64, db_index=True)
    kept_by = models.CharField(max_length=80, blank=True)
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["warning_id", "language"], name="a_warning_sounds_one_way_per_language"),
        ]

    def __str__(self) -> str:
        return f"{self.warning_id} {self.language} {self.seconds:g} s"
