"""Times that the API takes."""

from datetime import datetime

from anlan.kernel.errors import InvalidValue


def with_zone(instant: datetime | None, field: str) -> datetime | None:
    """Return an instant that says its zone; refuse one that does not."""
    if instant is not None and instant.tzinfo is None:
        raise InvalidValue(field=field, value=instant.isoformat(), rule="time_with_zone")
    return instant
