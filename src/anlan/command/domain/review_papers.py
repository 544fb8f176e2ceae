"""The paper of a signed review, by ``tables/review.toml``."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from anlan.command.domain.reviews import DoneTask, Stage
from anlan.kernel.clock import in_china
from anlan.support.documents import Block, Head, OfficialDocument, Paragraph, Style, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewSheet:
    """What stands on the paper; ``lessons`` as (finding, task, owner, day)."""

    place: str
    incident: str
    stages: Sequence[Stage]
    tasks: Sequence[DoneTask]
    counts: Mapping[str, float]
    figures: Sequence[Mapping[str, str]]
    moved: Mapping[str, int]
    judgement: str
    lessons: Sequence[tuple[str, str, str, date]]
    signer: str
    signed_at: datetime
    is_exercise: bool


def review_paper(sheet: ReviewSheet, table: Mapping[str, Any], words: Mapping[str, Any]) -> OfficialDocument:
    """Return the review as an official document."""
    paper = table["paper"]
    mark = words["exercise"] if sheet.is_exercise else ""
    issuer = words["issuer"].format(place=sheet.place)
    return OfficialDocument(
        head=Head(
            mark=paper["mark"].format(place=sheet.place), left=issuer, right=paper["signer"].format(signer=sheet.signer)
        ),
        title=mark + paper["title"].format(incident=sheet.incident),
        blocks=(*_stages(sheet, paper), *_tasks(sheet, table), *_figures(sheet, paper), *_judged(sheet, paper)),
        signature=issuer,
        date=in_china(sheet.signed_at).strftime(words["date"]),
        urgency=mark,
        author=issuer,
        made_at=sheet.signed_at,
    )


def _stages(sheet: ReviewSheet, paper: Mapping[str, Any]) -> tuple[Block, ...]:
    rows = tuple(
        (
            stage.name,
            _moment(stage.began, paper),
            _moment(stage.ended, paper),
            paper["none"] if stage.minutes is None else f"{stage.minutes:g}",
            str(stage.limit or ""),
        )
        for stage in sheet.stages
    )
    heads = tuple(paper["delay_heads"])
    return Paragraph(paper["delays"], Style.HEADING1), Table((heads, *rows), tuple(paper["delay_shares"]))


def _tasks(sheet: ReviewSheet, table: Mapping[str, Any]) -> tuple[Block, ...]:
    paper = table["paper"]
    rows = tuple(
        (
            str(task.number),
            task.to_label,
            task.text,
            _moment(task.deadline, paper),
            _moment(task.completed_at, paper),
            table["outcome"][task.outcome],
        )
        for task in sheet.tasks
    )
    heading = (Paragraph(paper["tasks"], Style.HEADING1), Paragraph(paper["task_sum"].format(**sheet.counts)))
    return (*heading, Table((tuple(paper["task_heads"]), *rows), tuple(paper["task_shares"]))) if rows else heading


def _figures(sheet: ReviewSheet, paper: Mapping[str, Any]) -> tuple[Block, ...]:
    lines = [Paragraph(paper["figure_line"].format(**figure)) for figure in sheet.figures]
    if sheet.moved["planned"] or sheet.moved["moved"]:
        lines.append(Paragraph(paper["moved"].format(**sheet.moved)))
    return Paragraph(paper["figures"], Style.HEADING1), *(lines or [Paragraph(paper["none"])])


def _judged(sheet: ReviewSheet, paper: Mapping[str, Any]) -> tuple[Block, ...]:
    lines = [Paragraph(line.strip()) for line in sheet.judgement.splitlines() if line.strip()]
    rows = tuple((finding, task, owner, day.strftime(paper["day"])) for finding, task, owner, day in sheet.lessons)
    blocks: list[Block] = [Paragraph(paper["judged"], Style.HEADING1), *lines]
    blocks.append(Paragraph(paper["lessons"], Style.HEADING1))
    heads = tuple(paper["lesson_heads"])
    blocks.append(Table((heads, *rows), tuple(paper["lesson_shares"])) if rows else Paragraph(paper["none"]))
    return tuple(blocks)


def _moment(at: datetime | None, paper: Mapping[str, Any]) -> str:
    return paper["none"] if at is None else in_china(at).strftime(paper["moment"])
