"""An event that no alarm told of, as a person records it."""

from dataclasses import dataclass
from datetime import datetime

from anlan.kernel.errors import InvalidValue
from anlan.kernel.regions import RegionLevel, level_of

_LONGEST_NOTE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class MissedEvent:
    """What happened where and when, and the family of rules that should have told of it."""

    rule_family: str
    region: str
    happened_at: datetime
    note: str


def check_missed(missed: MissedEvent, known_families: frozenset[str], now: datetime) -> None:
    """Refuse a record by the first field that cannot be true."""
    if missed.rule_family not in known_families:
        raise InvalidValue(field="rule_family", value=missed.rule_family[:80], rule="known_family")
    if level_of(missed.region) < RegionLevel.COUNTY:
        raise InvalidValue(field="region", value=missed.region, rule="a_county_or_below")
    if missed.happened_at > now:
        raise InvalidValue(field="happened_at", value=missed.happened_at.isoformat(), rule="not_in_the_future")
    if not 0 < len(missed.note) <= _LONGEST_NOTE:
        raise InvalidValue(field="note", value=missed.note[:_LONGEST_NOTE], rule="1_to_500_characters")
