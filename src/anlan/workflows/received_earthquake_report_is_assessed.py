"""A report of an earthquake comes in from a partner or by mail -> it is assessed for the receiving region."""

from datetime import datetime
from typing import Final
from uuid import UUID

from anlan.analysis import api as analysis
from anlan.intake import api as intake
from anlan.kernel.actors import Actor

ON = intake.MatterReceived
_WAYS: Final = (intake.MatterKind.PARTNER, intake.MatterKind.MAIL, intake.MatterKind.REPORT_FROM_BELOW)
_LONGEST: Final = 500


def run(event: intake.MatterReceived, *, actor: Actor, now: datetime) -> None:
    """Assess what has a magnitude and coordinates that the models hold for; a tip-off or a call waits for a person."""
    if event.way not in _WAYS:
        return
    matter = intake.matter(actor, UUID(event.subject.partition(":")[2]))
    found = analysis.reported_earthquake(matter.text)
    if found is None:
        return
    inputs = {**found, "message": " ".join(matter.text.split())[:_LONGEST], "for_region": event.region}
    occasion = analysis.Occasion(is_automatic=True, is_exercise=event.exercise)
    analysis.run_analysis("earthquake", inputs, actor=actor, now=now, occasion=occasion)
