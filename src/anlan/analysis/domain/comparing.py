"""What differs between two runs of the same kind: inputs, what was read, figures."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Something that is other than before; ``before`` or ``after`` is None where it is new or gone."""

    part: str
    label: str
    before: Any
    after: Any
    unit: str = ""


def changes(before: Mapping[str, Any], after: Mapping[str, Any], labels: Mapping[str, str]) -> tuple[Change, ...]:
    """Return what differs between two kept runs (``inputs``, ``versions``, ``figures``), the inputs first."""
    return (
        *_differing("input", before["inputs"], after["inputs"], labels),
        *_differing("data", before["versions"], after["versions"], {}),
        *_figures(before["figures"], after["figures"]),
    )


def _differing(
    part: str, before: Mapping[str, Any], after: Mapping[str, Any], labels: Mapping[str, str]
) -> tuple[Change, ...]:
    names = [*before, *(name for name in after if name not in before)]
    return tuple(
        Change(part=part, label=labels.get(name, name), before=before.get(name), after=after.get(name))
        for name in names
        if before.get(name) != after.get(name)
    )


def _figures(before: list[dict[str, Any]], after: list[dict[str, Any]]) -> tuple[Change, ...]:
    old, new = ({each["label"]: each for each in found} for found in (before, after))
    names = [*old, *(name for name in new if name not in old)]
    return tuple(
        Change(
            part="figure",
            label=name,
            before=old[name]["best"] if name in old else None,
            after=new[name]["best"] if name in new else None,
            unit=(new.get(name) or old[name])["unit"],
        )
        for name in names
        if old.get(name, {}).get("best") != new.get(name, {}).get("best")
    )
