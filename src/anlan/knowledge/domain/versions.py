"""Editions of a law: which is in force on a day, and which one a newer edition puts out of force."""

import re
from datetime import date
from enum import StrEnum
from typing import Final

_NAMED: Final = re.compile("[\uff08(][^\uff08\uff09()]{0,40}[\uff09)]$")


class Force(StrEnum):
    """How an edition stands on a day."""

    NOT_YET = "not_yet"
    IN_FORCE = "in_force"
    REPEALED = "repealed"


def force_on(day: date, since: date | None, until: date | None) -> Force:
    """Return how an edition stands that is in force from ``since`` to before ``until``; unknown bounds bind nothing."""
    if until is not None and day >= until:
        return Force.REPEALED
    return Force.NOT_YET if since is not None and day < since else Force.IN_FORCE


def root_of(title: str) -> str:
    """Return a title without what names its edition in brackets at its end."""
    title = title.strip()
    while (shorter := _NAMED.sub("", title).strip()) != title and shorter:
        title = shorter
    return title
