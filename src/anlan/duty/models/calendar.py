"""What the calendar of a region holds besides the State Council's holidays."""

from django.db import models

from anlan.kernel.ids import new_id


class Occasion(models.Model):
    """An important activity, a sensitive time or a response, on whose days the duty may be doubled.

    ``source`` names what brought it (``response:ID``); a person's own entry has none.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region = models.CharField(max_length=12, db_index=True)
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=60)
    note = models.CharField(max_length=300, blank=True)
    first = models.DateField()
    last = models.DateField()
    is_double = models.BooleanField(default=False)
    source = models.CharField(max_length=80, blank=True)
    made_by = models.CharField(max_length=80)
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["region", "last"], name="occasions_of_a_region")]
        constraints = [
            models.CheckConstraint(condition=models.Q(first__lte=models.F("last")), name="an_occasion_has_days"),
            models.UniqueConstraint(
                fields=["region", "source"], condition=~models.Q(source=""), name="a_source_doubles_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name
