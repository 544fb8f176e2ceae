"""Matters, their pictures, which ones are alike, and where they were forwarded."""

from django.contrib.gis.db import models

from anlan.kernel.ids import new_id

_WAITING = models.Q(state__in=("received", "taken", "answered"))


class Matter(models.Model):
    """Something somebody told: never deleted, never overwritten; merging and linking only point elsewhere.

    ``urgency`` is the level 0 to 4 that ``points`` reach, ``reasons`` why; ``origin`` is the mark of an address that
    nobody was signed in at; ``receipt`` is the secret by which the public follows it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    day = models.DateField()
    serial = models.PositiveIntegerField()
    number = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=20)
    state = models.CharField(max_length=12, default="received")
    token = models.CharField(max_length=80, null=True)
    sender_id = models.CharField(max_length=80)
    sender_name = models.CharField(max_length=80, blank=True)
    organisation_id = models.UUIDField(null=True)
    origin = models.CharField(max_length=64, blank=True)
    receipt = models.CharField(max_length=32, unique=True)
    text = models.TextField()
    region = models.CharField(max_length=12, db_index=True)
    place_text = models.CharField(max_length=200, blank=True)
    location = models.PointField(srid=4326, null=True)
    teller_name = models.CharField(max_length=40, blank=True)
    teller_phone = models.CharField(max_length=24, blank=True)
    event_kind = models.CharField(max_length=5, blank=True)
    category = models.CharField(max_length=40, blank=True)
    hurt = models.PositiveIntegerField(default=0)
    told_at = models.DateTimeField()
    received_at = models.DateTimeField()
    digest = models.CharField(max_length=64)
    is_exercise = models.BooleanField(default=False)
    points = models.PositiveIntegerField(default=0)
    urgency = models.PositiveSmallIntegerField(default=0)
    reasons = models.JSONField(default=list)
    repeats = models.PositiveIntegerField(default=0)
    taken_by = models.CharField(max_length=80, blank=True)
    taken_at = models.DateTimeField(null=True)
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="merged")
    incident_id = models.UUIDField(null=True, db_index=True)
    end_reason = models.CharField(max_length=500, blank=True)
    ended_by = models.CharField(max_length=80, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["day", "serial"], name="a_matter_number_is_given_once"),
            models.UniqueConstraint(
                fields=["sender_id", "token"], condition=models.Q(token__isnull=False), name="a_matter_is_stored_once"
            ),
            models.CheckConstraint(condition=models.Q(urgency__range=(0, 4)), name="a_matter_has_an_urgency"),
            models.CheckConstraint(condition=~models.Q(merged_into=models.F("id")), name="a_matter_is_not_its_twin"),
        ]
        indexes = [
            models.Index(fields=["-urgency", "received_at", "id"], condition=_WAITING, name="matters_that_wait"),
            models.Index(fields=["-received_at", "-id"], name="matters_newest"),
            models.Index(fields=["sender_id", "-received_at"], name="matters_of_a_sender"),
            models.Index(fields=["origin", "-received_at"], name="matters_of_an_address"),
        ]

    def __str__(self) -> str:
        return self.number


class MatterPicture(models.Model):
    """A picture that was sent, without the camera's notes; ``digest`` is of the file as it came."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="pictures")
    file = models.FileField(upload_to="intake/%Y/%m/")
    media_type = models.CharField(max_length=20)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.file.name


class Alike(models.Model):
    """Two matters that may tell of the same thing, and why; a person merges them or says that they differ."""

    later = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="earlier_alike")
    earlier = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="later_alike")
    points = models.PositiveSmallIntegerField()
    reasons = models.JSONField()
    is_strong = models.BooleanField()
    found_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["later", "earlier"], name="two_matters_are_compared_once")]

    def __str__(self) -> str:
        return f"{self.later_id} {self.earlier_id}"


class Forwarding(models.Model):
    """A matter given to a department: by when it answers, what it answered or why it returned it, how it is rated."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="forwardings")
    category = models.CharField(max_length=40)
    organisation_id = models.UUIDField()
    organisation_name = models.CharField(max_length=120)
    region = models.CharField(max_length=12, db_index=True)
    note = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=12, default="open")
    forwarded_by = models.CharField(max_length=80)
    forwarded_at = models.DateTimeField(db_index=True)
    due_at = models.DateTimeField()
    overdue_told_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)
    answered_by = models.CharField(max_length=80, blank=True)
    answered_at = models.DateTimeField(null=True)
    rating = models.PositiveSmallIntegerField(null=True)
    rating_note = models.CharField(max_length=500, blank=True)
    rated_by = models.CharField(max_length=80, blank=True)
    rated_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["matter"],
                condition=models.Q(state__in=("open", "answered")),
                name="a_matter_is_at_one_department",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=models.Q(state="open"), name="forwardings_that_run"),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} to {self.organisation_name}"


class ReadMailbox(models.Model):
    """How far a mailbox is read: numbering and highest letter; its fault now, and what could not be taken.

    Times are of the machine's clock. No password is kept here.
    """

    name = models.CharField(max_length=200, unique=True)
    region = models.CharField(max_length=12, db_index=True)
    validity = models.BigIntegerField(null=True)
    last_uid = models.BigIntegerField(default=0)
    polled_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=200, blank=True)
    fault_since = models.DateTimeField(null=True)
    refused = models.PositiveIntegerField(default=0)
    last_refused = models.CharField(max_length=200, blank=True)
    refused_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class TipOffFine(models.Model):
    """A fine imposed in a case that came of a matter, as enforcement told it."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="fines")
    case_id = models.UUIDField(unique=True)
    fine = models.DecimalField(max_digits=14, decimal_places=2)
    noted_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.matter_id} {self.fine}"


class Reward(models.Model):
    """The reward of a matter; it holds no name: who is paid is looked up, which the journal keeps."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="rewards")
    region = models.CharField(max_length=12, db_index=True)
    state = models.CharField(max_length=10)
    rule = models.CharField(max_length=12)
    fine = models.DecimalField(max_digits=14, decimal_places=2, default=0)
    level = models.CharField(max_length=16, blank=True)
    people = models.PositiveIntegerField(default=0)
    is_insider = models.BooleanField(default=False)
    basis = models.CharField(max_length=300)
    table_amount = models.DecimalField(max_digits=12, decimal_places=2)
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    reason = models.CharField(max_length=500, blank=True)
    proposed_by_id = models.CharField(max_length=80)
    proposed_by = models.CharField(max_length=80)
    proposed_at = models.DateTimeField()
    first_by_id = models.CharField(max_length=80, blank=True)
    first_by = models.CharField(max_length=80, blank=True)
    second_by_id = models.CharField(max_length=80, blank=True)
    second_by = models.CharField(max_length=80, blank=True)
    approved_at = models.DateTimeField(null=True)
    refusal = models.CharField(max_length=500, blank=True)
    told_at = models.DateTimeField(null=True)
    claim_by = models.DateField(null=True)
    voucher = models.CharField(max_length=80, blank=True)
    paid_by = models.CharField(max_length=80, blank=True)
    paid_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-proposed_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["matter"], condition=~models.Q(state="refused"), name="a_matter_is_rewarded_once"
            ),
            models.UniqueConstraint(fields=["voucher"], condition=~models.Q(voucher=""), name="a_voucher_pays_once"),
        ]
        indexes = [
            models.Index(fields=["claim_by"], condition=models.Q(state="told"), name="rewards_to_claim"),
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} {self.amount} {self.state}"
