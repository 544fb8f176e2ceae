"""The facts of an incident that a report is made of, asked at the rooms' doors."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from anlan.command import api as command
from anlan.incidents import api as incidents
from anlan.kernel.actors import Actor
from anlan.places import api as places
from anlan.public_warnings import api as warnings
from anlan.reporting.domain.drafting import Figure, Moved, ReportFacts, Step, number_text
from anlan.reporting.models import ReportVersion, Transmission
from anlan.reporting.selectors.rules import unit_of


def facts_of(actor: Actor, incident_id: UUID, region: str, now: datetime) -> ReportFacts:
    """Return what is known of an incident now, for a report of ``region``."""
    incident = incidents.incident(actor, incident_id)
    situation = incidents.situation(actor, incident_id)
    counts = command.order_counts(actor, incident_id, now)
    return ReportFacts(
        title=incident.title,
        place=places.full_name(incident.region),
        place_text=incident.place_text,
        kind=incident.kind_name,
        unit=unit_of(region),
        happened_at=incident.happened_at,
        learned_at=incident.learned_at,
        figures=tuple(
            Figure(key=each.key, name=each.name, unit=each.unit, group=each.group, value=situation.total(each.key))
            for each in incidents.indicators().values()
            if not each.kinds or situation.total(each.key) is not None
        ),
        figures_as_of=max((total.as_of for total in situation.totals.values()), default=None),
        previous=previous_figures(incident_id, region),
        steps=_warnings(actor, incident_id) + _steps(actor, incident_id),
        moved=_moved(actor, incident_id),
        orders=counts.total - counts.cancelled,
        orders_done=counts.done,
    )


def previous_figures(incident_id: UUID, region: str) -> dict[str, Decimal] | None:
    """Return the figures of the report that this region sent last, by key."""
    last = (
        Transmission.objects.filter(report__incident_id=incident_id, region=region).order_by("-sent_at", "-id").first()
    )
    if last is None:
        return None
    return {key: Decimal(value) for key, _name, _unit, value in last.figures if value}


def _steps(actor: Actor, incident_id: UUID) -> tuple[Step, ...]:
    steps = []
    for response in command.responses_of(actor, incident_id):
        words = (("place", places.name(response.region)), ("plan", response.plan_title))
        for step in response.steps:
            if step.act in (command.ResponseAct.START, command.ResponseAct.RAISE, command.ResponseAct.LOWER):
                steps.append(Step(sentence="response", at=step.at, level=int(step.level_after), words=words))
            elif step.act is command.ResponseAct.END:
                steps.append(Step(sentence="response_ended", at=step.at, words=words))
    for upper in command.upper_responses_of(actor, incident_id):
        words = (("issuer", upper.issuer),)
        steps.append(Step(sentence="upper", at=upper.started_at, level=int(upper.level), words=words))
    return tuple(steps)


def _warnings(actor: Actor, incident_id: UUID) -> tuple[Step, ...]:
    """Return the warnings of the incident that were sent, by their headlines."""
    found = warnings.warnings(actor, warnings.WarningFilter(incident_id=incident_id, oldest_first=True))
    return tuple(
        Step(sentence="warning", at=row.issued_at, words=(("headline", row.headline),))
        for row in found.rows
        if row.issued_at is not None and not row.is_exercise
    )


def _moved(actor: Actor, incident_id: UUID) -> Moved | None:
    table = command.evacuation_table(actor, incident_id)
    if table.as_of is None:
        return None
    names = places.names(line.region for line in table.lines)
    parts = tuple(
        (names.get(line.region, line.region), line.moved.households, line.moved.persons)
        for line in table.lines
        if line.moved
    )
    return Moved(households=table.moved.households, persons=table.moved.persons, as_of=table.as_of, parts=parts)


def frozen_figures(facts: ReportFacts) -> list[list[str]]:
    """Return the figures as they are kept with a version."""
    return [
        [figure.key, figure.name, figure.unit, "" if figure.value is None else number_text(figure.value)]
        for figure in facts.figures
    ]


def figures_of(version: ReportVersion | Transmission) -> tuple[tuple[str, str, str, str], ...]:
    """Return the figures kept with a version or a transmission."""
    return tuple((key, name, unit, value) for key, name, unit, value in version.figures)
