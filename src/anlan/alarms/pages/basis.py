"""By what an alarm was judged: the rule's source and what the level means, as they stood when it was raised."""

from dataclasses import dataclass

from anlan.alarms import api
from anlan.monitoring import api as monitoring
from anlan.web.slots import is_served


@dataclass(frozen=True, slots=True)
class Basis:
    """The judging edition's own words; empty where its text is not known any more. ``url`` leads to the rule."""

    url: str
    source: str = ""
    is_verified: bool = False
    level_notes: str = ""
    note: str = ""


def basis_of(row: api.AlarmRow) -> Basis:
    """Return what judged the alarm; of another edition than the judging one nothing is said."""
    url = f"/monitoring/rules/{row.rule_family}/"
    address = url if is_served(url) else ""
    ruling = monitoring.standing(row.rule_family, row.region, now=row.raised_at)
    if ruling is None or ruling.edition != row.edition:
        return Basis(address)
    definition = ruling.definition
    cases = [case for case in definition.cases if case.rank == row.level]
    notes = dict.fromkeys(case.note for case in cases if case.note)
    sources = dict.fromkeys(case.source for case in cases if case.source)
    is_verified = all((case.mark or definition.mark) == "verified" for case in cases) and bool(cases)
    return Basis(address, "; ".join(sources) or definition.source, is_verified, "; ".join(notes), definition.note)
