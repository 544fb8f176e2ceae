"""Imports of history: the file, what was found wrong in it, and the readings it gave, part by part."""

from django.db import models

from anlan.kernel.ids import new_id


class HistoryImport(models.Model):
    """A table of history that somebody uploaded, from its preview to its being stored and perhaps taken back.

    ``regions`` are those in which the person may import; ``plan`` says how the table becomes readings.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=200)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64, db_index=True)
    state = models.CharField(max_length=12)
    region = models.CharField(max_length=12, blank=True, db_index=True)
    regions = models.JSONField(default=list)
    plan = models.JSONField(default=dict)
    keeps_good = models.BooleanField(default=False)
    rows = models.PositiveIntegerField(default=0)
    readings = models.PositiveIntegerField(default=0)
    missing = models.PositiveIntegerField(default=0)
    repeated = models.PositiveIntegerField(default=0)
    problems = models.PositiveIntegerField(default=0)
    problem_counts = models.JSONField(default=dict)
    strangers = models.JSONField(default=dict)
    series = models.PositiveIntegerField(default=0)
    since = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)
    stored = models.PositiveIntegerField(default=0)
    taken_back = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    failure = models.JSONField(default=dict)
    uploaded_by = models.CharField(max_length=80)
    uploaded_by_name = models.CharField(max_length=80)
    uploaded_at = models.DateTimeField(db_index=True)
    stored_by = models.CharField(max_length=80, blank=True)
    stored_by_name = models.CharField(max_length=80, blank=True)
    finished_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.name}: {self.state}"


class ImportFile(models.Model):
    """The uploaded bytes, packed; they go when the import is discarded, and some time after it is stored."""

    history_import = models.OneToOneField(
        HistoryImport, on_delete=models.CASCADE, primary_key=True, related_name="file"
    )
    packed = models.BinaryField()

    def __str__(self) -> str:
        return f"file of {self.history_import_id}"


class ImportProblem(models.Model):
    """Why a row or a cell gave no reading; ``row`` counts from 1 as spreadsheets do."""

    history_import = models.ForeignKey(HistoryImport, on_delete=models.CASCADE, related_name="listed_problems")
    row = models.PositiveIntegerField()
    column = models.CharField(max_length=120, blank=True)
    code = models.CharField(max_length=40)
    text = models.CharField(max_length=120, blank=True)

    def __str__(self) -> str:
        return f"row {self.row}: {self.code}"


class ImportPart(models.Model):
    """Some of the readings that the check found good, as packed columns; once stored, which of them were new."""

    history_import = models.ForeignKey(HistoryImport, on_delete=models.CASCADE, related_name="parts")
    number = models.PositiveIntegerField()
    count = models.PositiveIntegerField()
    packed = models.BinaryField()
    new = models.BinaryField(null=True)
    is_taken_back = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["history_import", "number"], name="a_part_has_a_number_once")]

    def __str__(self) -> str:
        return f"part {self.number} of {self.history_import_id}"
