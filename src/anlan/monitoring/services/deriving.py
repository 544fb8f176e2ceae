"""Readings that are reckoned from others: instrument intensity of a shaking, fire weather of a county's day.

They go to the intake by the bus as every other reading does, so that charts, rules and alarms know no difference.
"""

from datetime import datetime, timedelta

from anlan.monitoring.domain.errors import BusUnavailable
from anlan.monitoring.domain.messages import Batch, encode
from anlan.monitoring.models import Series, Station
from anlan.monitoring.ports import Bus
from anlan.science.seismic_intensity.instrument import instrument_intensity

SUBJECT = "ingest.derived"
_KIND = "strong_motion"
_PEAKS = ("pga", "pgv")
_INTENSITY = "intensity"
_APART = timedelta(seconds=60)
_NEW_FOR = timedelta(days=1)
_Newest = dict[str, tuple[datetime, float]]


def derive_intensity(*, bus: Bus, now: datetime) -> int:
    """Reckon the intensity where both peaks of a shaking have come; return for how many stations.

    Where the bus is away the next call finds the same peaks.
    """
    batch = Batch([], [], [], [])
    for code, newest in _newest(now).items():
        if _is_new(newest):
            batch.stations.append(code)
            batch.quantities.append(_INTENSITY)
            batch.times.append(max(newest[peak][0] for peak in _PEAKS).timestamp())
            peaks = [newest[peak][1] for peak in _PEAKS]
            batch.values.append(instrument_intensity(acceleration=peaks[0], velocity=peaks[1]))
    if batch.times:
        try:
            bus.publish(SUBJECT, encode(batch))
        except BusUnavailable:
            return 0
    return len(batch.times)


def _newest(now: datetime) -> dict[str, _Newest]:
    """Return the newest peaks, of a day at most, and intensity of each station that is to have an intensity."""
    found: dict[str, _Newest] = {}
    has_series: set[str] = set()
    rows = Series.objects.filter(
        station__kind=_KIND, station__status=Station.Status.IN_SERVICE, quantity__in=(*_PEAKS, _INTENSITY)
    )
    for code, quantity, time, value in rows.values_list("station__code", "quantity", "latest__time", "latest__value"):
        if quantity == _INTENSITY:
            has_series.add(code)
        if time is not None and (quantity == _INTENSITY or now - _NEW_FOR < time):
            found.setdefault(code, {})[quantity] = (time, value)
    return {code: newest for code, newest in found.items() if code in has_series}


def _is_new(newest: _Newest) -> bool:
    if not all(peak in newest and newest[peak][1] > 0 for peak in _PEAKS):
        return False
    first, last = sorted(newest[peak][0] for peak in _PEAKS)
    return last - first <= _APART and (_INTENSITY not in newest or newest[_INTENSITY][0] < last)
