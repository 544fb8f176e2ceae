"""The form by which a person says how a source's messages are read."""

from collections.abc import Mapping
from datetime import UTC, datetime

from anlan.kernel.errors import InvalidValue
from anlan.monitoring import api

_ROWS = 8
_WORDS = ("way", "filter", "payload", "each", "time", "time_form")


def source_of(posted: Mapping[str, str]) -> api.Source:
    """Return the mapping that a posted form gives."""
    words = {name: posted.get(name, "").strip() for name in _WORDS}
    return api.Source(
        **words,
        station=_pick(posted, "station"),
        stations=_pairs(posted.get("stations", ""), "stations"),
        quantity=_pick(posted, "quantity"),
        quantities=_pairs(posted.get("quantities", ""), "quantities"),
        values=tuple(_rule(posted, row) for row in range(_ROWS) if posted.get(f"field-{row}", "").strip()),
    )


def rows_of(source: api.Source | None) -> list[tuple[int, api.ValueRule | None]]:
    """Return the lines of the form's table of values, filled as far as the mapping has them."""
    rules = source.values if source else ()
    return [(row, rules[row] if row < len(rules) else None) for row in range(_ROWS)]


def lines(pairs: Mapping[str, str]) -> str:
    """Return names and what they mean as lines of a text field."""
    return "\n".join(f"{name}={meaning}" for name, meaning in pairs.items())


def shown(outcome: api.SampleOutcome) -> list[tuple[object, datetime]]:
    """Return the readings of a sample with their instants."""
    return [(each, datetime.fromtimestamp(each.time, UTC)) for each in outcome.readings]


def _pick(posted: Mapping[str, str], name: str) -> api.Pick:
    return api.Pick(posted.get(f"{name}_kind", "is"), posted.get(f"{name}_of", "").strip())


def _rule(posted: Mapping[str, str], row: int) -> api.ValueRule:
    return api.ValueRule(
        field=posted[f"field-{row}"].strip(),
        quantity=posted.get(f"quantity-{row}", ""),
        factor=_number(posted.get(f"factor-{row}", ""), 1.0),
        offset=_number(posted.get(f"offset-{row}", ""), 0.0),
    )


def _number(written: str, default: float) -> float:
    try:
        return float(written) if written.strip() else default
    except ValueError as error:
        raise InvalidValue(field="factor", value=written, rule="number") from error


def _pairs(text: str, name: str) -> dict[str, str]:
    found = {}
    for line in filter(str.strip, text.splitlines()):
        key, mark, meaning = line.partition("=")
        if not mark or not key.strip() or not meaning.strip():
            raise InvalidValue(field=name, value=line, rule="name_equals_meaning")
        found[key.strip()] = meaning.strip()
    return found
