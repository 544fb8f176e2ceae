"""The kinds of hazard sites with their classes and own fields, and the roles of those who answer for a site: data."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from anlan.kernel.errors import AnlanError, InvalidValue
from anlan.support.tables import load_table

THREAT: Final = "threat"


@dataclass(frozen=True, slots=True)
class Field:
    """A field that only sites of a kind have."""

    key: str
    name: str
    kind: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Grade:
    """A class of a scale; ``watch`` says how closely it is patrolled."""

    key: str
    name: str
    watch: str


@dataclass(frozen=True, slots=True)
class SiteKind:
    """A kind of site. ``scale`` names its classes; ``season`` when it is patrolled more often, empty: never more."""

    key: str
    name: str
    icon: str
    scale: str
    season: str
    on_rain: bool
    grades: tuple[Grade, ...]
    fields: tuple[Field, ...]


class GradeOfAnotherScale(AnlanError):
    """The class is none of this kind: ``kind``, ``grade``."""

    code = "risks.grade_of_another_scale"
    message = "Sites of the kind %(kind)s have no class %(grade)s."


@cache
def kinds() -> Mapping[str, SiteKind]:
    """Return the kinds by key, in the table's order."""
    table = load_table("anlan.risks", "site_kinds")
    scales = {each["key"]: tuple(Grade(**grade) for grade in each["grades"]) for each in table["scale"]}
    return {
        each["key"]: SiteKind(
            **{name: each[name] for name in ("key", "name", "icon", "scale", "season", "on_rain")},
            grades=scales[each["scale"]],
            fields=tuple(Field(**field) for field in each["fields"]),
        )
        for each in table["kind"]
    }


def kind_of(key: str) -> SiteKind:
    """Return a kind; refuse one that the table has not."""
    if key not in kinds():
        raise InvalidValue(field="kind", value=key, rule="known")
    return kinds()[key]


@cache
def roles() -> Mapping[str, str]:
    """Return the names of the roles by key, in the table's order."""
    return {each["key"]: each["name"] for each in load_table("anlan.risks", "roles")["role"]}


@cache
def grade_names() -> Mapping[str, str]:
    """Return the names of all classes of all scales by key, the gravest of each scale first."""
    return {grade.key: grade.name for kind in kinds().values() for grade in kind.grades}


def class_of(kind: SiteKind, given: str, threatened_persons: int) -> str:
    """Return a site's class: by the threatened persons where its scale is that, else the given one of its scale.

    Where none is given the lightest counts, so that a class is never made graver than somebody has said.
    """
    if kind.scale == THREAT:
        return grade_of(threatened_persons, load_table("anlan.risks", "grades")["geohazard_threat"]["band"])
    if not given:
        return kind.grades[-1].key
    if given not in {grade.key for grade in kind.grades}:
        raise GradeOfAnotherScale(kind=kind.name, grade=grade_names().get(given, given))
    return given


def grade_of(threatened_persons: int, bands: list[dict[str, Any]]) -> str:
    """Return the grade of a threat by the persons who would have to move; each lower bound belongs to its band."""
    return str(next(band["grade"] for band in bands if threatened_persons >= band["from"]))


def graver(kind: SiteKind, before: str, after: str) -> tuple[str, ...]:
    """Return the names of a site's classes before and after where it became graver, else nothing."""
    ranks = {grade.key: rank for rank, grade in enumerate(kind.grades)}
    if before not in ranks or ranks[after] >= ranks[before]:
        return ()
    return grade_names()[before], grade_names()[after]


def state_level(state: str) -> int:
    """Return which level of danger a site's state is: 4 red, 2 yellow, 0 none."""
    return int(load_table("anlan.risks", "states")["levels"].get(state, 0))
