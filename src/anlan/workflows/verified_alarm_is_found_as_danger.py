"""A verified alarm of equipment or management -> it waits in the register of hidden dangers for a person."""

from datetime import datetime

from anlan.alarms import api as alarms
from anlan.dangers import api as dangers
from anlan.kernel.actors import Actor
from anlan.kernel.levels import Level
from anlan.monitoring import api as monitoring

ON = alarms.AlarmVerified


def run(event: alarms.AlarmVerified, *, actor: Actor, now: datetime) -> None:
    """Put it down as found where the measured quantity is one of the table's hazards; no exercise does."""
    quantity = monitoring.quantities().get(event.quantity)
    trade = dangers.sensor_trade(quantity.hazard) if quantity else None
    if trade is None or event.exercise:
        return
    has_place = event.longitude is not None and event.latitude is not None
    new = dangers.NewDanger(
        title=f"{event.station_label} {alarms.alarm_title(event.rule_family, Level(event.level))}"[:120],
        region=event.region,
        source=dangers.Source.SENSOR,
        source_id=f"alarm:{event.alarm_id}",
        location=(event.longitude, event.latitude) if has_place else None,
        place_text=event.station_label[:200],
        trade=trade,
        found_at=event.observed_at,
    )
    dangers.register_danger(new, actor, now)
