"""Which of a place's two entries was written first, when one of them waited on its way."""

from datetime import datetime, timedelta
from typing import Final

LONGEST_WAY: Final = timedelta(minutes=10)
_HAIR: Final = timedelta(microseconds=1)


def placed(as_of: datetime, pressed: int | None, newest: tuple[datetime, int | None]) -> datetime:
    """Return the moment of a new entry, moved to the right side of the same person's newest where that is needed.

    ``as_of`` is reckoned on arrival, so it is late by as long as the request waited in a busy server. ``pressed`` is
    the phone's own clock in milliseconds: wrong perhaps, but the same for both. It decides between entries that lie no
    further apart than a request can wait; others may come from two phones with two clocks.
    """
    moment, before = newest
    if pressed is None or before is None or pressed == before or abs(as_of - moment) > LONGEST_WAY:
        return as_of
    return max(as_of, moment + _HAIR) if pressed > before else min(as_of, moment - _HAIR)
