"""Acts on swaps: one asks, the other agrees, a leader approves."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from anlan.duty.domain.errors import ApproverIsParty, NotYourTurn, SwapMakesProblem, SwapNotPossible
from anlan.duty.domain.states import SWAP, RosterState, SwapAct, SwapState, step
from anlan.duty.domain.texts import checked
from anlan.duty.events import SwapMoved
from anlan.duty.models import Swap, Turn
from anlan.duty.selectors.rosters import problems_in, turns_of
from anlan.duty.services.rosters import tell_change
from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.support import journal, rights


@transaction.atomic
def ask_swap(*, mine_id: UUID, theirs_id: UUID, reason: str, actor: Actor, now: datetime) -> UUID:
    """Ask another to swap turns, as the person whose turn it is."""
    turns = {row.id: row for row in Turn.objects.select_for_update(of=("self",)).filter(id__in=(mine_id, theirs_id))}
    mine, theirs = turns.get(mine_id), turns.get(theirs_id)
    if mine is None or theirs is None:
        raise NotFound(what="turn")
    rights.require_visible(actor, "duty.see", mine.region, "turn")
    rights.require(actor, "duty.swap", mine.region)
    if actor.person_id is None or mine.person_id != actor.person_id:
        raise NotYourTurn(name=mine.person_name)
    _check_pair(mine, theirs, now)
    row = Swap.objects.create(
        region=mine.region,
        mine=mine,
        theirs=theirs,
        asker_id=mine.person_id,
        asker_name=mine.person_name,
        other_id=theirs.person_id,
        other_name=theirs.person_name,
        reason=checked("reason", reason, 200),
        asked_at=now,
    )
    _tell(row, "ask", row.reason, actor, now)
    return row.id


def _check_pair(mine: Turn, theirs: Turn, now: datetime) -> None:
    """Refuse two turns that are not of one published roster and post and two persons, or that have begun."""
    same = (mine.roster_id, mine.post) == (theirs.roster_id, theirs.post)
    two = theirs.person_id is not None and theirs.person_id != mine.person_id
    ahead = min(mine.since, theirs.since) > now and mine.roster.state == RosterState.PUBLISHED
    free = not Swap.objects.filter(mine=mine, state__in=[SwapState.ASKED, SwapState.AGREED]).exists()
    if not (same and two and ahead and free):
        raise SwapNotPossible


@transaction.atomic
def answer_swap(*, swap_id: UUID, agrees: bool, actor: Actor, now: datetime) -> None:
    """Agree to a swap or decline it, as the other person."""
    row = _locked(swap_id, actor)
    act = SwapAct.AGREE if agrees else SwapAct.DECLINE
    after = step("swap", SWAP, SwapState(row.state), act)
    rights.require(actor, "duty.swap", row.region)
    if actor.person_id != row.other_id:
        raise NotYourTurn(name=row.other_name)
    row.state, row.answered_at = after.value, now
    row.save(update_fields=["state", "answered_at"])
    _tell(row, act.value, "", actor, now)


@transaction.atomic
def withdraw_swap(*, swap_id: UUID, actor: Actor, now: datetime) -> None:
    """Take back a swap that one asked for."""
    row = _locked(swap_id, actor)
    after = step("swap", SWAP, SwapState(row.state), SwapAct.WITHDRAW)
    rights.require(actor, "duty.swap", row.region)
    if actor.person_id != row.asker_id:
        raise NotYourTurn(name=row.asker_name)
    row.state = after.value
    row.save(update_fields=["state"])
    _tell(row, SwapAct.WITHDRAW.value, "", actor, now)


@transaction.atomic
def decide_swap(*, swap_id: UUID, approves: bool, reason: str, actor: Actor, now: datetime) -> None:
    """Approve an agreed swap, which exchanges the persons, or refuse it with a reason; nobody approves the own."""
    row = _locked(swap_id, actor)
    act = SwapAct.APPROVE if approves else SwapAct.REFUSE
    after = step("swap", SWAP, SwapState(row.state), act)
    rights.require(actor, "duty.approve_swap", row.region)
    if actor.person_id in (row.asker_id, row.other_id):
        raise ApproverIsParty
    said = checked("reason", reason, 200, shortest=0 if approves else 1)
    row.state, row.decided_by, row.decided_at = after.value, actor.name, now
    row.save(update_fields=["state", "decided_by", "decided_at"])
    if approves:
        _exchange(row, actor, now)
    _tell(row, act.value, said, actor, now)


def _exchange(row: Swap, actor: Actor, now: datetime) -> None:
    locked = {each.id: each for each in Turn.objects.select_for_update().filter(id__in=(row.mine_id, row.theirs_id))}
    mine, theirs = locked[row.mine_id], locked[row.theirs_id]
    held = (mine.person_id, theirs.person_id) == (row.asker_id, row.other_id)
    if not held or min(mine.since, theirs.since) <= now:
        raise SwapNotPossible
    mine.person_id, theirs.person_id = theirs.person_id, mine.person_id
    mine.person_name, theirs.person_name = theirs.person_name, mine.person_name
    for turn in (mine, theirs):
        turn.save(update_fields=["person_id", "person_name"])
    wrong = {each.turn_id for each in problems_in(mine.roster_id, turns_of(mine.roster_id)) if each.forbids}
    if wrong & {mine.id, theirs.id}:
        raise SwapMakesProblem
    tell_change(mine, row.asker_name, row.reason, actor, now)
    tell_change(theirs, row.other_name, row.reason, actor, now)


def _locked(swap_id: UUID, actor: Actor) -> Swap:
    row = Swap.objects.select_for_update(of=("self",)).select_related("mine", "theirs").filter(id=swap_id).first()
    if row is None:
        raise NotFound(what="swap")
    rights.require_visible(actor, "duty.see", row.region, "swap")
    return row


def _tell(row: Swap, act: str, reason: str, actor: Actor, now: datetime) -> None:
    event = SwapMoved(
        subject=f"roster:{row.mine.roster_id}",
        region=row.region,
        act=act,
        asker=row.asker_name,
        other=row.other_name,
        first_day=row.mine.day.isoformat(),
        second_day=row.theirs.day.isoformat(),
        reason=reason,
    )
    journal.announce(event, actor=actor, now=now)
