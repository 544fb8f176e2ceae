"""Devices that speak a protocol of their field, what they reported, and the lines they call in on."""

from django.contrib.gis.db import models

from anlan.kernel.ids import new_id
from anlan.monitoring.models.stations import Station


class Device(models.Model):
    """A device by its protocol and address, the station it reports for, and how its elements become readings.

    ``elements`` says by element code which quantity it is: ``{"quantity", "factor", "offset", "is_counter"}``; an
    element left out is read as the protocol's own table suggests. ``options`` are the protocol's: for Modbus the host,
    port, unit, period and registers; for JT/T 808 the authentication code.
    """

    class State(models.TextChoices):
        """Whether the device is spoken with."""

        ON = "on"
        OFF = "off"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    protocol = models.CharField(max_length=20)
    address = models.CharField(max_length=64)
    name = models.CharField(max_length=80, blank=True)
    station = models.ForeignKey(Station, on_delete=models.CASCADE, related_name="devices")
    elements = models.JSONField(default=dict, blank=True)
    options = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=5, choices=State.choices, default=State.ON)
    heard_at = models.DateTimeField(null=True)
    heard_from = models.CharField(max_length=64, blank=True)
    problem = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["protocol", "address"], name="a_device_address_is_given_once")]

    def __str__(self) -> str:
        return f"{self.protocol} {self.address}"


class DeviceCounter(models.Model):
    """The newest values of a counter that only grows, from which increments are reckoned.

    ``history`` holds (seconds since the epoch, value), the oldest first: a frame that comes again gives its increment
    again, which is then stored once.
    """

    device = models.ForeignKey(Device, on_delete=models.CASCADE, related_name="counters")
    element = models.CharField(max_length=20)
    history = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["device", "element"], name="a_counter_stands_once")]

    def __str__(self) -> str:
        return f"{self.element} of {self.device_id}"


class DeviceReport(models.Model):
    """Something a device told that is no measurement: a fire alarm at a part, a fault, an overspeeding vehicle."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    device = models.ForeignKey(Device, on_delete=models.CASCADE, related_name="reports")
    kind = models.CharField(max_length=40)
    part = models.CharField(max_length=80, blank=True)
    text = models.CharField(max_length=200, blank=True)
    time = models.DateTimeField()
    is_beginning = models.BooleanField()
    received_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["device", "kind", "part", "time", "is_beginning"], name="a_report_is_kept_once"
            )
        ]
        indexes = [models.Index(fields=["device", "-time"], name="device_reports_newest")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.device_id}"


class Position(models.Model):
    """Where a vehicle was last: ``course`` in degrees from north, ``speed`` in km/h."""

    station = models.OneToOneField(Station, on_delete=models.CASCADE, primary_key=True, related_name="position")
    location = models.PointField(srid=4326)
    time = models.DateTimeField()
    speed = models.FloatField(null=True)
    course = models.FloatField(null=True)

    def __str__(self) -> str:
        return f"{self.station_id} at {self.time}"


class Line(models.Model):
    """One protocol's door and how it is: written by the gateway every few seconds."""

    protocol = models.CharField(max_length=20, primary_key=True)
    port = models.PositiveIntegerField()
    since = models.DateTimeField()
    seen_at = models.DateTimeField()
    connections = models.PositiveIntegerField(default=0)
    frames = models.BigIntegerField(default=0)
    refused = models.BigIntegerField(default=0)
    frame_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return f"{self.protocol} on {self.port}"
