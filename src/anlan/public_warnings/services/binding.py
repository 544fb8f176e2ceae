"""Warnings that belong to an incident which was opened after them."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.public_warnings.models import CallTask, PublicWarning
from anlan.support import rights


@transaction.atomic
def bind_to_incident(*, alarm_ids: tuple[UUID, ...], incident_id: UUID, actor: Actor, now: datetime) -> int:
    """Let the further events of warnings that came from these alarms stand on an incident's timeline."""
    rows = PublicWarning.objects.select_for_update().filter(source_alarm_id__in=alarm_ids, incident_id=None)
    found = list(rows)
    for warning in found:
        rights.require(actor, "public_warnings.draft", warning.region)
        warning.incident_id = incident_id
        warning.save(update_fields=["incident_id"])
    CallTask.objects.filter(warning_id__in=[each.id for each in found]).update(incident_id=incident_id)
    return len(found)
