"""Proposing, starting, raising, lowering and ending responses; a higher level's responses are recorded."""

from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

import msgspec
from django.db import transaction

from anlan.command.domain.errors import NothingProposed, SignerIsProposer
from anlan.command.domain.responses import (
    OPEN,
    RUNNING,
    ProposedResponse,
    ResponseAct,
    ResponseState,
    after,
    change_to,
    check,
    checked_text,
)
from anlan.command.events import (
    ProposalDeclined,
    ResponseEnded,
    ResponseEvent,
    ResponseLowered,
    ResponseProposed,
    ResponseRaised,
    ResponseStarted,
    UpperResponseRecorded,
)
from anlan.command.models import Response, ResponseStep, UpperResponse
from anlan.command.selectors.responses import holds_plan_role
from anlan.incidents import api as incidents
from anlan.kernel.actors import Actor
from anlan.kernel.errors import InvalidValue, NotAllowed, NotFound
from anlan.kernel.levels import Level
from anlan.kernel.regions import lies_within, normalise
from anlan.support import journal, locks, rights

_PLAN_FIELDS = ("plan_id", "plan_title", "plan_edition", "trigger")


@transaction.atomic
def propose_response(*, proposal: ProposedResponse, actor: Actor, now: datetime) -> UUID:
    """Propose a response, or a worse level of the running one, for signature; return the response's id.

    Proposing again what already waits or runs changes nothing.
    """
    incident = incidents.incident(actor, proposal.incident_id)
    rights.require(actor, "command.propose_response", incident.region)
    check(proposal)
    locks.hold(f"command:response:{incident.id}:{incident.region}")
    response = _open_response(incident.id, incident.region)
    if response is not None and proposal.level <= max(response.level, response.proposed_level):
        return response.id
    if response is None:
        response = Response(
            incident_id=incident.id,
            incident_title=incident.title,
            region=incident.region,
            is_exercise=incident.is_exercise,
        )
    _take_over(response, proposal, actor, now)
    response.save()
    _announce(ResponseProposed, response, actor, now, level=int(proposal.level), reasons=tuple(response.reasons))
    return response.id


def _open_response(incident_id: UUID, region: str) -> Response | None:
    rows = Response.objects.select_for_update().filter(incident_id=incident_id, region=region)
    return rows.filter(state__in=[state.value for state in OPEN]).first()


def _take_over(response: Response, proposal: ProposedResponse, actor: Actor, now: datetime) -> None:
    """Copy the plan's words into the response: they no longer change with the plan."""
    for field in _PLAN_FIELDS:
        setattr(response, field, getattr(proposal, field))
    response.proposed_level = int(proposal.level)
    response.measures = list(proposal.measures)
    response.reasons = [reason.strip() for reason in proposal.reasons if reason.strip()]
    response.figures = [list(figure) for figure in proposal.figures]
    response.tasks = msgspec.to_builtins([asdict(task) for task in proposal.tasks])
    response.signers = {str(level): list(roles) for level, roles in proposal.signers}
    response.proposed_by_id, response.proposed_by, response.proposed_at = actor.id, actor.name, now


@transaction.atomic
def propose_change(*, response_id: UUID, level: Level, reason: str, actor: Actor, now: datetime) -> None:
    """Propose another level of a running response for signature."""
    response = _visible(response_id, actor)
    rights.require(actor, "command.propose_response", response.region)
    after(ResponseState(response.state), change_to(Level(response.level), level))
    response.proposed_level = int(level)
    response.reasons = [checked_text("reason", reason)]
    response.proposed_by_id, response.proposed_by, response.proposed_at = actor.id, actor.name, now
    response.save()
    _announce(ResponseProposed, response, actor, now, level=int(level), reasons=tuple(response.reasons))


@transaction.atomic
def start_response(*, response_id: UUID, text: str, actor: Actor, now: datetime) -> ResponseState:
    """Sign the proposal: the response runs. ``text`` is the order as it is published."""
    response, level = _to_sign(response_id, ResponseAct.START, actor)
    response.state = after(ResponseState(response.state), ResponseAct.START).value
    response.started_at = now
    _sign(response, ResponseAct.START, checked_text("text", text), actor, now)
    _announce(ResponseStarted, response, actor, now, level=int(level), proposed_by=response.proposed_by)
    return ResponseState(response.state)


@transaction.atomic
def sign_change(*, response_id: UUID, text: str, actor: Actor, now: datetime) -> ResponseState:
    """Sign the proposed change of a running response: it is raised or lowered."""
    response, level = _to_sign(response_id, None, actor)
    previous = Level(response.level)
    act = change_to(previous, level)
    response.state = after(ResponseState(response.state), act).value
    _sign(response, act, checked_text("text", text), actor, now)
    event = ResponseRaised if act is ResponseAct.RAISE else ResponseLowered
    _announce(event, response, actor, now, level=int(level), previous_level=int(previous))
    return ResponseState(response.state)


@transaction.atomic
def decline_proposal(*, response_id: UUID, reason: str, actor: Actor, now: datetime) -> ResponseState:
    """Decline what waits for a signature; a running response goes on at its level."""
    response = _visible(response_id, actor)
    level = Level(response.proposed_level)
    if level is Level.NONE:
        raise NothingProposed
    _require_signer(actor, level, response)
    reason = checked_text("reason", reason)
    if response.state == ResponseState.PROPOSED:
        response.state = after(ResponseState.PROPOSED, ResponseAct.DECLINE).value
        response.ended_at, response.end_reason = now, reason
    response.proposed_level = 0
    response.save()
    _record(response, ResponseAct.DECLINE, (Level(response.level), level), reason, actor, now)
    _announce(ProposalDeclined, response, actor, now, level=int(level), reason=reason)
    return ResponseState(response.state)


@transaction.atomic
def end_response(*, response_id: UUID, reason: str, actor: Actor, now: datetime) -> ResponseState:
    """End a running response; who may sign its level may end it."""
    response = _visible(response_id, actor)
    _require_signer(actor, Level(response.level), response)
    response.state = after(ResponseState(response.state), ResponseAct.END).value
    response.ended_at, response.end_reason = now, checked_text("reason", reason)
    response.proposed_level = 0
    response.save()
    levels = (Level(response.level), Level.NONE)
    _record(response, ResponseAct.END, levels, response.end_reason, actor, now)
    _announce(ResponseEnded, response, actor, now, level=response.level, reason=response.end_reason)
    return ResponseState(response.state)


@dataclass(frozen=True, slots=True, kw_only=True)
class UpperResponseFact:
    """What a higher level has started, and from where we know it."""

    incident_id: UUID
    upper_region: str
    issuer: str
    level: Level
    started_at: datetime
    source: str
    note: str = ""


@transaction.atomic
def record_upper_response(*, fact: UpperResponseFact, actor: Actor, now: datetime) -> UUID:
    """Record a higher level's response to the incident; recording the same again changes nothing."""
    incident = incidents.incident(actor, fact.incident_id)
    rights.require(actor, "command.record_upper_response", incident.region)
    _check_upper(fact, incident.region, now)
    row, is_new = UpperResponse.objects.get_or_create(
        incident_id=incident.id,
        issuer=fact.issuer.strip(),
        level=int(fact.level),
        defaults={
            "region": incident.region,
            "upper_region": fact.upper_region,
            "is_exercise": incident.is_exercise,
            "started_at": fact.started_at,
            "source": fact.source.strip(),
            "note": fact.note.strip(),
            "recorded_by": actor.name,
            "recorded_at": now,
        },
    )
    if is_new:
        event = UpperResponseRecorded(
            subject=f"incident:{incident.id}",
            region=incident.region,
            incident_id=incident.id,
            exercise=incident.is_exercise,
            upper_response_id=row.id,
            upper_region=row.upper_region,
            issuer=row.issuer,
            level=row.level,
            started_at=row.started_at,
        )
        journal.announce(event, actor=actor, now=now)
    return row.id


def _check_upper(fact: UpperResponseFact, region: str, now: datetime) -> None:
    upper = normalise(fact.upper_region)
    if upper == region or not lies_within(region, upper):
        raise InvalidValue(field="upper_region", value=fact.upper_region, rule="above_the_incident")
    if fact.level is Level.NONE:
        raise InvalidValue(field="level", value="none", rule="level_1_to_4")
    if fact.started_at > now:
        raise InvalidValue(field="started_at", value=fact.started_at.isoformat(), rule="not_in_the_future")
    checked_text("issuer", fact.issuer)
    checked_text("source", fact.source)


def _visible(response_id: UUID, actor: Actor) -> Response:
    response = Response.objects.select_for_update().filter(id=response_id).first()
    if response is None:
        raise NotFound(what="response")
    rights.require_visible(actor, "command.see", response.region, what="response")
    return response


def _to_sign(response_id: UUID, act: ResponseAct | None, actor: Actor) -> tuple[Response, Level]:
    """Return the locked response and the level that waits; refuse its proposer and whoever may not sign the level."""
    response = _visible(response_id, actor)
    state = ResponseState(response.state)
    if act is not None:
        after(state, act)
    elif state not in RUNNING:
        after(state, ResponseAct.RAISE)
    level = Level(response.proposed_level)
    if level is Level.NONE:
        raise NothingProposed
    _require_signer(actor, level, response)
    if response.proposed_by_id == actor.id:
        raise SignerIsProposer
    return response, level


def _require_signer(actor: Actor, level: Level, response: Response) -> None:
    """Refuse whoever may not sign the level, by the house's rights or by the plan."""
    right = f"command.sign_response_{level.legal_number}"
    rights.require(actor, right, response.region)
    if not holds_plan_role(actor, response, level):
        raise NotAllowed(right=right, region=response.region)


def _sign(response: Response, act: ResponseAct, text: str, actor: Actor, now: datetime) -> None:
    levels = (Level(response.level), Level(response.proposed_level))
    response.level, response.proposed_level = response.proposed_level, 0
    response.signed_by_id, response.signed_by = actor.id, actor.name
    response.save()
    _record(response, act, levels, text, actor, now)


def _record(
    response: Response, act: ResponseAct, levels: tuple[Level, Level], text: str, actor: Actor, now: datetime
) -> None:
    is_order = act in (ResponseAct.START, ResponseAct.RAISE, ResponseAct.LOWER)
    ResponseStep.objects.create(
        response=response,
        act=act.value,
        level_before=int(levels[0]),
        level_after=int(levels[1]),
        proposed_by=response.proposed_by if is_order else "",
        signed_by=actor.name,
        reason="" if is_order else text,
        text=text if is_order else "",
        at=now,
    )


def _announce(kind: type[ResponseEvent], response: Response, actor: Actor, now: datetime, **more: object) -> None:
    event = kind(
        subject=f"response:{response.id}",
        region=response.region,
        incident_id=response.incident_id,
        exercise=response.is_exercise,
        response_id=response.id,
        plan_title=response.plan_title,
        **more,
    )
    journal.announce(event, actor=actor, now=now)
