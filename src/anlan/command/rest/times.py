"""Times that come in from outside."""

from datetime import datetime

from anlan.kernel.errors import InvalidValue


def with_zone(field: str, moment: datetime | None) -> datetime | None:
    """Return the moment, or refuse one that does not say its time zone."""
    if moment is not None and moment.tzinfo is None:
        raise InvalidValue(field=field, value=moment.isoformat(), rule="time_with_zone")
    return moment
