"""A warning issued in an incident -> its neighbours and the garrison are owed a notice."""

from datetime import datetime
from typing import Final

from anlan.kernel.actors import Actor
from anlan.public_warnings import api as warnings
from anlan.reporting import api as reporting

ON = warnings.WarningIssued
_LIFTING: Final = "cancel"


def run(event: warnings.WarningIssued, *, actor: Actor, now: datetime) -> None:
    """Start the clocks of the notices, once an incident; the lifting of a warning starts none."""
    if event.incident_id is not None and event.message_type != _LIFTING:
        start = reporting.Start.WARNED
        reporting.start_clocks(incident_id=event.incident_id, start=start, actor=actor, now=now)
