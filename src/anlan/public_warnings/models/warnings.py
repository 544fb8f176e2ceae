"""Warnings being written, and every version of their text."""

from django.contrib.gis.db import models
from django.contrib.postgres.fields import ArrayField

from anlan.kernel.ids import new_id
from anlan.public_warnings.domain.content import MessageKind
from anlan.public_warnings.domain.states import OPEN_STATES, WarningState


class PublicWarning(models.Model):
    """A warning being written, signed and approved; what is sent is a ``Transmission``.

    ``author_keys`` names everyone who wrote any part of the text that stands, by account and by person.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region = models.CharField(max_length=12, db_index=True)
    state = models.CharField(max_length=12, default=WarningState.DRAFT.value)
    message_kind = models.CharField(max_length=8, default=MessageKind.ALERT.value)
    follows = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="followers")
    event_code = models.CharField(max_length=5)
    level = models.PositiveSmallIntegerField()
    headline = models.CharField(max_length=120)
    description = models.TextField()
    instruction = models.TextField()
    translations = models.JSONField(default=list)
    regions = ArrayField(models.CharField(max_length=12))
    drawn_rings = models.JSONField(default=list)
    area_source = models.JSONField(null=True)
    area = models.MultiPolygonField(srid=4326)
    area_error_m = models.IntegerField(default=0)
    effective = models.DateTimeField()
    onset = models.DateTimeField(null=True)
    expires = models.DateTimeField()
    channels = ArrayField(models.CharField(max_length=20))
    source_alarm_id = models.UUIDField(null=True)
    incident_id = models.UUIDField(null=True, db_index=True)
    is_exercise = models.BooleanField(default=False)
    is_retraction = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    author_keys = ArrayField(models.CharField(max_length=80))
    author_name = models.CharField(max_length=80)
    drafted_at = models.DateTimeField(db_index=True)
    signer_keys = ArrayField(models.CharField(max_length=80), default=list)
    signer_name = models.CharField(max_length=80, blank=True)
    signed_at = models.DateTimeField(null=True)
    signed_seal = models.CharField(max_length=64, blank=True)
    signatures = models.JSONField(default=list)
    return_reason = models.CharField(max_length=500, blank=True)
    returned_by = models.CharField(max_length=80, blank=True)
    approver_name = models.CharField(max_length=80, blank=True)
    issued_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(level__range=(1, 4)), name="a_warning_has_a_legal_level"),
            models.CheckConstraint(
                condition=~models.Q(state=WarningState.SIGNED.value) | ~models.Q(signed_seal=""),
                name="a_signed_warning_has_a_seal",
            ),
            models.CheckConstraint(
                condition=models.Q(message_kind=MessageKind.ALERT.value, follows=None)
                | ~models.Q(message_kind=MessageKind.ALERT.value) & models.Q(follows__isnull=False),
                name="only_followers_follow",
            ),
            models.UniqueConstraint(
                fields=["follows"],
                condition=models.Q(state__in=[state.value for state in OPEN_STATES]),
                name="one_open_follower_per_warning",
            ),
            models.UniqueConstraint(
                fields=["source_alarm_id", "level"],
                condition=models.Q(source_alarm_id__isnull=False, message_kind=MessageKind.ALERT.value)
                & ~models.Q(state=WarningState.WITHDRAWN.value),
                name="an_alarm_drafts_once_per_level",
            ),
        ]
        indexes = [models.Index(fields=["state", "-level", "-drafted_at"], name="warnings_by_urgency")]

    def __str__(self) -> str:
        return self.headline


class TextVersion(models.Model):
    """One version of what a warning says; kept, never changed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    warning = models.ForeignKey(PublicWarning, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    seal = models.CharField(max_length=64)
    author_name = models.CharField(max_length=80)
    written_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["warning", "number"], name="a_version_number_is_given_once")]

    def __str__(self) -> str:
        return f"{self.warning_id} v{self.number}"
