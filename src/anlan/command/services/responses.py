"""Proposing, starting, raising, lowering and ending responses, each by whom the law and the plan let sign it."""

from dataclasses import asdict
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
)
from anlan.command.models import DocumentBook, Response, ResponseStep
from anlan.command.selectors.responses import draft_end_text, holds_plan_role
from anlan.command.services.handovers import require_command
from anlan.incidents import api as incidents
from anlan.kernel.actors import Actor
from anlan.kernel.clock import in_china
from anlan.kernel.errors import NotAllowed, NotFound
from anlan.kernel.levels import Level
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
    response.deciders = {
        act: {str(level): list(roles) for level, roles in by_level} for act, by_level in proposal.deciders
    }
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
    response, level = _to_sign(response_id, ResponseAct.RAISE, actor)
    previous = Level(response.level)
    act = change_to(previous, level)
    if act is ResponseAct.LOWER:
        _require_command(actor, level, response)
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
    act = change_to(Level(response.level), level) if response.state in RUNNING else ResponseAct.START
    _require_signer(actor, act, level, response)
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
    ended = after(ResponseState(response.state), ResponseAct.END)
    _require_signer(actor, ResponseAct.END, Level(response.level), response)
    _require_command(actor, Level(response.level), response)
    response.state = ended.value
    response.ended_at, response.end_reason = now, checked_text("reason", reason)
    response.proposed_level = 0
    response.save()
    levels = (Level(response.level), Level.NONE)
    _record(response, ResponseAct.END, levels, response.end_reason, actor, now)
    _announce(ResponseEnded, response, actor, now, level=response.level, reason=response.end_reason)
    return ResponseState(response.state)


def _visible(response_id: UUID, actor: Actor) -> Response:
    response = Response.objects.select_for_update().filter(id=response_id).first()
    if response is None:
        raise NotFound(what="response")
    rights.require_visible(actor, "command.see", response.region, what="response")
    return response


def _to_sign(response_id: UUID, wanted: ResponseAct, actor: Actor) -> tuple[Response, Level]:
    """Return the locked response and the level that waits; refuse its proposer and whoever may not sign the level."""
    response = _visible(response_id, actor)
    state, level = ResponseState(response.state), Level(response.proposed_level)
    after(state, wanted)
    if level is Level.NONE:
        raise NothingProposed
    act = change_to(Level(response.level), level) if state in RUNNING else ResponseAct.START
    _require_signer(actor, act, level, response)
    if response.proposed_by_id == actor.id:
        raise SignerIsProposer
    return response, level


def _require_signer(actor: Actor, act: ResponseAct, level: Level, response: Response) -> None:
    """Refuse whoever may not decide this act at the level, by the house's rights or by the plan."""
    right = f"command.sign_response_{level.legal_number}"
    rights.require(actor, right, response.region)
    if not holds_plan_role(actor, response, act, level):
        raise NotAllowed(right=right, region=response.region)


def _require_command(actor: Actor, level: Level, response: Response) -> None:
    """Refuse easing a response while another level holds the incident's command."""
    right = f"command.sign_response_{level.legal_number}"
    require_command(response.incident_id, response.region, actor, right)


def _sign(response: Response, act: ResponseAct, text: str, actor: Actor, now: datetime) -> None:
    levels = (Level(response.level), Level(response.proposed_level))
    response.level, response.proposed_level = response.proposed_level, 0
    response.signed_by_id, response.signed_by = actor.id, actor.name
    response.save()
    _record(response, act, levels, text, actor, now)


def _record(
    response: Response, act: ResponseAct, levels: tuple[Level, Level], text: str, actor: Actor, now: datetime
) -> None:
    is_order = act is not ResponseAct.DECLINE
    gives_reason = act in (ResponseAct.DECLINE, ResponseAct.END)
    year = in_china(now).year
    ResponseStep.objects.create(
        response=response,
        act=act.value,
        level_before=int(levels[0]),
        level_after=int(levels[1]),
        proposed_by="" if gives_reason else response.proposed_by,
        signed_by=actor.name,
        reason=text if gives_reason else "",
        text=_order_text(response, act, text, now) if is_order else "",
        year=year if is_order else None,
        number=_next_number(response, year) if is_order else None,
        at=now,
    )


def _order_text(response: Response, act: ResponseAct, text: str, now: datetime) -> str:
    """Return the order's words: what was signed, or what the house writes where a response ends for a reason."""
    return draft_end_text(response, text, now) if act is ResponseAct.END else text


def _next_number(response: Response, year: int) -> int:
    """Return the next number of the region's orders in a year; exercises are counted by themselves."""
    key = {"region": response.region, "year": year, "is_exercise": response.is_exercise}
    DocumentBook.objects.get_or_create(**key)
    book = DocumentBook.objects.select_for_update().get(**key)
    book.last_number += 1
    book.save()
    return book.last_number


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
