"""Forces of every register that needs no table of its own; changes that owners propose; uploaded tables."""

from django.contrib.gis.db import models

from anlan.kernel.ids import new_id
from anlan.readiness.models.persons import person
from anlan.readiness.models.registered import Registered


class Force(Registered):
    """A force of the register that ``register`` names."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    register = models.CharField(max_length=20)
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=80)
    kind = models.CharField(max_length=20)
    region = models.CharField(max_length=12, db_index=True)
    location = models.PointField(srid=4326)
    state = models.CharField(max_length=12, default="available")
    note = models.CharField(max_length=300, blank=True)
    contact = person()
    is_demo = models.BooleanField(default=False)

    class Meta:
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["register", "code"], name="a_register_has_each_code_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class ForceChange(models.Model):
    """What an owner wants changed in an entry, and who judged it how; ``before`` is what stood there then."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    register = models.CharField(max_length=20)
    entry_id = models.UUIDField(db_index=True)
    entry_name = models.CharField(max_length=80)
    region = models.CharField(max_length=12, db_index=True)
    is_removal = models.BooleanField(default=False)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    reason = models.CharField(max_length=300)
    proposed_by = models.CharField(max_length=64)
    proposed_by_name = models.CharField(max_length=80)
    proposed_at = models.DateTimeField()
    state = models.CharField(max_length=12, default="proposed")
    judged_by_name = models.CharField(max_length=80, blank=True)
    judged_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-proposed_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry_id"], condition=models.Q(state="proposed"), name="an_entry_has_one_open_change"
            )
        ]

    def __str__(self) -> str:
        return f"{self.state} change of {self.entry_name}"


class ForceTable(models.Model):
    """An uploaded table that waits for its preview to be accepted; only who uploaded it sees it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    register = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    packed = models.BinaryField()
    uploaded_by = models.CharField(max_length=64)
    uploaded_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"table {self.name}"
