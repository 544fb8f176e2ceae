"""The paper of a signed step: its frozen words laid out as an official document, by ``tables/wording.toml``."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from anlan.command.domain.responses import ResponseAct
from anlan.kernel.clock import in_china
from anlan.kernel.levels import Level
from anlan.support.documents import Block, Head, OfficialDocument, Paragraph, Style, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedStep:
    """What stands on the paper."""

    act: ResponseAct
    place: str
    incident: str
    before: Level
    level: Level
    text: str
    year: int
    number: int
    proposer: str
    signer: str
    at: datetime
    is_exercise: bool


def paper_of(step: SignedStep, table: Mapping[str, Any]) -> OfficialDocument:
    """Return the order of a step as an official document."""
    paper, names = table["paper"], table["level"]
    mark = paper["exercise"] if step.is_exercise else ""
    before, level = (names.get(str(int(each)), "") for each in (step.before, step.level))
    date = in_china(step.at).strftime(paper["date"])
    issuer = paper["issuer"].format(place=step.place)
    return OfficialDocument(
        head=Head(
            mark=paper["mark"].format(place=step.place),
            number=paper["number"].format(year=step.year, number=step.number),
            right=paper["signer"].format(signer=step.signer),
        ),
        title=mark + paper["title"][step.act.value].format(place=step.place, before=before, level=level),
        addressee=paper["addressee"],
        blocks=tuple(Paragraph(line.strip()) for line in step.text.splitlines() if line.strip()),
        signature=issuer,
        date=date,
        imprint=(
            (
                paper["incident"].format(title=step.incident),
                paper["proposer"].format(proposer=step.proposer) if step.proposer else "",
            ),
        ),
        urgency=mark or paper["urgency"],
        author=issuer,
        made_at=step.at,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes:
    """What stands on the minutes of a consultation; ``conclusions``: (text, to whom, minutes, order)."""

    place: str
    incident: str
    serial: int
    title: str
    held_at: datetime
    room: str
    chair: str
    present: tuple[str, ...]
    absent: tuple[str, ...]
    text: str
    conclusions: tuple[tuple[str, str, int, int | None], ...]
    writer: str
    is_exercise: bool


def minutes_of(minutes: Minutes, table: Mapping[str, Any]) -> OfficialDocument:
    """Return the minutes of a consultation as an official document."""
    words, paper = table["minutes"], table["paper"]
    mark = paper["exercise"] if minutes.is_exercise else ""
    issuer = paper["issuer"].format(place=minutes.place)
    return OfficialDocument(
        head=Head(
            mark=words["mark"].format(place=minutes.place),
            number=words["number"].format(serial=minutes.serial),
            left=issuer,
            right=in_china(minutes.held_at).strftime(paper["date"]),
        ),
        title=mark + minutes.title,
        blocks=_blocks(minutes, words),
        imprint=((paper["incident"].format(title=minutes.incident), words["writer"].format(name=minutes.writer)),),
        urgency=mark,
        author=issuer,
        made_at=minutes.held_at,
    )


def _blocks(minutes: Minutes, words: Mapping[str, Any]) -> tuple[Block, ...]:
    between = words["between"]
    facts = (
        words["held"].format(at=in_china(minutes.held_at).strftime(words["time"]), room=minutes.room),
        words["chair"].format(name=minutes.chair),
        words["present"].format(names=between.join(minutes.present)) if minutes.present else "",
        words["absent"].format(names=between.join(minutes.absent)) if minutes.absent else "",
    )
    blocks: list[Block] = [Paragraph(each) for each in facts if each]
    blocks.append(Paragraph(words["said"], Style.HEADING1))
    blocks += [Paragraph(line.strip()) for line in minutes.text.splitlines() if line.strip()]
    if minutes.conclusions:
        rows = tuple(
            (text, to, words["within"].format(minutes=within) if within else "", str(number or ""))
            for text, to, within, number in minutes.conclusions
        )
        blocks.append(Paragraph(words["concluded"], Style.HEADING1))
        blocks.append(Table((tuple(words["heads"]), *rows), tuple(words["shares"])))
    return tuple(blocks)
