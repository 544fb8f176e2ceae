"""Recording the figures of an incident."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from anlan.incidents.domain.errors import FigureLowered
from anlan.incidents.domain.indicators import checked, is_direct_report_due
from anlan.incidents.domain.states import IncidentAct, IncidentState, after
from anlan.incidents.domain.totals import Stated, where_of
from anlan.incidents.events import FigureStated, SituationRecorded
from anlan.incidents.models import Incident, SituationFigure
from anlan.incidents.selectors.situation import grade_proposal, indicators, latest_figures, stated, totals_of
from anlan.incidents.services.counting import count_incident
from anlan.incidents.services.life import locked, named
from anlan.kernel.actors import Actor
from anlan.kernel.errors import InvalidValue, NotFound
from anlan.kernel.regions import RegionLevel, at_level, lies_within, normalise
from anlan.support import journal, rights
from anlan.support.tables import load_table

_CLOCKS_DIFFER_BY = timedelta(minutes=5)


@dataclass(frozen=True, slots=True, kw_only=True)
class SituationReport:
    """Figures that one region reports as of one moment, by indicator key; a note is due where one falls.

    ``site`` names a place inside the region that is counted apart, a stretch of road, say.
    """

    region: str
    site: str = ""
    figures: Mapping[str, object] = field(default_factory=dict)
    as_of: datetime
    source: str
    note: str = ""

    @property
    def where(self) -> str:
        """The region or site that states the figures."""
        return where_of(self.region, self.site.strip())


@transaction.atomic
def record_situation(*, incident_id: UUID, report: SituationReport, actor: Actor, now: datetime) -> dict[str, Decimal]:
    """Add a region's figures to an incident and return the totals; older figures stay readable."""
    incident = locked(incident_id)
    _require_reporter(incident, report.region, actor)
    after(IncidentState(incident.state), IncidentAct.RECORD_SITUATION)
    _check(report, incident, now)
    figures = checked(report.figures, indicators())
    before = stated(latest_figures(incident.id))
    _refuse_silent_fall(before, _overlaid(before, figures, report), report, figures)
    _store(incident, report, figures, actor, now)
    values = _values(_overlaid(before, figures, report))
    count_incident(incident, values)
    event = _event(incident, report, _statements(before, figures, report.where), (_values(before), values))
    journal.announce(event, actor=actor, now=now)
    return values


def _require_reporter(incident: Incident, region: str, actor: Actor) -> None:
    """Let those report who see the incident, and those who answer for a place inside it."""
    sees = rights.may(actor, "incidents.see", incident.region)
    reports = rights.may(actor, "incidents.record_situation", region)
    if not sees and not (reports and lies_within(region, incident.region)):
        raise NotFound(what="incident")
    rights.require(actor, "incidents.record_situation", region)


def _check(report: SituationReport, incident: Incident, now: datetime) -> None:
    if report.region != normalise(report.region) or not lies_within(
        report.region, at_level(incident.region, RegionLevel.COUNTY)
    ):
        raise InvalidValue(field="region", value=report.region, rule="in_the_incidents_county")
    if not incident.happened_at <= report.as_of <= now + _CLOCKS_DIFFER_BY:
        raise InvalidValue(field="as_of", value=report.as_of.isoformat(), rule="between_event_and_now")
    for name, least, most in (("source", 1, 120), ("note", 0, 500), ("site", 0, 60)):
        text = getattr(report, name).strip()
        if not least <= len(text) <= most:
            raise InvalidValue(field=name, value=text[:most], rule=f"{least}_to_{most}_characters")


def _overlaid(
    before: Mapping[str, Mapping[str, Stated]], figures: Mapping[str, Decimal], report: SituationReport
) -> dict[str, dict[str, Stated]]:
    """Return what is stated after the report; a late report of an earlier moment changes nothing newer."""
    result = {key: dict(by_region) for key, by_region in before.items()}
    for key, value in figures.items():
        known = result.setdefault(key, {}).get(report.where)
        if known is None or known.as_of <= report.as_of:
            result[key][report.where] = Stated(value, report.as_of)
    return result


def _refuse_silent_fall(
    before: Mapping[str, Mapping[str, Stated]],
    after_it: Mapping[str, Mapping[str, Stated]],
    report: SituationReport,
    figures: Mapping[str, Decimal],
) -> None:
    if report.note.strip():
        return
    old, new = _values(before), _values(after_it)
    for key in figures:
        own_before = before.get(key, {}).get(report.where)
        own_after = after_it[key][report.where]
        pairs = [(own_before.value, own_after.value)] if own_before else []
        pairs += [(old[key], new[key])] if key in old else []
        for was, becomes in pairs:
            if becomes < was:
                raise FigureLowered(
                    indicator=indicators()[key].name, before=_plain(key, was), after=_plain(key, becomes)
                )


def _store(
    incident: Incident, report: SituationReport, figures: Mapping[str, Decimal], actor: Actor, now: datetime
) -> None:
    SituationFigure.objects.bulk_create(
        SituationFigure(
            incident=incident,
            region=report.region,
            site=report.site.strip(),
            indicator=key,
            value=value,
            as_of=report.as_of,
            source=report.source.strip(),
            note=report.note.strip(),
            recorded_by=actor.name,
            recorded_at=now,
        )
        for key, value in figures.items()
    )


def _plain(key: str, value: Decimal) -> str:
    """Return a figure as the form writes it: whole, or with two decimals."""
    return f"{value:.{indicators()[key].decimals}f}"


def _values(by_indicator: Mapping[str, Mapping[str, Stated]]) -> dict[str, Decimal]:
    return {key: total.value for key, total in totals_of(by_indicator).items()}


def _statements(
    before: Mapping[str, Mapping[str, Stated]], figures: Mapping[str, Decimal], where: str
) -> tuple[FigureStated, ...]:
    def previous(key: str) -> str | None:
        known = before.get(key, {}).get(where)
        return _plain(key, known.value) if known else None

    return tuple(
        FigureStated(indicator=key, value=str(value), previous=previous(key)) for key, value in figures.items()
    )


def _event(
    incident: Incident,
    report: SituationReport,
    statements: tuple[FigureStated, ...],
    values: tuple[dict[str, Decimal], dict[str, Decimal]],
) -> SituationRecorded:
    before, totals = values
    table = load_table("anlan.incidents", "indicators")
    is_due = is_direct_report_due(totals, table)
    proposal = grade_proposal(incident, totals)
    return SituationRecorded(
        **named(incident),
        reporting_region=report.region,
        site=report.site.strip(),
        as_of=report.as_of,
        source=report.source.strip(),
        note=report.note.strip(),
        figures=statements,
        totals={key: _plain(key, value) for key, value in totals.items()},
        is_direct_report_due=is_due,
        became_direct_report_due=is_due and not is_direct_report_due(before, table),
        proposed_grade=int(proposal.grade) if proposal else 0,
    )
