"""Questions about warnings; each answers only what its actor may see."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import msgspec
from django.db.models import Count, Q, QuerySet

from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.kernel.levels import Level
from anlan.public_warnings.domain.content import DraftContent, FieldChange, MessageKind, changes
from anlan.public_warnings.domain.languages import Translation, translations_in
from anlan.public_warnings.domain.signing import Signature, Step, rule_for
from anlan.public_warnings.domain.sources import AreaSource, source_in
from anlan.public_warnings.domain.states import OPEN_STATES, WarningAct, WarningState, acts_from
from anlan.public_warnings.models import PublicWarning, TextVersion
from anlan.public_warnings.selectors.kinds import kind_name
from anlan.public_warnings.selectors.signing import Signable, hands_of, may_step
from anlan.support import rights, tiles

PAGE = 50
_RIGHT_OF_ACT = {
    WarningAct.EDIT: "public_warnings.draft",
    WarningAct.SUBMIT: "public_warnings.draft",
    WarningAct.WITHDRAW: "public_warnings.draft",
    WarningAct.REPLACE: "public_warnings.draft",
    WarningAct.LIFT: "public_warnings.draft",
    WarningAct.RETURN: "public_warnings.return",
}

_STEP_OF_ACT = {
    WarningAct.SIGN: Step.REVIEW,
    WarningAct.APPROVE: Step.SIGN,
    WarningAct.AT_ONCE: Step.AT_ONCE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class WarningRow:
    """A warning as others see it; ``area`` is GeoJSON, filled for a single warning only."""

    id: UUID
    region: str
    state: WarningState
    message_kind: MessageKind
    follows_id: UUID | None
    event_code: str
    event_name: str
    level: Level
    headline: str
    description: str
    instruction: str
    translations: tuple[Translation, ...]
    regions: tuple[str, ...]
    rings: tuple[tuple[tuple[float, float], ...], ...]
    area_source: AreaSource | None
    area: str
    area_error_m: int
    effective: datetime
    onset: datetime | None
    expires: datetime
    channels: tuple[str, ...]
    source_alarm_id: UUID | None
    incident_id: UUID | None
    is_exercise: bool
    is_retraction: bool
    version: int
    author_name: str
    drafted_at: datetime
    signer_name: str
    signed_at: datetime | None
    return_reason: str
    returned_by: str
    approver_name: str
    signatures: tuple[Signature, ...]
    issued_at: datetime | None
    ended_at: datetime | None

    @property
    def subject(self) -> str:
        """Return the journal's name of the warning."""
        return f"warning:{self.id}"

    @property
    def id_text(self) -> str:
        """Return the id as an address writes it."""
        return str(self.id)

    @property
    def is_open(self) -> bool:
        """Tell whether it is still being prepared."""
        return self.state in OPEN_STATES

    @property
    def was_sent(self) -> bool:
        """Tell whether a transmission of it exists."""
        return self.issued_at is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class WarningFilter:
    """What to list: empty fields filter nothing."""

    states: tuple[WarningState, ...] = ()
    level: int = 0
    region: str = ""
    event_code: str = ""
    text: str = ""
    is_exercise: bool | None = None
    source_alarm_id: UUID | None = None
    incident_id: UUID | None = None
    oldest_first: bool = False
    from_alarms: bool = False


@dataclass(frozen=True, slots=True)
class WarningPage:
    """One page of a list and how many warnings the whole list has."""

    rows: tuple[WarningRow, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Version:
    """One version of the text, and what it changed of the one before."""

    number: int
    author_name: str
    written_at: datetime
    seal: str
    changes: tuple[FieldChange, ...]


def warning(actor: Actor, warning_id: UUID) -> WarningRow:
    """Return one warning, or refuse as if there were none."""
    row = PublicWarning.objects.filter(id=warning_id).first()
    if row is None:
        raise NotFound(what="warning")
    rights.require_visible(actor, "public_warnings.see", row.region, what="warning")
    return _row(row, area=row.area.geojson)


def warnings(actor: Actor, wanted: WarningFilter | None = None, *, page: int = 1, size: int = PAGE) -> WarningPage:
    """Return one page of the warnings that match, newest first."""
    wanted = wanted or WarningFilter()
    found = _found(actor, wanted)
    order = ("drafted_at", "id") if wanted.oldest_first else ("-drafted_at", "-id")
    start = (max(page, 1) - 1) * size
    rows = tuple(_row(row) for row in found.defer("area").order_by(*order)[start : start + size])
    return WarningPage(rows=rows, total=found.count())


def _found(actor: Actor, wanted: WarningFilter) -> QuerySet[PublicWarning]:
    found = PublicWarning.objects.filter(rights.within(actor, "public_warnings.see"))
    exact = {
        "state__in": wanted.states,
        "level": wanted.level,
        "region__startswith": wanted.region,
        "event_code": wanted.event_code,
        "source_alarm_id": wanted.source_alarm_id,
        "incident_id": wanted.incident_id,
    }
    found = found.filter(**{field: value for field, value in exact.items() if value})
    if wanted.from_alarms:
        found = found.filter(source_alarm_id__isnull=False)
    if wanted.text:
        found = found.filter(Q(headline__icontains=wanted.text) | Q(author_name__icontains=wanted.text))
    return found if wanted.is_exercise is None else found.filter(is_exercise=wanted.is_exercise)


def state_counts(actor: Actor, wanted: WarningFilter) -> dict[WarningState, int]:
    """Return how many of the matching warnings stand in each state."""
    rows = _found(actor, wanted).order_by().values_list("state").annotate(count=Count("id"))
    return {WarningState(state): count for state, count in rows}


def standing(actor: Actor, now: datetime, *, limit: int = 50) -> tuple[WarningRow, ...]:
    """Return the warnings in force, worst first."""
    rows = PublicWarning.objects.filter(
        rights.within(actor, "public_warnings.see"), state=WarningState.ISSUED, expires__gt=now
    ).exclude(message_kind=MessageKind.CANCEL)
    return tuple(_row(row) for row in rows.defer("area").order_by("-level", "-issued_at")[:limit])


def acts_open_to(actor: Actor, row: WarningRow, now: datetime) -> frozenset[str]:
    """Return the acts that the state, the signing table and the actor's posts and delegations allow.

    Whoever wrote it finds no signature to give, whoever reviewed it no second one; the acts refuse it all the same.
    """
    authors, signers = hands_of(row.id) if row.is_open else ((), ())
    found = set()
    for act in acts_from(row.state):
        taken = (*authors, *signers) if act is WarningAct.APPROVE else authors
        if _is_open(actor, row, act, Signable(row.event_code, row.level, row.region, taken), now):
            found.add(act)
    if row.message_kind is MessageKind.CANCEL:
        found -= {WarningAct.LIFT, WarningAct.REPLACE, WarningAct.AT_ONCE}
    return frozenset(act.value for act in found)


def _is_open(actor: Actor, row: WarningRow, act: WarningAct, what: Signable, now: datetime) -> bool:
    if act in _RIGHT_OF_ACT:
        return rights.may(actor, _RIGHT_OF_ACT[act], row.region)
    is_early = act is WarningAct.APPROVE and row.state is WarningState.SUBMITTED
    if is_early and rule_for(row.event_code, row.level).needs_review:
        return False
    return may_step(actor, _STEP_OF_ACT[act], what, now)


def versions(actor: Actor, warning_id: UUID) -> tuple[Version, ...]:
    """Return every version of a warning's text, newest first, each with what it changed."""
    warning(actor, warning_id)
    rows = list(TextVersion.objects.filter(warning_id=warning_id).order_by("number"))
    found = []
    before: DraftContent | None = None
    for row in rows:
        content = _content(row.content)
        found.append(
            Version(row.number, row.author_name, row.written_at, row.seal, changes(before, content) if before else ())
        )
        before = content
    return tuple(reversed(found))


def _content(kept: dict[str, object]) -> DraftContent:
    return msgspec.convert(kept, DraftContent)


def followers(actor: Actor, warning_id: UUID) -> tuple[WarningRow, ...]:
    """Return what updates or lifts a warning, newest first."""
    rows = PublicWarning.objects.filter(rights.within(actor, "public_warnings.see"), follows_id=warning_id)
    return tuple(_row(row) for row in rows.defer("area").order_by("-drafted_at"))


def tile(actor: Actor, at: tuple[int, int, int], *, now: datetime | None = None) -> bytes:
    """Return a map tile of the areas of warnings that are being prepared or in force."""
    rows = PublicWarning.objects.filter(rights.within(actor, "public_warnings.see"))
    rows = rows.filter(state__in=(*OPEN_STATES, WarningState.ISSUED)).exclude(message_kind=MessageKind.CANCEL)
    if now is not None:
        rows = rows.filter(expires__gt=now)
    return tiles.tile(
        rows, layer="warnings", at=at, columns=("area", "id", "headline", "level", "state", "is_exercise")
    )


def _row(row: PublicWarning, area: str = "") -> WarningRow:
    return WarningRow(
        state=WarningState(row.state),
        message_kind=MessageKind(row.message_kind),
        event_name=kind_name(row.event_code),
        level=Level(row.level),
        regions=tuple(row.regions),
        rings=tuple(tuple((x, y) for x, y in ring) for ring in row.drawn_rings),
        area_source=source_in(row.area_source),
        area=area,
        translations=translations_in(row.translations),
        channels=tuple(row.channels),
        signatures=tuple(msgspec.convert(each, Signature) for each in row.signatures),
        **{name: getattr(row, name) for name in _COPIED},
    )


_COPIED = ("id", "region", "follows_id", "event_code", "headline", "description", "instruction", "area_error_m")
_COPIED += (
    "effective",
    "onset",
    "expires",
    "source_alarm_id",
    "incident_id",
    "is_exercise",
    "is_retraction",
    "version",
)
_COPIED += ("version", "author_name", "drafted_at", "signer_name", "signed_at", "return_reason", "returned_by")
_COPIED += ("approver_name", "issued_at", "ended_at")
