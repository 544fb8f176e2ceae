"""Rows: the ledgers of the dead and missing and of damaged houses, and why figures differ from them."""

from django.db import models

from anlan.kernel.ids import new_id
from anlan.losses.domain.ledgers import PersonState
from anlan.losses.models.figures import Survey


class LedgerPerson(models.Model):
    """A person who died or is missing in an incident; what became known stands in the steps."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    incident_id = models.UUIDField(db_index=True)
    region = models.CharField(max_length=12, db_index=True)
    name = models.CharField(max_length=40)
    sex = models.CharField(max_length=6, blank=True)
    age = models.IntegerField(null=True)
    place = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, default=PersonState.MISSING.value)
    token = models.UUIDField(null=True, unique=True)
    recorded_by = models.CharField(max_length=80)
    recorded_at = models.DateTimeField()
    is_exercise = models.BooleanField(default=False)

    class Meta:
        ordering = ["region", "id"]

    def __str__(self) -> str:
        return f"{self.state} {self.id}"


class PersonStep(models.Model):
    """What became known of a person, by which evidence."""

    person = models.ForeignKey(LedgerPerson, on_delete=models.PROTECT, related_name="steps")
    state = models.CharField(max_length=10)
    evidence = models.CharField(max_length=500)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.state} {self.at}"


class LedgerHouse(models.Model):
    """A household whose house is damaged; corrections change the row and are kept in the steps."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    incident_id = models.UUIDField(db_index=True)
    region = models.CharField(max_length=12, db_index=True)
    head = models.CharField(max_length=40)
    address = models.CharField(max_length=200, blank=True)
    persons = models.IntegerField()
    structure = models.CharField(max_length=20)
    grade = models.CharField(max_length=10)
    rooms = models.IntegerField()
    is_withdrawn = models.BooleanField(default=False)
    photo = models.BinaryField(null=True)
    photo_type = models.CharField(max_length=20, blank=True)
    token = models.UUIDField(null=True, unique=True)
    recorded_by = models.CharField(max_length=80)
    recorded_at = models.DateTimeField()
    is_exercise = models.BooleanField(default=False)

    class Meta:
        ordering = ["region", "id"]

    def __str__(self) -> str:
        return f"{self.grade} {self.rooms} rooms"


class HouseStep(models.Model):
    """A correction of a house: what stood before, and why it was changed."""

    house = models.ForeignKey(LedgerHouse, on_delete=models.PROTECT, related_name="steps")
    grade = models.CharField(max_length=10)
    rooms = models.IntegerField()
    is_withdrawn = models.BooleanField(default=False)
    reason = models.CharField(max_length=500)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.grade} {self.at}"


class LedgerExplanation(models.Model):
    """Why a figure and its ledger differ; it holds for just these two numbers."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="explanations")
    region = models.CharField(max_length=12)
    indicator = models.CharField(max_length=40)
    figure = models.DecimalField(max_digits=14, decimal_places=2)
    ledger = models.DecimalField(max_digits=14, decimal_places=2)
    text = models.CharField(max_length=500)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.indicator} {self.figure} / {self.ledger}"
