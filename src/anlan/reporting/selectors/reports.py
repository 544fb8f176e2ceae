"""Which reports there are, their versions, what was sent, and the paper they become."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.reporting.domain.deadlines import Stage, next_level
from anlan.reporting.domain.reports import TRANSITIONS, ReportAct, ReportState
from anlan.reporting.models import Report, ReportVersion, Transmission
from anlan.reporting.papers import paper_of
from anlan.reporting.selectors.facts import figures_of
from anlan.reporting.selectors.rules import texts, unit_of, units_of
from anlan.reporting.selectors.sheets import sheet_of
from anlan.support import rights
from anlan.support.documents import OfficialDocument, docx_of

_PAGE = 30
_LIGHT = (
    Prefetch("versions", ReportVersion.objects.defer("body", "figures")),
    Prefetch("transmissions", Transmission.objects.defer("document", "body", "figures")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    """A report in a list; ``title`` is that of its newest version."""

    id: UUID
    incident_id: UUID
    incident_title: str
    is_exercise: bool
    region: str
    unit: str
    stage: Stage
    number: int
    year: int
    issue: int
    state: ReportState
    version: int
    title: str
    author: str
    drafted_at: datetime
    signed_by: str
    signed_at: datetime | None
    sent_at: datetime | None
    sent: int
    received: int

    @property
    def subject(self) -> str:
        """Return the journal's name of the report."""
        return f"report:{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionRow:
    """The text and figures of one version; figures as (key, name, unit, value)."""

    number: int
    title: str
    body: str
    figures: tuple[tuple[str, str, str, str], ...]
    facts_at: datetime
    author: str
    reason: str
    explanation: str
    written_at: datetime
    signed_by: str
    signed_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TransmissionRow:
    """What went to one receiver, and the receipt."""

    id: UUID
    version: int
    to_region: str
    to_party: str
    way: str
    way_reason: str
    receiver: str
    title: str
    sent_by: str
    sent_at: datetime
    document_name: str
    digest: str
    received_by: str
    received_at: datetime | None
    receipt_note: str
    readers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFile:
    """A report with all its versions, newest first, and transmissions, oldest first."""

    report: ReportRow
    versions: tuple[VersionRow, ...]
    transmissions: tuple[TransmissionRow, ...]

    @property
    def current(self) -> VersionRow:
        """Return the newest version."""
        return self.versions[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFilter:
    """What to list: empty fields filter nothing."""

    stage: str = ""
    state: str = ""
    text: str = ""
    incident_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class ReportPage:
    """One page of a list and how many reports the whole list has."""

    rows: tuple[ReportRow, ...]
    total: int


def reports(actor: Actor, wanted: ReportFilter | None = None, *, page: int = 1, size: int = _PAGE) -> ReportPage:
    """Return one page of the reports that match, the newest first."""
    found = _found(actor, wanted or ReportFilter())
    start = (max(page, 1) - 1) * size
    rows = found.prefetch_related(*_LIGHT).order_by("-drafted_at", "-id")[start : start + size]
    units = units_of(row.region for row in rows)
    return ReportPage(rows=tuple(_row(row, units[row.region]) for row in rows), total=found.count())


def report(actor: Actor, report_id: UUID) -> ReportFile:
    """Return one report with versions and transmissions, or refuse as if there were none."""
    row = _seen(actor).filter(id=report_id).prefetch_related("versions", _LIGHT[1], "transmissions__readings").first()
    if row is None:
        raise NotFound(what="report")
    versions = sorted(row.versions.all(), key=lambda version: -version.number)
    return ReportFile(
        report=_row(row, unit_of(row.region)),
        versions=tuple(_version(version) for version in versions),
        transmissions=tuple(_transmission(each) for each in row.transmissions.all()),
    )


def acts_open_to(actor: Actor, report_id: UUID) -> tuple[ReportAct, ...]:
    """Return the acts that the report's state and the actor's rights allow; its writers may not sign it."""
    row = _seen(actor).filter(id=report_id).first()
    if row is None:
        raise NotFound(what="report")
    editors = ReportVersion.objects.get(report=row, number=row.version).editor_ids
    needed = {
        ReportAct.EDIT: "write",
        ReportAct.SIGN: "sign",
        ReportAct.RETURN: "sign",
        ReportAct.SEND: "send",
        ReportAct.CORRECT: "write",
    }
    return tuple(
        act
        for (state, act) in TRANSITIONS
        if state == row.state
        and rights.may(actor, f"reporting.{needed[act]}", row.region)
        and not (act is ReportAct.SIGN and actor.id in editors)
    )


def may_receive(actor: Actor, row: TransmissionRow) -> bool:
    """Tell whether the actor may confirm this receipt, as the level that it went to."""
    return row.received_at is None and not row.to_party and rights.may(actor, "reporting.receive", row.to_region)


def preview(actor: Actor, report_id: UUID, now: datetime, *, title: str = "", body: str = "") -> OfficialDocument:
    """Return the paper that the newest version becomes, or would become with another title and text."""
    row = _seen(actor).filter(id=report_id).first()
    if row is None:
        raise NotFound(what="report")
    version = ReportVersion.objects.get(report=row, number=row.version)
    sheet = sheet_of(row, version, unit_of(next_level(row.region)), now)
    return paper_of(replace(sheet, title=title or sheet.title, body=body or sheet.body), texts())


def draft_document(actor: Actor, report_id: UUID, now: datetime) -> tuple[bytes, str]:
    """Return the newest version as a Word file with its name, sent or not."""
    paper = preview(actor, report_id, now)
    return docx_of(paper), f"{paper.title}.docx"


def sent_document(actor: Actor, transmission_id: UUID) -> tuple[bytes, str]:
    """Return the Word file exactly as it was sent, with its name."""
    row = Transmission.objects.filter(rights.within(actor, "reporting.see"), id=transmission_id).first()
    if row is None:
        raise NotFound(what="report")
    return bytes(row.document), row.document_name


def _seen(actor: Actor) -> QuerySet[Report]:
    return Report.objects.filter(rights.within(actor, "reporting.see"))


def _found(actor: Actor, wanted: ReportFilter) -> QuerySet[Report]:
    exact = {"stage": wanted.stage, "state": wanted.state, "incident_id": wanted.incident_id}
    found = _seen(actor).filter(**{field: value for field, value in exact.items() if value})
    if wanted.text:
        found = found.filter(Q(incident_title__icontains=wanted.text) | Q(author__icontains=wanted.text))
    return found


def _row(row: Report, unit: str) -> ReportRow:
    special = ("stage", "state", "unit", "title", "sent", "received")
    same = {name: getattr(row, name) for name in ReportRow.__slots__ if name not in special}
    sent = [each for each in row.transmissions.all() if each.version == row.version]
    return ReportRow(
        stage=Stage(row.stage),
        state=ReportState(row.state),
        unit=unit,
        title=next(version.title for version in row.versions.all() if version.number == row.version),
        sent=len(sent),
        received=sum(each.received_at is not None for each in sent),
        **same,
    )


def _version(row: ReportVersion) -> VersionRow:
    same = {name: getattr(row, name) for name in VersionRow.__slots__ if name != "figures"}
    return VersionRow(figures=figures_of(row), **same)


def _transmission(row: Transmission) -> TransmissionRow:
    same = {name: getattr(row, name) for name in TransmissionRow.__slots__ if name != "readers"}
    return TransmissionRow(readers=tuple(reading.reader for reading in row.readings.all()), **same)


def report_of(actor: Actor, transmission_id: UUID) -> UUID:
    """Return the id of the report that a transmission carries."""
    row = (
        Transmission.objects.filter(rights.within(actor, "reporting.see"), id=transmission_id).only("report_id").first()
    )
    if row is None:
        raise NotFound(what="report")
    return row.report_id
