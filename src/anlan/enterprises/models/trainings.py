"""Who works at an enterprise, and the safety trainings of each person."""

from django.db import models

from anlan.enterprises.models.enterprises import Enterprise
from anlan.kernel.ids import new_id


class Trainee(models.Model):
    """A person who works at an enterprise; ``since`` and ``until`` are reckoned out of the trainings."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    enterprise = models.ForeignKey(Enterprise, on_delete=models.CASCADE, related_name="trainees")
    name = models.CharField(max_length=40)
    post = models.CharField(max_length=20)
    hired_on = models.DateField()
    left_on = models.DateField(null=True)
    since = models.DateField(null=True)
    until = models.DateField(null=True)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["enterprise", "name", "hired_on"], name="a_person_stands_once_in_a_staff")
        ]
        indexes = [
            models.Index(fields=["until", "id"], name="trainees_by_end", condition=models.Q(left_on__isnull=True)),
            models.Index(
                fields=["hired_on", "id"],
                name="trainees_untrained",
                condition=models.Q(left_on__isnull=True, since__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post} {self.id}"


class Training(models.Model):
    """A training of one person; taken out only with a reason that the journal keeps."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    trainee = models.ForeignKey(Trainee, on_delete=models.CASCADE, related_name="trainings")
    kind = models.CharField(max_length=10)
    course = models.CharField(max_length=120)
    hours = models.DecimalField(max_digits=5, decimal_places=1)
    held_on = models.DateField()
    is_passed = models.BooleanField()
    by = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-held_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["trainee", "kind", "course", "held_on"], name="a_training_counts_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.held_on}"
