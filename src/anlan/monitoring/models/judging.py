"""Where rules stand, so that a restart tells nothing twice."""

from django.db import models

from anlan.monitoring.models.stations import Series


class Judgement(models.Model):
    """Where a rule stands on a series for a region, so that a restart tells nothing twice."""

    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="+")
    rule = models.CharField(max_length=40)
    region = models.CharField(max_length=12)
    level = models.PositiveSmallIntegerField()
    held_at = models.BigIntegerField()
    told = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["series", "rule", "region"], name="a_judgement_stands_once")]

    def __str__(self) -> str:
        return f"{self.rule} of {self.series_id} for {self.region}: {self.level}"


class JudgedGroup(models.Model):
    """Series that are judged together (named by the first of them) where they are not at rest, or were not lately.

    ``state`` is what the engine needs to go on after a restart as if there had been none, and to judge late readings;
    ``signature`` says by which units.
    """

    first = models.OneToOneField(Series, on_delete=models.CASCADE, primary_key=True, related_name="+")
    signature = models.CharField(max_length=32)
    state = models.BinaryField()

    def __str__(self) -> str:
        return f"the group of {self.first_id}"
