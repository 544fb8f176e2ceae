"""Rows: consultations with their participants, minutes and conclusions."""

from django.db import models

from anlan.command.domain.consultations import ConsultationState
from anlan.command.domain.orders import Receiver
from anlan.command.models.orders import Order
from anlan.kernel.ids import new_id


class Consultation(models.Model):
    """A consultation on an incident. Closed, its minutes are what was signed: a trigger refuses to change them."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    incident_id = models.UUIDField(db_index=True)
    incident_title = models.CharField(max_length=200)
    token = models.UUIDField(null=True, unique=True)
    region = models.CharField(max_length=12, db_index=True)
    is_exercise = models.BooleanField(default=False)
    serial = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    agenda = models.TextField(blank=True)
    held_at = models.DateTimeField()
    place_text = models.CharField(max_length=200, blank=True)
    link = models.CharField(max_length=300, blank=True)
    chair = models.CharField(max_length=80)
    minutes = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=12, default=ConsultationState.CALLED.value)
    called_by = models.CharField(max_length=80)
    called_at = models.DateTimeField()
    closed_by = models.CharField(max_length=80, blank=True)
    closed_at = models.DateTimeField(null=True)
    close_reason = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["incident_id", "serial"], name="a_consultation_is_counted_once")]

    def __str__(self) -> str:
        return self.title


class Participant(models.Model):
    """Somebody called to a consultation; ``attended`` is empty until it is known."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="participants")
    person_id = models.UUIDField(null=True)
    name = models.CharField(max_length=80)
    organisation = models.CharField(max_length=120, blank=True)
    attended = models.BooleanField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "name", "organisation"], name="a_participant_is_listed_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Conclusion(models.Model):
    """What a consultation concluded; ``order`` is what became of it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="conclusions")
    text = models.TextField()
    to_kind = models.CharField(max_length=12, default=Receiver.ORGANISATION.value)
    to_id = models.UUIDField(null=True)
    to_label = models.CharField(max_length=120, blank=True)
    region = models.CharField(max_length=12, blank=True)
    within_minutes = models.PositiveIntegerField(default=0)
    order = models.OneToOneField(Order, on_delete=models.PROTECT, null=True, related_name="conclusion")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.text[:40]
