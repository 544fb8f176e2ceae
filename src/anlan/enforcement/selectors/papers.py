"""The papers of a case: its documents, receipts, and the whole file, laid out as official documents."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from anlan.enforcement.domain.kinds import Kind
from anlan.enforcement.models import Case, Document, Evidence, Service
from anlan.enforcement.selectors.tables import document_kinds, fields, paper_words
from anlan.kernel.clock import in_china
from anlan.kernel.regions import RegionLevel, at_level
from anlan.places import api as places
from anlan.support.documents import Block, Head, OfficialDocument, PageOf, Paragraph, Picture, Table
from anlan.support.pictures import picture_of

_SHARES = (2, 5)


def laid_out(row: Document, kind: Kind, case: Case) -> OfficialDocument:
    """Return a document as paper: a letter to the party, or a sheet or record of the file."""
    words = paper_words()["paper"]
    at = row.approved_at or row.drafted_at
    is_letter = kind.form == "letter"
    values = shown_values(row, kind, case)
    blocks: list[Block] = list(_letter(kind, values) if is_letter else _sheet(row, kind, values, case))
    blocks += _signed(row)
    return OfficialDocument(
        head=Head(mark=words["mark"].format(place=_place(case)), number=number_of(row)) if is_letter else Head(mark=""),
        title=kind.name if row.approved_at else words["draft"] + kind.name,
        addressee=words["addressee"].format(party=case.party_name) if is_letter and kind.is_served else "",
        blocks=tuple(blocks),
        signature=office_of(case) if is_letter else "",
        date=in_china(at).strftime(words["date"]) if is_letter else "",
        author=office_of(case),
        made_at=at,
        has_seal=is_letter,
        anchor=anchor_of(row),
    )


def number_of(row: Document) -> str:
    """Return a document's number as it is written; empty where it has none, open on a draft."""
    words = paper_words()["paper"]
    kind = document_kinds()[row.kind]
    if row.number is None:
        return words["to_come"] if kind.stem and row.approved_at is None else ""
    short = places.name(row.office)[:1]
    return str(words["number"].format(short=short, stem=row.stem, year=row.year, number=row.number))


def office_of(case: Case) -> str:
    """Return the name of the office that handles a case."""
    return str(paper_words()["paper"]["office"].format(place=_place(case)))


def shown_values(row: Document, kind: Kind, case: Case) -> dict[str, str]:
    """Return what a document holds by field, dates written out, with party, title and penalty."""
    known, words = fields()["fields"], paper_words()["paper"]
    values = {name: _written(known[name]["sort"], row.content.get(name, ""), words) for name in kind.needs}
    penalty = row.content.get("penalty") or case.penalty.get("text", "")
    return {**values, "party": case.party_name, "title": case.title, "penalty": penalty}


def anchor_of(row: Document) -> str:
    """Return the name by which the file's contents find the document's page."""
    return f"d{row.id.hex}"


def receipt_of(row: Document, service: Service, case: Case) -> OfficialDocument:
    """Return the receipt of a document's service."""
    words, ways = paper_words(), paper_words()["ways"]
    at = in_china(service.served_at).strftime(words["paper"]["moment"])
    cells = (
        document_kinds()[row.kind].name,
        number_of(row),
        case.party_name,
        ways[service.way],
        at,
        service.place,
        service.received_by,
        service.witness,
        service.by,
        service.reason,
    )
    rows = tuple(zip(words["receipt"]["rows"], cells, strict=True))
    blocks: list[Block] = [Table((tuple(words["paper"]["fields_head"]), *rows), _SHARES, is_prose=True)]
    if service.image:
        blocks.append(Picture(bytes(service.image), service.received_by, height_mm=18))
    title = words["receipt"]["title"]
    return OfficialDocument(head=Head(mark=""), title=title, blocks=tuple(blocks), anchor=f"s{row.id.hex}")


def cover_of(case: Case, facts: dict[str, str], made_at: datetime) -> OfficialDocument:
    """Return the cover page of a case's file."""
    words = paper_words()
    form = words["casefile"]
    rows = tuple((name, facts.get(name, "")) for name in form["cover_rows"])
    return OfficialDocument(
        head=Head(mark=""),
        title=form["cover_title"],
        blocks=(Table((tuple(words["paper"]["fields_head"]), *rows), _SHARES, is_prose=True),),
        signature=office_of(case),
        author=office_of(case),
        made_at=made_at,
    )


def contents_of(entries: Sequence[tuple[str, str, str, str]]) -> OfficialDocument:
    """Return the inner list: name, number, day and anchor of each part, with the page on which it begins."""
    form = paper_words()["casefile"]
    rows = tuple(
        (str(place), name, number, day, PageOf(anchor))
        for place, (name, number, day, anchor) in enumerate(entries, start=1)
    )
    table = Table((tuple(form["contents_head"]), *rows), tuple(form["contents_shares"]), is_prose=True)
    return OfficialDocument(head=Head(mark=""), title=form["contents_title"], blocks=(table,))


def evidence_of(pictures: Iterable[Evidence]) -> OfficialDocument:
    """Return the pages of evidence pictures, each with its caption and digest."""
    form, words = paper_words()["casefile"], paper_words()["paper"]
    blocks: list[Block] = []
    for row in pictures:
        at = in_china(row.taken_at).strftime(words["moment"])
        caption = form["evidence_caption"].format(caption=row.caption, by=row.taken_by, at=at)
        blocks.append(_fitted(bytes(row.picture), caption))
        blocks.append(Paragraph(form["evidence_digest"].format(digest=row.digest[:16])))
    return OfficialDocument(head=Head(mark=""), title=form["evidence_title"], blocks=tuple(blocks), anchor="evidence")


def _fitted(content: bytes, caption: str) -> Picture:
    """Return a picture that two of fit on a page: no wider than the text, no taller than 80 mm."""
    size = picture_of(content)
    is_tall = size is not None and size.height * 120 > size.width * 80
    return Picture(content, caption, width_mm=120, height_mm=80 if is_tall else 0)


def _letter(kind: Kind, values: dict[str, str]) -> Iterable[Block]:
    stop = paper_words()["paper"]["stop"]
    values = {name: text.strip().rstrip(stop) for name, text in values.items()}
    for paragraph in kind.paragraphs:
        yield from (Paragraph(line) for line in paragraph.format(**values).splitlines() if line.strip())


def _sheet(row: Document, kind: Kind, values: dict[str, str], case: Case) -> Iterable[Block]:
    words, known = paper_words()["paper"], fields()["fields"]
    rows = [(words["case"], case.title), (words["party"], case.party_name)]
    if case.party_code:
        rows.append((words["code"], case.party_code))
    rows += [(known[name]["name"], values[name]) for name in kind.needs]
    if kind.has_penalty:
        rows.append((paper_words()["casefile"]["cover_rows"][7], values["penalty"]))
    if row.number is not None:
        yield Paragraph(number_of(row))
    yield Table((tuple(words["fields_head"]), *rows), _SHARES, is_prose=True)
    if row.approved_by:
        at = in_china(row.approved_at).strftime(words["moment"]) if row.approved_at else ""
        form = words["legal"] if kind.approver == "legal" else words["approved"]
        yield Paragraph(form.format(name=row.approved_by, at=at))


def _signed(row: Document) -> Iterable[Block]:
    words, parts = paper_words()["paper"], paper_words()["parts"]
    for each in row.signatures.all():
        if each.refused:
            yield Paragraph(words["refused"].format(part=parts[each.part], name=each.name, note=each.note))
            continue
        number = words["certificate"].format(number=each.certificate) if each.certificate else ""
        at = in_china(each.at).strftime(words["signed_at"])
        yield Paragraph(words["signed"].format(part=parts[each.part], name=each.name, certificate=number, at=at))
        if each.image:
            yield Picture(bytes(each.image), height_mm=14)


def _written(sort: str, value: Any, words: dict[str, str]) -> str:
    if sort not in ("date", "moment") or not value:
        return str(value)
    return datetime.fromisoformat(value).strftime(words["date" if sort == "date" else "moment"])


def _place(case: Case) -> str:
    return places.name(at_level(case.region, RegionLevel.COUNTY))
