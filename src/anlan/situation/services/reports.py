"""Drafting a judgement report from the records, writing on it, and signing it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from anlan.incidents import api as incidents
from anlan.kernel.actors import Actor
from anlan.kernel.clock import in_china
from anlan.kernel.errors import InvalidValue, NotFound
from anlan.kernel.regions import normalise
from anlan.places import api as places
from anlan.situation.domain.errors import NotWritten, PeriodNotOver, ReportExists, SignerIsWriter
from anlan.situation.domain.periods import Days, ReportKind, days_of
from anlan.situation.domain.states import ReportAct, ReportState, report_after
from anlan.situation.domain.wording import PERSONS, sections_of, title_of
from anlan.situation.events import SituationDrafted, SituationEvent, SituationMoved, SituationSigned
from anlan.situation.models import JudgementReport
from anlan.situation.selectors.facts import facts_of
from anlan.situation.selectors.reports import paper_of, place_name, words
from anlan.support import journal, locks, rights
from anlan.support.documents import docx_of

SEE, WRITE, SIGN = "situation.see", "situation.write", "situation.sign"
_LONGEST: Final = 6000


@dataclass(frozen=True, slots=True, kw_only=True)
class NewReport:
    """Which report is wanted: the period that ``day`` lies in; a festival has a name and its last day."""

    kind: str
    region: str
    day: date
    last: date | None = None
    name: str = ""


@transaction.atomic
def draft_report(*, new: NewReport, actor: Actor, now: datetime) -> UUID:
    """Draft a report from the records; one of a kind, period and region."""
    region = normalise(new.region)
    rights.require(actor, WRITE, region)
    if new.kind not in tuple(ReportKind):
        raise InvalidValue(field="kind", value=new.kind[:20], rule="chosen_from_the_list")
    kind = ReportKind(new.kind)
    days = days_of(kind, new.day, new.last)
    if days.first > in_china(now).date():
        raise PeriodNotOver(first=days.first.isoformat())
    name = _festival_name(kind, new.name)
    locks.hold(f"situation:{region}:{kind}:{days.first}:{name}")
    same = JudgementReport.objects.filter(region=region, kind=kind.value, first=days.first, name=name)
    if same.exclude(state=ReportState.DISCARDED.value).exists():
        raise ReportExists(id=str(same.values_list("id", flat=True)[0]))
    row = JudgementReport(
        kind=kind.value,
        region=region,
        first=days.first,
        last=days.last,
        name=name,
        title=title_of(kind.value, (days.first, days.last), name, place_name(region), words()),
        editor_ids=[actor.id],
        drafted_by=actor.name,
        drafted_at=now,
        read_at=now,
    )
    _read(row, actor, now)
    row.save()
    _announce(SituationDrafted, row, actor, now)
    return row.id


@transaction.atomic
def redraft_report(*, report_id: UUID, actor: Actor, now: datetime) -> None:
    """Read the records anew; what a person judged stays."""
    row = _locked(report_id, actor, WRITE)
    _require_draft(row, ReportAct.REDRAFT)
    kept = {section["key"]: section["text"] for section in row.sections if section["key"] in PERSONS}
    _read(row, actor, now)
    row.sections = [{**each, "text": kept.get(each["key"], each["text"])} for each in row.sections]
    _move(row, ReportAct.REDRAFT, actor=actor, now=now)


@transaction.atomic
def write_report(*, report_id: UUID, texts: Mapping[str, str], actor: Actor, now: datetime) -> None:
    """Write on a draft's sections, by their keys."""
    row = _locked(report_id, actor, WRITE)
    _require_draft(row, ReportAct.WRITE)
    for key, text in texts.items():
        if len(text) > _LONGEST:
            raise InvalidValue(field="text", value=key, rule=f"0_to_{_LONGEST}_characters")
    row.sections = [
        {**each, "text": texts.get(each["key"], each["text"]).replace("\0", "").strip()} for each in row.sections
    ]
    _move(row, ReportAct.WRITE, actor=actor, now=now)


@transaction.atomic
def submit_report(*, report_id: UUID, actor: Actor, now: datetime) -> None:
    """Hand a draft in; what only a person can judge must be written."""
    row = _locked(report_id, actor, WRITE)
    _require_draft(row, ReportAct.SUBMIT)
    for section in row.sections:
        if section["key"] in PERSONS and not section["text"]:
            raise NotWritten(part=section["heading"])
    row.submitted_by, row.submitted_at = actor.name, now
    _move(row, ReportAct.SUBMIT, actor=actor, now=now)


@transaction.atomic
def return_report(*, report_id: UUID, reason: str, actor: Actor, now: datetime) -> None:
    """Give a report back to its writers, with the reason."""
    row = _locked(report_id, actor, SIGN)
    reason = reason.strip()
    if not 1 <= len(reason) <= 500:
        raise InvalidValue(field="reason", value=reason[:40], rule="1_to_500_characters")
    _move(row, ReportAct.RETURN, text=reason, actor=actor, now=now)


@transaction.atomic
def discard_report(*, report_id: UUID, actor: Actor, now: datetime) -> None:
    """Put a draft aside, so that another one can be drafted for its period."""
    _move(_locked(report_id, actor, WRITE), ReportAct.DISCARD, actor=actor, now=now)


@transaction.atomic
def sign_report(*, report_id: UUID, actor: Actor, now: datetime) -> None:
    """Sign a report: it gets its number and its paper and changes no more. Who wrote on it does not sign."""
    row = _locked(report_id, actor, SIGN)
    row.state = report_after(ReportState(row.state), ReportAct.SIGN).value
    if actor.id in row.editor_ids:
        raise SignerIsWriter
    row.signed_by, row.signed_at, row.year = actor.name, now, in_china(now).year
    locks.hold(f"situation:number:{row.region}:{row.kind}:{row.year}")
    rows = JudgementReport.objects.filter(region=row.region, kind=row.kind, year=row.year, number__isnull=False)
    row.number = rows.count() + 1
    row.document = docx_of(paper_of(row))
    row.digest = hashlib.sha256(row.document).hexdigest()
    row.save()
    _announce(SituationSigned, row, actor, now, number=f"{row.year}-{row.number}", digest=row.digest)


def _read(row: JudgementReport, actor: Actor, now: datetime) -> None:
    kind, days = ReportKind(row.kind), Days(row.first, row.last)
    row.facts = facts_of(actor, row.region, kind, days, now)
    row.read_at = now
    codes = {each["key"] for each in row.facts["units"]} | {each["region"] for each in row.facts["spots"]}
    regions = places.names(codes)
    row.sections = sections_of(row.facts, words(), place_name(row.region), incidents.kind_groups(), regions)


def _festival_name(kind: ReportKind, name: str) -> str:
    name = name.strip()
    if kind is not ReportKind.FESTIVAL:
        return ""
    if not 1 <= len(name) <= 40:
        raise InvalidValue(field="name", value=name[:40], rule="1_to_40_characters")
    return name


def _locked(report_id: UUID, actor: Actor, right: str) -> JudgementReport:
    row = JudgementReport.objects.select_for_update().filter(id=report_id).first()
    if row is None:
        raise NotFound(what="situation_report")
    rights.require_visible(actor, SEE, row.region, what="situation_report")
    rights.require(actor, right, row.region)
    return row


def _require_draft(row: JudgementReport, act: ReportAct) -> None:
    report_after(ReportState(row.state), act)


def _move(row: JudgementReport, act: ReportAct, *, actor: Actor, now: datetime, text: str = "") -> None:
    row.state = report_after(ReportState(row.state), act).value
    if act in (ReportAct.WRITE, ReportAct.REDRAFT, ReportAct.SUBMIT) and actor.id not in row.editor_ids:
        row.editor_ids = [*row.editor_ids, actor.id]
    row.save()
    _announce(SituationMoved, row, actor, now, act=act.value, text=text)


def _announce(kind: type[SituationEvent], row: JudgementReport, actor: Actor, now: datetime, **more: Any) -> None:
    event = kind(
        subject=f"situation:{row.id}",
        region=row.region,
        report_id=row.id,
        report_kind=row.kind,
        title=row.title,
        **more,
    )
    journal.announce(event, actor=actor, now=now)
