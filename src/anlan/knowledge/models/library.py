"""Rows: documents of the library, their passages, and what is structured of a case."""

from django.contrib.gis.db.models import PointField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from anlan.kernel.ids import new_id
from anlan.knowledge.domain.states import DocumentState


class Document(models.Model):
    """A law, plan, card or case. ``region`` empty: for every reader; ``key`` names what it was made from, once.

    It is in force from ``in_force_from`` to before ``repealed_from``, as far as they are known.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.CharField(max_length=120, null=True, unique=True)
    kind = models.CharField(max_length=12)
    region = models.CharField(max_length=12, blank=True, db_index=True)
    title = models.CharField(max_length=200)
    spelling = models.TextField(blank=True)
    edition = models.CharField(max_length=80, blank=True)
    origin = models.CharField(max_length=300, blank=True)
    address = models.CharField(max_length=200, blank=True)
    mark = models.CharField(max_length=12, blank=True)
    in_force_from = models.DateField(null=True)
    repealed_from = models.DateField(null=True)
    state = models.CharField(max_length=12, default=DocumentState.DRAFT.value)
    is_demo = models.BooleanField(default=False)
    added_by = models.CharField(max_length=80)
    added_at = models.DateTimeField()
    changed_by = models.CharField(max_length=80)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "title", "edition", "region"], name="one_per_edition")]
        indexes = [models.Index(fields=["kind", "state", "-changed_at"], name="documents_by_kind")]

    def __str__(self) -> str:
        return self.title


class Passage(models.Model):
    """A part of a document that is quoted as one; ``words`` is what it is found by."""

    id = models.BigAutoField(primary_key=True)
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="passages")
    number = models.PositiveIntegerField()
    label = models.CharField(max_length=60, blank=True)
    heading = models.CharField(max_length=120, blank=True)
    text = models.TextField()
    words = SearchVectorField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="passages_in_order")]
        indexes = [GinIndex(fields=["words"], name="passages_by_words")]

    def __str__(self) -> str:
        return f"{self.label}: {self.text[:40]}"


class Case(models.Model):
    """What is structured of a case: where, when, how grave, what it cost; its words are its document's passages."""

    document = models.OneToOneField(Document, primary_key=True, on_delete=models.CASCADE, related_name="case")
    incident_id = models.UUIDField(null=True, unique=True)
    event_kind = models.CharField(max_length=8, db_index=True)
    place_region = models.CharField(max_length=12, db_index=True)
    place_text = models.CharField(max_length=200, blank=True)
    location = PointField(srid=4326, null=True)
    happened_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    grade = models.PositiveSmallIntegerField(default=0)
    figures = models.JSONField(default=dict)
    timeline = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"{self.event_kind} {self.place_region}"
