"""What a record of an inspection must say before it counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Final, Protocol
from uuid import UUID

from anlan.kernel.errors import InvalidValue
from anlan.supervision.domain.errors import FindingIncomplete, ItemsUnanswered, SignatureMissing

FIRM: Final = "firm"
_LONGEST: Final = {
    "situation": 4000,
    "measure": 1000,
    "firm_person": 40,
    "firm_post": 40,
    "refusal": 300,
    "witnesses": 200,
}


class Verdict(StrEnum):
    """What officers say of an item."""

    OK = "ok"
    FAIL = "fail"
    NOT_APPLICABLE = "na"


class FileKind(StrEnum):
    """What a file of a record is."""

    PHOTO = "photo"
    AUDIO = "audio"
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one item; a finding has words and the days within which it is put right."""

    key: str
    verdict: str
    text: str = ""
    days: int = 0


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file as it came; ``item`` is the item that a picture shows, or who signed (``1``, ``2``, ``firm``)."""

    kind: FileKind
    item: str
    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRecord:
    """What the phone sends of an inspection; ``refusal`` says why the firm's person did not sign."""

    inspection_id: UUID
    token: UUID
    answers: tuple[Answer, ...]
    begun_at: datetime
    ended_at: datetime
    firm_person: str
    firm_post: str = ""
    situation: str = ""
    measure: str = ""
    refusal: str = ""
    witnesses: str = ""
    location: tuple[float, float] | None = None
    files: tuple[SentFile, ...] = ()
    orders_now: bool = False


class Signed(Protocol):
    """What officers and the firm's person sign on the spot."""

    @property
    def firm_person(self) -> str:
        """Who was there for the firm."""

    @property
    def refusal(self) -> str:
        """Why the firm did not sign."""

    @property
    def witnesses(self) -> str:
        """Who saw that it did not."""

    @property
    def files(self) -> tuple[SentFile, ...]:
        """All files, the signatures among them."""


def check_record(new: NewRecord, items: Sequence[Mapping[str, Any]], officers: int, most_days: int) -> None:
    """Refuse a record that lacks an answer, the words or days of a finding, a name or a signature."""
    check_texts(new, _LONGEST)
    if new.ended_at < new.begun_at:
        raise InvalidValue(field="begun", value=new.begun_at.isoformat(), rule="before_the_end")
    given = {answer.key: answer for answer in new.answers if answer.verdict in set(Verdict)}
    missing = [item["text"] for item in items if item["key"] not in given]
    if missing:
        raise ItemsUnanswered(count=len(missing), names="; ".join(missing[:3]))
    for item in items:
        answer = given[item["key"]]
        is_complete = answer.text.strip() and len(answer.text) <= 500 and 1 <= answer.days <= most_days
        if answer.verdict == Verdict.FAIL and not is_complete:
            raise FindingIncomplete(item=item["text"], most=most_days)
    check_signatures(new, officers)


def findings_of(new: NewRecord, items: Sequence[Mapping[str, Any]]) -> list[tuple[Mapping[str, Any], Answer]]:
    """Return the items that were found wrong, in the list's order."""
    given = {answer.key: answer for answer in new.answers}
    return [(item, given[item["key"]]) for item in items if given[item["key"]].verdict == Verdict.FAIL]


def check_texts(new: Signed, longest: Mapping[str, int]) -> None:
    """Refuse what is longer than allowed, and what names nobody of the firm."""
    for name, most in longest.items():
        if len(getattr(new, name)) > most:
            raise InvalidValue(field=name, value=getattr(new, name)[:40], rule=f"at_most_{most}_characters")
    if not new.firm_person.strip():
        raise InvalidValue(field="firm_person", value="", rule="1_to_40_characters")


def check_signatures(new: Signed, officers: int) -> None:
    """Refuse what not every officer signed, and what the firm neither signed nor refused before a witness."""
    signed = {each.item for each in new.files if each.kind is FileKind.SIGNATURE and each.content}
    for number in range(1, officers + 1):
        if str(number) not in signed:
            raise SignatureMissing(who=f"#{number}")
    has_refused = bool(new.refusal.strip() and new.witnesses.strip())
    if FIRM not in signed and not has_refused:
        raise SignatureMissing(who=new.firm_person)
