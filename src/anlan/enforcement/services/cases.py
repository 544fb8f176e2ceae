"""Opening a case, what is written into it, and its pauses."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from anlan.enforcement.domain import errors
from anlan.enforcement.domain.states import OVER, CaseAct, CaseState
from anlan.enforcement.events import CaseNoted, CaseOpened
from anlan.enforcement.models import Case, CasePause, Evidence
from anlan.enforcement.selectors.facts import facts_of, kind_name
from anlan.enforcement.services.clocks import count_clocks
from anlan.enforcement.services.steps import HANDLE, announce, checked_text, locked_case, move_case, refuse_late
from anlan.kernel.actors import Actor
from anlan.kernel.clock import in_china
from anlan.kernel.errors import InvalidValue, TransitionNotAllowed
from anlan.kernel.regions import RegionLevel, level_of, normalise
from anlan.support import locks, rights
from anlan.support.pictures import picture_of

SOURCES: Final = ("clue", "inspection", "tip_off", "transfer", "incident")
PROCEDURES: Final = ("ordinary", "summary")
PARTIES: Final = ("unit", "person")
PAUSES: Final = ("test", "publication", "review", "lawsuit")
_FEWEST_OFFICERS: Final = 2
_MOST_PICTURES: Final = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCase:
    """A clue as it becomes a case; ``officers`` are (name, certificate); ``ended_at`` is when the violation ended."""

    region: str
    title: str
    party_kind: str
    party_name: str
    clue: str
    ended_at: datetime
    found_at: datetime
    officers: tuple[tuple[str, str], ...]
    procedure: str = "ordinary"
    party_code: str = ""
    party_address: str = ""
    party_person: str = ""
    object_id: UUID | None = None
    source: str = "clue"
    source_id: str = ""
    has_harm: bool = False
    has_major_danger: bool = False
    token: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEvidence:
    """A picture for the file."""

    caption: str
    taken_at: datetime
    content: bytes


@transaction.atomic
def open_case(*, new: NewCase, actor: Actor, now: datetime) -> UUID:
    """Take a clue as a case; the same token opens it once."""
    region = normalise(new.region)
    rights.require(actor, HANDLE, region)
    if new.token is not None:
        locks.hold(f"enforcement:open:{new.token}")
        same = Case.objects.filter(token=new.token).values_list("id", flat=True).first()
        if same is not None:
            return UUID(str(same))
    case = Case(
        **_checked(new, now),
        region=region,
        state=CaseState.OPENED.value,
        opened_by_id=actor.id,
        opened_by=actor.name,
        opened_at=now,
    )
    if level_of(region) < RegionLevel.COUNTY:
        raise InvalidValue(field="region", value=region, rule="a_county_or_below")
    case.save()
    announce(CaseOpened, case, actor, now, source=case.source, source_id=case.source_id)
    return case.id


@transaction.atomic
def ask_hearing(*, case_id: UUID, asked_at: datetime, actor: Actor, now: datetime) -> None:
    """Record that the party asked for a hearing, in time after its notice was served; the 90 days pause."""
    case = locked_case(case_id, actor, HANDLE)
    facts = facts_of(case)
    if facts.state is not CaseState.NOTIFIED or "17" not in facts.served:
        raise errors.NotAtThisStage(name=kind_name("17"))
    if case.hearing_asked_at is not None or not facts.at["served:17"] <= asked_at <= now:
        raise InvalidValue(field="asked_at", value=asked_at.isoformat(), rule="between_service_and_now")
    refuse_late("ask_hearing", facts, asked_at, case)
    case.hearing_asked_at, case.objection_waived_at = asked_at, None
    case.save()
    CasePause.objects.create(case=case, sort="hearing", first=_day(asked_at), reason="", by=actor.name)
    _note(case, "hearing_asked", "", actor=actor, now=now)


@transaction.atomic
def waive_objection(*, case_id: UUID, text: str, actor: Actor, now: datetime) -> None:
    """Record that the party gave up statement and hearing in writing."""
    case = locked_case(case_id, actor, HANDLE)
    facts = facts_of(case)
    if facts.state is not CaseState.NOTIFIED or "15" not in facts.served or case.hearing_asked_at is not None:
        raise errors.NotAtThisStage(name=kind_name("15"))
    case.objection_waived_at = now
    case.save()
    _note(case, "objection_waived", checked_text("text", text), actor=actor, now=now)


@transaction.atomic
def pause_case(*, case_id: UUID, sort: str, reason: str, actor: Actor, now: datetime) -> None:
    """Begin days that do not count, from today on."""
    case = _unfinished(case_id, actor)
    if sort not in PAUSES:
        raise InvalidValue(field="sort", value=sort[:20], rule="chosen_from_the_list")
    if case.pauses.filter(sort=sort, last=None).exists():
        raise TransitionNotAllowed(what="case_pause", state="open", act="begin")
    text = checked_text("reason", reason, most=200)
    CasePause.objects.create(case=case, sort=sort, first=_day(now), reason=text, by=actor.name)
    _note(case, f"pause_{sort}", text, actor=actor, now=now)


@transaction.atomic
def resume_case(*, case_id: UUID, sort: str, actor: Actor, now: datetime) -> None:
    """End days that do not count: today counts again from tomorrow on."""
    case = _unfinished(case_id, actor)
    pause = case.pauses.filter(sort=sort, last=None).first()
    if pause is None or sort not in PAUSES:
        raise TransitionNotAllowed(what="case_pause", state="none", act="end")
    pause.last = _day(now)
    pause.save()
    _note(case, f"resume_{sort}", "", actor=actor, now=now)


@transaction.atomic
def take_back(*, case_id: UUID, reason: str, actor: Actor, now: datetime) -> None:
    """Take a transferred case back: those it went to do not pursue it."""
    case = locked_case(case_id, actor, "enforcement.approve")
    text = checked_text("reason", reason)
    move_case(case, CaseAct.TAKE_BACK, actor=actor, now=now)
    _note(case, "taken_back", text, actor=actor, now=now)


@transaction.atomic
def add_evidence(*, case_id: UUID, new: NewEvidence, actor: Actor, now: datetime) -> UUID:
    """Put a picture into the file, with what it shows, when it was taken and by whom."""
    case = _unfinished(case_id, actor)
    picture = picture_of(new.content)
    if picture is None or picture.ending not in ("jpg", "png"):
        raise InvalidValue(field="photo", value="", rule="a_picture")
    if new.taken_at > now:
        raise InvalidValue(field="taken_at", value=new.taken_at.isoformat(), rule="not_in_the_future")
    if case.evidence.count() >= _MOST_PICTURES:
        raise InvalidValue(field="photo", value=str(_MOST_PICTURES), rule="at_most_60_pictures")
    same = case.evidence.filter(digest=picture.digest).first()
    if same is not None:
        return same.id
    row = Evidence.objects.create(
        case=case,
        caption=checked_text("caption", new.caption, most=200),
        taken_at=new.taken_at,
        taken_by=actor.name,
        picture=new.content,
        media_type=picture.media_type,
        digest=picture.digest,
        added_at=now,
    )
    _note(case, "evidence", row.caption, actor=actor, now=now)
    return row.id


def _checked(new: NewCase, now: datetime) -> dict[str, object]:
    choices = (("procedure", PROCEDURES), ("party_kind", PARTIES), ("source", SOURCES))
    for field, known in choices:
        if getattr(new, field) not in known:
            raise InvalidValue(field=field, value=getattr(new, field)[:20], rule="chosen_from_the_list")
    if not new.ended_at <= new.found_at <= now:
        raise InvalidValue(field="found_at", value=new.found_at.isoformat(), rule="ended_then_found_then_now")
    officers = [(name.strip()[:80], certificate.strip()[:40]) for name, certificate in new.officers]
    named = [pair for pair in officers if all(pair)]
    if len({name for name, _ in named}) < _FEWEST_OFFICERS or len({number for _, number in named}) < _FEWEST_OFFICERS:
        raise errors.TwoOfficers
    return {
        "title": checked_text("title", new.title, most=120),
        "party_name": checked_text("party_name", new.party_name, most=120),
        "clue": checked_text("clue", new.clue, most=5000),
        **{name: getattr(new, name).strip()[:most] for name, most in _LONGEST.items()},
        **{name: getattr(new, name) for name in _SAME},
        "officers": [{"name": name, "certificate": number} for name, number in named],
    }


_LONGEST = {"party_code": 32, "party_address": 200, "party_person": 80, "source_id": 80}
_SAME = (
    "procedure",
    "party_kind",
    "source",
    "ended_at",
    "found_at",
    "object_id",
    "has_harm",
    "has_major_danger",
    "token",
)


def _unfinished(case_id: UUID, actor: Actor) -> Case:
    case = locked_case(case_id, actor, HANDLE)
    if CaseState(case.state) in OVER:
        raise TransitionNotAllowed(what="case", state=case.state, act="note")
    return case


def _note(case: Case, what: str, text: str, *, actor: Actor, now: datetime) -> None:
    announce(CaseNoted, case, actor, now, what=what, text=text)
    count_clocks(case, actor=actor, now=now)


def _day(now: datetime) -> date:
    return in_china(now).date()
