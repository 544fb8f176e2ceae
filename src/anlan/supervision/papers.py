"""The four papers of an inspection as Word files in the layout of official documents."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from anlan.kernel.clock import in_china
from anlan.places import api as places
from anlan.supervision.domain.visits import FileKind
from anlan.supervision.selectors.tables import paper_words
from anlan.support.documents import Block, Head, OfficialDocument, Paragraph, Style, Table, docx_of

if TYPE_CHECKING:
    from anlan.supervision.models import Evidence, Inspection, Recheck, SiteRecord


def number_of(office: str, kind: str, year: int, serial: int) -> str:
    """Return a paper's number as it is written."""
    words = paper_words()
    return str(
        words["number"].format(office=short_name(office), word=words["kinds"][kind]["word"], year=year, serial=serial)
    )


def short_name(office: str) -> str:
    """Return the short name of an office's place: the table's, else the place's name without its ending."""
    words = paper_words()
    if office in words["offices"]:
        return str(words["offices"][office])
    name = places.name(office)
    for suffix in words["suffixes"]:
        if name.endswith(suffix) and len(name) > len(suffix) + 1:
            return name.removesuffix(suffix)
    return name


def document_of(row: "Inspection", kind: str, number: str, now: datetime) -> bytes:
    """Return a paper of an inspection as a Word file."""
    words = paper_words()
    blocks = {
        "site_record": _site_record,
        "rectification_order": _order,
        "onsite_measure": _measure,
        "reinspection_opinion": _recheck,
    }[kind](row, words | words["words"])
    office = words["office"].format(place=places.name(row.region[:6]))
    date_text = in_china(now).strftime(words["date"])
    paper = OfficialDocument(
        head=Head(mark=office, number=number),
        title=words["kinds"][kind]["title"],
        addressee="" if kind == "site_record" else row.object_name,
        blocks=tuple(blocks),
        signature=office,
        date=date_text,
        author=office,
        made_at=now,
        has_seal=kind != "site_record",
    )
    return docx_of(paper)


def _site_record(row: "Inspection", words: dict[str, Any]) -> list[Block]:
    record = row.record
    span = f"{_minute(record.begun_at, words)}{words['to']}{_minute(record.ended_at, words)}"
    person = " ".join(each for each in (record.firm_person, record.firm_post) if each)
    lines = [
        ("object", row.object_name),
        ("place", places.full_name(row.region)),
        ("person", person),
        ("time", span),
        ("officers", _officers(row, words)),
        ("shown", words["shown_text"]),
        ("situation", record.situation),
    ]
    blocks: list[Block] = [Paragraph(words["line"].format(name=words[key], value=value)) for key, value in lines]
    blocks += [_answers(row, words), *_result(row, words), *_signatures(row, words)]
    return blocks


def _answers(row: "Inspection", words: dict[str, Any]) -> Table:
    said = {key: (verdict, text) for key, verdict, text, _days in row.record.answers}
    lines = [
        (item["text"], item["basis"], words[said[item["key"]][0]], said[item["key"]][1] or "—") for item in row.items
    ]
    return Table((tuple(words["items"]), *lines), (6, 5, 2, 4), is_prose=True)


def _result(row: "Inspection", words: dict[str, Any]) -> list[Block]:
    found = list(row.findings.all())
    blocks: list[Block] = [Paragraph(words["result"], Style.HEADING1)]
    if not found:
        return [*blocks, Paragraph(words["none_found"])]
    blocks.append(Paragraph(words["found"].format(count=len(found))))
    return [*blocks, _findings(row, words)]


def _findings(row: "Inspection", words: dict[str, Any]) -> Table:
    lines = [
        (str(number), each.text, each.basis, _day(each.rectify_by, words))
        for number, each in enumerate(row.findings.all(), 1)
    ]
    return Table((tuple(words["findings"]), *lines), (1, 6, 5, 3), is_prose=True)


def _signatures(row: "Inspection", words: dict[str, Any]) -> list[Block]:
    record = row.record
    photos, sounds = _counted(list(row.evidence.filter(recheck=None)))
    names = words["join"].join(going.officer.name for going in row.goings.select_related("officer"))
    lines = [words["evidence"].format(photos=photos, sounds=sounds)]
    if record.metres_off is not None:
        lines.append(words["metres"].format(metres=record.metres_off))
    lines.append(words["signed"].format(names=names))
    lines.append(_of_the_firm(record, words))
    return [Paragraph(line) for line in lines]


def _counted(files: "list[Evidence]") -> tuple[int, int]:
    kinds = [each.kind for each in files]
    return kinds.count(FileKind.PHOTO.value), kinds.count(FileKind.AUDIO.value)


def _of_the_firm(signed: "SiteRecord | Recheck", words: dict[str, Any]) -> str:
    if signed.refusal:
        return str(words["refused"].format(reason=signed.refusal, witnesses=signed.witnesses))
    return str(words["firm_signed"].format(name=signed.firm_person))


def _order(row: "Inspection", words: dict[str, Any]) -> list[Block]:
    groups: dict[date, list[int]] = {}
    for number, each in enumerate(row.findings.all(), 1):
        groups.setdefault(each.rectify_by, []).append(number)
    lines = [
        words["order"].format(numbers=words["join"].join(map(str, numbers)), until=_day(until, words))
        for until, numbers in sorted(groups.items())
    ]
    return [_findings(row, words), *map(Paragraph, lines), Paragraph(words["appeal"]), *_signatures(row, words)]


def _measure(row: "Inspection", words: dict[str, Any]) -> list[Block]:
    lines = [words["measure"], row.record.measure, words["appeal"]]
    return [*map(Paragraph, lines), *_signatures(row, words)]


def _recheck(row: "Inspection", words: dict[str, Any]) -> list[Block]:
    recheck = row.rechecks.last()
    order = row.papers.filter(kind="rectification_order").last()
    intro = words["recheck"].format(ordered=_day(in_china(order.made_at).date(), words), number=order.number)
    lines = [
        (str(number), text, words["fixed" if is_fixed else "unfixed"])
        for number, (_id, text, is_fixed, _move) in enumerate(recheck.results, 1)
    ]
    names = words["join"].join(name for name, _certificate in recheck.officers)
    table = Table((tuple(words["results"]), *lines), (1, 8, 3), is_prose=True)
    photos, sounds = _counted(list(recheck.evidence.all()))
    lines_after = [
        words["seen"].format(time=_minute(recheck.seen_at, words)),
        recheck.opinion,
        words["evidence"].format(photos=photos, sounds=sounds),
        *([] if recheck.metres_off is None else [words["metres"].format(metres=recheck.metres_off)]),
        words["signed"].format(names=names),
        _of_the_firm(recheck, words),
    ]
    return [Paragraph(intro), table, *map(Paragraph, lines_after)]


def _officers(row: "Inspection", words: dict[str, Any]) -> str:
    going = [each.officer for each in row.goings.select_related("officer")]
    return str(
        words["join_people"].join(words["officer"].format(name=each.name, number=each.certificate) for each in going)
    )


def _minute(moment: datetime, words: dict[str, Any]) -> str:
    return in_china(moment).strftime(words["minute"])


def _day(day: date, words: dict[str, Any]) -> str:
    return day.strftime(words["day"])
