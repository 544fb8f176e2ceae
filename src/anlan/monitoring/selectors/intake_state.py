"""How readings come in: the gateways' lines, the worker that stores, what it stored lately and how late that was."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from anlan.kernel import clock
from anlan.kernel.actors import Actor
from anlan.monitoring.selectors import silence, standings
from anlan.monitoring.selectors.devices import lines
from anlan.monitoring.selectors.rolled import begun
from anlan.monitoring.selectors.stations import visible_stations
from anlan.support import heartbeats

_HOUR: Final = timedelta(hours=1)
_UNTIL_ROLLED: Final = timedelta(minutes=5)
_ROLLED: Final = """
own as (select s.id from monitoring_series s join scope on scope.id = s.station_id),
rolled as (
    select coalesce(sum(h.count) filter (where h.start >= %(hour)s), 0) as in_hour, coalesce(sum(h.count), 0) as in_day
    from monitoring_hourvalue h join own on own.id = h.series_id
    where h.start >= %(day)s and h.start < %(until)s
), late as (
    select percentile_cont(array[0.5, 0.95]) within group (order by extract(epoch from l.received - l.time)) as seconds
    from monitoring_latestvalue l join own on own.id = l.series_id where l.received > %(now)s - interval '1 hour'
        and l.time > %(now)s - interval '1 day'  -- History that is brought in late is no delay.
)
select in_hour, in_day, seconds from rolled, late
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeState:
    """How readings come in.

    ``dead_lines`` of ``lines`` gateways are not heard of; ``in_hour`` and ``in_day`` count the readings of the last
    full clock hour that is rolled up and of the 24 up to its end; half of the newest readings came within
    ``usual_delay`` seconds, 95 % within ``longest_delay``, where any came within the hour.
    """

    lines: int
    dead_lines: int
    is_alive: bool
    in_hour: int
    in_day: int
    usual_delay: float | None
    longest_delay: float | None


def intake_state(actor: Actor, region: str, *, now: datetime) -> IntakeState:
    """Return how the readings of the actor's stations in a region come in."""
    until = begun(now - _UNTIL_ROLLED, "hour")
    values = {"hour": until - _HOUR, "day": until - 24 * _HOUR, "until": until, "now": now}
    found = visible_stations(actor).filter(region__startswith=region)
    in_hour, in_day, delays = next(iter(standings.run(found, _ROLLED, values)), (0, 0, None))
    every = lines(clock.real_now())
    return IntakeState(
        lines=len(every),
        dead_lines=sum(not line.is_alive for line in every),
        is_alive=_is_alive(),
        in_hour=int(in_hour),
        in_day=int(in_day),
        usual_delay=delays and delays[0],
        longest_delay=delays and delays[1],
    )


def _is_alive() -> bool:
    last = heartbeats.last_beat("ingest")
    longest = timedelta(seconds=silence.health()["silence"]["intake_is_dead_after_seconds"])
    return last is not None and clock.real_now() - last <= longest
