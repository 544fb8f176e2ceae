"""Rows: one notice to one person."""

from django.db import models

from anlan.kernel.ids import new_id


class Notice(models.Model):
    """A person was told of ``about``, once.

    ``next_try_at`` is set as long as it waits to be sent by SMS: when it is queued again; ``fault`` says why not.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person_id = models.UUIDField()
    person_name = models.CharField(max_length=40)
    kind = models.CharField(max_length=30)
    about = models.CharField(max_length=120)
    subject = models.CharField(max_length=120)
    region = models.CharField(max_length=12)
    url = models.CharField(max_length=200)
    title = models.CharField(max_length=80)
    text = models.CharField(max_length=1000)
    is_exercise = models.BooleanField(default=False)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    next_try_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    reference = models.CharField(max_length=120, blank=True)
    fault = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [models.UniqueConstraint(fields=["person_id", "about"], name="a_person_is_told_of_a_thing_once")]
        indexes = [
            models.Index(fields=["person_id", "-at", "-id"], name="notices_of_a_person"),
            models.Index(fields=["person_id"], name="notices_unread", condition=models.Q(read_at=None)),
            models.Index(fields=["next_try_at"], name="notices_to_send", condition=models.Q(next_try_at__isnull=False)),
            models.Index(fields=["about"], name="notices_about"),
        ]

    def __str__(self) -> str:
        return f"{self.person_name} {self.about}"
