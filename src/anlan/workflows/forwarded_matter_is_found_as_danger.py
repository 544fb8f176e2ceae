"""A matter forwarded to a department as a hidden danger -> it waits in the register of hidden dangers for a person."""

from datetime import datetime
from uuid import UUID

from anlan.dangers import api as dangers
from anlan.intake import api as intake
from anlan.kernel.actors import SYSTEM, Actor

ON = intake.MatterForwarded


def run(event: intake.MatterForwarded, *, actor: Actor, now: datetime) -> None:
    """Put it down as found where its category is one of hidden dangers; an exercise puts nothing into the register."""
    matter = intake.matter(SYSTEM, UUID(event.subject.removeprefix("matter:")))
    trade = dangers.forwarded_trade(event.way, matter.category)
    if trade is None or event.exercise:
        return
    has_place = matter.longitude is not None and matter.latitude is not None
    new = dangers.NewDanger(
        title=event.headline,
        text=matter.text,
        region=event.region,
        source=dangers.Source.TIP_OFF,
        source_id=event.subject,
        location=(matter.longitude, matter.latitude) if has_place else None,
        place_text=matter.place_text,
        trade=trade,
        found_at=matter.told_at,
    )
    dangers.register_danger(new, actor, now)
