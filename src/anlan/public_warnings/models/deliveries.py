"""One message to one receiver, and what a person did where no channel reached him."""

from django.contrib.gis.db import models
from django.contrib.postgres.fields import ArrayField

from anlan.kernel.ids import new_id
from anlan.public_warnings.models.calls import CallStep
from anlan.public_warnings.models.sending import DeliveryText
from anlan.public_warnings.models.transmissions import Transmission


class Delivery(models.Model):
    """One message to one receiver; its id is the client message id that gateways see.

    A call has a ``text`` of its own; all others tell what their ``shared_text`` says. ``next_try_real`` is empty once
    nothing is left to send. ``is_asked_after``: its gateway tells what became of it only when asked. Claims, waits and
    gateway times are the machine's own clock (``real``): the outside world is in no replay. Rows come in millions, so
    there are few indexes, and none on what a claim, a hand-over or an arrival changes: those then touch no index at
    all. When to look at a row again stands in ``DueBatch``, how to find it by its gateway's word in
    ``GatewayReference``. What freezes with the transmission needs no foreign key's check by the database.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    transmission = models.ForeignKey(
        Transmission, on_delete=models.PROTECT, related_name="deliveries", db_index=False, db_constraint=False
    )
    warning_id = models.UUIDField()
    region = models.CharField(max_length=12)
    channel = models.CharField(max_length=20)
    receiver = models.CharField(max_length=120)
    person_id = models.UUIDField(null=True)
    address = models.CharField(max_length=300, blank=True)
    shared_text = models.ForeignKey(
        DeliveryText, on_delete=models.PROTECT, null=True, related_name="+", db_index=False, db_constraint=False
    )
    text = models.TextField(blank=True)
    call_step = models.ForeignKey(
        CallStep, on_delete=models.SET_NULL, null=True, related_name="deliveries", db_index=False
    )
    state = models.CharField(max_length=12, default="waiting")
    urgency = models.SmallIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_real = models.DateTimeField(null=True)
    claimed_until_real = models.DateTimeField(null=True)
    is_in_doubt = models.BooleanField(default=False)
    is_asked_after = models.BooleanField(default=False)
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
                fields=["transmission", "channel", "address", "receiver"],
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
            models.Index(fields=["warning_id", "channel"], name="deliveries_of_a_warning"),
            models.Index(
                fields=["-given_up_at"], name="deliveries_given_up", condition=models.Q(given_up_at__isnull=False)
            ),
            models.Index(
                fields=["channel", "id"], name="deliveries_asked_after", condition=models.Q(is_asked_after=True)
            ),
            models.Index(fields=["call_step"], name="deliveries_of_calls", condition=models.Q(call_step__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.receiver} {self.state}"


class DueBatch(models.Model):
    """When to look at some messages of a channel: a hint that the database writes wherever ``next_try_real`` is set.

    A worker that claims moves the time to the end of its claim and deletes the hint once all results are written down;
    so what a crash left is looked at again. The truth stands in the messages: a hint too many changes nothing.
    """

    channel = models.CharField(max_length=20)
    urgency = models.SmallIntegerField()
    due_real = models.DateTimeField()
    delivery_ids = ArrayField(models.UUIDField())

    class Meta:
        indexes = [models.Index(fields=["channel", "-urgency", "due_real"], name="batches_due")]

    def __str__(self) -> str:
        return f"{self.channel} {self.due_real} {len(self.delivery_ids)}"


class GatewayReference(models.Model):
    """The word by which a gateway that does not keep our message ids knows a message."""

    channel = models.CharField(max_length=20)
    reference = models.CharField(max_length=120)
    delivery_id = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["channel", "reference"], name="messages_by_reference")]

    def __str__(self) -> str:
        return f"{self.channel} {self.reference}"


class HandDelivery(models.Model):
    """A person's word that a receiver whom no channel reached was told all the same."""

    delivery = models.OneToOneField(Delivery, on_delete=models.PROTECT, related_name="hand_delivery")
    by_name = models.CharField(max_length=80)
    reached_name = models.CharField(max_length=80)
    way = models.CharField(max_length=80)
    told_at = models.DateTimeField()
    note = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.reached_name} {self.told_at}"
