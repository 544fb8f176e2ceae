"""The release form: what is issued and who made, reviewed and signed it, as an official document."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from anlan.kernel.clock import in_china
from anlan.public_warnings import api
from anlan.public_warnings.words import ALGORITHM_WORDS, STEP_WORDS
from anlan.support.documents import Head, OfficialDocument, Table
from anlan.support.tables import load_table
from anlan.web.parts import LEVEL_WORDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What stands on the form; ``sent`` only where it was issued."""

    row: api.WarningRow
    chain: api.Chain
    sent: api.TransmissionRow | None
    population: int
    area: str
    now: datetime


def release_form(sheet: Sheet) -> OfficialDocument:
    """Return the form as an official document."""
    words = load_table("anlan.public_warnings", "release_form")
    row = sheet.row
    issuer = api.issuer_of(row.event_code, row.region)
    mark = words["exercise"] if row.is_exercise else ""
    rows = [
        tuple(words["head_row"]),
        *_content(sheet, issuer, words),
        *_steps(sheet.chain, words),
        *_marks(sheet, words),
    ]
    date = in_china(row.issued_at or sheet.now).strftime(words["date"])
    return OfficialDocument(
        head=Head(
            mark=words["mark_of_head"], number=sheet.sent.identifier if sheet.sent else "", left=issuer, right=date
        ),
        title=mark + words["title"].format(headline=row.headline),
        blocks=(Table(tuple(rows), shares=(1, 3)),),
        urgency=mark,
        author=issuer,
        made_at=sheet.now,
    )


def _content(sheet: Sheet, issuer: str, words: dict[str, Any]) -> list[tuple[str, str]]:
    row, named = sheet.row, words["rows"]
    return [
        (named["event"], f"{row.event_name} {row.event_code}"),
        (named["level"], gettext(LEVEL_WORDS[row.level])),
        (named["issuer"], issuer),
        (named["identifier"], sheet.sent.identifier if sheet.sent else words["not_yet"]),
        (named["effective"], _moment(row.effective, words)),
        (named["expires"], _moment(row.expires, words)),
        (named["area"], sheet.area),
        (named["population"], words["people"].format(count=sheet.population)),
        (named["channels"], " ".join(api.channels()[key].name for key in row.channels if key in api.channels())),
        (named["description"], row.description),
        (named["instruction"], row.instruction),
    ]


def _steps(chain: api.Chain, words: dict[str, Any]) -> list[tuple[str, str]]:
    return [(str(STEP_WORDS[link.step]), _step(link, words)) for link in chain.links]


def _step(link: api.Link, words: dict[str, Any]) -> str:
    if link.at is None:
        return str(words["not_yet"])
    text = f"{link.by} {_moment(link.at, words)}".strip()
    given = link.signature
    if given is None or not given.for_name:
        return text
    return text + str(words["delegated"]).format(person=given.for_name, given_by=given.given_by, reason=given.reason)


def _marks(sheet: Sheet, words: dict[str, Any]) -> list[tuple[str, str]]:
    if sheet.sent is None:
        return []
    kept = sheet.sent.xml_signature
    signed = f"{ALGORITHM_WORDS.get(kept['algorithm'], '')} {kept['signer']}" if kept else str(words["unsigned"])
    return [(words["rows"]["seal"], sheet.sent.seal), (words["rows"]["xml_signature"], signed)]


def _moment(instant: datetime, words: dict[str, Any]) -> str:
    return in_china(instant).strftime(str(words["moment"]))
