"""How urgent a matter is, written on it."""

from dataclasses import asdict

from anlan.intake.domain.urgency import Told, urgency_of
from anlan.intake.models import Matter
from anlan.intake.selectors.rules import rules

_TOLD = ("kind", "text", "event_kind", "hurt", "repeats")


def weigh(matter: Matter, pictures: int) -> None:
    """Write on a matter how urgent it is now and why, unsaved."""
    told = Told(**{name: getattr(matter, name) for name in _TOLD}, pictures=pictures)
    found = urgency_of(told, rules("urgency"))
    matter.points, matter.urgency = found.points, int(found.level)
    matter.reasons = [asdict(reason) for reason in found.reasons]
