"""Judgement reports for their readers, and the paper that one becomes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from anlan.incidents import api as incidents
from anlan.kernel.actors import Actor
from anlan.kernel.clock import in_china
from anlan.kernel.errors import NotFound
from anlan.places import api as places
from anlan.situation.domain.states import ReportState
from anlan.situation.domain.work_wording import shown, work_rows
from anlan.situation.models import JudgementReport
from anlan.situation.selectors.day_chart import day_chart
from anlan.situation.selectors.sketch import spots_picture
from anlan.support import rights
from anlan.support.documents import Block, Head, OfficialDocument, Paragraph, Style, Table, docx_of
from anlan.support.rows import Rows
from anlan.support.tables import load_table

SEE = "situation.see"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    """A report as others see it."""

    id: UUID
    kind: str
    region: str
    first: date
    last: date
    name: str
    title: str
    state: str
    drafted_by: str
    drafted_at: datetime
    read_at: datetime
    submitted_by: str
    submitted_at: datetime | None
    signed_by: str
    signed_at: datetime | None
    year: int | None
    number: int | None
    digest: str

    @property
    def subject(self) -> str:
        """Return the journal's name of the report."""
        return f"situation:{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeReport:
    """A report with what the records said and what was written."""

    row: ReportRow
    facts: dict[str, Any]
    sections: tuple[dict[str, str], ...]
    editor_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SituationFilter:
    """What to list; empty fields filter nothing. ``sort`` is first or title, with "-" downwards."""

    kind: str = ""
    state: str = ""
    text: str = ""
    sort: str = "-first"


_HEAVY = ("facts", "sections", "document", "editor_ids")
_SORTS = {"first": "first", "title": "title"}


def reports(actor: Actor, wanted: SituationFilter | None = None) -> Rows[ReportRow]:
    """Return the reports that match, read only as far as they are looked at; those put aside only where asked for."""
    wanted = wanted or SituationFilter()
    rows = _seen(actor)
    rows = rows.filter(state=wanted.state) if wanted.state else rows.exclude(state=ReportState.DISCARDED.value)
    if wanted.kind:
        rows = rows.filter(kind=wanted.kind)
    if wanted.text:
        rows = rows.filter(title__icontains=wanted.text)
    name = _SORTS.get(wanted.sort.removeprefix("-"), "first")
    order = f"-{name}" if wanted.sort.startswith("-") else name
    return Rows(rows.defer(*_HEAVY).order_by(order, "-id"), _rows)


def report(actor: Actor, report_id: UUID) -> WholeReport:
    """Return one report, or refuse as if there were none."""
    row = _one(actor, report_id)
    return WholeReport(row=row_of(row), facts=row.facts, sections=tuple(row.sections), editor_ids=tuple(row.editor_ids))


def report_document(actor: Actor, report_id: UUID) -> tuple[bytes, str]:
    """Return the Word file with its name: as signed, or as the draft stands."""
    row = _one(actor, report_id)
    name = words()["paper"]["file"].format(title=row.title[:80])
    return bytes(row.document) if row.document is not None else docx_of(paper_of(row)), name


def paper_of(row: JudgementReport) -> OfficialDocument:
    """Return a report as an official document."""
    paper, place = words()["paper"], place_name(row.region)
    unit = paper["unit"].format(place=place)
    at = row.signed_at or row.drafted_at
    blocks: list[Block] = []
    for section in row.sections:
        blocks.append(Paragraph(section["heading"], Style.HEADING1))
        blocks.extend(Paragraph(line.strip()) for line in section["text"].splitlines() if line.strip())
        blocks.extend(_shown(section["key"], row.facts))
    read = in_china(row.read_at).strftime("%Y-%m-%d %H:%M")
    blocks.append(Paragraph(paper["read"].format(at=read)))
    return OfficialDocument(
        head=Head(
            mark=paper["mark"].format(place=place),
            number=paper["number"].format(year=row.year, number=row.number) if row.number else "",
            right=paper["signer"].format(signer=row.signed_by) if row.signed_by else "",
        ),
        title=row.title,
        blocks=tuple(blocks),
        signature=unit,
        date=in_china(at).strftime(words()["date"]["full"]),
        author=unit,
        made_at=at,
    )


def work_table(facts: dict[str, Any]) -> tuple[tuple[str, ...], ...]:
    """Return the figures of what was done and measured below their heads; nothing where there are none."""
    work, said = facts.get("work"), words()["work"]
    return (tuple(said["table"]["head"]), *work_rows(work, said)) if work and work["lines"] else ()


def words() -> dict[str, Any]:
    """Return the table of words."""
    return load_table("anlan.situation", "wording")


def place_name(region: str) -> str:
    """Return the name of a region, as reports write it."""
    return places.names([region])[region]


def _shown(part: str, facts: dict[str, Any]) -> Iterator[Block]:
    """Yield the tables and pictures that stand below a section; facts of earlier editions may lack some."""
    if part == "overview" and (chart := day_chart(facts, words())):
        yield chart
    if part == "kinds" and facts["kinds"]:
        yield _table(facts)
    if part == "places" and (drawn := spots_picture(facts["spots"], words()["map"])):
        yield drawn
    if part == "work" and (rows := work_table(facts)):
        yield Table(rows, shares=(3, 1, 1, 1, 1))


def _table(facts: dict[str, Any]) -> Table:
    names, head = incidents.kind_groups(), tuple(words()["table"]["head"])
    rows = [
        (
            names.get(each["key"], each["key"]),
            str(each["now"]),
            str(each["before"]),
            shown(each.get("last_year")),
            str(each["earlier"]),
            "" if each["ratio"] is None else f"{each['ratio']:.2f}",
            "" if each["p_value"] is None else f"{each['p_value']:.3f}",
        )
        for each in facts["kinds"]
    ]
    return Table((head, *rows), shares=(4, 2, 2, 2, 2, 2, 3))


def _seen(actor: Actor) -> QuerySet[JudgementReport]:
    return JudgementReport.objects.filter(rights.within(actor, SEE))


def _one(actor: Actor, report_id: UUID) -> JudgementReport:
    row = _seen(actor).filter(id=report_id).first()
    if row is None:
        raise NotFound(what="situation_report")
    return row


def row_of(row: JudgementReport) -> ReportRow:
    """Return a report's row as others see it."""
    return ReportRow(**{name: getattr(row, name) for name in ReportRow.__slots__})


def _rows(rows: Iterable[JudgementReport]) -> tuple[ReportRow, ...]:
    return tuple(row_of(row) for row in rows)
