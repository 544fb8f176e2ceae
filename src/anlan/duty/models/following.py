"""What a duty room follows: roll-calls of lower rooms, leaders' instructions, and whom one rings often."""

from django.db import models

from anlan.duty.domain.rollcalls import InstructionState, RollState
from anlan.kernel.ids import new_id


class RollCall(models.Model):
    """A spot roll-call of lower duty rooms; each has ``minutes`` to answer."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region = models.CharField(max_length=12, db_index=True)
    title = models.CharField(max_length=60)
    minutes = models.PositiveSmallIntegerField()
    asked_by = models.CharField(max_length=80)
    asked_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.title


class RollLine(models.Model):
    """One duty room of a roll-call: who stood on the roster then, and who answered when and how."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    call = models.ForeignKey(RollCall, on_delete=models.PROTECT, related_name="lines")
    region = models.CharField(max_length=12, db_index=True)
    on_duty = models.CharField(max_length=200, blank=True)
    due_at = models.DateTimeField()
    state = models.CharField(max_length=10, default=RollState.ASKED.value)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=80, blank=True)
    how = models.CharField(max_length=10, blank=True)
    note = models.CharField(max_length=200, blank=True)
    missed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["call", "region"], name="a_room_is_called_once")]
        indexes = [
            models.Index(fields=["due_at"], name="rolls_ticking", condition=models.Q(state=RollState.ASKED.value))
        ]

    def __str__(self) -> str:
        return f"{self.region} {self.state}"


class Instruction(models.Model):
    """A leader's instruction and where it stands; what was said on the way is in its steps."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    region = models.CharField(max_length=12, db_index=True)
    leader = models.CharField(max_length=60)
    text = models.CharField(max_length=1000)
    source = models.CharField(max_length=120, blank=True)
    source_url = models.CharField(max_length=200, blank=True)
    to_region = models.CharField(max_length=12, db_index=True)
    to_name = models.CharField(max_length=100)
    due_at = models.DateTimeField()
    state = models.CharField(max_length=10, default=InstructionState.GIVEN.value)
    given_by = models.CharField(max_length=80)
    given_at = models.DateTimeField()
    finished_by_id = models.CharField(max_length=80, blank=True)
    overdue_at = models.DateTimeField(null=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at"],
                name="instructions_ticking",
                condition=models.Q(overdue_at=None, state__in=["given", "received", "reported"]),
            )
        ]

    def __str__(self) -> str:
        return f"{self.leader}: {self.text[:40]}"


class InstructionStep(models.Model):
    """A step of an instruction: who did what when, in which words."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    instruction = models.ForeignKey(Instruction, on_delete=models.CASCADE, related_name="steps")
    act = models.CharField(max_length=10)
    by = models.CharField(max_length=80)
    at = models.DateTimeField()
    text = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.act} {self.by}"


class Favourite(models.Model):
    """A person whom an account keeps on top of the phone book."""

    account_id = models.CharField(max_length=80)
    person_id = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account_id", "person_id"], name="a_favourite_stands_once")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.person_id}"
