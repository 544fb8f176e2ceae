"""Questions answered from hourly and daily values, and from the readings where those are not rolled up yet.

Each answer is one statement, so it sees roll-ups, marks and readings as of one moment and is always right.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import connection

from anlan.kernel.actors import Actor
from anlan.kernel.clock import CHINA, UTC
from anlan.kernel.errors import InvalidValue
from anlan.monitoring.models import RawHorizon
from anlan.monitoring.selectors.readings import visible_series

STEPS: Final = {"hour": timedelta(hours=1), "day": timedelta(days=1)}
BUCKET: Final = 16_384  # As in services.marking.
LONG_AGO: Final = datetime(1, 1, 2, tzinfo=UTC)
_AGGREGATES: Final = """sum(value) as total, min(value) as least, max(value) as greatest,
    (array_agg(value order by time desc))[1] as last, count(*)::integer as count"""
_STORED: Final = "total, least, greatest, last, count"
# The stored value of an hour, or its readings where it has changed since; before `kept` the readings are gone.
_HOURS: Final = f"""
hours as (
    select h.start, {_STORED} from monitoring_hourvalue h
    where series_id = %(series)s and h.start >= %(since)s and h.start < %(until)s
      and (h.start < %(kept)s or not exists (select 1 from dirty d where d.start = h.start))
    union all
    select d.start, r.* from dirty d cross join lateral (
        select {_AGGREGATES} from monitoring_reading
        where series_id = %(series)s and time > d.start and time <= d.start + interval '1 hour'
    ) r
    where r.count > 0 and (d.start >= %(kept)s or not exists (
        select 1 from monitoring_hourvalue o where o.series_id = %(series)s and o.start = d.start
    ))
)
"""  # noqa: S608 - built of constants; all values are parameters
_MARKS: Final = """
marks as (
    select distinct step, start from monitoring_rollmark
    where bucket = %(bucket)s and start >= %(since)s and start < %(until)s
), dirty as (select start from marks where step = 'hour')
"""
_BY_HOUR: Final = f"with {_MARKS}, {_HOURS} select start, {_STORED} from hours order by start"  # noqa: S608 - constants
_BY_DAY: Final = f"""
with {_MARKS}, days as (select distinct date_trunc('day', start, 'Asia/Shanghai') as start from marks), {_HOURS}
select start, {_STORED} from monitoring_dayvalue v where series_id = %(series)s and start >= %(since)s
    and start < %(until)s and not exists (select 1 from days d where d.start = v.start)
union all
select d.start, sum(total), min(least), max(greatest), (array_agg(last order by h.start desc))[1], sum(count)::integer
from days d join hours h on h.start >= d.start and h.start < d.start + interval '1 day' group by d.start
order by start
"""  # noqa: S608 - built of constants; all values are parameters
_BETWEEN: Final = {"hour": _BY_HOUR, "day": _BY_DAY}


@dataclass(frozen=True, slots=True)
class Rolled:
    """What an hour, or a day by China time, brought: its readings after ``start`` and not after its end."""

    start: datetime
    total: float
    least: float
    greatest: float
    last: float
    count: int

    @property
    def mean(self) -> float:
        """The mean of the readings."""
        return self.total / self.count


def rolled(actor: Actor, series_id: int, since: datetime, until: datetime, *, step: str = "hour") -> tuple[Rolled, ...]:
    """Return a series by hours or days, oldest first: every one that begins before ``until`` and ends after ``since``.

    An hour or a day without any reading is left out.
    """
    if step not in STEPS:
        raise InvalidValue(field="step", value=step, rule="hour_or_day")
    if not since < until:
        raise InvalidValue(field="until", value=until.isoformat(), rule="after_since")
    series = visible_series(actor, series_id)
    return series_by(step, series.id, series.quantity, (since, until))


def series_by(step: str, series_id: int, quantity: str, span: tuple[datetime, datetime]) -> tuple[Rolled, ...]:
    """Return a series by hours or days, for those who have checked that it may be seen."""
    kept = RawHorizon.objects.filter(quantity=quantity).values_list("kept_since", flat=True).first()
    parameters = {
        "series": series_id,
        "bucket": series_id // BUCKET,
        "since": begun(span[0], step),
        "until": begun(span[1] - timedelta(microseconds=1), step) + STEPS[step],
        "kept": kept or LONG_AGO,
    }
    with connection.cursor() as cursor:
        cursor.execute(_BETWEEN[step], parameters)
        return tuple(Rolled(*row) for row in cursor.fetchall())


def begun(instant: datetime, step: str) -> datetime:
    """Return when the hour or the day of an instant began."""
    local = instant.astimezone(CHINA).replace(minute=0, second=0, microsecond=0)
    return local if step == "hour" else local.replace(hour=0)
