"""What a tip-off that proved true is worth, and the life of a reward."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Any, Final

from anlan.kernel.errors import TransitionNotAllowed

_CENT: Final = Decimal("0.01")
_WHOLE: Final = Decimal(100)


class RewardState(StrEnum):
    """How a reward stands; seconded: one of the two approvals is given."""

    PROPOSED = "proposed"
    SECONDED = "seconded"
    APPROVED = "approved"
    REFUSED = "refused"
    TOLD = "told"
    PAID = "paid"
    LAPSED = "lapsed"


class RewardAct(StrEnum):
    """What happens to a reward; ``lapse`` is not being claimed in time, ``revive`` more time with a reason."""

    APPROVE = "approve"
    REFUSE = "refuse"
    TELL = "tell"
    PAY = "pay"
    LAPSE = "lapse"
    REVIVE = "revive"


_TRANSITIONS: Final = {
    (RewardState.PROPOSED, RewardAct.APPROVE): RewardState.SECONDED,
    (RewardState.PROPOSED, RewardAct.REFUSE): RewardState.REFUSED,
    (RewardState.SECONDED, RewardAct.APPROVE): RewardState.APPROVED,
    (RewardState.SECONDED, RewardAct.REFUSE): RewardState.REFUSED,
    (RewardState.APPROVED, RewardAct.TELL): RewardState.TOLD,
    (RewardState.TOLD, RewardAct.PAY): RewardState.PAID,
    (RewardState.TOLD, RewardAct.LAPSE): RewardState.LAPSED,
    (RewardState.LAPSED, RewardAct.REVIVE): RewardState.TOLD,
}


def reward_after(state: RewardState, act: RewardAct) -> RewardState:
    """Return the state that follows, or refuse."""
    if (state, act) not in _TRANSITIONS:
        raise TransitionNotAllowed(what="reward", state=state.value, act=act.value)
    return _TRANSITIONS[state, act]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What a reward is for: ``danger`` with the fines imposed, ``concealment`` with the level and the dead found."""

    rule: str
    fine: Decimal = Decimal(0)
    level: str = ""
    people: int = 0
    is_insider: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """What the table gives, and how: ``base`` before the raise for insiders, the least and the most."""

    base: Decimal
    amount: Decimal
    bound: str


def worth(ground: Ground, table: Mapping[str, Any]) -> Worth:
    """Return the amount of the table for a ground that proved true; ``bound`` says whether a border decided."""
    rule = table["rule"][ground.rule]
    if ground.rule == "danger":
        base, least = ground.fine * rule["percent_of_fine"] / _WHOLE, Decimal(table["least"])
    else:
        per_person = {row["key"]: row["per_person"] for row in rule["level"]}[ground.level]
        base, least = Decimal(per_person * ground.people), Decimal(0)
    raised = base * (_WHOLE + (table["insider_percent"] if ground.is_insider else 0)) / _WHOLE
    amount = min(max(raised, least), Decimal(table["most"]))
    bound = "least" if amount > raised else "most" if amount < raised else ""
    return Worth(base=base.quantize(_CENT, ROUND_HALF_UP), amount=amount.quantize(_CENT, ROUND_HALF_UP), bound=bound)
