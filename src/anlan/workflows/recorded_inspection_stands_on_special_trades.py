"""A recorded inspection -> the enterprise's mines, ponds and other special trades count as inspected that day."""

from datetime import datetime

from anlan.kernel.actors import Actor
from anlan.kernel.clock import in_china
from anlan.major_hazards import api as major_hazards
from anlan.supervision import api as supervision

ON = supervision.InspectionRecorded


def run(event: supervision.InspectionRecorded, *, actor: Actor, now: datetime) -> None:
    """Note the day; what is no enterprise has no such sites."""
    if event.object_kind == "enterprise" and not event.exercise:
        major_hazards.note_inspection(enterprise_id=event.object_id, on=in_china(now).date(), now=now)
