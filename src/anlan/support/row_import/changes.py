"""What an imported row changes of what is registered under the same code."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Change:
    """A field that becomes another: its word, and both values as people read them."""

    field: str
    before: str
    after: str


def compare(labels: Mapping[str, Any], before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Change, ...]:
    """Return the fields of ``labels`` whose value changes, in the order of ``labels``; what ``after`` lacks stays."""
    return tuple(
        Change(str(label), _written(before.get(key)), _written(after[key]))
        for key, label in labels.items()
        if key in after and _written(before.get(key)) != _written(after[key])
    )


def _written(value: Any) -> str:
    """Return a value as it is compared and shown; an empty text and nothing are the same."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.6f}".rstrip("0").rstrip(".")
    return str(value)
