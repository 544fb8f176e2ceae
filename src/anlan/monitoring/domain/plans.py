"""How a table is read, as it is kept with its import."""

from dataclasses import asdict, dataclass
from typing import Any

from anlan.monitoring.domain.columns import Column, Role, TableMap


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The mapping of a table's columns, and how its file is read; what is empty is found out."""

    table: TableMap
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""


def as_json(plan: Plan) -> dict[str, Any]:
    """Return a plan as it is kept."""
    return asdict(plan)


def from_json(kept: dict[str, Any]) -> Plan:
    """Return a plan that was kept."""
    table = kept["table"]
    columns = tuple(Column(**(each | {"role": Role(each["role"])})) for each in table["columns"])
    return Plan(table=TableMap(**(table | {"columns": columns})), **{name: kept[name] for name in _OTHERS})


_OTHERS = ("encoding", "delimiter", "sheet")
