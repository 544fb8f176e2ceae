"""Cards of chemicals, written from the models' own tables so that card and reckoning never differ."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from anlan.knowledge.domain.papers import Part
from anlan.science.substances.tables import AIR_MOLAR_MASS, Substance, substances
from anlan.science.toxicity.tables import end_points, is_toxic
from anlan.support.tables import load_table

_ICE_POINT: Final = 273.15
_PPM: Final = 1e6


def chemical_cards() -> Iterator[tuple[str, str, tuple[Part, ...]]]:
    """Yield each substance's CAS number, its card's title and the card's passages."""
    table = load_table("anlan.knowledge", "chemical")
    for each in substances():
        parts = [_physical(each, table)]
        if each.lfl is not None and each.ufl is not None:
            said = table["burning"]
            limits = said["limits"].format(lfl=100 * each.lfl, ufl=100 * each.ufl)
            parts.append(Part(said["label"], said["label"], limits))
        if is_toxic(each):
            parts.append(_toxic(each, table["toxic"]))
        yield each.cas, table["title"].format(name=each.name), tuple(parts)


def _physical(each: Substance, table: Mapping[str, Any]) -> Part:
    said, ratio = table["physical"], each.molar_mass / AIR_MOLAR_MASS
    lines = (
        said["names"].format(names=table["join"].join((each.name, *each.other_names)), cas=each.cas),
        said["boiling"].format(boiling=each.boiling - _ICE_POINT, molar=1000 * each.molar_mass),
        said["heavier" if ratio > 1 else "lighter"].format(ratio=ratio),
    )
    return Part(said["label"], said["label"], "\n".join(lines))


def _toxic(each: Substance, said: Mapping[str, Any]) -> Part:
    points = end_points(each)
    doubt = said["doubt"] if points.idlh_mark == "doubtful" else ""
    lines = [
        said[name].format(value=float(f"{value * _PPM:.4g}"), doubt=doubt)
        for name in ("aegl1", "aegl2", "aegl3", "idlh")
        if (value := getattr(points, name)) is not None
    ]
    lines.append(said["marked"].format(mark=said["marks"][points.mark]))
    return Part(said["label"], said["label"], "\n".join(lines))
