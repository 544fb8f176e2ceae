"""The editor's form: what a person fills in becomes a definition, or says by field what is wrong."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.http import QueryDict

from anlan.kernel.clock import CHINA
from anlan.kernel.errors import InvalidValue
from anlan.monitoring import api

_FORMATS: Final = ("%Y-%m-%d %H:%M", "%Y-%m-%d", "%Y/%m/%d %H:%M", "%Y-%m-%dT%H:%M")
_UNITS: Final = {"min": 1, "h": 60, "d": 1440}
_WHOLES: Final = ("neighbours", "hold_minutes", "times", "of", "from_hours", "to_hours")
_USUAL: Final = {"factor": 1.0, "times": 1, "of": 1}
_CASE_FIELD: Final = re.compile(r"c(\d{1,2})-(?:(\d{1,2})-)?([a-z_]+)")
Row = dict[str, str]


@dataclass(slots=True)
class CaseRows:
    """What was filled in for one case: its own fields, and those of its conditions."""

    own: Row
    conditions: list[Row]

    @property
    def is_curve(self) -> bool:
        """Tell whether the case is an intensity-duration curve."""
        return "a" in self.own


@dataclass(slots=True)
class Filled:
    """Everything that was filled in, as text."""

    head: dict[str, Any]
    cases: list[CaseRows]

    def act(self, act: str) -> None:
        """Add or remove a case or a condition, as a button says (``add-condition:0``)."""
        verb, _colon, where = act.partition(":")
        at = [int(each) for each in where.split(":") if each.isdigit()]
        if verb == "add-case" and len(self.cases) < 20:
            self.cases.append(CaseRows({"level": "yellow"}, [{"threshold": ""}]))
        elif verb == "add-curve" and len(self.cases) < 20:
            self.cases.append(CaseRows({"level": "yellow", "a": "", "b": "", "from_hours": "1", "to_hours": "24"}, []))
        elif at and at[0] < len(self.cases):
            self._act_in(verb, self.cases[at[0]], at)

    def _act_in(self, verb: str, case: CaseRows, at: list[int]) -> None:
        if verb == "remove-case":
            del self.cases[at[0]]
        elif verb == "add-condition" and len(case.conditions) < 12:
            case.conditions.append({"threshold": ""})
        elif verb == "remove-condition" and len(at) > 1 and at[1] < len(case.conditions):
            del case.conditions[at[1]]


def filled_from(post: QueryDict) -> Filled:
    """Return what a posted form holds."""
    rows: dict[int, CaseRows] = {}
    for name, value in post.items():
        found = _CASE_FIELD.fullmatch(name)
        if found:
            case = rows.setdefault(int(found[1]), CaseRows({}, []))
            if found[2] is None:
                case.own[found[3]] = value.strip()
                continue
            while len(case.conditions) <= int(found[2]):
                case.conditions.append({})
            case.conditions[int(found[2])][found[3]] = value.strip()
    head = {name: post.get(name, "").strip() for name in HEAD_FIELDS}
    head["kinds"] = post.getlist("kinds")
    head["is_on"] = "on" if post.get("is_on") else ""
    return Filled(head, [rows[number] for number in sorted(rows)])


def filled_of(definition: api.RuleDefinition, *, is_on: bool) -> Filled:
    """Return a definition as the form shows it."""
    scope = definition.scope
    head: dict[str, Any] = {name: str(getattr(definition, name, "")) for name in HEAD_FIELDS}
    head |= {"quantity": scope.quantity, "scope_region": scope.region, "stations": "\n".join(scope.stations)}
    head |= {"kinds": list(scope.kinds), "place": definition.place.value, "is_on": "on" if is_on else ""}
    head |= {"local_values": "on" if definition.local_values else ""}
    return Filled(head, [_rows_of(case) for case in definition.cases])


def _rows_of(case: api.RuleCase) -> CaseRows:
    own = {"level": case.level, "need": str(case.need or ""), "note": case.note, "mark": case.mark or ""}
    own["source"] = case.source
    if case.curve:
        curve = {name: f"{getattr(case.curve, name):g}" for name in ("a", "b", "from_hours", "to_hours")}
        return CaseRows(own | curve, [])
    return CaseRows(own, [_row_of(each) for each in case.conditions])


def _row_of(each: api.Condition) -> Row:
    unit = next(name for name in ("d", "h", "min") if each.window_minutes % _UNITS[name] == 0)
    unit = "h" if not each.window_minutes or (unit == "d" and each.window_minutes <= 3 * 1440) else unit
    row = {
        "quantity": each.quantity,
        "on": each.on.value,
        "aggregate": each.aggregate.value,
        "window": str(each.window_minutes // _UNITS[unit] or ""),
        "window_unit": unit,
        "compare": each.compare.value,
        "mark": each.mark,
        "threshold": "" if each.threshold is None else f"{each.threshold:g}",
    }
    for name in ("within_km", "neighbours", "factor", "clear_by", "hold_minutes", "times", "of"):
        value = getattr(each, name)
        row[name] = "" if value == _USUAL.get(name, 0) else f"{value:g}"
    return row


def definition_from(filled: Filled) -> tuple[api.RuleDefinition | None, list[api.Problem]]:
    """Return the definition that was filled in, and everything that is wrong with it."""
    wrong: list[api.Problem] = []
    head = filled.head
    data: dict[str, Any] = {name: head[name] for name in _PLAIN}
    data |= {"rearm_minutes": _whole(head["rearm_minutes"] or "0", "rearm_minutes", wrong)}
    data |= {"valid_minutes": _whole(head["valid_minutes"] or "0", "valid_minutes", wrong)}
    data["local_values"] = head["local_values"] == "on"
    data["scope"] = {
        "quantity": head["quantity"],
        "kinds": head["kinds"],
        "region": head["scope_region"],
        "stations": head["stations"].split(),
    }
    data["cases"] = [_case_data(case, f"cases.{number}", wrong) for number, case in enumerate(filled.cases)]
    if wrong:
        return None, wrong
    try:
        definition = api.definition_of(data)
    except InvalidValue as refusal:
        return None, [api.Problem("definition", refusal.data["value"], "of_the_known_form")]
    return definition, list(api.problems(definition, api.vocabulary()))


def _case_data(case: CaseRows, at: str, wrong: list[api.Problem]) -> dict[str, Any]:
    own = case.own
    data: dict[str, Any] = {"level": own.get("level", ""), "note": own.get("note", ""), "source": own.get("source", "")}
    if own.get("mark"):
        data["mark"] = own["mark"]
    if case.is_curve:
        data["curve"] = {
            name: _number(own.get(name, ""), f"{at}.curve.{name}", wrong, whole=name in _WHOLES)
            for name in ("a", "b", "from_hours", "to_hours")
        }
        return data
    data["need"] = _whole(own.get("need") or "0", f"{at}.need", wrong)
    data["conditions"] = [
        _condition_data(row, f"{at}.conditions.{index}", wrong) for index, row in enumerate(case.conditions)
    ]
    return data


def _condition_data(row: Row, at: str, wrong: list[api.Problem]) -> dict[str, Any]:
    words = ("quantity", "on", "aggregate", "compare", "mark")
    data: dict[str, Any] = {name: row[name] for name in words if row.get(name)}
    for name in ("within_km", "neighbours", "threshold", "factor", "clear_by", "hold_minutes", "times", "of"):
        if row.get(name):
            data[name] = _number(row[name], f"{at}.{name}", wrong, whole=name in _WHOLES)
    if row.get("window") and row.get("aggregate") != "value":
        count = _whole(row["window"], f"{at}.window_minutes", wrong)
        data["window_minutes"] = count * _UNITS.get(row.get("window_unit", "h"), 60)
    return data


def _number(text: str, at: str, wrong: list[api.Problem], *, whole: bool) -> float:
    try:
        return int(text) if whole else float(text)
    except ValueError:
        wrong.append(api.Problem(at, text, "a_number"))
        return 0


def _whole(text: str, at: str, wrong: list[api.Problem]) -> int:
    return int(_number(text, at, wrong, whole=True))


def instant_of(text: str) -> datetime | None:
    """Return the instant that a field holds, in China time; None for anything else."""
    for form in _FORMATS:
        try:
            return datetime.strptime(text, form).replace(tzinfo=CHINA)
        except ValueError:
            continue
    return None


_PLAIN: Final = (*("id", "title", "hazard", "event_code", "source", "edition", "unit", "mark", "note", "place"),)
HEAD_FIELDS: Final = (
    *_PLAIN,
    *("quantity", "scope_region", "stations", "rearm_minutes", "valid_minutes", "local_values", "is_on"),
    *("reason", "effective_from", "try_since", "try_until"),
)
