"""What the plan in force says: the level that the facts call for, and to whom its tasks go."""

import math
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from anlan.alarms import api as alarms
from anlan.command.domain.responses import PlannedTask, PlanTask, ProposedResponse, RolesByLevel
from anlan.command.models import Evacuation, Response, UpperResponse
from anlan.command.selectors.free_teams import FreeTeam, free_team
from anlan.incidents import api as incidents
from anlan.incidents.api import IncidentRow
from anlan.kernel.actors import SYSTEM
from anlan.kernel.levels import Level
from anlan.kernel.regions import RegionLevel, at_level, level_of, lies_within
from anlan.people import api as people
from anlan.places import api as places
from anlan.plans import api as plans
from anlan.public_warnings import api as warnings
from anlan.support.tables import load_table

_ALARM = "alarm:"
_MOST_OPEN = 500
# facts that are an incident's figure under the same name
_COUNTED = (
    "cut_off_townships",
    "reservoirs_in_danger",
    "seriously_injured",
    "trapped",
    "stranded",
    "burnt_ha",
    "fire_hours",
    "leaked_t",
    "power_cut_percent",
)
_TOWNSHIP_KIND, _VILLAGE_KIND = "township", "village_committee"


def proposal_by_plan(incident: IncidentRow, now: datetime) -> ProposedResponse | None:
    """Return the response that the plan in force calls for on the facts; nothing where it calls for none."""
    try:
        found = plans.propose(incident.event_kind, incident.region, facts_of(incident, now))
    except plans.NoPlan:
        return None
    if found.level is Level.NONE:
        return None
    figures = {
        finding.fact: plans.figure_text(finding.fact, finding.figure)
        for reason in found.reasons
        for finding in reason.findings
    }
    return _proposal(
        incident,
        found.plan,
        found.level,
        reasons=tuple(reason.text for reason in found.reasons),
        figures=tuple(figures.items()),
    )


def proposal_by_hand(*, incident: IncidentRow, level: Level, reasons: tuple[str, ...]) -> ProposedResponse:
    """Return a response that a person proposes, with the words of the plan in force; refuse where there is no plan."""
    plan = plans.plan_for(incident.event_kind, incident.region)
    return _proposal(incident, plan, level, reasons=reasons, figures=())


def _proposal(
    incident: IncidentRow,
    plan: plans.Plan,
    level: Level,
    *,
    reasons: tuple[str, ...],
    figures: tuple[tuple[str, str], ...],
) -> ProposedResponse:
    text = plan.text.level(level)
    return ProposedResponse(
        incident_id=incident.id,
        level=level,
        plan_id=str(plan.id),
        plan_title=plan.name,
        plan_edition=plan.edition,
        measures=text.measures,
        trigger=reasons[0] if reasons else "",
        reasons=reasons,
        figures=figures,
        tasks=tuple(_task(task) for task in text.tasks),
        signers=tuple((int(each.level), each.signed_by) for each in plan.text.levels),
        deciders=_deciders(plan.text.levels),
    )


def _deciders(
    levels: tuple[plans.ResponseLevel, ...],
) -> tuple[tuple[str, RolesByLevel], ...]:
    """Return by act who decides it at each level: raising and lowering to it, ending it."""
    return (
        ("raise", tuple((int(each.level), each.raisers) for each in levels)),
        ("lower", tuple((int(each.level), each.lowerers) for each in levels)),
        ("end", tuple((int(each.level), each.ended_by) for each in levels)),
    )


def _task(task: plans.TaskTemplate) -> PlanTask:
    return PlanTask(
        key=task.key,
        who=task.to.who,
        kind=task.to.kind,
        branch=task.to.branch,
        to_text=task.to_text,
        text=task.text,
        within_minutes=task.within_minutes,
        needs_feedback=task.needs_feedback,
        needs_photo=task.needs_photo,
        needs_place=task.needs_place,
        after=task.after,
    )


def facts_of(incident: IncidentRow, now: datetime) -> plans.Facts:
    """Return the figures of the moment that the triggers of the plan in force are tried on."""
    situation = incidents.situation(SYSTEM, incident.id)

    def total(key: str, times: int = 1) -> int:
        return int((situation.total(key) or 0) * times)

    verified = [row for row in _alarms(incident.id) if row.verified_at is not None]
    moved = sum(row.moved_persons or 0 for row in Evacuation.objects.filter(incident_id=incident.id))
    uppers = UpperResponse.objects.filter(incident_id=incident.id).values_list("level", flat=True)
    return plans.Facts(
        warning_level=_warning_level(incident, now),
        alarm_level=max((int(row.level) for row in verified), default=0),
        alarm_townships=len(_townships(row.region for row in verified if row.level >= Level.ORANGE)),
        dead_and_missing=total("dead") + total("missing"),
        evacuated=max(moved, total("evacuated_pop")),
        affected=total("affected_pop"),
        collapsed_rooms=total("house_collapsed_rooms"),
        upper_response=max(uppers, default=0),
        open_incidents=_open_incidents(incident),
        threatened=total("threatened_pop"),
        magnitude_tenths=total("magnitude", times=10),
        **{fact: total(fact) for fact in _COUNTED},
    )


def _open_incidents(incident: IncidentRow) -> int:
    """Return how many open incidents of the plan's kinds there are in the plan's region, this one included."""
    plan = plans.plan_for(incident.event_kind, incident.region)
    wanted = incidents.IncidentFilter(
        state=incidents.IncidentState.OPEN, region=plan.region, is_exercise=incident.is_exercise
    )
    return sum(row.event_kind in plan.text.kinds for row in incidents.incidents(SYSTEM, wanted, size=_MOST_OPEN).rows)


def _alarms(incident_id: UUID) -> list[alarms.AlarmRow]:
    subjects = incidents.subjects_of(SYSTEM, incident_id)
    ids = [UUID(subject.removeprefix(_ALARM)) for subject in subjects if subject.startswith(_ALARM)]
    return [alarms.alarm(SYSTEM, alarm_id) for alarm_id in ids]


def _warning_level(incident: IncidentRow, now: datetime) -> int:
    """Return the worst warning in force for the incident's county, of the kinds that the plan covers."""
    county = at_level(incident.region, RegionLevel.COUNTY)
    kinds = plans.plan_for(incident.event_kind, incident.region).text.kinds
    standing = warnings.standing(SYSTEM, now)
    return max(
        (
            int(row.level)
            for row in standing
            if row.event_code in kinds
            and row.is_exercise == incident.is_exercise
            and (lies_within(row.region, county) or lies_within(county, row.region))
        ),
        default=0,
    )


def _townships(regions: object) -> set[str]:
    return {region[: len("513433101")] for region in regions if level_of(region) >= RegionLevel.TOWNSHIP}


def tasks_by_plan(response: Response, now: datetime) -> tuple[PlannedTask, ...]:
    """Return the response's tasks with their receivers: organisations on file, or the plan's words where none is."""
    tasks = [PlanTask(**task) for task in response.tasks]
    incident = incidents.incident(SYSTEM, response.incident_id)
    affected = _affected(incident)
    region = at_level(response.region, RegionLevel.COUNTY)  # its departments and teams act, also in a township
    return tuple(planned for task in tasks for planned in _receivers(task, region, incident, affected, now))


def _affected(incident: IncidentRow) -> set[str]:
    """Return the regions that alarms, warnings and evacuation lists of an incident name."""
    found = {row.region for row in _alarms(incident.id)} | {incident.region}
    for row in warnings.warnings(SYSTEM, warnings.WarningFilter(incident_id=incident.id)).rows:
        found.update(row.regions if row.was_sent else ())
    found.update(Evacuation.objects.filter(incident_id=incident.id).values_list("region", flat=True))
    return found


def _receivers(
    task: PlanTask, region: str, incident: IncidentRow, affected: set[str], now: datetime
) -> list[PlannedTask]:
    if task.who == "townships":
        return _local(task, _townships(affected), _TOWNSHIP_KIND, region)
    if task.who == "villages":
        villages = {each for each in affected if level_of(each) is RegionLevel.VILLAGE}
        return _local(task, villages, _VILLAGE_KIND, region)
    if task.who == "team":
        found = people.organisations_in((region,), kind="team", branch=task.kind)
        found = found or people.organisations_in((region,), kind="department", branch=task.kind)
        if not found:
            return [_to_team(task, region, incident, now)]
    else:
        found = people.organisations_in((region,), kind=task.kind, branch=task.branch)
    return [_to(task, task.key, found[0].id if found else None, found[0].name if found else task.to_text, region)]


def _to_team(task: PlanTask, region: str, incident: IncidentRow, now: datetime) -> PlannedTask:
    """Return the task for the free team of its kind that is there first; in the plan's words where none is free."""
    found = free_team(task.kind, region, incident, now)
    if found is None:
        return _to(task, task.key, None, task.to_text, region)
    planned = _to(task, task.key, found.team.id, found.team.name, region)
    return replace(planned, text=planned.text + _way_in_words(found))


def _way_in_words(found: FreeTeam) -> str:
    """Return how the team's way was reckoned, for the order: by known roads, guessed, or with every road closed."""
    if found.minutes is None:
        return ""
    words = load_table("anlan.command", "dispatch")["text"]
    if not math.isfinite(found.minutes):
        return str(words["cut_off"])
    return str(words["by_road" if found.is_by_road else "by_guess"]).format(minutes=math.ceil(found.minutes))


def _local(task: PlanTask, regions: set[str], kind: str, region: str) -> list[PlannedTask]:
    """Return the task once for every affected place; once in the plan's words where no place is known yet."""
    if not regions:
        return [_to(task, task.key, None, task.to_text, region)] if kind == _TOWNSHIP_KIND else []
    organisations = {each.region: each for each in people.organisations_in(regions, kind=kind)}
    names = places.names(regions)
    return [
        _to(
            task,
            f"{task.key}:{each}",
            organisations[each].id if each in organisations else None,
            organisations[each].name if each in organisations else names[each],
            each,
        )
        for each in sorted(regions)
    ]


def _to(task: PlanTask, key: str, to_id: UUID | None, label: str, region: str) -> PlannedTask:
    return PlannedTask(
        key=key,
        to_kind="team" if task.who == "team" else "organisation",
        to_id=to_id,
        to_label=label,
        region=region,
        text=task.text,
        within_minutes=task.within_minutes,
        needs_feedback=task.needs_feedback,
        needs_photo=task.needs_photo,
        needs_place=task.needs_place,
        after=tuple(task.after),
    )
