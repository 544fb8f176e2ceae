"""What the parts of the design system show, worked out before a template draws it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Final

from django.utils.formats import number_format
from django.utils.translation import gettext, gettext_noop, ngettext

from anlan.kernel.clock import in_china
from anlan.kernel.levels import Level

LEVEL_WORDS: Final = {
    Level.NONE: gettext_noop("No level"),
    Level.BLUE: gettext_noop("Blue"),
    Level.YELLOW: gettext_noop("Yellow"),
    Level.ORANGE: gettext_noop("Orange"),
    Level.RED: gettext_noop("Red"),
}
LEVEL_ICONS: Final = {
    Level.NONE: "circle-dashed",
    Level.BLUE: "info-circle",
    Level.YELLOW: "alert-square-rounded",
    Level.ORANGE: "alert-triangle",
    Level.RED: "alert-octagon",
}
_MINUTE, _HOUR, _DAY, _YEAR = 60, 3600, 86400, 366 * 86400
_UNKNOWN_WHOLE: Final = timedelta(hours=1)
_CALM_ABOVE, _AMBER_ABOVE = 0.5, 0.2


def level_of(value: object) -> Level:
    """Return the level meant by a ``Level``, its number or its colour's name; no level for anything else."""
    if isinstance(value, str):
        return Level.__members__.get(value.upper(), Level.NONE)
    return Level(value) if isinstance(value, int) and value in iter(Level) else Level.NONE


def age_of(instant: datetime, now: datetime) -> str:
    """Return how long ago (or how far ahead) ``instant`` is, in whole minutes, hours or days.

    Nothing for what lies more than a year ahead: it was written by another clock than a replay's.
    """
    seconds = int((now - instant).total_seconds())
    away = abs(seconds)
    if -seconds > _YEAR:
        return ""
    if away < _MINUTE:
        return gettext("just now")
    if away < _HOUR:
        count, past, ahead = away // _MINUTE, gettext("%(count)s min ago"), gettext("in %(count)s min")
    elif away < _DAY:
        count, past, ahead = away // _HOUR, gettext("%(count)s h ago"), gettext("in %(count)s h")
    else:
        count, past, ahead = away // _DAY, gettext("%(count)s d ago"), gettext("in %(count)s d")
    return (past if seconds > 0 else ahead) % {"count": count}


def written(instant: datetime, now: datetime) -> str:
    """Return ``06-27 03:30`` in China time, with the year where it is not this year."""
    there = in_china(instant)
    return there.strftime("%m-%d %H:%M" if there.year == in_china(now).year else "%Y-%m-%d %H:%M")


def span(length: timedelta) -> str:
    """Return a length of time as ``HH:MM:SS``, or as days and ``HH:MM`` from one day on."""
    days, seconds = divmod(int(abs(length).total_seconds()), _DAY)
    hours, minutes, rest = seconds // _HOUR, seconds % _HOUR // _MINUTE, seconds % _MINUTE
    if days:
        return ngettext("%(days)s day %(time)s", "%(days)s days %(time)s", days) % {
            "days": days,
            "time": f"{hours:02}:{minutes:02}",
        }
    return f"{hours:02}:{minutes:02}:{rest:02}"


@dataclass(frozen=True, slots=True)
class Countdown:
    """A clock that runs to ``ends_at``: its pace (calm, amber, red, late, done) and what is left of it."""

    ends_at: datetime
    whole: timedelta
    left: timedelta
    pace: str

    @property
    def share(self) -> float:
        """Return what is left as a part of the whole, between 0 and 1."""
        return max(0.0, min(1.0, self.left / self.whole)) if self.whole else 0.0

    @property
    def text(self) -> str:
        """Return the time left, or by how much it is late."""
        return span(self.left)


def countdown_to(ends_at: datetime, started_at: datetime | None, now: datetime) -> Countdown:
    """Return the clock at ``now``: calm above half, amber above a fifth, then red; late from its end on."""
    whole = ends_at - started_at if started_at else _UNKNOWN_WHOLE
    left = ends_at - now
    share = left / whole if whole else 0.0
    if left <= timedelta(0):
        pace = "late"
    elif share > _CALM_ABOVE:
        pace = "calm"
    else:
        pace = "amber" if share > _AMBER_ABOVE else "red"
    return Countdown(ends_at, whole, left, pace)


def figure_text(value: object, digits: int | None = None) -> str:
    """Return a number with thousands separated, or a dash where there is none."""
    if value is None or value == "":
        return "\N{EM DASH}"
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return number_format(value, decimal_pos=digits, force_grouping=True)
    return str(value)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text: ``kind`` is same, gone or new."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of two versions."""

    label: str
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]

    @property
    def is_changed(self) -> bool:
        """Tell whether the versions differ here."""
        return any(piece.kind != "same" for piece in (*self.before, *self.after))


def compared(label: str, before: str, after: str) -> Difference:
    """Return where two texts differ, letter by letter."""
    left: list[Piece] = []
    right: list[Piece] = []
    for act, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if act == "equal":
            left.append(Piece("same", before[a:b]))
            right.append(Piece("same", after[c:d]))
            continue
        if a < b:
            left.append(Piece("gone", before[a:b]))
        if c < d:
            right.append(Piece("new", after[c:d]))
    return Difference(label, tuple(left), tuple(right))


def differences(
    labels: Mapping[str, str], before: Mapping[str, object], after: Mapping[str, object]
) -> Iterator[Difference]:
    """Yield the comparison of every field named in ``labels``."""
    for key, label in labels.items():
        yield compared(label, figure_text(before.get(key)), figure_text(after.get(key)))


@dataclass(frozen=True, slots=True)
class Choice:
    """A chip of a filter: what it sets, its word, how many rows it would leave."""

    value: str
    label: str
    count: int | None = None


def choices(options: Iterable[object]) -> tuple[Choice, ...]:
    """Return chips from ``Choice`` objects or from ``(value, label)`` / ``(value, label, count)`` tuples."""
    return tuple(option if isinstance(option, Choice) else Choice(*option) for option in options)
