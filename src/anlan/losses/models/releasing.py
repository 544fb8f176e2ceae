"""Rows: departments' own figures, what was agreed, who signed, and what went to the public."""

from django.db import models

from anlan.kernel.ids import new_id
from anlan.losses.models.figures import Survey


class DepartmentFigure(models.Model):
    """What a department itself counts of one indicator; the newest of a department stands."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="department_figures")
    department = models.CharField(max_length=80)
    indicator = models.CharField(max_length=40)
    value = models.DecimalField(max_digits=14, decimal_places=2)
    source = models.CharField(max_length=200)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.department} {self.indicator} {self.value}"


class AgreedValue(models.Model):
    """What the departments agreed for one indicator, and why; the newest stands."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="agreed_values")
    indicator = models.CharField(max_length=40)
    value = models.DecimalField(max_digits=14, decimal_places=2)
    reason = models.CharField(max_length=500, blank=True)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.indicator} {self.value}"


class AgreementSignature(models.Model):
    """A department's signature under the agreed values as they stood (``digest``)."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="signatures")
    department = models.CharField(max_length=80)
    digest = models.CharField(max_length=64)
    signer_id = models.CharField(max_length=80)
    signer = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "department", "digest"], name="a_department_signs_once")
        ]

    def __str__(self) -> str:
        return f"{self.department} {self.signer}"


class Release(models.Model):
    """Figures for the public: drafted by one, approved by another; what was approved is frozen by the database."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="releases")
    state = models.CharField(max_length=10)
    title = models.CharField(max_length=120)
    body = models.TextField()
    figures = models.JSONField()
    as_of = models.DateTimeField()
    document = models.BinaryField(null=True)
    digest = models.CharField(max_length=64, blank=True)
    drafted_by_id = models.CharField(max_length=80)
    drafted_by = models.CharField(max_length=80)
    drafted_at = models.DateTimeField()
    decided_by = models.CharField(max_length=80, blank=True)
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=500, blank=True)
    is_exercise = models.BooleanField(default=False)

    class Meta:
        ordering = ["-drafted_at", "-id"]

    def __str__(self) -> str:
        return f"{self.state} {self.title}"
