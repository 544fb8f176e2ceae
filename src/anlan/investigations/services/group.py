"""The group: its members, who is recused, and setting it up."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from anlan.investigations.domain import errors
from anlan.investigations.domain.states import Act, State
from anlan.investigations.models import Investigation, Member
from anlan.investigations.selectors.tables import seats
from anlan.investigations.services.opening import refuse_above
from anlan.investigations.services.papers import make_paper
from anlan.investigations.services.steps import APPROVE, checked, chosen, locked, move, note
from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound, TransitionNotAllowed

ROLES: Final = ("leader", "deputy", "member", "expert")
_OPEN: Final = frozenset({State.OPENED, State.INVESTIGATING})


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMember:
    """Somebody for the group; ``has_interest`` where that person or a relative has an interest in the accident."""

    name: str
    organisation: str
    seat: str
    role: str = "member"
    post: str = ""
    has_interest: bool = False


@transaction.atomic
def add_member(*, investigation_id: UUID, new: NewMember, actor: Actor, now: datetime) -> UUID:
    """Take somebody into the group who has no direct interest in the accident."""
    row = _open(investigation_id, actor)
    name, organisation = checked("name", new.name, most=80), checked("organisation", new.organisation, most=120)
    seat, role = chosen("seat", new.seat, tuple(seats())), chosen("role", new.role, ROLES)
    # A unit that the county entrusted investigates itself; otherwise nobody of it sits in the group.
    if new.has_interest or (row.mode != "unit" and organisation == row.unit_name):
        raise errors.MemberHasInterest(name=name)
    sitting = row.members.filter(recused_at=None)
    if role == "leader" and sitting.filter(role="leader").exists():
        raise errors.OneLeader
    same = sitting.filter(name=name, organisation=organisation).first()
    if same is not None:
        return same.id
    member = Member.objects.create(
        investigation=row,
        name=name,
        organisation=organisation,
        seat=seat,
        role=role,
        post=checked("post", new.post, most=80, least=0),
        added_by=actor.name,
        added_at=now,
    )
    note(row, "member_added", f"{name} ({organisation})", actor, now)
    return member.id


@transaction.atomic
def recuse_member(*, member_id: UUID, reason: str, actor: Actor, now: datetime) -> None:
    """Let a member leave the group for a reason; the place of the leader must be filled before the report goes in."""
    known = Member.objects.filter(id=member_id).values_list("investigation_id", flat=True).first()
    if known is None:
        raise NotFound(what="member")
    row = _open(known, actor)
    member = Member.objects.get(id=member_id)
    if member.recused_at is not None:
        raise TransitionNotAllowed(what="member", state="recused", act="recuse")
    member.recusal, member.recused_at = checked("reason", reason), now
    member.save(update_fields=["recusal", "recused_at"])
    note(row, "member_recused", f"{member.name}: {member.recusal}", actor, now)


@transaction.atomic
def form_group(*, investigation_id: UUID, actor: Actor, now: datetime) -> None:
    """Set the group up for the government: everybody who must send somebody did, and one leads. A notice goes out."""
    row = locked(investigation_id, actor, APPROVE)
    refuse_above(row)
    refuse_incomplete(row)
    row.formed_at = now
    move(row, Act.FORM, actor, now)
    make_paper(row, "group", "", actor, now)


def refuse_incomplete(row: Investigation) -> None:
    """Refuse a group without its leader or without those who must be in it; an entrusted unit forms its own."""
    sitting = list(row.members.filter(recused_at=None))
    if sum(member.role == "leader" for member in sitting) != 1:
        raise errors.OneLeader
    if row.mode == "unit":
        return
    there = {member.seat for member in sitting}
    missing = [seat["name"] for key, seat in seats().items() if seat["need"] == "required" and key not in there]
    if missing:
        raise errors.SeatsMissing(names="; ".join(missing))


def _open(investigation_id: UUID, actor: Actor) -> Investigation:
    row = locked(investigation_id, actor)
    if State(row.state) not in _OPEN:
        raise TransitionNotAllowed(what="investigation", state=row.state, act="change_group")
    return row
