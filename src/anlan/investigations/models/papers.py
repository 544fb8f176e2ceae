"""Rows: the papers as they were made, frozen with their digest, and the pictures that stand as evidence."""

from django.db import models

from anlan.investigations.models.educations import Education
from anlan.investigations.models.findings import Measure
from anlan.investigations.models.investigations import Investigation
from anlan.kernel.ids import new_id


class Paper(models.Model):
    """A paper as it went out: never changed; ``serial`` counts those of one sort and year of an office."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    investigation = models.ForeignKey(Investigation, on_delete=models.CASCADE, related_name="papers")
    sort = models.CharField(max_length=16)
    about = models.CharField(max_length=120, blank=True)
    office = models.CharField(max_length=12)
    year = models.PositiveIntegerField()
    serial = models.PositiveIntegerField()
    number = models.CharField(max_length=80)
    file = models.BinaryField()
    digest = models.CharField(max_length=64)
    made_by = models.CharField(max_length=80)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["made_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["sort", "office", "year", "serial"], name="an_investigation_paper_number_once"
            )
        ]

    def __str__(self) -> str:
        return self.number


class Evidence(models.Model):
    """A picture that stands as evidence of the report, as proof of a measure, or of an education."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    investigation = models.ForeignKey(Investigation, on_delete=models.CASCADE, related_name="evidence")
    measure = models.ForeignKey(Measure, null=True, on_delete=models.CASCADE, related_name="pictures")
    education = models.ForeignKey(Education, null=True, on_delete=models.CASCADE, related_name="pictures")
    caption = models.CharField(max_length=200)
    picture = models.BinaryField()
    media_type = models.CharField(max_length=20)
    digest = models.CharField(max_length=64)
    added_by = models.CharField(max_length=80)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["added_at", "id"]
        constraints = [models.UniqueConstraint(fields=["investigation", "digest"], name="a_picture_is_evidence_once")]

    def __str__(self) -> str:
        return self.caption
