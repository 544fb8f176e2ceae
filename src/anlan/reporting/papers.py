"""The paper that a report becomes: its parts laid out as an official document."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from anlan.kernel.clock import in_china
from anlan.support.documents import Block, Head, OfficialDocument, Paragraph, Style, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What stands on the paper; ``figures`` as (key, name, unit, value)."""

    stage: str
    year: int
    issue: int
    sender: str
    receiver: str
    title: str
    body: str
    figures: tuple[tuple[str, str, str, str], ...]
    author: str
    signer: str
    dated: datetime
    is_exercise: bool
    explanation: str = ""


def paper_of(sheet: Sheet, texts: Mapping[str, Any]) -> OfficialDocument:
    """Return the sheet as an official document."""
    paper = texts["paper"]
    date = in_china(sheet.dated).strftime(texts["words"]["date"])
    mark = paper["exercise"] if sheet.is_exercise else ""
    return OfficialDocument(
        head=Head(
            mark=paper["mark"],
            number=paper["number"].format(year=sheet.year, issue=sheet.issue),
            left=sheet.sender,
            right=date,
        ),
        title=mark + sheet.title,
        addressee=paper["addressee"].format(receiver=sheet.receiver),
        blocks=blocks_of(sheet, texts),
        signature=sheet.sender,
        date=date,
        imprint=(
            (paper["to"].format(receiver=sheet.receiver), ""),
            (paper["editor"].format(author=sheet.author), paper["signer"].format(signer=sheet.signer)),
        ),
        urgency=mark or (paper["urgency"] if sheet.stage in paper["urgent_stages"] else ""),
        author=sheet.sender,
        made_at=sheet.dated,
    )


def blocks_of(sheet: Sheet, texts: Mapping[str, Any]) -> tuple[Block, ...]:
    """Return the text by lines, headings known by their numbers, and the table of figures where the stage has one."""
    blocks: list[Block] = list(text_blocks(sheet.body, texts["paper"]))
    if sheet.explanation:
        words = "".join(line.strip() for line in sheet.explanation.splitlines())
        blocks.append(Paragraph(texts["sentence"]["explained"].format(text=words)))
    table = texts["paper"]["table"]
    if sheet.stage in table["stages"] and sheet.figures:
        missing = texts["words"]["not_reported"]
        rows = tuple((name, unit, value or missing) for _key, name, unit, value in sheet.figures)
        blocks.append(Paragraph(table["title"], Style.HEADING1))
        blocks.append(Table((tuple(table["head"]), *rows), tuple(table["shares"])))
    return tuple(blocks)


def text_blocks(body: str, paper: Mapping[str, Any]) -> tuple[Block, ...]:
    """Return a text by lines, headings known by their numbers."""
    lines = [line.strip() for line in body.splitlines() if line.strip()]
    return tuple(Paragraph(line, _style(line, paper)) for line in lines)


def _style(line: str, paper: Mapping[str, Any]) -> Style:
    for style in (Style.HEADING1, Style.HEADING2, Style.HEADING3):
        # A long line that begins with a number is a sentence, not a heading.
        if re.match(paper[style.value], line) and len(line) <= paper["longest_heading"]:
            return style
    return Style.BODY
