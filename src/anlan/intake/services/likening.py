"""Finding which matters tell of the same thing; a repeat raises the urgency of the first."""

from dataclasses import asdict
from datetime import datetime, timedelta

from anlan.intake.domain.likeness import Account, likeness_of
from anlan.intake.events import MatterRepeated
from anlan.intake.models import Alike, Matter
from anlan.intake.selectors.rules import rules
from anlan.intake.services.steps import announce
from anlan.intake.services.weighing import weigh
from anlan.kernel.actors import Actor
from anlan.kernel.regions import RegionLevel, at_level


def find_alike(matter: Matter, actor: Actor, now: datetime) -> None:
    """Store which earlier matters of the county are like this one; the likest strong one is counted as repeated."""
    table = rules("likeness")
    own = account_of(matter)
    found = []
    for earlier in _lately(matter, now - timedelta(hours=table["within_hours"]), table["most_compared"]):
        likeness = likeness_of(own, account_of(earlier), table)
        if likeness:
            found.append((earlier, likeness))
    Alike.objects.bulk_create(
        Alike(
            later=matter,
            earlier=earlier,
            points=likeness.points,
            reasons=[asdict(reason) for reason in likeness.reasons],
            is_strong=likeness.is_strong,
            found_at=now,
        )
        for earlier, likeness in found
    )
    strong = [(likeness.points, earlier) for earlier, likeness in found if likeness.is_strong]
    if strong:
        first = max(strong, key=lambda each: (each[0], -each[1].received_at.timestamp()))[1]
        count_repeat(first, matter, actor, now)


def _lately(matter: Matter, since: datetime, most: int) -> list[Matter]:
    county = at_level(matter.region, RegionLevel.COUNTY)
    rows = Matter.objects.filter(
        region__startswith=county, received_at__gt=since, is_exercise=matter.is_exercise
    ).exclude(id=matter.id)
    return list(rows.order_by("-received_at", "-id")[:most])


def account_of(matter: Matter) -> Account:
    """Return what of a matter is compared."""
    return Account(
        text=matter.text,
        region=matter.region,
        at=matter.told_at,
        location=(matter.location.x, matter.location.y) if matter.location else None,
        event_kind=matter.event_kind,
        phone=matter.teller_phone,
    )


def count_repeat(earlier: Matter, repeat: Matter, actor: Actor, now: datetime) -> None:
    """Count that ``earlier``, or the matter it was merged into, was told again, and how urgent it is now."""
    target_id = earlier.merged_into_id or earlier.id
    matter = Matter.objects.select_for_update().get(id=target_id)
    matter.repeats += 1
    weigh(matter, matter.pictures.count())
    matter.save(update_fields=["repeats", "points", "urgency", "reasons"])
    announce(MatterRepeated, matter, actor, now, repeats=matter.repeats, repeat_number=repeat.number)
