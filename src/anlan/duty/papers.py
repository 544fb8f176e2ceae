"""The papers of the duty room: a signed hand-over, the log of a shift."""

from collections.abc import Sequence
from datetime import datetime

from anlan.duty.selectors.handovers import HandoverRow
from anlan.duty.services.handovers import handover_table
from anlan.kernel.clock import in_china
from anlan.support.documents import Block, Head, OfficialDocument, Paragraph, Style, Table, docx_of

_SHARES = (2, 8, 2)


def handover_paper(row: HandoverRow) -> tuple[bytes, str]:
    """Return a signed hand-over as a Word file with its name: the frozen text, the digest below."""
    words = handover_table()["words"]
    head, *lines = row.text.splitlines()
    headings = {words["matters"], words["notes"], words["checks"]}
    blocks = tuple(Paragraph(line, Style.HEADING1 if line in headings else Style.BODY) for line in lines if line)
    at = f"{in_china(row.changeover_at):%Y%m%d-%H%M}"
    document = _paper(row.organisation_name, words["mark"], head, blocks, row.taken_at, f"SM3 {row.digest}")
    return docx_of(document), words["file"].format(organisation=row.organisation_name, at=at)


def log_paper(
    place: str, span: tuple[datetime, datetime], rows: Sequence[tuple[str, str, str]], now: datetime
) -> tuple[bytes, str]:
    """Return the log of a shift as a Word file with its name; rows as time, text, who."""
    words = handover_table()["words"]
    since, until = (f"{in_china(each):%Y-%m-%d %H:%M}" for each in span)
    title = words["log_head"].format(place=place, since=since, until=until)
    table: Block = Table((tuple(words["log_columns"]), *rows), _SHARES, is_prose=True)
    blocks = (table,) if rows else (Paragraph(words["log_none"]),)
    document = _paper(place, words["log_mark"], title, blocks, now, "")
    return docx_of(document), words["log_file"].format(place=place, since=f"{in_china(span[0]):%Y%m%d}")


def _paper(
    unit: str, mark: str, title: str, blocks: tuple[Block, ...], made_at: datetime | None, foot: str
) -> OfficialDocument:
    return OfficialDocument(
        head=Head(mark=mark, left=unit),
        title=title,
        blocks=blocks,
        imprint=((foot, ""),) if foot else (),
        author=unit,
        made_at=made_at,
    )
