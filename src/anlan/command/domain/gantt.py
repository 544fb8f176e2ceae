"""Where the bars of orders lie on a chart of time: pure geometry, drawn by a template."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

WIDTH: Final = 960
LEFT: Final = 250
_RIGHT: Final = 16
_TOP: Final = 40
ROW: Final = 30
_BAR: Final = 14
_LEAST: Final = 3.0
_MOST_TICKS: Final = 8
_STEPS: Final = tuple(
    timedelta(minutes=each) for each in (5, 10, 15, 30, 60, 120, 240, 480, 720, 1440, 2880, 4320, 7200, 14400, 28800)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """An order's times as the chart needs them; ``ended_at`` is empty while it is undone."""

    number: int
    label: str
    text: str
    url: str
    tone: str
    issued_at: datetime
    received_at: datetime | None
    ended_at: datetime | None
    deadline: datetime
    is_late: bool
    waits_for: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a bar from ``x`` on, ``width`` wide."""

    x: float
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """An order on the chart: the wait for its receipt, the work, what is late, and its deadline."""

    span: Span
    y: float
    wait: Part
    work: Part | None
    late: Part | None
    deadline_x: float


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the chart's clock."""

    x: float
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """The whole chart."""

    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    links: tuple[str, ...]
    now_x: float | None
    height: int
    width: int = WIDTH
    left: int = LEFT
    bar: int = _BAR


def chart(spans: Iterable[Span], now: datetime, *, utc_offset: timedelta = timedelta()) -> Chart:
    """Return the chart of orders from the first issue to the last deadline or end; without orders an empty one."""
    rows = tuple(spans)
    if not rows:
        return Chart(bars=(), ticks=(), links=(), now_x=None, height=_TOP)
    begin = min(row.issued_at for row in rows)
    last = max(max(row.deadline, row.ended_at or row.deadline) for row in rows)
    if any(row.ended_at is None for row in rows):
        last = max(last, now)
    end = max(last, begin + timedelta(minutes=10))
    scale = (WIDTH - LEFT - _RIGHT) / (end - begin).total_seconds()

    def x_of(at: datetime) -> float:
        return round(LEFT + (at - begin).total_seconds() * scale, 1)

    bars = tuple(_bar(row, _TOP + index * ROW, now, x_of) for index, row in enumerate(rows))
    return Chart(
        bars=bars,
        ticks=tuple(Tick(x_of(at), at) for at in _marks(begin, end, utc_offset)),
        links=tuple(_links(bars)),
        now_x=x_of(now) if begin <= now <= end else None,
        height=_TOP + len(rows) * ROW + 8,
    )


def _bar(row: Span, y: float, now: datetime, x_of: Callable[[datetime], float]) -> Bar:
    end = row.ended_at or max(now, row.issued_at)
    taken = min(row.received_at or end, end)
    late_from = max(row.deadline, row.issued_at)
    return Bar(
        span=row,
        y=y,
        wait=_part(x_of(row.issued_at), x_of(taken)),
        work=_part(x_of(taken), x_of(end)) if row.received_at else None,
        late=_part(x_of(late_from), x_of(end)) if row.is_late and end > late_from else None,
        deadline_x=x_of(row.deadline),
    )


def _part(start: float, end: float) -> Part:
    return Part(start, round(max(end - start, _LEAST), 1))


def _marks(begin: datetime, end: datetime, utc_offset: timedelta) -> Iterable[datetime]:
    """Return round moments of the local clock, at most eight."""
    step = next((each for each in _STEPS if (end - begin) / each <= _MOST_TICKS), _STEPS[-1])
    midnight = (begin + utc_offset).replace(hour=0, minute=0, second=0, microsecond=0) - utc_offset
    at = midnight + step * -((midnight - begin) // step)
    while at <= end:
        yield at
        at += step


def _links(bars: tuple[Bar, ...]) -> Iterable[str]:
    """Return the paths of the arrows from the orders that must be done first to those that wait for them."""
    by_number = {bar.span.number: bar for bar in bars}
    for bar in bars:
        for number in bar.span.waits_for:
            if number in by_number:
                yield _path(by_number[number], bar)


def _path(first: Bar, then: Bar) -> str:
    start = (first.work or first.wait).x + (first.work or first.wait).width
    middle, target = _BAR / 2, then.wait.x
    turn = start + 8
    return f"M{start} {first.y + middle} H{turn} V{then.y - 4} H{target} V{then.y}"
