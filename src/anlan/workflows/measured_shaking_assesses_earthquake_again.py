"""A station measures strong shaking -> the earthquakes assessed without it around there are assessed again."""

from datetime import datetime

from anlan.analysis import api as analysis
from anlan.kernel.actors import Actor
from anlan.monitoring import api as monitoring

ON = monitoring.ThresholdReached
_QUANTITY = "intensity"


def run(event: monitoring.ThresholdReached, *, actor: Actor, now: datetime) -> None:
    """Assess again what had read other stations than there are now, for the same readers."""
    if event.quantity != _QUANTITY:
        return
    for shaken in analysis.assessments_around(event.location, now=now):
        if not analysis.mark_outdated(shaken.id, now=now):
            continue
        occasion = analysis.Occasion(
            previous_id=shaken.id,
            incident_id=shaken.incident_id,
            is_automatic=True,
            is_exercise=shaken.is_exercise,
        )
        inputs = {**shaken.inputs, "for_region": shaken.region}
        analysis.run_analysis("earthquake", inputs, actor=actor, now=now, occasion=occasion)
