"""The national profile (12379): identifier rule, event code, 12-digit geocodes and the colours, on top of CAP 1.2."""

import re
import tomllib
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import resources
from typing import Any

from anlan.kernel.clock import in_china
from anlan.kernel.errors import InvalidValue
from anlan.kernel.levels import Level
from anlan.kernel.regions import padded
from anlan.protocols.cap12.message import NamedValue, Severity


@cache
def table() -> dict[str, Any]:
    """Return the profile's numbers and names with their source."""
    return tomllib.loads((resources.files("anlan.protocols.cap12") / "profile.toml").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class LevelWords:
    """How the profile writes a level: ``name`` of the colour, legal ``words``, its own and CAP's severity."""

    name: str
    words: str
    colour_value: str
    severity: Severity


@cache
def level_words(level: Level) -> LevelWords:
    """Return how the profile writes ``level``."""
    for row in table()["level"]:
        if row["colour"] == level.colour:
            return LevelWords(row["name"], row["words"], row["colour_value"], Severity(row["severity"]))
    raise InvalidValue(field="level", value=level.colour, rule="red_orange_yellow_or_blue")


def sender_code(region: str) -> str:
    """Return the 14 characters of the issuing unit of ``region``: division, institution, unit, spare."""
    rule = table()["identifier"]
    return padded(region)[:6] + str(rule["institution"]) + str(rule["unit"]) + str(rule["spare"])


def identifier(region: str, sent: datetime, number: int) -> str:
    """Return the identifier of the ``number``-th (0 to 9) message that ``region`` sends in that second."""
    if not 0 <= number <= 9:
        raise InvalidValue(field="identifier", value=str(number), rule="at_most_10_messages_a_second")
    return f"{sender_code(region)}_{in_china(sent):%Y%m%d%H%M%S}_{number}"


def follows_identifier_rule(text: str) -> bool:
    """Tell whether ``text`` is an identifier by the profile's value rule."""
    return re.fullmatch(table()["identifier"]["pattern"], text) is not None


def event_code(code: str) -> NamedValue:
    """Return a 12379 event code such as ``11A51`` as CAP carries it."""
    return NamedValue(table()["names"]["event_code"], code)


def geocode(region: str) -> NamedValue:
    """Return a region's 12-digit code as CAP carries it."""
    return NamedValue(table()["names"]["geocode"], padded(region))


def colour(level: Level) -> NamedValue:
    """Return the profile's own severity, which is a colour, as a CAP parameter."""
    return NamedValue(table()["names"]["colour"], level_words(level).colour_value)
