"""English of names and texts: what the English table says, with the places of a warning filled in."""

from datetime import datetime
from functools import cache
from typing import Any, Final

from anlan.kernel.clock import in_china
from anlan.kernel.later import later
from anlan.kernel.levels import Level
from anlan.support.tables import load_table

pypinyin = later("pypinyin")

ENGLISH: Final = "en"


def table() -> dict[str, Any]:
    """Return the English table."""
    return load_table("anlan.public_warnings", "english")


def words(name: str, /, **values: object) -> str:
    """Return one of the table's phrases with its places filled."""
    return str(table()["words"][name]).format(**values)


def event_name(code: str) -> str:
    """Return the English name of a kind; empty where the table has none."""
    return str(table()["kind"].get(code, {}).get("name", ""))


def danger_of(code: str, level: Level) -> str:
    """Return what the kind threatens at this level, as part of a sentence."""
    return str(table()["kind"][code][level.colour])


def measures_of(code: str, level: Level) -> str:
    """Return what to do, one numbered line per measure."""
    row = table()["kind"][code]
    return str(table()["measures"][row["measures"]][level.colour]).strip().format(places=row["places"])


def colour_name(level: Level) -> str:
    """Return the English name of a level's colour."""
    return str(table()["colours"][level.colour])


def moment(instant: datetime) -> str:
    """Return an instant as an English text says it, in China's time."""
    local = in_china(instant)
    month = table()["words"]["months"][local.month - 1]
    return words("moment", hour=local.hour, minute=local.minute, day=local.day, month=month)


@cache
def _endings() -> tuple[tuple[str, str], ...]:
    rows = sorted(table()["place"], key=lambda row: -len(row["ending"]))
    return tuple((row["ending"], row["english"]) for row in rows)


def place_name(name: str) -> str:
    """Return a division's name in English letters: pinyin, and its kind in English."""
    for ending, english in _endings():
        if name.endswith(ending) and len(name) > len(ending):
            return f"{_spelled(name.removesuffix(ending))} {english}"
    return _spelled(name)


def _spelled(name: str) -> str:
    return "".join(pypinyin.lazy_pinyin(name)).capitalize()


def place_line(names: tuple[str, ...]) -> str:
    """Return a place by its names from the outermost inwards: the innermost first, the Chinese behind it."""
    english = ""
    for name in names:
        english = words("of_place", inner=place_name(name), outer=english) if english else place_name(name)
    original = "".join(names)
    return english if original.isascii() else words("with_original", name=english, original=original)
