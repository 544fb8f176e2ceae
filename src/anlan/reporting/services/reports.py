"""Drafting, editing, signing, correcting reports."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from anlan.incidents import api as incidents
from anlan.incidents.api import IncidentRow
from anlan.kernel.actors import Actor
from anlan.kernel.clock import in_china
from anlan.kernel.errors import InvalidValue, NotFound
from anlan.kernel.regions import RegionLevel, at_level, lies_within
from anlan.reporting.domain.deadlines import WRITTEN, Stage
from anlan.reporting.domain.drafting import draft_body, draft_title, number_text
from anlan.reporting.domain.errors import JumpUnexplained, SignerIsAuthor
from anlan.reporting.domain.reports import (
    LONGEST_BODY,
    LONGEST_REASON,
    LONGEST_TITLE,
    ReportAct,
    ReportState,
    after,
    checked,
)
from anlan.reporting.events import ReportDrafted, ReportEvent, ReportReturned, ReportSigned
from anlan.reporting.models import Report, ReportVersion
from anlan.reporting.selectors.facts import facts_of, frozen_figures
from anlan.reporting.selectors.jumps import LONGEST_EXPLANATION, jumps_of_version, noted_causes
from anlan.reporting.selectors.rules import texts
from anlan.support import journal, locks, rights


@transaction.atomic
def draft_report(*, incident_id: UUID, stage: Stage, actor: Actor, now: datetime) -> UUID:
    """Draft the report of a stage from the facts and return its id; an open draft of the stage is returned as it is."""
    if stage not in WRITTEN:
        raise InvalidValue(field="stage", value=stage.value, rule="first_followup_or_verified")
    incident = incidents.incident(actor, incident_id)
    region = _reporter(actor, incident)
    rights.require(actor, "reporting.write", region)
    locks.hold(f"reporting:reports:{incident.id}:{region}")
    known = _known(incident.id, region, stage)
    if known is not None:
        return known
    report = _new_report(incident, region, stage, actor, now)
    _write_first_version(report, actor, now)
    announce(ReportDrafted, report, actor, now)
    return report.id


def _reporter(actor: Actor, incident: IncidentRow) -> str:
    """Return the region that the actor writes for: the own one on the incident's line, the county for the platform."""
    held = rights.regions_of(actor, "reporting.write")
    county = at_level(incident.region, RegionLevel.COUNTY)
    above = [region for region in held if region and lies_within(incident.region, region)]
    below = [region for region in held if region and lies_within(region, incident.region)]
    return max(above, key=len, default="") or min(below, key=len, default="") or county


def _known(incident_id: UUID, region: str, stage: Stage) -> UUID | None:
    """Return the report that drafting again would double: any first or verified one, an unsent follow-up."""
    rows = Report.objects.filter(incident_id=incident_id, region=region, stage=stage.value)
    if stage is Stage.FOLLOWUP:
        rows = rows.exclude(state=ReportState.SENT.value)
    return rows.order_by("-number").values_list("id", flat=True).first()


def _new_report(incident: IncidentRow, region: str, stage: Stage, actor: Actor, now: datetime) -> Report:
    year = in_china(now).year
    locks.hold(f"reporting:issues:{region}:{year}")
    issues = Report.objects.filter(region=region, year=year)
    of_stage = Report.objects.filter(incident_id=incident.id, region=region, stage=stage.value)
    return Report.objects.create(
        incident_id=incident.id,
        incident_title=incident.title,
        is_exercise=incident.is_exercise,
        region=region,
        stage=stage.value,
        number=(of_stage.aggregate(last=Max("number"))["last"] or 0) + 1,
        year=year,
        issue=(issues.aggregate(last=Max("issue"))["last"] or 0) + 1,
        author_id=actor.id,
        author=actor.name,
        drafted_at=now,
    )


def _write_first_version(report: Report, actor: Actor, now: datetime) -> None:
    facts = facts_of(actor, report.incident_id, report.region, now)
    stage = Stage(report.stage)
    version = ReportVersion(
        report=report,
        number=1,
        title=draft_title(facts, stage, report.number, texts())[:LONGEST_TITLE],
        body=draft_body(facts, stage, texts()),
        figures=frozen_figures(facts),
        facts_at=now,
        author_id=actor.id,
        author=actor.name,
        editor_ids=[actor.id],
        written_at=now,
    )
    version.explanation = noted_causes(actor, report, jumps_of_version(report, version))
    version.save()


@transaction.atomic
def edit_report(
    *, report_id: UUID, title: str, body: str, explanation: str | None = None, actor: Actor, now: datetime
) -> None:
    """Change the text of a draft, and with ``explanation`` why figures jumped since the last report."""
    version = current(_editable(report_id, actor))
    version.title = checked("title", title, LONGEST_TITLE)
    version.body = checked("body", body, LONGEST_BODY)
    if explanation is not None:
        version.explanation = explanation.strip()[:LONGEST_EXPLANATION]
    _touch(version, actor, now)


@transaction.atomic
def explain_jumps(*, report_id: UUID, explanation: str, actor: Actor, now: datetime) -> None:
    """Write into a draft why its figures jumped since the last report."""
    version = current(_editable(report_id, actor))
    version.explanation = checked("explanation", explanation, LONGEST_EXPLANATION)
    _touch(version, actor, now)


@transaction.atomic
def refresh_report(*, report_id: UUID, actor: Actor, now: datetime) -> None:
    """Write a draft anew from the facts as they stand now."""
    report = _editable(report_id, actor)
    version = current(report)
    facts = facts_of(actor, report.incident_id, report.region, now)
    version.body = draft_body(facts, Stage(report.stage), texts())
    version.figures = frozen_figures(facts)
    version.facts_at = now
    version.explanation = version.explanation or noted_causes(actor, report, jumps_of_version(report, version))
    _touch(version, actor, now)


def _editable(report_id: UUID, actor: Actor) -> Report:
    report = locked(report_id, actor)
    rights.require(actor, "reporting.write", report.region)
    after(ReportState(report.state), ReportAct.EDIT)
    return report


def _touch(version: ReportVersion, actor: Actor, now: datetime) -> None:
    version.written_at = now
    if actor.id not in version.editor_ids:
        version.editor_ids = [*version.editor_ids, actor.id]
    version.save()


@transaction.atomic
def sign_report(*, report_id: UUID, actor: Actor, now: datetime) -> ReportState:
    """Sign a draft; nobody who wrote on it may, and figures that jump have to be explained."""
    report = locked(report_id, actor)
    rights.require(actor, "reporting.sign", report.region)
    state = after(ReportState(report.state), ReportAct.SIGN)
    version = current(report)
    if actor.id in version.editor_ids:
        raise SignerIsAuthor
    _require_explained(report, version)
    report.state = state.value
    report.signed_by = version.signed_by = actor.name
    report.signed_at = version.signed_at = now
    version.save()
    report.save()
    announce(ReportSigned, report, actor, now)
    return state


def _require_explained(report: Report, version: ReportVersion) -> None:
    """Refuse figures that jump without a word why."""
    found = () if version.explanation else jumps_of_version(report, version)
    if found:
        words = (f"{jump.name} {number_text(jump.before)} → {number_text(jump.after)}" for jump in found)
        raise JumpUnexplained(figures=", ".join(words))


@transaction.atomic
def return_report(*, report_id: UUID, reason: str, actor: Actor, now: datetime) -> ReportState:
    """Take a signed report back for editing before it goes out."""
    report = locked(report_id, actor)
    rights.require(actor, "reporting.sign", report.region)
    report.state = after(ReportState(report.state), ReportAct.RETURN).value
    reason = checked("reason", reason, LONGEST_REASON)
    version = current(report)
    report.signed_by = version.signed_by = ""
    report.signed_at = version.signed_at = None
    version.save()
    report.save()
    announce(ReportReturned, report, actor, now, reason=reason)
    return ReportState(report.state)


@transaction.atomic
def correct_report(*, report_id: UUID, reason: str, actor: Actor, now: datetime) -> int:
    """Begin the next version of a sent report and say why; what was sent stays as it is. Return its number."""
    report = locked(report_id, actor)
    rights.require(actor, "reporting.write", report.region)
    state = after(ReportState(report.state), ReportAct.CORRECT)
    reason = checked("reason", reason, LONGEST_REASON)
    before = current(report)
    ReportVersion.objects.create(
        report=report,
        number=before.number + 1,
        title=before.title,
        body=before.body,
        figures=before.figures,
        facts_at=before.facts_at,
        author_id=actor.id,
        author=actor.name,
        editor_ids=[actor.id],
        reason=reason,
        written_at=now,
    )
    report.state, report.version = state.value, before.number + 1
    report.signed_by, report.signed_at = "", None
    report.save()
    announce(ReportDrafted, report, actor, now)
    return report.version


def locked(report_id: UUID, actor: Actor) -> Report:
    """Return the locked report, or refuse as if there were none."""
    report = Report.objects.select_for_update().filter(id=report_id).first()
    if report is None:
        raise NotFound(what="report")
    rights.require_visible(actor, "reporting.see", report.region, what="report")
    return report


def current(report: Report) -> ReportVersion:
    """Return the report's newest version."""
    return ReportVersion.objects.get(report=report, number=report.version)


def announce(kind: type[ReportEvent], report: Report, actor: Actor, now: datetime, **more: object) -> None:
    """Tell the journal of a step of the report."""
    event = kind(
        subject=f"report:{report.id}",
        region=report.region,
        incident_id=report.incident_id,
        exercise=report.is_exercise,
        report_id=report.id,
        stage=report.stage,
        number=report.number,
        version=report.version,
        title=current(report).title,
        **more,
    )
    journal.announce(event, actor=actor, now=now)
