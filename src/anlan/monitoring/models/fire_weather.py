"""A county's fire weather of each day, with the codes that carry over."""

from django.db import models


class FireWeatherDay(models.Model):
    """One day of one county: what noon was like, the codes and the index, or what was missing."""

    region = models.CharField(max_length=12)
    day = models.DateField()
    temperature = models.FloatField(null=True)
    humidity = models.FloatField(null=True)
    wind = models.FloatField(null=True)
    rain = models.FloatField(null=True)
    ffmc = models.FloatField()
    dmc = models.FloatField()
    dc = models.FloatField()
    index = models.FloatField(null=True)
    grade = models.PositiveSmallIntegerField(null=True)
    dry_days = models.PositiveSmallIntegerField()
    missing = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["region", "day"], name="fire_weather_is_reckoned_once")]

    def __str__(self) -> str:
        return f"{self.region} {self.day}: {self.index}"
