"""Reading a forecast in Chinese by fixed patterns: what is recognised is marked, the rest stays for the person."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from anlan.kernel.clock import in_china
from anlan.kernel.levels import Level
from anlan.support.tables import load_table

LONGEST_FORECAST: Final = 2000
KIND, LEVEL, PERIOD, PLACE, DOUBTFUL_PLACE, FIGURE = "kind", "level", "period", "place", "doubtful", "figure"
_HOURS_OF_HALF_A_YEAR: Final = 24 * 183


@dataclass(frozen=True, slots=True)
class Find:
    """A run of the text that was recognised: what it is, where it stands, and the values it names."""

    what: str
    start: int
    end: int
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """What a text says; an empty field was not recognised, or not without doubt."""

    text: str
    kind: str
    level: Level
    regions: tuple[str, ...]
    effective: datetime | None
    expires: datetime | None
    level_by_criteria: Level
    finds: tuple[Find, ...]

    def runs(self) -> tuple[tuple[str, str], ...]:
        """Return the whole text as runs, each marked by what was recognised, empty for the rest."""
        found: list[tuple[str, str]] = []
        at = 0
        for find in self.finds:
            if find.start > at:
                found.append(("", self.text[at : find.start]))
            found.append((find.what, self.text[find.start : find.end]))
            at = find.end
        if at < len(self.text):
            found.append(("", self.text[at:]))
        return tuple(found)


def table() -> dict[str, Any]:
    """Return the table of patterns."""
    return load_table("anlan.public_warnings", "forecast")


def read_text(text: str, *, kinds: Mapping[str, str], places: Mapping[str, tuple[str, ...]], now: datetime) -> Forecast:
    """Return what a text says; ``kinds`` gives a code by word, ``places`` the codes of each name.

    A value is taken over only where the text names exactly one.
    """
    finds = _without_overlaps(
        [
            *_words(text, {word: (code,) for word, code in kinds.items()}, KIND),
            *_levels(text),
            *_periods(text, now),
            *_words(text, places, PLACE),
            *_matches("figure", text, FIGURE),
        ]
    )
    period = _only(finds, PERIOD)
    effective, expires = (datetime.fromisoformat(each) for each in period) if period else (None, None)
    codes = sorted({find.values[0] for find in finds if find.what == PLACE})
    return Forecast(
        text=text,
        kind=(_only(finds, KIND) or ("",))[0],
        level=Level(int((_only(finds, LEVEL) or ("0",))[0])),
        regions=tuple(code for code in codes if not any(each != code and each.startswith(code) for each in codes)),
        effective=effective,
        expires=expires,
        level_by_criteria=_by_criteria(text),
        finds=finds,
    )


def _only(finds: tuple[Find, ...], what: str) -> tuple[str, ...] | None:
    """Return the values of the one thing that all finds of a sort name; ``None`` where they differ or there is none."""
    named = {find.values for find in finds if find.what == what}
    return named.pop() if len(named) == 1 else None


def _matches(name: str, text: str, what: str) -> list[Find]:
    return [Find(what, match.start(), match.end()) for match in re.finditer(table()[name], text)]


def _words(text: str, values: Mapping[str, tuple[str, ...]], what: str) -> list[Find]:
    """Return where words stand, the longest first; a word with several values is doubtful."""
    if not values:
        return []
    pattern = "|".join(re.escape(word) for word in sorted(values, key=lambda word: (-len(word), word)))
    found = []
    for match in re.finditer(pattern, text):
        codes = values[match[0]]
        found.append(Find(what if len(codes) == 1 else DOUBTFUL_PLACE, match.start(), match.end(), codes))
    return found


def _levels(text: str) -> list[Find]:
    found = []
    for match in re.finditer(table()["level"], text):
        level = Level[table()["colours"][match["colour"]].upper()]
        found.append(Find(LEVEL, match.start(), match.end(), (str(int(level)),)))
    for match in re.finditer(table()["legal_level"], text):
        level = Level.from_legal_number(table()["numbers"][match["number"]])
        found.append(Find(LEVEL, match.start(), match.end(), (str(int(level)),)))
    return found


def _periods(text: str, now: datetime) -> list[Find]:
    found = []
    for match in re.finditer(table()["span"], text):
        if span := _span(match, now):
            found.append(Find(PERIOD, match.start(), match.end(), span))
    for name, hours_each in (("hours", 1), ("days", 24)):
        for match in re.finditer(table()[name], text):
            number = _number(match[name])
            if number and not re.search(table()["past"], text[: match.start()]):
                end = now + timedelta(hours=number * hours_each)
                found.append(Find(PERIOD, match.start(), match.end(), (now.isoformat(), end.isoformat())))
    return found


def _number(text: str) -> int:
    return int(text) if text.isascii() else int(table()["digits"].get(text, 0))


def _span(match: re.Match[str], now: datetime) -> tuple[str, str] | None:
    """Return start and end of "from day and hour to day and hour", in the year that lies nearest to now."""
    today = in_china(now)
    month = int(match["month"] or today.month)
    end_month = int(match["end_month"] or month)
    try:
        start = _moment(today, month, int(match["day"]), int(match["hour"]))
        end = _moment(today, end_month, int(match["end_day"] or match["day"]), int(match["end_hour"]))
    except ValueError:
        return None
    if abs((start - today).total_seconds()) > _HOURS_OF_HALF_A_YEAR * 3600 or end <= start:
        return None
    return start.isoformat(), end.isoformat()


def _moment(today: datetime, month: int, day: int, hour: int) -> datetime:
    midnight = today.replace(month=month, day=day, hour=0, minute=0, second=0, microsecond=0)
    if not 0 <= hour <= 24:
        raise ValueError(hour)
    return midnight + timedelta(hours=hour)


def _by_criteria(text: str) -> Level:
    """Return the level that the order's criteria give rain named in the text; ``NONE`` where it names none."""
    hours = [_number(match["hours"]) for match in re.finditer(table()["hours"], text)]
    amounts = [float(found) for found in re.findall(r"(\d+(?:\.\d+)?)\s*(?:\u6beb\u7c73|mm)", text)]
    if len(set(hours)) != 1 or not amounts:
        return Level.NONE
    fitting = [row for row in table()["rain"] if hours[0] == row["hours"] and max(amounts) >= row["mm"]]
    return max((Level[row["colour"].upper()] for row in fitting), default=Level.NONE)


def _without_overlaps(finds: list[Find]) -> tuple[Find, ...]:
    """Return the finds in the text's order; of two that overlap the longer stays."""
    kept: list[Find] = []
    for find in sorted(finds, key=lambda each: (each.start - each.end, each.start)):
        if all(find.end <= other.start or other.end <= find.start for other in kept):
            kept.append(find)
    return tuple(sorted(kept, key=lambda each: each.start))
