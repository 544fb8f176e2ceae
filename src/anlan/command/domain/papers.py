"""The paper of a signed step: its frozen words laid out as an official document, by ``tables/wording.toml``."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from anlan.command.domain.responses import ResponseAct
from anlan.kernel.clock import in_china
from anlan.kernel.levels import Level
from anlan.support.documents import Head, OfficialDocument, Paragraph


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
