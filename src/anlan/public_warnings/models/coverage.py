"""What a warning's messages came to, counted from the rows of deliveries so that no page has to count millions."""

from django.db import models


class CoverageCount(models.Model):
    """Messages of one channel to one place that arrived in one hour; ``hour`` is empty for what did not arrive."""

    warning_id = models.UUIDField(db_index=True)
    channel = models.CharField(max_length=20)
    region = models.CharField(max_length=12)
    hour = models.DateTimeField(null=True)
    total = models.IntegerField()
    reached = models.IntegerField()
    in_time = models.IntegerField()
    given_up = models.IntegerField()

    def __str__(self) -> str:
        return f"{self.channel} {self.region} {self.total}"


class CoveragePlace(models.Model):
    """The residents of one place of a warned area: how many live there, are registered, were reached."""

    warning_id = models.UUIDField(db_index=True)
    region = models.CharField(max_length=12)
    population = models.IntegerField()
    registered = models.IntegerField()
    reached = models.IntegerField()
    covered = models.IntegerField()

    def __str__(self) -> str:
        return f"{self.region} {self.covered}/{self.population}"


class CoverageSummary(models.Model):
    """A warning's coverage as it was counted last; ``is_final``: nothing changes any more."""

    warning_id = models.UUIDField(primary_key=True)
    region = models.CharField(max_length=12)
    sent_at = models.DateTimeField()
    population = models.IntegerField()
    unregistered = models.IntegerField()
    covered = models.IntegerField()
    total = models.IntegerField()
    reached = models.IntegerField()
    in_time = models.IntegerField()
    counted_at = models.DateTimeField()
    counted_real = models.DateTimeField()
    asked_real = models.DateTimeField(null=True)
    is_final = models.BooleanField()

    def __str__(self) -> str:
        return f"{self.warning_id} {self.covered}/{self.population}"
