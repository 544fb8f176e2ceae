"""The section on what was done and measured, drafted from its facts by the table of words."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from anlan.situation.domain.work import AREAS

Words = Mapping[str, Any]
_TIMES: Final = ("now", "before", "last_year")


def work_text(work: Words, said: Words) -> str:
    """Return a line for each area that has figures, how things stand, and what is missing."""
    standing = work["standing"]
    lines = []
    for area in AREAS:
        own = [line for line in work["lines"] if line["area"] == area]
        told = said["area"].format(name=said["areas"][area], figures=_figures(own, said)) if own else ""
        told += _added(area, work, said)
        lines += [told] if told else []
    if standing.get("teams") or standing.get("stores"):
        lines.append(said["readiness"].format(**standing))
    lines.append(missing_text(work["missing"], said))
    return "\n".join(lines)


def missing_text(gaps: Sequence[Words], said: Words) -> str:
    """Return what the report cannot say and why, or that nothing is missing."""
    found = [said["why"][gap["why"]].format(area=said["areas"][gap["area"]], began=gap["began"]) for gap in gaps]
    return str(said["missing"].format(gaps=said["missing_join"].join(found)) if found else said["nothing_missing"])


def work_rows(work: Words, said: Words) -> list[tuple[str, ...]]:
    """Return the figures as rows of a table under their heads: name, unit, now, before, last year."""
    return [
        (said["names"][line["key"]], said["units"][line["key"]], *(shown(line[time]) for time in _TIMES))
        for line in work["lines"]
    ]


def shown(value: float | None) -> str:
    """Return a figure as it is written; a dash where the records do not reach."""
    return "\u2014" if value is None else f"{value:.1f}" if isinstance(value, float) else str(value)


def _figures(lines: Sequence[Words], said: Words) -> str:
    return str(said["join"].join(_figure(line, said) for line in lines if line["now"] is not None))


def _figure(line: Words, said: Words) -> str:
    unit = said["units"][line["key"]]
    parts = [
        said[time].format(value=shown(line[time]), unit=unit)
        for time in ("before", "last_year")
        if line[time] is not None
    ]
    beside = said["beside"].format(parts=said["join"].join(parts)) if parts else ""
    return str(said["figure"].format(name=said["names"][line["key"]], now=shown(line["now"]), unit=unit) + beside)


def _added(area: str, work: Words, said: Words) -> str:
    standing = work["standing"]
    if area == "rain":
        wettest = said["wettest"].format(**work["wettest"]) if work["wettest"] else ""
        return wettest + (said["silent"].format(**standing) if standing.get("listened") else "")
    return str(said["open"].format(**standing)) if area == "dangers" and standing.get("open") else ""
