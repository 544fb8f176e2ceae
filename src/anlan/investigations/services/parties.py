"""Those held responsible: what is proposed, to whom it goes, and what became of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from anlan.investigations.domain import errors
from anlan.investigations.domain.states import DECIDED, OVER, PartyAct, PartyState, State, party_after
from anlan.investigations.events import PartyCarriedOut, PartyHandedOver
from anlan.investigations.models import Investigation, Party
from anlan.investigations.services.papers import make_paper
from anlan.investigations.services.steps import HANDLE, announce, at_work, checked, chosen, locked, note_change
from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound, TransitionNotAllowed
from anlan.support import rights

TREATMENTS: Final = ("penalty", "police", "discipline", "internal", "exempt")
LIABILITIES: Final = ("direct", "main", "leading", "supervising")
KINDS: Final = ("unit", "person")
_TO_ENFORCEMENT: Final = "enforcement.handle"
_FEWEST_OFFICERS: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class NewParty:
    """Somebody held responsible: what for, what is proposed, on what ground."""

    party_kind: str
    name: str
    liability: str
    facts: str
    treatment: str
    proposal: str
    basis: str
    code: str = ""
    unit: str = ""
    post: str = ""


@transaction.atomic
def add_party(*, investigation_id: UUID, new: NewParty, actor: Actor, now: datetime) -> UUID:
    """Enter somebody held responsible with the proposal."""
    row = at_work(investigation_id, actor)
    party = Party.objects.create(
        investigation=row,
        party_kind=chosen("party_kind", new.party_kind, KINDS),
        liability=chosen("liability", new.liability, LIABILITIES),
        treatment=chosen("treatment", new.treatment, TREATMENTS),
        name=checked("name", new.name, most=120),
        facts=checked("facts", new.facts, most=3000),
        proposal=checked("proposal", new.proposal, most=1000),
        basis=checked("basis", new.basis),
        **{key: checked(key, getattr(new, key), most=most, least=0) for key, most in _OPTIONAL.items()},
        state=PartyState.PROPOSED.value,
        added_at=now,
    )
    note_change(row, "party_added", "", actor, now)
    return party.id


@transaction.atomic
def drop_party(*, party_id: UUID, reason: str, actor: Actor, now: datetime) -> None:
    """Take somebody out whose responsibility did not hold, before the report goes in."""
    party = _party(party_id)
    row = at_work(party.investigation_id, actor)
    if party.state != PartyState.PROPOSED:
        raise TransitionNotAllowed(what="responsible_party", state=party.state, act="drop")
    text = checked("reason", reason)
    Party.objects.filter(id=party_id).delete()
    note_change(row, "party_dropped", text, actor, now)


@transaction.atomic
def hand_over(
    *, party_id: UUID, receiver: str, officers: tuple[tuple[str, str], ...], actor: Actor, now: datetime
) -> None:
    """Hand a proposal over to those who carry it out, with its paper.

    A suspected crime goes to the police at any time; everything else waits for the government's reply. A penalty
    becomes a case of enforcement, for which two officers (name, certificate) are named.
    """
    row, party = _held(party_id, actor)
    if party.treatment == "exempt":
        raise errors.NothingToHandOver
    if party.treatment != "police" and State(row.state) not in DECIDED:
        raise errors.NotDecidedYet
    party.state = party_after(PartyState(party.state), PartyAct.HAND_OVER).value
    party.receiver = checked("receiver", receiver, most=120)
    if party.treatment == "penalty":
        rights.require(actor, _TO_ENFORCEMENT, row.region)
        party.officers = _officers(officers)
    party.handed_over_at, party.handed_over_by = now, actor.name
    party.save()
    sort = "transfer" if party.treatment == "police" else "handover"
    make_paper(row, sort, party.receiver, actor, now, party=party)
    more = {"party_id": party.id, "treatment": party.treatment, "receiver": party.receiver}
    announce(PartyHandedOver, row, actor, now, **more)


@transaction.atomic
def carry_out(*, party_id: UUID, result: str, actor: Actor, now: datetime) -> None:
    """Enter what became of a proposal that was handed over."""
    row, party = _held(party_id, actor)
    _carry_out(row, party, checked("result", result, most=1000), actor, now)


@transaction.atomic
def note_case(*, party_id: UUID, case_id: UUID, actor: Actor) -> None:
    """Remember the case of enforcement that came of a proposal; the platform's own doing."""
    rights.require(actor, HANDLE, "")
    Party.objects.filter(id=party_id, case_id__isnull=True).update(case_id=case_id)


@transaction.atomic
def note_case_result(*, case_id: UUID, result: str, actor: Actor, now: datetime) -> bool:
    """Enter the result of a case where it came of a proposal that is still open."""
    rights.require(actor, HANDLE, "")
    party = Party.objects.filter(case_id=case_id, state=PartyState.HANDED_OVER.value).first()
    if party is None:
        return False
    row = Investigation.objects.select_for_update().get(id=party.investigation_id)
    _carry_out(row, party, result[:1000], actor, now)
    return True


def _carry_out(row: Investigation, party: Party, result: str, actor: Actor, now: datetime) -> None:
    party.state = party_after(PartyState(party.state), PartyAct.CARRY_OUT).value
    party.result, party.carried_out_at = result, now
    party.save()
    more = {"party_id": party.id, "treatment": party.treatment, "text": ""}
    announce(PartyCarriedOut, row, actor, now, **more)


def _held(party_id: UUID, actor: Actor) -> tuple[Investigation, Party]:
    row = locked(_party(party_id).investigation_id, actor)
    if State(row.state) in OVER:
        raise TransitionNotAllowed(what="investigation", state=row.state, act="follow_up")
    return row, _party(party_id)


def _party(party_id: UUID) -> Party:
    party = Party.objects.filter(id=party_id).first()
    if party is None:
        raise NotFound(what="responsible_party")
    return party


def _officers(given: tuple[tuple[str, str], ...]) -> list[list[str]]:
    named = [(name.strip()[:80], number.strip()[:40]) for name, number in given if name.strip() and number.strip()]
    if len({name for name, _ in named}) < _FEWEST_OFFICERS or len({number for _, number in named}) < _FEWEST_OFFICERS:
        raise errors.TwoOfficers
    return [list(pair) for pair in named]


_OPTIONAL: Final = {"code": 32, "unit": 120, "post": 80}
