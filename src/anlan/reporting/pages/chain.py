"""The chain of reports of an incident: every level's clocks side by side with their evidence."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from anlan.incidents import api as incidents
from anlan.reporting import api
from anlan.reporting.words import TRAIT_WORDS
from anlan.support import rights
from anlan.web.auth import signed_in


@dataclass(frozen=True, slots=True)
class LevelColumn:
    """One reporting unit and the clocks it owes or owed."""

    region: str
    unit: str
    clocks: tuple[api.ClockRow, ...]

    @property
    def owed(self) -> int:
        """Return how many of its reports are still wanted."""
        return sum(row.is_ticking or row.state is api.ClockState.MISSED for row in self.clocks)


@require_GET
@signed_in
def chain(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Show each level's clocks: when it learned, when it sent, who received and read it, who was told."""
    incident = incidents.incident(request.actor, incident_id)
    found = api.traits_of(request.actor, incident_id)
    context = {
        "incident": incident,
        "levels": _levels(api.clocks_of(request.actor, incident_id)),
        "traits": found,
        "open_traits": [(key, TRAIT_WORDS[key]) for key in api.TRAITS if key not in {each.trait for each in found}],
        "may_find": rights.may(request.actor, "reporting.keep_clocks", incident.region),
    }
    return render(request, "reporting/chain.html", context)


def _levels(rows: Iterable[api.ClockRow]) -> list[LevelColumn]:
    """Return the clocks by who owes them, the lowest level first, parties outside before all."""
    by_unit: dict[tuple[str, str], list[api.ClockRow]] = {}
    for row in rows:
        by_unit.setdefault((row.region, row.from_party), []).append(row)
    ordered = sorted(by_unit, key=lambda unit: (not unit[1], -len(unit[0]), unit[0]))
    return [LevelColumn(unit[0], by_unit[unit][0].reporter, tuple(by_unit[unit])) for unit in ordered]
