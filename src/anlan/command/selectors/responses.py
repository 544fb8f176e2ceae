"""Which responses run, which wait for a signature, and what higher levels have started."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import msgspec

from anlan.command.domain.responses import OPEN, RUNNING, PlanTask, ResponseAct, ResponseState, RolesByLevel, change_to
from anlan.command.domain.wording import OrderWords, order_text
from anlan.command.models import Response, ResponseStep, UpperResponse
from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.kernel.levels import Level
from anlan.kernel.regions import lies_within
from anlan.places import api as places
from anlan.support import rights
from anlan.support.tables import load_table


@dataclass(frozen=True, slots=True, kw_only=True)
class StepRow:
    """One signed step of a response."""

    act: ResponseAct
    level_before: Level
    level_after: Level
    proposed_by: str
    signed_by: str
    reason: str
    text: str
    at: datetime
    id: int
    year: int | None
    number: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseRow:
    """A response as others see it; ``level`` is NONE before its start, ``proposed_level`` NONE where nothing waits."""

    id: UUID
    incident_id: UUID
    incident_title: str
    region: str
    is_exercise: bool
    state: ResponseState
    level: Level
    proposed_level: Level
    plan_id: str
    plan_title: str
    plan_edition: str
    measures: tuple[str, ...]
    tasks: tuple[PlanTask, ...]
    signers: RolesByLevel
    deciders: tuple[tuple[str, RolesByLevel], ...]
    trigger: str
    reasons: tuple[str, ...]
    figures: tuple[tuple[str, str], ...]
    proposed_by_id: str
    proposed_by: str
    proposed_at: datetime
    signed_by: str
    started_at: datetime | None
    ended_at: datetime | None
    end_reason: str
    steps: tuple[StepRow, ...]

    @property
    def is_running(self) -> bool:
        """Tell whether it is in force."""
        return self.state in RUNNING

    @property
    def key(self) -> str:
        """Return its id as text, for ids on a page."""
        return str(self.id)

    @property
    def subject(self) -> str:
        """Return the journal's name of the response."""
        return f"response:{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class UpperResponseRow:
    """A higher level's response, with its source."""

    id: UUID
    incident_id: UUID
    upper_region: str
    issuer: str
    level: Level
    started_at: datetime
    source: str
    note: str
    recorded_by: str
    recorded_at: datetime


def response(actor: Actor, response_id: UUID) -> ResponseRow:
    """Return one response, or refuse as if there were none."""
    row = Response.objects.filter(rights.within(actor, "command.see"), id=response_id).first()
    if row is None:
        raise NotFound(what="response")
    return _row(row)


def responses_of(actor: Actor, incident_id: UUID) -> tuple[ResponseRow, ...]:
    """Return an incident's responses that the actor may see, the newest first."""
    rows = Response.objects.filter(rights.within(actor, "command.see"), incident_id=incident_id)
    return tuple(_row(row) for row in rows.prefetch_related("steps").order_by("-proposed_at", "-id"))


def open_responses(actor: Actor) -> tuple[ResponseRow, ...]:
    """Return the running and proposed responses in the actor's regions, the worst level first."""
    rows = Response.objects.filter(rights.within(actor, "command.see"), state__in=[state.value for state in OPEN])
    return tuple(_row(row) for row in rows.prefetch_related("steps").order_by("-level", "-proposed_level", "id"))


def upper_responses_of(actor: Actor, incident_id: UUID) -> tuple[UpperResponseRow, ...]:
    """Return what higher levels have started for an incident, the earliest first."""
    rows = UpperResponse.objects.filter(rights.within(actor, "command.see"), incident_id=incident_id)
    return tuple(_upper(row) for row in rows.order_by("started_at", "id"))


def may_sign(actor: Actor, row: ResponseRow) -> bool:
    """Tell whether the actor may sign what waits: the right of that level, and not the proposer."""
    if row.proposed_level is Level.NONE or row.proposed_by_id == actor.id:
        return False
    act = change_to(row.level, row.proposed_level) if row.is_running else ResponseAct.START
    return _may_decide(actor, row, act, row.proposed_level)


def may_end(actor: Actor, row: ResponseRow) -> bool:
    """Tell whether the actor may end a running response."""
    return row.is_running and _may_decide(actor, row, ResponseAct.END, row.level)


def _may_decide(actor: Actor, row: ResponseRow, act: ResponseAct, level: Level) -> bool:
    signers, deciders = dict(row.signers), dict(dict(row.deciders).get(act.value, ()))
    roles = deciders.get(int(level)) or signers.get(int(level), ())
    right = f"command.sign_response_{level.legal_number}"
    return _holds_role(actor, roles, row.region) and rights.may(actor, right, row.region)


def holds_plan_role(actor: Actor, row: Response, act: ResponseAct, level: Level) -> bool:
    """Tell whether the actor holds a role that the frozen plan lets decide ``act``; no role named, everyone does."""
    key = str(int(level))
    roles = row.deciders.get(act.value, {}).get(key) or row.signers.get(key, ())
    return _holds_role(actor, tuple(roles), row.region)


def _holds_role(actor: Actor, roles: tuple[str, ...], region: str) -> bool:
    held = (grant.role in roles and lies_within(region, grant.region) for grant in actor.grants)
    return not roles or actor.is_system or any(held)


def _by_level(roles: dict[str, list[str]]) -> RolesByLevel:
    return tuple((int(level), tuple(held)) for level, held in roles.items())


def _row(row: Response) -> ResponseRow:
    special = (
        "state",
        "level",
        "proposed_level",
        "measures",
        "tasks",
        "reasons",
        "figures",
        "steps",
        "signers",
        "deciders",
    )
    same = {name: getattr(row, name) for name in ResponseRow.__slots__ if name not in special}
    return ResponseRow(
        state=ResponseState(row.state),
        level=Level(row.level),
        proposed_level=Level(row.proposed_level),
        measures=tuple(row.measures),
        tasks=msgspec.convert(row.tasks, tuple[PlanTask, ...]),
        signers=_by_level(row.signers),
        deciders=tuple((act, _by_level(by_level)) for act, by_level in row.deciders.items()),
        reasons=tuple(row.reasons),
        figures=tuple((name, value) for name, value in row.figures),
        steps=tuple(_step(step) for step in row.steps.all()),
        **same,
    )


def _step(row: ResponseStep) -> StepRow:
    return StepRow(
        act=ResponseAct(row.act),
        level_before=Level(row.level_before),
        level_after=Level(row.level_after),
        proposed_by=row.proposed_by,
        signed_by=row.signed_by,
        reason=row.reason,
        text=row.text,
        at=row.at,
        id=row.id,
        year=row.year,
        number=row.number,
    )


def _upper(row: UpperResponse) -> UpperResponseRow:
    same = {name: getattr(row, name) for name in UpperResponseRow.__slots__ if name != "level"}
    return UpperResponseRow(level=Level(row.level), **same)


def draft_order_text(row: ResponseRow, now: datetime) -> str:
    """Return the text that the signer of what waits may edit and sign; empty where nothing waits."""
    if row.proposed_level is Level.NONE:
        return ""
    act = change_to(row.level, row.proposed_level) if row.is_running else ResponseAct.START
    return _text(row, act, (row.level, row.proposed_level), row.reasons, now)


def draft_end_text(row: Response, reason: str, now: datetime) -> str:
    """Return the words of the order that ends a response."""
    return _text(row, ResponseAct.END, (Level.NONE, Level(row.level)), (reason,), now)


def _text(
    row: ResponseRow | Response, act: ResponseAct, levels: tuple[Level, Level], reasons: tuple[str, ...], now: datetime
) -> str:
    words = OrderWords(
        act=act,
        place=places.name(row.region),
        plan=row.plan_title,
        before=levels[0],
        level=levels[1],
        reasons=reasons,
        at=now,
    )
    return order_text(words, load_table("anlan.command", "wording"))
