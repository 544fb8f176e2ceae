"""Rows: a case's documents, their signatures and their service."""

from django.db import models

from anlan.enforcement.models.cases import Case
from anlan.kernel.ids import new_id


class Document(models.Model):
    """A document of a case. Approved, it has its number and its Word file, and the database refuses to change them."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="documents")
    kind = models.CharField(max_length=16)
    state = models.CharField(max_length=10)
    content = models.JSONField()
    author_id = models.CharField(max_length=80)
    author = models.CharField(max_length=80)
    drafted_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    approved_by = models.CharField(max_length=80, blank=True)
    approved_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=500, blank=True)
    office = models.CharField(max_length=12, blank=True)
    stem = models.CharField(max_length=8, blank=True)
    year = models.PositiveIntegerField(null=True)
    number = models.PositiveIntegerField(null=True)
    file = models.BinaryField(null=True)
    digest = models.CharField(max_length=64, blank=True)
    token = models.UUIDField(null=True, unique=True)

    class Meta:
        ordering = ["drafted_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "stem", "year", "number"],
                condition=models.Q(number__isnull=False),
                name="a_case_document_number_is_given_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="approved")
                | models.Q(approved_at__isnull=False, file__isnull=False) & ~models.Q(digest=""),
                name="an_approved_case_document_is_complete",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"


class Signature(models.Model):
    """A signature on screen under a document as it stood (``digest`` of its content)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="signatures")
    part = models.CharField(max_length=8)
    signer_id = models.CharField(max_length=80, blank=True)
    name = models.CharField(max_length=80)
    certificate = models.CharField(max_length=40, blank=True)
    refused = models.BooleanField(default=False)
    note = models.CharField(max_length=200, blank=True)
    image = models.BinaryField(null=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.UniqueConstraint(fields=["document", "part", "name"], name="one_signs_a_part_once")]

    def __str__(self) -> str:
        return f"{self.part} {self.name}"


class Service(models.Model):
    """The service of a document, with its receipt; each document is served once."""

    document = models.OneToOneField(Document, on_delete=models.CASCADE, related_name="service")
    way = models.CharField(max_length=12)
    served_at = models.DateTimeField()
    received_by = models.CharField(max_length=80)
    place = models.CharField(max_length=200, blank=True)
    witness = models.CharField(max_length=80, blank=True)
    image = models.BinaryField(null=True)
    reason = models.CharField(max_length=500, blank=True)
    by = models.CharField(max_length=80)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["served_at", "id"]

    def __str__(self) -> str:
        return f"{self.way} {self.served_at:%Y-%m-%d}"
