"""What SensorThings clients see and send beyond our own stations and series.

A Thing is a station, a Datastream a series, an Observation a reading. What the standard has and our rows have not
(descriptions, properties, instruments, places in the course of time) stands here. Nothing that was measured is ever
erased through this door: an entity that a client deletes is withdrawn, and no longer seen by clients.
"""

from django.contrib.gis.db import models

from anlan.monitoring.models.stations import Series, Station


class Described(models.Model):
    """What most entities have. ``region`` says whose it is; empty: shared by all."""

    name = models.CharField(max_length=255)
    description = models.TextField(blank=True)
    properties = models.JSONField(null=True)
    region = models.CharField(max_length=12, blank=True, db_index=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class FeatureOfInterest(Described):
    """What an observation is about; ``feature`` as it was sent, ``geometry`` where it is GeoJSON.

    ``station`` is set where the platform itself made it of a station's place.
    """

    id = models.AutoField(primary_key=True)
    encoding_type = models.CharField(max_length=255)
    feature = models.JSONField()
    geometry = models.GeometryField(srid=4326, null=True)
    station = models.ForeignKey(Station, null=True, on_delete=models.CASCADE, related_name="+")


class Location(Described):
    """Where Things are or were; ``location`` as it was sent, ``geometry`` where it is GeoJSON.

    ``station`` is set where the platform itself made it of a station's place.
    """

    id = models.AutoField(primary_key=True)
    encoding_type = models.CharField(max_length=255)
    location = models.JSONField()
    geometry = models.GeometryField(srid=4326, null=True)
    station = models.ForeignKey(Station, null=True, on_delete=models.CASCADE, related_name="+")


class Thing(models.Model):
    """A station as SensorThings sees it; its name is the station's.

    ``is_placed`` is false where its station stands at its region's seat only until a client sends a Location.
    """

    id = models.AutoField(primary_key=True)
    station = models.OneToOneField(Station, on_delete=models.CASCADE, related_name="thing")
    description = models.TextField(blank=True)
    properties = models.JSONField(null=True)
    is_placed = models.BooleanField(default=True)
    locations = models.ManyToManyField(Location, related_name="things")
    feature = models.ForeignKey(FeatureOfInterest, null=True, on_delete=models.SET_NULL, related_name="things")
    withdrawn_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"thing {self.id}"


class HistoricalLocation(models.Model):
    """Since when a Thing was at its Locations."""

    id = models.AutoField(primary_key=True)
    thing = models.ForeignKey(Thing, on_delete=models.CASCADE, related_name="historical_locations")
    time = models.DateTimeField()
    locations = models.ManyToManyField(Location, related_name="historical_locations")
    withdrawn_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"thing {self.thing_id} since {self.time}"


class Sensor(Described):
    """An instrument; ``metadata`` describes it in the way that ``encoding_type`` says."""

    id = models.AutoField(primary_key=True)
    encoding_type = models.CharField(max_length=255)
    metadata = models.JSONField()
    quantity = models.CharField(max_length=40, null=True, unique=True)


class ObservedProperty(Described):
    """What is observed; ``quantity`` is the house's own word for it, where it is one of the house."""

    id = models.AutoField(primary_key=True)
    definition = models.TextField()
    quantity = models.CharField(max_length=40, null=True, unique=True)


class Datastream(models.Model):
    """A series as SensorThings sees it."""

    series = models.OneToOneField(Series, on_delete=models.CASCADE, primary_key=True, related_name="datastream")
    thing = models.ForeignKey(Thing, on_delete=models.CASCADE, related_name="datastreams")
    sensor = models.ForeignKey(Sensor, on_delete=models.PROTECT, related_name="datastreams")
    observed_property = models.ForeignKey(ObservedProperty, on_delete=models.PROTECT, related_name="datastreams")
    name = models.CharField(max_length=255)
    description = models.TextField(blank=True)
    observation_type = models.CharField(max_length=255)
    unit_of_measurement = models.JSONField()
    observed_area = models.JSONField(null=True)
    observed_geometry = models.GeometryField(srid=4326, null=True)
    properties = models.JSONField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class Observation(models.Model):
    """A stored reading, linked to its Datastream; the rows are the intake's."""

    pk = models.CompositePrimaryKey("datastream_id", "time")
    datastream = models.ForeignKey(
        Datastream, on_delete=models.DO_NOTHING, db_column="series_id", related_name="observations"
    )
    time = models.DateTimeField()
    value = models.FloatField()

    class Meta:
        managed = False
        db_table = "monitoring_reading"

    def __str__(self) -> str:
        return f"{self.value} at {self.time}"


class ObservationDetail(models.Model):
    """What was sent with a reading beyond its time and value; most have none."""

    datastream = models.ForeignKey(Datastream, on_delete=models.CASCADE, related_name="details")
    time = models.DateTimeField()
    began_at = models.DateTimeField(null=True)
    result_time = models.DateTimeField(null=True)
    result_quality = models.JSONField(null=True)
    valid_from = models.DateTimeField(null=True)
    valid_until = models.DateTimeField(null=True)
    parameters = models.JSONField(null=True)
    feature = models.ForeignKey(FeatureOfInterest, null=True, on_delete=models.RESTRICT, related_name="details")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["datastream", "time"], name="a_reading_has_its_details_once"),
        ]

    def __str__(self) -> str:
        return f"{self.datastream_id} at {self.time}"


class CategoryTerm(models.Model):
    """One word that the results of a category Datastream take; readings store its number."""

    datastream = models.ForeignKey(Datastream, on_delete=models.CASCADE, related_name="terms")
    number = models.PositiveIntegerField()
    text = models.CharField(max_length=255)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["datastream", "number"], name="a_number_means_one_term"),
            models.UniqueConstraint(fields=["datastream", "text"], name="a_term_has_one_number"),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.text}"


class DescribedEdition(models.Model):
    """Up to which edition of the directory stations and series are described for SensorThings."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    number = models.BigIntegerField(default=-1)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_described_edition")]

    def __str__(self) -> str:
        return str(self.number)
