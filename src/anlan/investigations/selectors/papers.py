"""The papers of an investigation as Word files in the layout of official documents."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from anlan.investigations.models import Investigation, Member, Party
from anlan.investigations.selectors.tables import levels_by_key, paper_words, seats, sections
from anlan.kernel.clock import in_china
from anlan.places import api as places
from anlan.support.documents import Block, Head, OfficialDocument, Paragraph, Picture, Style, Table, docx_of

Words = dict[str, Any]
_GOVERNMENT = frozenset({"group", "reply"})
_EVIDENCE_AT_MOST = 20


def document_of(row: Investigation, sort: str, about: Party | None, number: str, now: datetime) -> bytes:
    """Return a paper of an investigation as a Word file."""
    words = paper_words()
    blocks = {
        "group": _group,
        "report": _report,
        "reply": _reply,
        "transfer": _transfer,
        "handover": _handover,
        "assessment": _assessment,
    }[sort](row, words | words["words"], about)
    office = office_of(row, sort)
    date_text = _day(now, words)
    paper = OfficialDocument(
        head=Head(mark=office, number=number),
        title=words["kinds"][sort]["title"].format(title=row.title),
        addressee=_addressee(row, sort, about, words),
        blocks=tuple(blocks),
        signature=office,
        date=date_text,
        author=office,
        made_at=now,
        has_seal=sort != "report",
    )
    return docx_of(paper)


def office_of(row: Investigation, sort: str) -> str:
    """Return who signs a paper: the government, the group, or the emergency department."""
    words = paper_words()
    if sort == "report":
        return str(words["group_name"].format(title=row.title))
    form = words["government"] if sort in _GOVERNMENT else words["bureau"]
    return str(form.format(place=places.name(row.office)))


def number_of(row: Investigation, sort: str, year: int, serial: int) -> str:
    """Return a paper's number as it is written."""
    words = paper_words()
    named = {"office": _short(row.office, words), "word": words["kinds"][sort]["word"], "year": year, "serial": serial}
    return str(words["number"].format(**named))


def drafts(row: Investigation) -> dict[str, str]:
    """Return what the sections of a report begin with, from what was entered."""
    words = paper_words()
    said = words | words["words"]
    found = list(row.causes.all())
    causes = [
        said["causes"][sort] + _numbered((each.text for each in found if each.sort == sort), said["numbered"])
        for sort in _SORTS
        if any(each.sort == sort for each in found)
    ]
    nature = [said["nature_line"].format(nature=words["nature"][row.nature])] if row.nature else []
    return {
        "unit": row.unit_name,
        "course": row.summary,
        "harm": _harm(row, said),
        "cause": "\n".join([*causes, *nature]),
        "liability": "\n".join(_party_line(each, number, words) for number, each in enumerate(row.parties.all(), 1)),
        "prevention": "\n".join(
            said["item"].format(number=number, text=each.text) for number, each in enumerate(row.measures.all(), 1)
        ),
    }


_SORTS = ("direct", "indirect")


def _group(row: Investigation, words: Words, _about: Party | None) -> list[Block]:
    named = {"happened": _minute(row.happened_at, words), "place": _place(row), "title": row.title}
    intro = words["group_intro"].format(**named, level=levels_by_key()[row.level].name)
    lines = [
        (each.name, each.organisation, each.post, words["role"][each.role], seats()[each.seat]["name"])
        for each in _sitting(row)
    ]
    blocks: list[Block] = [Paragraph(intro)]
    if row.mode == "unit":
        government = words["government"].format(place=places.name(row.office))
        blocks.append(Paragraph(words["unit_mode"].format(government=government, unit=row.unit_name)))
    table = Table((tuple(words["members"]), *lines), (2, 4, 3, 2, 4), is_prose=True)
    return [*blocks, table, Paragraph(words["group_end"])]


def _report(row: Investigation, words: Words, _about: Party | None) -> list[Block]:
    blocks: list[Block] = []
    for key, name in sections().items():
        blocks.append(Paragraph(name, Style.HEADING1))
        blocks += [Paragraph(line) for line in row.sections.get(key, "").splitlines() if line.strip()]
    owed = [(str(n), each.text, each.owner, each.due_on.isoformat()) for n, each in enumerate(row.measures.all(), 1)]
    blocks.append(Table((tuple(words["measures"]), *owed), (1, 6, 4, 3), is_prose=True))
    signed = max((each.signed_on for each in _sitting(row) if each.signed_on), default=None)
    blocks.append(Paragraph(words["signed"].format(date=signed.strftime(words["date"]) if signed else "")))
    lines = [(each.name, each.organisation, "", each.dissent or words["none"]) for each in _sitting(row)]
    blocks.append(Table((tuple(words["signatures"]), *lines), (2, 4, 3, 4), is_prose=True))
    pictures = list(row.evidence.filter(measure=None, education=None)[:_EVIDENCE_AT_MOST])
    if pictures:
        blocks.append(Paragraph(words["evidence"], Style.HEADING1))
        blocks += [Picture(bytes(each.picture), each.caption) for each in pictures]
    return blocks


def _reply(row: Investigation, words: Words, _about: Party | None) -> list[Block]:
    level = levels_by_key()[row.level].name
    lines = [
        words["reply_intro"].format(title=row.title),
        words["reply_agreed"],
        words["reply_level"].format(level=level, nature=words["nature"][row.nature]),
        words["reply_do"],
        *(line for line in row.reply.splitlines() if line.strip()),
    ]
    return [Paragraph(line) for line in lines]


def _transfer(row: Investigation, words: Words, about: Party | None) -> list[Block]:
    return [Paragraph(words["transfer_intro"].format(title=row.title)), *_about_party(about, words)]


def _handover(row: Investigation, words: Words, about: Party | None) -> list[Block]:
    government = words["government"].format(place=places.name(row.office))
    intro = words["handover_intro"].format(title=row.title, government=government)
    return [Paragraph(intro), *_about_party(about, words)]


def _assessment(row: Investigation, words: Words, _about: Party | None) -> list[Block]:
    approved = _day(row.approved_at, words) if row.approved_at else ""
    lines = [
        (str(number), each.text, each.owner, words.get(each.state, each.state), each.judgement)
        for number, each in enumerate(row.measures.all(), 1)
    ]
    return [
        Paragraph(words["assessment_intro"].format(date=approved, title=row.title)),
        Table((tuple(words["judged"]), *lines), (1, 5, 3, 2, 4), is_prose=True),
        *_dealt_with(row, words),
        *_educated(row, words),
        *(Paragraph(line) for line in row.assessment.splitlines() if line.strip()),
    ]


def _dealt_with(row: Investigation, words: Words) -> list[Block]:
    """Return what became of the proposals against those responsible."""
    lines = [
        (str(number), party.name, party.proposal, party.result or words["not_dealt"])
        for number, party in enumerate(row.parties.exclude(treatment="exempt"), 1)
    ]
    if not lines:
        return []
    return [Paragraph(words["dealt_intro"]), Table((tuple(words["dealt"]), *lines), (1, 3, 5, 4), is_prose=True)]


def _educated(row: Investigation, words: Words) -> list[Block]:
    """Return how those concerned were taught."""
    lines = [
        (str(number), each.held_on.isoformat(), words["forms"][each.form], each.audience, str(each.persons), each.text)
        for number, each in enumerate(row.educations.filter(withdrawn=""), 1)
    ]
    if not lines:
        return []
    heads = tuple(words["educated"])
    return [Paragraph(words["educated_intro"]), Table((heads, *lines), (1, 2, 2, 3, 1, 4), is_prose=True)]


def _about_party(about: Party | None, words: Words) -> list[Block]:
    if about is None:
        return []
    lines = [words["party"].format(name=about.name)]
    if about.unit or about.post:
        lines.append(words["party_unit"].format(unit=about.unit, post=about.post))
    for key in ("facts", "proposal", "basis"):
        lines.append(words[f"party_{key}"].format(**{key: getattr(about, key)}))
    return [Paragraph(line) for line in lines]


def _addressee(row: Investigation, sort: str, about: Party | None, words: Words) -> str:
    to_all = {"group": words["words"]["addressee_group"], "reply": office_of(row, "report")}
    receiver = about.receiver if about is not None else to_all.get(sort, "")
    return str(words["words"]["addressee"].format(receiver=receiver)) if receiver else ""


def _sitting(row: Investigation) -> list[Member]:
    order = {"leader": 0, "deputy": 1, "member": 2, "expert": 3}
    return sorted(row.members.filter(recused_at=None), key=lambda each: order[each.role])


def _party_line(each: Party, number: int, words: Words) -> str:
    who = " ".join(part for part in (each.name, each.unit, each.post) if part)
    liability = words["liability"][each.liability]
    given = {name: getattr(each, name) for name in ("facts", "proposal", "basis")}
    return str(words["words"]["party_line"].format(number=number, who=who, liability=liability, **given))


def _harm(row: Investigation, words: Words) -> str:
    figures = {"dead": row.dead, "missing": row.missing, "injured": row.injured}
    return str(words["harm"].format(**figures, loss=f"{row.loss_yuan / 10_000:g}"))


def _numbered(texts: Iterable[str], form: str) -> str:
    found = list(texts)
    return found[0] if len(found) == 1 else "".join(form.format(number=n, text=text) for n, text in enumerate(found, 1))


def _place(row: Investigation) -> str:
    return places.full_name(row.region) + row.place


def _short(region: str, words: Words) -> str:
    name = places.name(region)
    for suffix in words["offices"]["suffixes"]:
        if name.endswith(suffix) and len(name) > len(suffix) + 1:
            return name.removesuffix(suffix)
    return name


def _day(moment: datetime, words: Words) -> str:
    return in_china(moment).strftime(words["date"])


def _minute(moment: datetime, words: Words) -> str:
    return in_china(moment).strftime(words["minute"])
