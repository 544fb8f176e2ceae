"""One message to one receiver."""

from django.contrib.gis.db import models

from anlan.kernel.ids import new_id
from anlan.public_warnings.models.calls import CallStep
from anlan.public_warnings.models.transmissions import Transmission


class Delivery(models.Model):
    """One message to one receiver; its id is the client message id that gateways see.

    Claims, waits and gateway times are the machine's own clock (``real``): the outside world is in no replay.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    transmission = models.ForeignKey(Transmission, on_delete=models.PROTECT, related_name="deliveries")
    warning_id = models.UUIDField(db_index=True)
    region = models.CharField(max_length=12, db_index=True)
    channel = models.CharField(max_length=20)
    receiver = models.CharField(max_length=120)
    person_id = models.UUIDField(null=True)
    address = models.CharField(max_length=300, blank=True)
    title = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    call_step = models.ForeignKey(CallStep, on_delete=models.SET_NULL, null=True, related_name="deliveries")
    state = models.CharField(max_length=12, default="waiting")
    urgency = models.SmallIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_real = models.DateTimeField()
    claimed_until_real = models.DateTimeField(null=True)
    is_in_doubt = models.BooleanField(default=False)
    reference = models.CharField(max_length=120, blank=True)
    last_fault = models.CharField(max_length=300, blank=True)
    queued_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)
    is_exercise = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["transmission", "channel", "receiver", "address"],
                condition=models.Q(call_step=None),
                name="a_receiver_gets_a_transmission_once",
            ),
            models.CheckConstraint(
                condition=models.Q(is_exercise=True, channel__startswith="exercise_")
                | models.Q(is_exercise=False) & ~models.Q(channel__startswith="exercise_"),
                name="an_exercise_goes_by_exercise_channels_only",
            ),
        ]
        indexes = [
            models.Index(
                fields=["channel", "-urgency", "next_try_real"],
                name="deliveries_due",
                condition=models.Q(state="waiting"),
            ),
            models.Index(fields=["channel", "sent_at"], name="deliveries_open", condition=models.Q(state="sent")),
            models.Index(fields=["given_up_at"], name="deliveries_given_up", condition=models.Q(state="given_up")),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.receiver} {self.state}"
