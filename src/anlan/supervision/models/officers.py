"""Rows: officers with their law-enforcement certificates, and the objects that they keep away from."""

from django.db import models

from anlan.kernel.ids import new_id


class Officer(models.Model):
    """Somebody who may inspect: a certificate and until when it is valid; ``person_id`` is the account's person."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=40)
    department = models.CharField(max_length=80)
    region = models.CharField(max_length=12, db_index=True)
    certificate = models.CharField(max_length=40, unique=True)
    valid_until = models.DateField()
    person_id = models.UUIDField(null=True, db_index=True)
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return f"{self.name} {self.certificate}"


class Recusal(models.Model):
    """Why an officer does not go to an object: kin, money, or that he or she worked there."""

    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="recusals")
    object_id = models.UUIDField(db_index=True)
    object_name = models.CharField(max_length=120)
    reason = models.CharField(max_length=200)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["officer", "object_id"], name="a_conflict_is_told_once")]

    def __str__(self) -> str:
        return f"{self.officer_id} {self.object_name}"
