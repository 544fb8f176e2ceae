"""How channels send: texts kept once for all receivers, mass sendings, pace, minutes, link tests, hand deliveries."""

from django.db import models

from anlan.public_warnings.models.transmissions import Transmission


class MassSending(models.Model):
    """One channel's messages of a transmission where they are too many for a journal entry each: how they stand."""

    transmission = models.ForeignKey(Transmission, on_delete=models.PROTECT, related_name="mass_sendings")
    warning_id = models.UUIDField(db_index=True)
    region = models.CharField(max_length=12)
    channel = models.CharField(max_length=20)
    is_exercise = models.BooleanField()
    total = models.IntegerField(default=0)
    sent = models.IntegerField(default=0)
    delivered = models.IntegerField(default=0)
    undelivered = models.IntegerField(default=0)
    given_up = models.IntegerField(default=0)
    queued_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["transmission", "channel"], name="one_mass_sending_a_channel")]

    def __str__(self) -> str:
        return f"{self.channel} {self.total}"


class DeliveryText(models.Model):
    """What all receivers of one transmission, channel and language are told."""

    transmission = models.ForeignKey(Transmission, on_delete=models.PROTECT, related_name="delivery_texts")
    channel = models.CharField(max_length=20)
    language = models.CharField(max_length=8)
    title = models.CharField(max_length=200)
    text = models.TextField()
    mass_sending = models.ForeignKey(MassSending, on_delete=models.PROTECT, null=True, related_name="texts")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["transmission", "channel", "language"], name="a_text_is_kept_once")
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.language}"


class ChannelPace(models.Model):
    """How many messages a channel may send now, by the machine's clock; all workers draw on it."""

    channel = models.CharField(max_length=20, primary_key=True)
    allowance = models.FloatField(default=0)
    reckoned_real = models.DateTimeField()

    def __str__(self) -> str:
        return self.channel


class ChannelMinute(models.Model):
    """What a channel did in one minute of the machine's clock."""

    channel = models.CharField(max_length=20)
    minute_real = models.DateTimeField()
    accepted = models.IntegerField(default=0)
    failed = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["channel", "minute_real"], name="a_minute_is_counted_once")]

    def __str__(self) -> str:
        return f"{self.channel} {self.minute_real:%H:%M}"


class ChannelLink(models.Model):
    """What the last tests of a channel's link said, and whether a person wants one now."""

    channel = models.CharField(max_length=20, primary_key=True)
    tested_real = models.DateTimeField(null=True)
    milliseconds = models.IntegerField(null=True)
    is_up = models.BooleanField(null=True)
    since_real = models.DateTimeField(null=True)
    fault = models.CharField(max_length=300, blank=True)
    wanted_real = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.channel


class LinkTest(models.Model):
    """One test of a channel's link; a week of them is kept."""

    channel = models.CharField(max_length=20)
    tested_real = models.DateTimeField()
    milliseconds = models.IntegerField()
    is_up = models.BooleanField()
    fault = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["channel", "tested_real"], name="tests_of_a_link")]

    def __str__(self) -> str:
        return f"{self.channel} {self.tested_real}"


class InboundText(models.Model):
    """A short message that a phone sent to the platform; kept once; ``handled_at``: its meaning was found."""

    channel = models.CharField(max_length=20)
    reference = models.CharField(max_length=120)
    address = models.CharField(max_length=40, db_index=True)
    text = models.TextField(blank=True)
    received_at = models.DateTimeField()
    is_exercise = models.BooleanField()
    handled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["channel", "reference"], name="an_inbound_text_is_kept_once")]
        indexes = [
            models.Index(fields=["received_at"], name="inbound_texts_to_read", condition=models.Q(handled_at=None))
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.received_at}"
