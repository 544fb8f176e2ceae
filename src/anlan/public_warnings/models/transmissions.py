"""What went out: frozen."""

from django.contrib.gis.db import models

from anlan.kernel.ids import new_id


class Transmission(models.Model):
    """What went out: a complete copy that joins nothing. A trigger refuses every change."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    warning_id = models.UUIDField(unique=True)
    identifier = models.CharField(max_length=40, unique=True)
    sender = models.CharField(max_length=40)
    references = models.TextField(blank=True)
    replaces_id = models.UUIDField(null=True)
    region = models.CharField(max_length=12, db_index=True)
    issuer = models.CharField(max_length=120)
    message_kind = models.CharField(max_length=8)
    event_code = models.CharField(max_length=5)
    event_name = models.CharField(max_length=40)
    level = models.PositiveSmallIntegerField()
    headline = models.CharField(max_length=120)
    description = models.TextField()
    instruction = models.TextField()
    translations = models.JSONField(default=list)
    regions = models.JSONField()
    area = models.JSONField()
    area_error_m = models.IntegerField()
    population = models.IntegerField()
    channels = models.JSONField()
    effective = models.DateTimeField()
    onset = models.DateTimeField(null=True)
    expires = models.DateTimeField(db_index=True)
    author_name = models.CharField(max_length=80)
    signer_name = models.CharField(max_length=80, blank=True)
    signed_at = models.DateTimeField(null=True)
    approver_name = models.CharField(max_length=80)
    sent_at = models.DateTimeField(db_index=True)
    source_alarm_id = models.UUIDField(null=True)
    incident_id = models.UUIDField(null=True)
    is_exercise = models.BooleanField()
    is_retraction = models.BooleanField(default=False)
    seal = models.CharField(max_length=64)
    signatures = models.JSONField(default=list)
    xml_signature = models.JSONField(default=dict)
    cap_xml = models.BinaryField()

    class Meta:
        indexes = [
            models.Index(fields=["replaces_id"], name="transmissions_that_follow"),
            models.Index(
                fields=["-sent_at", "-id"], name="transmissions_of_reality", condition=models.Q(is_exercise=False)
            ),
        ]

    def __str__(self) -> str:
        return self.identifier
