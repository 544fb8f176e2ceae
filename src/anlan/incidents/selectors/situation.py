"""The figures of an incident: the latest by region, the totals, and what they mean together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from anlan.incidents.domain.grading import GradeProposal, propose_grade
from anlan.incidents.domain.indicators import (
    Finding,
    Indicator,
    event_figures_of,
    findings,
    indicators_of,
    is_direct_report_due,
)
from anlan.incidents.domain.totals import Stated, Total, greatest_of, total_of, where_of
from anlan.incidents.models import Incident, SituationFigure
from anlan.incidents.selectors.incidents import incident
from anlan.kernel.actors import Actor
from anlan.support import rights
from anlan.support.tables import load_table

StatedByRegion = Mapping[str, Mapping[str, Stated]]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionFigure:
    """A region's latest figure of one indicator; ``site`` names a place inside that is counted apart."""

    region: str
    site: str
    indicator: Indicator
    value: Decimal
    as_of: datetime
    source: str
    note: str
    recorded_by: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """An incident's figures: latest by region, totals by indicator key, contradictions, and the grade they reach."""

    latest: tuple[RegionFigure, ...]
    totals: Mapping[str, Total]
    findings: tuple[Finding, ...]
    is_direct_report_due: bool
    proposal: GradeProposal | None

    def total(self, key: str) -> Decimal | None:
        """Return the total of one indicator, or nothing where nobody has reported it."""
        found = self.totals.get(key)
        return found.value if found else None


def indicators() -> dict[str, Indicator]:
    """Return every indicator by key: those of the statistics form in its order, then those of the event itself."""
    form = indicators_of(load_table("anlan.incidents", "indicators"))
    return {**form, **event_figures_of(load_table("anlan.incidents", "event_figures"))}


def indicators_for(event_kind: str) -> dict[str, Indicator]:
    """Return the indicators that are asked for an event of this kind (12379 code)."""
    return {key: each for key, each in indicators().items() if each.is_asked_for(event_kind)}


def situation(actor: Actor, incident_id: UUID) -> Situation:
    """Return the figures of an incident that the actor may see."""
    seen = incident(actor, incident_id)
    rows = latest_figures(seen.id)
    totals = totals_of(stated(rows))
    values = {key: total.value for key, total in totals.items()}
    return Situation(
        latest=tuple(_figure(row) for row in rows),
        totals=totals,
        findings=findings(values, load_table("anlan.incidents", "indicators")),
        is_direct_report_due=is_direct_report_due(values, load_table("anlan.incidents", "indicators")),
        proposal=propose_grade(seen.event_kind, values, load_table("anlan.incidents", "grading")),
    )


def figure_history(actor: Actor, incident_id: UUID, *, limit: int = 500) -> tuple[RegionFigure, ...]:
    """Return every figure ever reported of an incident, the latest recorded first."""
    seen = incident(actor, incident_id)
    rows = SituationFigure.objects.filter(incident_id=seen.id).order_by("-recorded_at", "-id")[:limit]
    return tuple(_figure(row) for row in rows)


def figures_of_regions(actor: Actor, incident_id: UUID) -> tuple[RegionFigure, ...]:
    """Return the latest figures of the regions where the actor records, also where it may not see the incident."""
    rows = latest_figures(incident_id)
    return tuple(_figure(row) for row in rows if rights.may(actor, "incidents.record_situation", row.region))


def latest_figures(incident_id: UUID) -> tuple[SituationFigure, ...]:
    """Return each region's latest figure of each indicator; the caller has checked the reader's right."""
    rows = SituationFigure.objects.filter(incident_id=incident_id)
    newest_first = rows.order_by("indicator", "region", "site", "-as_of", "-recorded_at", "-id")
    return tuple(newest_first.distinct("indicator", "region", "site"))


def stated(rows: Iterable[SituationFigure]) -> dict[str, dict[str, Stated]]:
    """Return what each region last stated, by indicator and region."""
    found: dict[str, dict[str, Stated]] = {}
    for row in rows:
        found.setdefault(row.indicator, {})[where_of(row.region, row.site)] = Stated(row.value, row.as_of)
    return found


def totals_of(by_indicator: StatedByRegion) -> dict[str, Total]:
    """Return the total of every indicator that was reported, in the form's order."""
    return {
        key: greatest_of(by_indicator[key]) if each.merge == "greatest" else total_of(by_indicator[key])
        for key, each in indicators().items()
        if key in by_indicator
    }


def proposed_grade(event_kind: str, values: Mapping[str, Decimal]) -> GradeProposal | None:
    """Return the grade that figures reach before there is an incident, or nothing where no scheme fits."""
    return propose_grade(event_kind, values, load_table("anlan.incidents", "grading"))


def grade_proposal(row: Incident, values: Mapping[str, Decimal]) -> GradeProposal | None:
    """Return the grade that figures reach for an incident's kind."""
    return propose_grade(row.event_kind, values, load_table("anlan.incidents", "grading"))


def _figure(row: SituationFigure) -> RegionFigure:
    return RegionFigure(
        region=row.region,
        site=row.site,
        indicator=indicators()[row.indicator],
        value=row.value,
        as_of=row.as_of,
        source=row.source,
        note=row.note,
        recorded_by=row.recorded_by,
        recorded_at=row.recorded_at,
    )
