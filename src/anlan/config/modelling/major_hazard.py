"""Units of production and storage: the rows of one unit are reckoned together."""

from collections.abc import Iterable, Iterator
from typing import Any

from anlan.config.modelling.manifest import Manifest, RowRefused, refused
from anlan.config.modelling.rows import Outcome, Row
from anlan.science.major_hazard.identify import Held, Identified, identify, shown
from anlan.science.major_hazard.tables import classes_in
from anlan.science.refusing import Refused
from anlan.science.saying import said_by


def read(rows: Iterable[Row], by: Manifest) -> Iterator[Outcome]:
    """Reckon each unit in the order in which units first stand; a refused row refuses its unit."""
    units: dict[str, list[Row]] = {}
    for row in rows:
        name = row.cells.get("unit", "").strip()
        if name:
            units.setdefault(name, []).append(row)
        else:
            yield refused((row.number,), {"unit": ""}, RowRefused("missing", "unit"))
    for name, its in units.items():
        numbers = tuple(row.number for row in its)
        try:
            yield Outcome(numbers, {"unit": name, **_told(_unit(its, by))})
        except RowRefused as refusal:
            yield refused(numbers, {"unit": name}, refusal)


def _unit(rows: list[Row], by: Manifest) -> Identified:
    held, people = [], set()
    for row in rows:
        try:
            values = by.values(row.cells)
            one = _held(values)
            identify([one], 0)
        except (RowRefused, Refused) as refusal:
            by = refusal if isinstance(refusal, RowRefused) else RowRefused.by(refusal)
            raise RowRefused(f"row {row.number}: {refusal}", said=by.said) from None
        held.append(one)
        people.add(values["people_within_500m"])
    people -= {None}
    if len(people) > 1:
        raise RowRefused("people_differ", "people_within_500m", " and ".join(map(str, sorted(people))))
    try:
        return identify(held, people.pop() if people else None)
    except Refused as refusal:
        raise RowRefused(refusal.code, "people_within_500m", refusal.given, said=said_by(refusal)) from None


def _held(values: dict[str, Any]) -> Held:
    return Held(
        substance=values["substance"] or "",
        classes=classes_in(values["classes"] or ""),
        quantity=values["quantity_t"],
    )


def _told(found: Identified) -> dict[str, Any]:
    shares = " + ".join(
        f"{share.name}: {share.quantity:f}/{shown(share.critical)}*{shown(share.beta)}" for share in found.shares
    )
    return {
        "people_within_500m": found.people,
        "s": shown(found.s),
        "is_major": "yes" if found.is_major else "no",
        "alpha": None if found.alpha is None else shown(found.alpha),
        "r": None if found.r is None else shown(found.r),
        "class": found.hazard_class,
        "s_exact": str(found.s),
        "r_exact": None if found.r is None else str(found.r),
        "worksheet": shares,
    }
