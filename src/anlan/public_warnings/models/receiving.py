"""Partners whose CAP messages come in, what came, and what was refused."""

from django.db import models

from anlan.kernel.ids import new_id
from anlan.public_warnings.domain.receiving import ReceivedState


class Partner(models.Model):
    """Who sends us CAP messages: polled at ``address``, or pushing with a key of which only the digest is kept.

    ``next_poll_at`` and ``claimed_until`` are of the machine's clock: what a partner does is in no replay.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=80)
    region = models.CharField(max_length=12, db_index=True)
    address = models.CharField(max_length=500, blank=True)
    poll_minutes = models.PositiveSmallIntegerField(default=5)
    push_digest = models.CharField(max_length=64, blank=True)
    is_paused = models.BooleanField(default=False)
    must_sign = models.BooleanField(default=False)
    etag = models.CharField(max_length=300, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    next_poll_at = models.DateTimeField(null=True, db_index=True)
    claimed_until = models.DateTimeField(null=True)
    polled_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=300, blank=True)
    faults = models.PositiveIntegerField(default=0)
    added_by = models.CharField(max_length=80)
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name


class SeenEntry(models.Model):
    """An entry of a partner's feed that was taken, so that it is not fetched again."""

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="seen")
    mark = models.CharField(max_length=64)
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partner", "mark"], name="an_entry_is_seen_once")]

    def __str__(self) -> str:
        return self.mark[:12]


class ReceivedMessage(models.Model):
    """A partner's valid message, kept as the bytes that came; a person turns it into a draft or sets it aside."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="messages")
    region = models.CharField(max_length=12, db_index=True)
    sender = models.CharField(max_length=300)
    identifier = models.CharField(max_length=300)
    sent = models.DateTimeField()
    message_type = models.CharField(max_length=8)
    status = models.CharField(max_length=10)
    scope = models.CharField(max_length=12)
    headline = models.CharField(max_length=300)
    level = models.PositiveSmallIntegerField()
    event_code = models.CharField(max_length=5, blank=True)
    expires = models.DateTimeField(null=True)
    signature = models.CharField(max_length=8, default="unsigned")
    signature_algorithm = models.CharField(max_length=40, blank=True)
    signer = models.CharField(max_length=300, blank=True)
    signature_fault = models.CharField(max_length=60, blank=True)
    earlier = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="later")
    state = models.CharField(max_length=10, default=ReceivedState.WAITING.value)
    reason = models.CharField(max_length=500, blank=True)
    decided_by = models.CharField(max_length=80, blank=True)
    decided_at = models.DateTimeField(null=True)
    draft_id = models.UUIDField(null=True, db_index=True)
    cap_xml = models.BinaryField()
    received_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sender", "identifier", "sent"], name="a_message_is_received_once"),
            models.CheckConstraint(
                condition=~models.Q(state=ReceivedState.DRAFTED.value) | models.Q(draft_id__isnull=False),
                name="a_drafted_message_names_its_draft",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=ReceivedState.SET_ASIDE.value) | ~models.Q(reason=""),
                name="a_message_set_aside_has_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["state", "-received_at"], name="received_by_state")]

    def __str__(self) -> str:
        return self.identifier


class RefusedMessage(models.Model):
    """What a partner sent and was refused: why, and its beginning; the same bytes are kept once."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="refused")
    region = models.CharField(max_length=12, db_index=True)
    code = models.CharField(max_length=60)
    errors = models.JSONField()
    came_from = models.CharField(max_length=500)
    digest = models.CharField(max_length=64)
    beginning = models.BinaryField()
    size = models.PositiveIntegerField()
    times = models.PositiveIntegerField(default=1)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partner", "digest"], name="a_refusal_is_kept_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.digest[:12]}"
