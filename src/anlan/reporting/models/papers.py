"""Rows of official documents: the editions of their templates, and the documents."""

from django.db import models

from anlan.kernel.ids import new_id


class TemplateEdition(models.Model):
    """One edition of a template as an office keeps it; rows are only ever added, the highest number is in use."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region = models.CharField(max_length=12, db_index=True)
    kind = models.CharField(max_length=24)
    number = models.PositiveIntegerField()
    content = models.JSONField()
    note = models.CharField(max_length=200)
    made_by = models.CharField(max_length=80)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region", "kind", "number"], name="a_template_edition_is_numbered_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number} of {self.region}"


class OfficialPaper(models.Model):
    """A document: written by a template, edited, issued with a number. Issued, the database refuses to change it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region = models.CharField(max_length=12, db_index=True)
    kind = models.CharField(max_length=24)
    incident_id = models.UUIDField(null=True, db_index=True)
    incident_title = models.CharField(max_length=200, blank=True)
    is_exercise = models.BooleanField(default=False)
    template_number = models.PositiveIntegerField(default=0)
    content = models.JSONField()
    author_id = models.CharField(max_length=80)
    author = models.CharField(max_length=80)
    editor_ids = models.JSONField(default=list)
    drafted_at = models.DateTimeField()
    year = models.PositiveIntegerField(null=True)
    number = models.PositiveIntegerField(null=True)
    issued_by = models.CharField(max_length=80, blank=True)
    issued_at = models.DateTimeField(null=True)
    document = models.BinaryField(null=True)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["region", "kind", "is_exercise", "year", "number"], name="a_paper_number_is_given_once"
            ),
            models.CheckConstraint(
                condition=models.Q(number=None, document=None, issued_at=None)
                | models.Q(number__isnull=False, document__isnull=False, issued_at__isnull=False),
                name="an_issued_paper_is_complete",
            ),
        ]
        indexes = [models.Index(fields=["region", "-drafted_at"], name="papers_newest")]

    def __str__(self) -> str:
        return f"{self.kind} {self.year}-{self.number}"
