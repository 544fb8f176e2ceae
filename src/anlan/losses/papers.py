"""The paper that a release becomes."""

from datetime import datetime
from typing import TYPE_CHECKING

from anlan.kernel.clock import in_china
from anlan.support.documents import Block, Head, OfficialDocument, Paragraph, Table, docx_of
from anlan.support.tables import load_table

if TYPE_CHECKING:
    from anlan.losses.models import Release


def document_of(release: "Release", place: str, now: datetime) -> bytes:
    """Return a release as a Word file in the layout of official documents."""
    words = load_table("anlan.losses", "release")
    date = in_china(now).strftime(words["date"])
    lines = [line.strip() for line in release.body.splitlines() if line.strip()]
    rows = tuple((name, value, unit) for _key, name, value, unit in release.figures)
    blocks: tuple[Block, ...] = (
        *(Paragraph(line) for line in lines),
        Table((tuple(words["head"]), *rows), tuple(words["shares"])),
    )
    office = words["office"].format(place=place)
    mark = words["exercise"] if release.is_exercise else ""
    paper = OfficialDocument(
        head=Head(mark=words["head_mark"], left=office, right=date),
        title=mark + release.title,
        blocks=blocks,
        signature=office,
        date=date,
        urgency=mark,
        author=office,
        made_at=now,
    )
    return docx_of(paper)


def proposed_text(place: str, title: str, now: datetime) -> tuple[str, str]:
    """Return title and text that a draft begins with."""
    words = load_table("anlan.losses", "release")
    at = in_china(now).strftime(words["at"])
    return words["title"].format(place=place, title=title), words["body"].format(place=place, title=title, at=at)
