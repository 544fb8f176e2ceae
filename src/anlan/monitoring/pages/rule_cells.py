"""The editor's fields as the template draws them: each with its name, value, choices and what is wrong with it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from anlan.monitoring import api
from anlan.monitoring.pages import rule_words
from anlan.monitoring.pages.rule_form import CaseRows, Filled, Row
from anlan.web import parts

Options = tuple[tuple[str, str], ...]
_COLOURS: Final = ("blue", "yellow", "orange", "red")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One field: ``kind`` is text, number, area, select, check or checks."""

    name: str
    label: str
    value: Any = ""
    kind: str = "text"
    options: Options = ()
    error: str = ""
    unit: str = ""
    help: str = ""
    is_required: bool = False


@dataclass(frozen=True, slots=True)
class ConditionCells:
    """A condition: what is always shown, and what only some need."""

    number: int
    main: tuple[Cell, ...]
    more: tuple[Cell, ...]
    is_open: bool


@dataclass(frozen=True, slots=True)
class CaseCells:
    """A case with its conditions, or its curve."""

    number: int
    own: tuple[Cell, ...]
    conditions: tuple[ConditionCells, ...]
    is_curve: bool
    error: str


def errors_of(problems: Iterable[api.Problem]) -> dict[str, str]:
    """Return the first thing wrong with each field, by its path."""
    found: dict[str, str] = {}
    for each in problems:
        found.setdefault(each.field, rule_words.rule_word(each.rule))
    return found


def head_cells(filled: Filled, errors: Mapping[str, str], *, is_new: bool) -> dict[str, tuple[Cell, ...]]:
    """Return the fields above the cases, in groups."""
    make = _Maker(filled.head, errors)
    name = make("id", _("Short name"), is_required=True, help=_("Lower-case letters, digits and _; it never changes"))
    return {
        "what": (
            make("title", _("Title"), is_required=True),
            *((name,) if is_new else ()),
            make("hazard", _("Hazard"), kind="select", options=tuple(api.hazards().items())),
            make("event_code", _("Event code (12379)")),
        ),
        "whence": (
            make("source", _("Source of the figures"), kind="area", is_required=True),
            make("edition", _("Edition of the source"), is_required=True),
            make("mark", _("Certainty"), kind="select", options=_words(rule_words.MARK_WORDS)),
            make("note", _("Note"), kind="area"),
        ),
        "where": (
            make("quantity", _("Quantity"), kind="select", options=_quantities(), path="scope.quantity"),
            make("unit", _("Unit")),
            make("kinds", _("Station kinds"), kind="checks", options=_kinds(), path="scope.kinds"),
            make("stations", _("Only these stations"), kind="area", path="scope.stations", help=_("Codes, one a line")),
            make("scope_region", _("Only this region"), path="scope.region"),
            make("place", _("Speaks for"), kind="select", options=_words(rule_words.PLACES)),
        ),
        "when": (
            make("rearm_minutes", _("Tell again after"), kind="number", unit=_("min")),
            make("valid_minutes", _("A reading counts for"), kind="number", unit=_("min"), help=_("0: as the window")),
        ),
    }


@dataclass(frozen=True, slots=True)
class _Maker:
    values: Mapping[str, Any]
    errors: Mapping[str, str]
    prefix: str = ""
    path: str = ""

    def __call__(self, key: str, label: str, *, path: str = "", **look: Any) -> Cell:
        at = self.path + (path or key)
        return Cell(
            name=self.prefix + key, label=label, value=self.values.get(key, ""), error=self.errors.get(at, ""), **look
        )


def case_cells(number: int, case: CaseRows, errors: Mapping[str, str], quantity: str) -> CaseCells:
    """Return the fields of a case."""
    at = f"cases.{number}."
    make = _Maker(case.own, errors, f"c{number}-", at)
    colours = tuple((each, str(_(parts.LEVEL_WORDS[parts.level_of(each)]))) for each in _COLOURS)
    own = [make("level", _("Level"), kind="select", options=colours)]
    if case.is_curve:
        own += _curve(_Maker(case.own, errors, f"c{number}-", at + "curve."))
    elif len(case.conditions) > 1:
        needs = (("0", _("All conditions")), *((str(n), _count(n)) for n in range(1, len(case.conditions))))
        own.append(make("need", _("Needed"), kind="select", options=needs))
    own.append(make("note", _("Note")))
    conditions = tuple(_condition(number, index, row, errors, quantity) for index, row in enumerate(case.conditions))
    return CaseCells(number, tuple(own), conditions, case.is_curve, errors.get(at + "conditions", ""))


def _curve(make: _Maker) -> list[Cell]:
    return [
        make("a", _("a (mm/h)"), kind="number"),
        make("b", _("b"), kind="number"),
        make("from_hours", _("From"), kind="number", unit=_("h")),
        make("to_hours", _("To"), kind="number", unit=_("h")),
    ]


def _condition(case: int, index: int, row: Row, errors: Mapping[str, str], quantity: str) -> ConditionCells:
    make = _Maker(row, errors, f"c{case}-{index}-", f"cases.{case}.conditions.{index}.")
    own = api.quantity_label(quantity)
    main = (
        make("quantity", _("Quantity"), kind="select", options=(("", own), *_quantities())),
        make("aggregate", _("Of the window"), kind="select", options=_words(rule_words.AGGREGATES)),
        make("window", _("Window"), kind="number", path="window_minutes"),
        make("window_unit", _("Unit of the window"), kind="select", options=_window_units()),
        make("compare", _("Comparison"), kind="select", options=_words(rule_words.COMPARES)),
        make("threshold", _("Value"), kind="number", unit=_unit(row, quantity)),
    )
    more = (
        make("mark", _("Mark of the series"), kind="select", options=(("", _("none")), *api.marks().items())),
        make("factor", _("Times"), kind="number"),
        make("clear_by", _("Ends so far back"), kind="number"),
        make("hold_minutes", _("Held for"), kind="number", unit=_("min")),
        make("times", _("Reached at"), kind="number"),
        make("of", _("of the last readings"), kind="number"),
        make("on", _("Readings of"), kind="select", options=_whose()),
        make("within_km", _("At most so far away"), kind="number", unit="km"),
        make("neighbours", _("How many of them"), kind="number"),
    )
    is_open = any(cell.error or (cell.value and cell.value != "site") for cell in more)
    return ConditionCells(index, main, more, is_open)


def _unit(row: Row, quantity: str) -> str:
    known = api.quantities().get(row.get("quantity") or quantity)
    unit = known.unit if known else ""
    return f"{unit}/h" if row.get("aggregate") == "rate" else unit


def _count(count: int) -> str:
    return _("%(count)s of them") % {"count": count}


def _words(words: Mapping[Any, object]) -> Options:
    return tuple((str(key), str(word)) for key, word in words.items())


def _quantities() -> Options:
    return tuple((name, each.label) for name, each in api.quantities().items())


def _kinds() -> Options:
    return tuple((name, each.label) for name, each in api.kinds().items())


def _whose() -> Options:
    return ((str(api.On.SITE), _("the station itself")), (str(api.On.NEIGHBOURS), _("its neighbours")))


def _window_units() -> Options:
    return (("min", _("min")), ("h", _("h")), ("d", _("days")))
