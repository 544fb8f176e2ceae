"""The paper of a drill's report, by ``tables/report.toml``."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from anlan.drills.domain.running import Run
from anlan.drills.domain.scoring import Mark, Row
from anlan.kernel.clock import in_china
from anlan.support.documents import Block, Head, OfficialDocument, Paragraph, Style, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """An inject on paper: when the script wanted it and when it came."""

    minute: int
    to: str
    title: str
    state: str
    released_at: datetime | None
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSheet:
    """What stands on the paper; ``observed`` as (moment, observer, seat, verdict, words), ``lessons`` as
    (finding, task, owner, day).
    """

    place: str
    title: str
    form: str
    plan: str
    edition: str
    scenario: str
    participants: Sequence[str]
    controllers: Sequence[str]
    observers: Sequence[str]
    planned_start: datetime
    run: Run
    steps: Sequence[Step]
    marks: Sequence[Mark]
    rows: Sequence[Row]
    total: float | None
    late_share: float
    observed: Sequence[tuple[datetime, str, str, str, str]]
    judgement: str
    lessons: Sequence[tuple[str, str, str, date]]
    signer: str
    signed_at: datetime


def report_paper(sheet: ReportSheet, table: Mapping[str, Any]) -> OfficialDocument:
    """Return the report of a drill as an official document."""
    issuer = table["issuer"].format(place=sheet.place)
    blocks = (
        *_about(sheet, table),
        *_timeline(sheet, table),
        *_scores(sheet, table),
        *_observed(sheet, table),
        *_learned(sheet, table),
    )
    return OfficialDocument(
        head=Head(
            mark=table["mark"].format(place=sheet.place), left=issuer, right=table["signer"].format(sheet.signer)
        ),
        title=table["title"].format(title=sheet.title),
        blocks=blocks,
        signature=issuer,
        date=in_china(sheet.signed_at).strftime(table["date"]),
        author=issuer,
        made_at=sheet.signed_at,
    )


def _head(sheet: ReportSheet, issuer: str, table: Mapping[str, Any]) -> Head:
    signer = table["signer"].format(sheet.signer)
    return Head(mark=table["mark"].format(place=sheet.place), left=issuer, right=signer)


def _about(sheet: ReportSheet, table: Mapping[str, Any]) -> tuple[Block, ...]:
    run = sheet.run
    ended = run.ended_at or run.started_at
    held = run.elapsed(ended)
    stood = ended - run.started_at - held
    about = table["about_lines"]
    return (
        Paragraph(table["about"], Style.HEADING1),
        Paragraph(about["plan"].format(plan=sheet.plan, edition=sheet.edition, form=sheet.form)),
        Paragraph(
            about["times"].format(
                planned=_moment(sheet.planned_start, table),
                started=_moment(run.started_at, table),
                ended=_moment(ended, table),
                held=_minutes(held),
                stood=_minutes(stood),
            )
        ),
        Paragraph(about["who"].format(**{name: _listed(sheet, name, table) for name in _WHO})),
        Paragraph(about["scenario"].format(scenario=sheet.scenario)),
    )


_WHO = ("participants", "controllers", "observers")


def _listed(sheet: ReportSheet, name: str, table: Mapping[str, Any]) -> str:
    return str(table["comma"].join(getattr(sheet, name)) or table["none"])


def _timeline(sheet: ReportSheet, table: Mapping[str, Any]) -> tuple[Block, ...]:
    rows = tuple(
        (
            step.title,
            step.to,
            table["minute"].format(step.minute),
            _moment(step.released_at, table),
            table["inject_states"][step.state] + (f" {step.note}" if step.note else ""),
        )
        for step in sheet.steps
    )
    heading = Paragraph(table["timeline"], Style.HEADING1)
    return heading, Table((tuple(table["timeline_heads"]), *rows), tuple(table["timeline_shares"]), is_prose=True)


def _scores(sheet: ReportSheet, table: Mapping[str, Any]) -> tuple[Block, ...]:
    total = table["unscored"] if sheet.total is None else table["total"].format(f"{sheet.total:g}")
    marks = tuple(
        (
            table["criteria"][mark.criterion],
            str(mark.weight),
            str(mark.judged),
            str(mark.met),
            str(mark.late),
            table["unmeasured"] if mark.score is None else f"{mark.score:g}",
        )
        for mark in sheet.marks
    )
    rows = tuple(_judged(row, table) for row in sheet.rows)
    blocks: list[Block] = [Paragraph(table["scores"], Style.HEADING1), Paragraph(total)]
    blocks.append(Paragraph(table["rule"].format(share=f"{100 * sheet.late_share:g}")))
    blocks.append(Table((tuple(table["mark_heads"]), *marks), tuple(table["mark_shares"])))
    if rows:
        blocks.append(Paragraph(table["rows_below"]))
        blocks.append(Table((tuple(table["row_heads"]), *rows), tuple(table["row_shares"]), is_prose=True))
    return tuple(blocks)


def _judged(row: Row, table: Mapping[str, Any]) -> tuple[str, ...]:
    return (
        table["criteria"][row.criterion],
        what_of(row, table),
        table["sources"][row.source],
        "" if row.limit_minutes is None else f"{row.limit_minutes:g}",
        "" if row.took_minutes is None else f"{row.took_minutes:g}",
        table["outcomes"][row.outcome],
    )


def what_of(row: Row, table: Mapping[str, Any]) -> str:
    """Return what was judged in words: a response's level and a report's stage have words of their own."""
    if row.criterion == "response":
        plan, _, level = row.what.rpartition(" ")
        return str(table["level"].format(plan=plan, level=table["levels"][level]))
    if row.criterion == "reports":
        return str(table["stages"].get(row.what, row.what))
    return row.what


def _observed(sheet: ReportSheet, table: Mapping[str, Any]) -> tuple[Block, ...]:
    rows = tuple(
        (_moment(at, table), who, seat, table["verdicts"][verdict], words)
        for at, who, seat, verdict, words in sheet.observed
    )
    heading = Paragraph(table["observed"], Style.HEADING1)
    if not rows:
        return heading, Paragraph(table["none"])
    return heading, Table((tuple(table["observed_heads"]), *rows), tuple(table["observed_shares"]), is_prose=True)


def _learned(sheet: ReportSheet, table: Mapping[str, Any]) -> tuple[Block, ...]:
    lines = [Paragraph(line.strip()) for line in sheet.judgement.splitlines() if line.strip()]
    rows = tuple((finding, task, owner, day.strftime("%Y-%m-%d")) for finding, task, owner, day in sheet.lessons)
    blocks: list[Block] = [Paragraph(table["judged"], Style.HEADING1), *lines]
    blocks.append(Paragraph(table["lessons"], Style.HEADING1))
    heads, shares = tuple(table["lesson_heads"]), tuple(table["lesson_shares"])
    blocks.append(Table((heads, *rows), shares, is_prose=True) if rows else Paragraph(table["none"]))
    return tuple(blocks)


def _moment(at: datetime | None, table: Mapping[str, Any]) -> str:
    return str(table["none"]) if at is None else in_china(at).strftime(table["moment"])


def _minutes(length: timedelta) -> str:
    return f"{length.total_seconds() / 60:g}" if length % timedelta(minutes=1) else f"{length // timedelta(minutes=1)}"
