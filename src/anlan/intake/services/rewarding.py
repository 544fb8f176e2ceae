"""Rewards of tip-offs: proposed by the table, approved by two, told to the teller, paid against a voucher."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from anlan.intake.domain import errors
from anlan.intake.domain.matters import checked_words
from anlan.intake.domain.rewards import Ground, RewardAct, RewardState, reward_after, worth
from anlan.intake.events import RewardStepped
from anlan.intake.models import Matter, Reward, TipOffFine
from anlan.intake.selectors.rules import reward_table
from anlan.intake.services.steps import announce, locked
from anlan.kernel.actors import Actor
from anlan.kernel.checks import check
from anlan.kernel.clock import in_china
from anlan.kernel.errors import InvalidValue, NotFound
from anlan.support import rights

PROPOSE: Final = "intake.propose_reward"
APPROVE: Final = "intake.approve_reward"
PAY: Final = "intake.pay_reward"
RULES: Final = ("danger", "concealment")
_AT_ONCE: Final = 100
_MOST_PEOPLE: Final = 10_000
_MOST_FINE: Final = Decimal(10) ** 11


@dataclass(frozen=True, slots=True, kw_only=True)
class NewReward:
    """A reward to propose: its ground, on which paper that rests, and another amount than the table's with a reason."""

    ground: Ground
    basis: str
    amount: Decimal | None = None
    reason: str = ""


@transaction.atomic
def propose_reward(*, matter_id: UUID, new: NewReward, actor: Actor, now: datetime) -> UUID:
    """Propose a reward for who told it first and by name, of what was proved."""
    matter = locked(matter_id, actor, PROPOSE)
    _refuse_unrewarded(matter)
    found = worth(_checked(new.ground), reward_table())
    amount = found.amount if new.amount is None else new.amount
    most, reason = Decimal(reward_table()["most"]), new.reason.strip()[:500]
    if not amount.is_finite() or not 0 < amount <= most or (amount != found.amount and not reason):
        raise errors.RewardOutsideTable(amount=f"{found.amount:f}", most=f"{most:f}")
    reward = Reward.objects.create(
        matter=matter,
        region=matter.region,
        state=RewardState.PROPOSED.value,
        **{name: getattr(new.ground, name) for name in ("rule", "fine", "level", "people", "is_insider")},
        basis=checked_words("basis", new.basis, 300),
        table_amount=found.amount,
        amount=amount,
        reason=reason if amount != found.amount else "",
        proposed_by_id=actor.id,
        proposed_by=actor.name,
        proposed_at=now,
    )
    _tell(reward, "propose", reward.reason, actor, now)
    return reward.id


@transaction.atomic
def approve_reward(*, reward_id: UUID, actor: Actor, now: datetime) -> None:
    """Approve a reward; the second approval, by another person, makes it valid."""
    reward = _locked(reward_id, actor, APPROVE)
    is_first = reward.state == RewardState.PROPOSED
    _step(reward, RewardAct.APPROVE)
    if actor.id in (reward.proposed_by_id, reward.first_by_id):
        raise errors.SameHand
    if is_first:
        reward.first_by_id, reward.first_by = actor.id, actor.name
    else:
        reward.second_by_id, reward.second_by, reward.approved_at = actor.id, actor.name, now
    _tell(reward, RewardAct.APPROVE.value, "", actor, now)


@transaction.atomic
def refuse_reward(*, reward_id: UUID, reason: str, actor: Actor, now: datetime) -> None:
    """Refuse a reward for a reason; another one may be proposed."""
    reward = _locked(reward_id, actor, APPROVE)
    _step(reward, RewardAct.REFUSE)
    reward.refusal = checked_words("reason", reason)
    _tell(reward, RewardAct.REFUSE.value, reward.refusal, actor, now)


@transaction.atomic
def tell_reward(*, reward_id: UUID, actor: Actor, now: datetime) -> date:
    """Note that the teller was told of the reward; return until when it can be claimed."""
    reward = _locked(reward_id, actor, PAY)
    _step(reward, RewardAct.TELL)
    reward.told_at, reward.claim_by = now, in_china(now).date() + timedelta(days=reward_table()["claim_days"])
    _tell(reward, RewardAct.TELL.value, reward.claim_by.isoformat(), actor, now)
    return reward.claim_by


@transaction.atomic
def pay_reward(*, reward_id: UUID, voucher: str, actor: Actor, now: datetime) -> None:
    """Record the payment by its voucher; who approved the reward does not pay it."""
    reward = _locked(reward_id, actor, PAY)
    _step(reward, RewardAct.PAY)
    if actor.id in (reward.first_by_id, reward.second_by_id):
        raise errors.SameHand
    number = checked_words("voucher", voucher, 80)
    if Reward.objects.filter(voucher=number).exists():
        raise InvalidValue(field="voucher", value=number, rule="used_once")
    reward.voucher, reward.paid_by, reward.paid_at = number, actor.name, now
    _tell(reward, RewardAct.PAY.value, number, actor, now)


@transaction.atomic
def revive_reward(*, reward_id: UUID, reason: str, actor: Actor, now: datetime) -> None:
    """Give who could not claim in time as many days again, for a reason."""
    reward = _locked(reward_id, actor, APPROVE)
    _step(reward, RewardAct.REVIVE)
    reward.claim_by = in_china(now).date() + timedelta(days=reward_table()["claim_days"])
    _tell(reward, RewardAct.REVIVE.value, checked_words("reason", reason), actor, now)


@transaction.atomic
def watch_rewards(*, actor: Actor, now: datetime) -> int:
    """Let the rewards lapse that were not claimed in time; return how many."""
    late = Reward.objects.filter(state=RewardState.TOLD.value, claim_by__lt=in_china(now).date()).order_by("claim_by")
    rows = list(late.select_for_update(skip_locked=True)[:_AT_ONCE])
    for reward in rows:
        _step(reward, RewardAct.LAPSE)
        _tell(reward, RewardAct.LAPSE.value, "", actor, now)
    return len(rows)


@transaction.atomic
def note_fine(*, matter_id: UUID, case_id: UUID, fine: Decimal | None, actor: Actor, now: datetime) -> None:
    """Remember the fine of a case that came of a matter, none where it was revoked; the platform's own doing."""
    rights.require(actor, PROPOSE, "")
    if fine is None:
        TipOffFine.objects.filter(case_id=case_id).delete()
    elif Matter.objects.filter(id=matter_id).exists():
        given = {"matter_id": matter_id, "fine": fine, "noted_at": now}
        TipOffFine.objects.update_or_create(case_id=case_id, defaults=given)


def _refuse_unrewarded(matter: Matter) -> None:
    if matter.is_exercise or matter.kind not in reward_table()["kinds"]:
        raise errors.NoRewardForThis
    if not (matter.teller_name and matter.teller_phone):
        raise errors.TellerUnnamed
    earlier = matter.merged.filter(received_at__lt=matter.received_at).order_by("received_at").first()
    first = earlier or matter.merged_into
    if first is not None and first.received_at <= matter.received_at:
        raise errors.NotTheFirstTold(number=first.number)
    if matter.rewards.exclude(state=RewardState.REFUSED.value).exists():
        raise errors.RewardedAlready


def _checked(ground: Ground) -> Ground:
    check(ground.rule in RULES, "rule", ground.rule[:20], "chosen_from_the_list")
    check(ground.fine.is_finite() and 0 <= ground.fine <= _MOST_FINE, "fine", str(ground.fine)[:20], "an_amount")
    check(0 <= ground.people <= _MOST_PEOPLE, "people", ground.people, "0_to_10000")
    if ground.rule == "danger":
        is_proved = ground.fine > 0
    else:
        known = {row["key"] for row in reward_table()["rule"]["concealment"]["level"]}
        is_proved = ground.level in known and ground.people > 0
    if not is_proved:
        raise errors.NothingProved
    return ground


def _locked(reward_id: UUID, actor: Actor, right: str) -> Reward:
    reward = Reward.objects.select_for_update(of=("self",)).select_related("matter").filter(id=reward_id).first()
    if reward is None:
        raise NotFound(what="reward")
    rights.require_visible(actor, "intake.see", reward.region, what="reward")
    rights.require(actor, right, reward.region)
    return reward


def _step(reward: Reward, act: RewardAct) -> None:
    reward.state = reward_after(RewardState(reward.state), act).value


def _tell(reward: Reward, act: str, text: str, actor: Actor, now: datetime) -> None:
    reward.save()
    more: dict[str, Any] = {"reward_id": reward.id, "act": act, "state": reward.state}
    announce(RewardStepped, reward.matter, actor, now, **more, amount=f"{reward.amount:f}", text=text)
