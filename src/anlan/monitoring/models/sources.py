"""What makers' own messages mean: each change is an edition of its own."""

from django.db import models

from anlan.kernel.ids import new_id


class SourceMapping(models.Model):
    """One edition of how a source's messages become readings; of a family only the newest may be in force."""

    class State(models.TextChoices):
        """Whether messages are read by it."""

        IN_FORCE = "in_force"
        REPLACED = "replaced"
        RETIRED = "retired"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    family = models.UUIDField(db_index=True)
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=80)
    region = models.CharField(max_length=12, blank=True, db_index=True)
    definition = models.JSONField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.IN_FORCE)
    made_by_name = models.CharField(max_length=80)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["family", "number"], name="a_mapping_edition_is_numbered_once"),
            models.UniqueConstraint(
                fields=["family"], condition=models.Q(state="in_force"), name="one_edition_of_a_mapping_is_in_force"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}#{self.number}"
