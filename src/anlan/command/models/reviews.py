"""Rows: reviews after an incident, and the lessons that are tracked to closure."""

from django.db import models

from anlan.command.domain.reviews import LessonState, ReviewState
from anlan.kernel.ids import new_id


class Review(models.Model):
    """The review of an incident: what the journal says, and what people judge. Signed, a trigger refuses changes."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    incident_id = models.UUIDField(unique=True)
    incident_title = models.CharField(max_length=200)
    region = models.CharField(max_length=12, db_index=True)
    is_exercise = models.BooleanField(default=False)
    state = models.CharField(max_length=12, default=ReviewState.DRAFT.value)
    data = models.JSONField(default=dict)
    judgement = models.TextField(blank=True)
    compiled_by = models.CharField(max_length=80)
    compiled_at = models.DateTimeField()
    written_by_id = models.CharField(max_length=80)
    signed_by = models.CharField(max_length=80, blank=True)
    signed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.incident_title}: {self.state}"


class Lesson(models.Model):
    """What was found wrong, what is to be done about it, by whom and until when."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    source = models.CharField(max_length=120, db_index=True)
    token = models.UUIDField(null=True, unique=True)
    incident_id = models.UUIDField(null=True, db_index=True)
    region = models.CharField(max_length=12, db_index=True)
    is_exercise = models.BooleanField(default=False)
    finding = models.TextField()
    task = models.TextField()
    owner = models.CharField(max_length=120)
    due_on = models.DateField()
    state = models.CharField(max_length=12, default=LessonState.OPEN.value)
    added_by = models.CharField(max_length=80)
    added_at = models.DateTimeField()
    done_by = models.CharField(max_length=80, blank=True)
    done_by_id = models.CharField(max_length=80, blank=True)
    done_at = models.DateTimeField(null=True)
    done_note = models.TextField(blank=True)
    closed_by = models.CharField(max_length=80, blank=True)
    closed_at = models.DateTimeField(null=True)
    return_reason = models.TextField(blank=True)
    overdue_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["due_on"], name="lessons_running", condition=models.Q(state="open", overdue_at=None))
        ]

    def __str__(self) -> str:
        return self.task[:40]
