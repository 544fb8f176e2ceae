"""A warning of rain, flood or landslides is issued -> the sites it may move are patrolled more often."""

from datetime import datetime
from typing import Final

from anlan.kernel.actors import Actor
from anlan.kernel.levels import Level
from anlan.public_warnings import api as warnings
from anlan.risks import api as risks

ON = warnings.WarningIssued
_LIFTING: Final = "cancel"


def run(event: warnings.WarningIssued, *, actor: Actor, now: datetime) -> None:
    """Make the patrols of the warned regions denser; an exercise and the lifting of a warning move nobody."""
    if event.exercise or event.message_type == _LIFTING:
        return
    risks.thicken_patrols(regions=event.regions, kind=event.event_code, level=Level(event.level), actor=actor, now=now)
