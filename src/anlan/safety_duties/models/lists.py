"""Rows: a holder's list of a year, and each duty on it."""

from django.db import models

from anlan.kernel.ids import new_id
from anlan.safety_duties.domain.states import ListState


class DutyList(models.Model):
    """A holder's duties of a year; ``progress`` and ``behind`` are reckoned once a day and after each entry.

    ``holder_person_id`` and ``leader_person_id`` are persons of the directory who are told where it falls behind.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    holder_kind = models.CharField(max_length=12)
    holder = models.CharField(max_length=80)
    post = models.CharField(max_length=80, blank=True)
    region = models.CharField(max_length=12, db_index=True)
    enterprise_id = models.UUIDField(null=True, db_index=True)
    year = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, default=ListState.DRAFTED.value)
    template = models.CharField(max_length=30, blank=True)
    edition = models.CharField(max_length=20, blank=True)
    made_by_id = models.CharField(max_length=80)
    made_by = models.CharField(max_length=80)
    made_at = models.DateTimeField()
    submitted_by_id = models.CharField(max_length=80, blank=True)
    decided_by = models.CharField(max_length=80, blank=True)
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=500, blank=True)
    progress = models.DecimalField(max_digits=4, decimal_places=1, null=True)
    behind = models.PositiveSmallIntegerField(default=0)
    reckon_on = models.DateField(null=True, db_index=True)
    holder_person_id = models.UUIDField(null=True)
    leader_person_id = models.UUIDField(null=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["-year", "region", "holder_kind", "holder", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["holder_kind", "holder", "post", "region", "year"], name="one_duty_list_a_holder_and_year"
            )
        ]
        indexes = [models.Index(fields=["-year", "region", "holder", "id"], name="duty_lists_in_order")]

    def __str__(self) -> str:
        return f"{self.holder} {self.year}"


class DutyItem(models.Model):
    """A duty: what, on which basis, by which measure, how often, proven by what, worth how much.

    ``evidence`` names the records that count it (``tables/evidence.toml``); empty: entered by hand.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    list = models.ForeignKey(DutyList, on_delete=models.CASCADE, related_name="items")
    place = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)
    basis = models.CharField(max_length=200, blank=True)
    measure = models.CharField(max_length=200)
    proof = models.CharField(max_length=200, blank=True)
    evidence = models.CharField(max_length=30, blank=True)
    rhythm = models.CharField(max_length=12)
    target = models.PositiveSmallIntegerField()
    weight = models.PositiveSmallIntegerField()
    due = models.DateField(null=True)

    class Meta:
        ordering = ["place", "id"]

    def __str__(self) -> str:
        return self.text
