"""Which rewards there are, and the one of a matter. No answer of this module names the teller."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Q

from anlan.intake.domain.matters import headline_of
from anlan.intake.models import Matter, Reward
from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.support import rights
from anlan.support.rows import Rows

_SEE = "intake.see"


@dataclass(frozen=True, slots=True, kw_only=True)
class RewardRow:
    """A reward as others see it."""

    id: UUID
    matter_id: UUID
    number: str
    headline: str
    region: str
    state: str
    rule: str
    fine: Decimal
    level: str
    people: int
    is_insider: bool
    basis: str
    table_amount: Decimal
    amount: Decimal
    reason: str
    proposed_by: str
    proposed_at: datetime
    first_by: str
    second_by: str
    approved_at: datetime | None
    refusal: str
    told_at: datetime | None
    claim_by: date | None
    voucher: str
    paid_by: str
    paid_at: datetime | None


def rewards(actor: Actor, *, state: str = "", text: str = "") -> Rows[RewardRow]:
    """Return the rewards that match, the newest first."""
    rows = Reward.objects.select_related("matter").filter(rights.within(actor, _SEE))
    if state:
        rows = rows.filter(state=state)
    if text:
        rows = rows.filter(Q(matter__number__icontains=text) | Q(basis__icontains=text) | Q(voucher=text))
    return Rows(rows.order_by("-proposed_at", "-id"), _rows)


def rewards_of(actor: Actor, matter_id: UUID) -> tuple[RewardRow, ...]:
    """Return the rewards of a matter, the newest first."""
    rows = Reward.objects.select_related("matter").filter(rights.within(actor, _SEE), matter_id=matter_id)
    return _rows(list(rows.order_by("-proposed_at", "-id")))


def reward_matter(actor: Actor, reward_id: UUID) -> UUID:
    """Return the matter of a reward, or refuse as if there were none."""
    row = Reward.objects.filter(rights.within(actor, _SEE), id=reward_id).first()
    if row is None:
        raise NotFound(what="reward")
    return row.matter_id


def fines_of(actor: Actor, matter_id: UUID) -> tuple[tuple[UUID, Decimal], ...]:
    """Return case and fine of what enforcement imposed on the ground of a matter."""
    found = Matter.objects.filter(rights.within(actor, _SEE), id=matter_id).first()
    if found is None:
        raise NotFound(what="matter")
    return tuple(found.fines.order_by("noted_at").values_list("case_id", "fine"))


def _rows(found: Sequence[Reward]) -> tuple[RewardRow, ...]:
    return tuple(_row(row) for row in found)


def _row(row: Reward) -> RewardRow:
    special = {"number": row.matter.number, "headline": headline_of(row.matter.text)}
    same = {name: getattr(row, name) for name in RewardRow.__slots__ if name not in special}
    return RewardRow(**same, **special)
