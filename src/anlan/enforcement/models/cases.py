"""Rows: a case, its clocks, pauses, evidence and payments, and what it does to a party's credit."""

from django.contrib.postgres.indexes import OpClass
from django.db import models
from django.db.models import F

from anlan.kernel.ids import new_id


class Case(models.Model):
    """A case against one party, from a clue to its closing."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region = models.CharField(max_length=12, db_index=True)
    title = models.CharField(max_length=120)
    state = models.CharField(max_length=16)
    procedure = models.CharField(max_length=10)
    party_kind = models.CharField(max_length=8)
    party_name = models.CharField(max_length=120)
    party_code = models.CharField(max_length=32, blank=True, db_index=True)
    party_address = models.CharField(max_length=200, blank=True)
    party_person = models.CharField(max_length=80, blank=True)
    object_id = models.UUIDField(null=True, db_index=True)
    source = models.CharField(max_length=16)
    source_id = models.CharField(max_length=80, blank=True)
    clue = models.TextField()
    ended_at = models.DateTimeField()
    found_at = models.DateTimeField()
    has_harm = models.BooleanField(default=False)
    has_major_danger = models.BooleanField(default=False)
    officers = models.JSONField(default=list)
    penalty = models.JSONField(default=dict)
    fine = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    objection_waived_at = models.DateTimeField(null=True)
    hearing_asked_at = models.DateTimeField(null=True)
    court_took_at = models.DateTimeField(null=True)
    executed_at = models.DateTimeField(null=True)
    execution = models.CharField(max_length=500, blank=True)
    decided_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    published = models.JSONField(default=dict)
    withdrawn_at = models.DateTimeField(null=True)
    keep_years = models.PositiveIntegerField(null=True)
    late_reasons = models.JSONField(default=list)
    opened_by_id = models.CharField(max_length=80)
    opened_by = models.CharField(max_length=80)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    token = models.UUIDField(null=True, unique=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["-opened_at", "-id"]
        indexes = [
            models.Index(F("opened_at").desc(), F("id").desc(), name="cases_newest"),
            models.Index(OpClass(F("region"), "varchar_pattern_ops"), F("state"), name="cases_by_state"),
            models.Index(
                F("decided_at").desc(), name="cases_published", condition=models.Q(published_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.state}"


class CaseClock(models.Model):
    """A limit that runs in a case, counted anew after each act; ``state`` running, warned, missed, met, met late."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="clocks")
    limit = models.CharField(max_length=32)
    since = models.DateTimeField()
    due_on = models.DateField()
    warn_on = models.DateField()
    state = models.CharField(max_length=10)
    is_paused = models.BooleanField(default=False)
    met_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "limit", "since"], name="a_limit_runs_once")]
        indexes = [
            models.Index(
                F("due_on"), F("id"), name="case_clocks_due", condition=models.Q(state__in=["running", "warned"])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.limit} {self.due_on} {self.state}"


class CasePause(models.Model):
    """Days that do not count: a hearing, a test, a publication, a review, a lawsuit."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="pauses")
    sort = models.CharField(max_length=12)
    first = models.DateField()
    last = models.DateField(null=True)
    reason = models.CharField(max_length=200)
    by = models.CharField(max_length=80)

    class Meta:
        ordering = ["first", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "sort"], condition=models.Q(last__isnull=True), name="a_case_pauses_once_by_sort"
            )
        ]

    def __str__(self) -> str:
        return f"{self.sort} {self.first}"


class Evidence(models.Model):
    """A picture that stands in the file as evidence."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="evidence")
    caption = models.CharField(max_length=200)
    taken_at = models.DateTimeField()
    taken_by = models.CharField(max_length=80)
    picture = models.BinaryField()
    media_type = models.CharField(max_length=20)
    digest = models.CharField(max_length=64)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["taken_at", "id"]
        constraints = [models.UniqueConstraint(fields=["case", "digest"], name="a_picture_stands_once_in_a_case")]

    def __str__(self) -> str:
        return self.caption


class Payment(models.Model):
    """What was paid of a fine or its surcharge; never changed."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="payments")
    on = models.DateField()
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    receipt = models.CharField(max_length=80)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        ordering = ["on", "id"]
        constraints = [models.UniqueConstraint(fields=["case", "receipt"], name="a_receipt_counts_once")]

    def __str__(self) -> str:
        return f"{self.on} {self.amount}"


class CreditListing(models.Model):
    """A party's entry in the list of seriously dishonest parties, with its term and repair."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="listings")
    region = models.CharField(max_length=12, db_index=True)
    object_id = models.UUIDField(null=True, db_index=True)
    party_name = models.CharField(max_length=120)
    party_code = models.CharField(max_length=32, blank=True)
    reason = models.CharField(max_length=500)
    listed_on = models.DateField()
    until = models.DateField()
    repair_from = models.DateField()
    listed_by = models.CharField(max_length=80)
    repaired_on = models.DateField(null=True)
    repair = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["-listed_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(repaired_on__isnull=True), name="a_case_lists_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.party_name} {self.until}"
