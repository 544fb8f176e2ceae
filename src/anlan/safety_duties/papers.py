"""A list on paper: the duties, and how they stand, in the layout of official documents."""

from collections.abc import Sequence
from datetime import datetime

from anlan.kernel.clock import in_china
from anlan.places import api as places
from anlan.safety_duties.domain.standing import score_of
from anlan.safety_duties.selectors.lists import ListRow, ScoreRow, Stands
from anlan.safety_duties.selectors.tables import paper_words, rhythm_words
from anlan.support.documents import Block, Head, OfficialDocument, Paragraph, Style, Table


def document_of(row: ListRow, found: Sequence[Stands], scores: Sequence[ScoreRow], now: datetime) -> OfficialDocument:
    """Return a list as an official document; a filed one with how it stands and its scores."""
    words = paper_words()
    title = words["title"].format(year=row.year)
    lines: list[Block] = [Paragraph(words["holder"].format(holder=row.holder))]
    if row.post:
        lines.append(Paragraph(words["post"].format(post=row.post)))
    lines.append(_duties(found))
    if row.state in ("filed", "closed"):
        lines += _standing(found, scores, now)
    office = places.full_name(row.region)
    return OfficialDocument(
        head=Head(mark=""),
        title=title,
        blocks=tuple(lines),
        signature=row.holder,
        date=in_china(row.decided_at or now).strftime(words["day"]),
        author=office,
        made_at=now,
    )


def _duties(found: Sequence[Stands]) -> Table:
    words, rhythms = paper_words(), rhythm_words()
    lines = [
        (
            str(number),
            each.item.text,
            each.item.measure,
            each.item.basis,
            rhythms[each.item.rhythm],
            str(each.item.weight),
        )
        for number, each in enumerate(found, 1)
    ]
    return Table((tuple(words["heads"]), *lines), (1, 5, 4, 4, 2, 1), is_prose=True)


def _standing(found: Sequence[Stands], scores: Sequence[ScoreRow], now: datetime) -> list[Block]:
    words = paper_words()
    lines = [(str(number), each.item.text, *_cells(each)) for number, each in enumerate(found, 1)]
    blocks: list[Block] = [
        Paragraph(words["standing_title"], Style.HEADING1),
        Table((tuple(words["standing_heads"]), *lines), (1, 6, 3, 3, 2, 2), is_prose=True),
    ]
    reached = score_of([each.standing for each in found])
    if reached is not None:
        day = in_china(now).strftime(words["day"])
        blocks.append(Paragraph(words["progress"].format(day=day, score=reached)))
    short = sum(each.standing.is_short for each in found)
    if short:
        blocks.append(Paragraph(words["behind"].format(count=short)))
    for each in scores:
        told = {"period": words[each.period], "score": each.score, "grade": words["grades"][each.grade]}
        blocks.append(Paragraph(words["score"].format(**told)))
    return blocks


def _cells(each: Stands) -> tuple[str, str, str, str]:
    words, standing = paper_words(), each.standing
    points = str(standing.points) if standing.counts else words["not_counted"]
    if standing.share is None:
        return str(standing.owed), str(standing.done), points, str(standing.weight)
    share = standing.share
    if not share.all:
        return f"{each.item.target}%", words["nothing"], words["nothing"], str(standing.weight)
    return f"{each.item.target}%", f"{share.done}/{share.all}", points, str(standing.weight)
