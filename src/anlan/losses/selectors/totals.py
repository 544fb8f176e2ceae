"""Roll-ups: always summed by the database from the accepted entries, never stored."""

from collections.abc import Iterable
from decimal import Decimal
from uuid import UUID

from django.db.models import Sum

from anlan.incidents import api as incidents
from anlan.kernel.actors import Actor
from anlan.kernel.regions import RegionLevel, at_level
from anlan.losses.domain.states import EntryState
from anlan.losses.models import Entry, Figure, Survey


def rolled_up(survey_id: UUID, region: str) -> dict[str, Decimal]:
    """Return the sum of the accepted units of a region, by indicator."""
    rows = Figure.objects.filter(
        entry__survey_id=survey_id, entry__receiver=region, entry__state=EntryState.ACCEPTED.value
    )
    return dict(
        rows.values("indicator").annotate(sum=Sum("value")).order_by("indicator").values_list("indicator", "sum")
    )


def totals(actor: Actor, incident_id: UUID, kind: str = "quick") -> dict[str, Decimal]:
    """Return an incident's losses by the accepted units of every county that counts them."""
    incidents.incident(actor, incident_id)
    found: dict[str, Decimal] = {}
    for survey_id, region in Survey.objects.filter(incident_id=incident_id, table=kind).values_list("id", "region"):
        for key, value in rolled_up(survey_id, at_level(region, RegionLevel.COUNTY)).items():
            found[key] = found.get(key, Decimal(0)) + value
    return found


def figures_of(entries: Iterable[Entry | UUID]) -> dict[UUID, dict[str, Decimal]]:
    """Return the figures of entries, by entry and indicator, in one query."""
    ids = [entry.id if isinstance(entry, Entry) else entry for entry in entries]
    found: dict[UUID, dict[str, Decimal]] = {each: {} for each in ids}
    rows = Figure.objects.filter(entry_id__in=ids).order_by("id").values_list("entry_id", "indicator", "value")
    for entry_id, indicator, value in rows:
        found[entry_id][indicator] = value
    return found
