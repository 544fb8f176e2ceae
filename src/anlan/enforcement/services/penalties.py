"""Fixing the penalty of a case by the discretion table."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from anlan.enforcement.domain import errors
from anlan.enforcement.domain.discretion import Proposal, proposed
from anlan.enforcement.domain.states import CaseState
from anlan.enforcement.events import PenaltyFixed
from anlan.enforcement.models import Case
from anlan.enforcement.selectors.facts import facts_of, kind_name
from anlan.enforcement.selectors.tables import discretion, paper_words
from anlan.enforcement.services.steps import HANDLE, announce, locked_case
from anlan.kernel.actors import Actor
from anlan.kernel.errors import InvalidValue

MEASURES: Final = ("warning", "confiscate", "suspend", "revoke_licence")
_STATES: Final = (CaseState.INVESTIGATED, CaseState.NOTIFIED)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPenalty:
    """A violation in a situation with its circumstances, and what is to be imposed."""

    violation: str
    situation: str
    factors: tuple[str, ...]
    amount: Decimal
    measures: tuple[str, ...] = ()
    reason: str = ""


@transaction.atomic
def fix_penalty(*, case_id: UUID, new: NewPenalty, actor: Actor, now: datetime) -> None:
    """Fix the penalty within the article; outside the table's range only with a reason, and then it is discussed."""
    case = locked_case(case_id, actor, HANDLE)
    facts = facts_of(case)
    is_at_once = case.procedure == "summary" and facts.state is CaseState.OPENED
    if facts.state not in _STATES and not is_at_once:
        raise errors.NotAtThisStage(name=kind_name("15"))
    if "21" in facts.living:
        raise errors.OnlyOne(name=kind_name("21"))
    proposal = _proposal(case, new)
    reason = new.reason.strip()[:1000]
    is_outside = proposal.is_outside(new.amount)
    if is_outside and not reason:
        raise errors.OutsideRange(low=proposal.low, high=proposal.high)
    case.fine, case.penalty = new.amount, _stored(new, proposal, reason, is_outside=is_outside)
    case.save()
    told = {"violation": new.violation, "edition": proposal.edition, "amount": str(new.amount)}
    announce(PenaltyFixed, case, actor, now, **told, is_outside=is_outside, reason=reason)


def penalty_text(amount: Decimal, measures: tuple[str, ...]) -> str:
    """Return what is imposed, in words."""
    words = paper_words()["penalty"]
    parts = [words[each] for each in measures]
    if amount:
        parts.append(words["fine"].format(amount=f"{amount:,.2f}"))
    return str(words["between"].join(parts) or words["none"])


def _proposal(case: Case, new: NewPenalty) -> Proposal:
    if any(each not in MEASURES for each in new.measures):
        raise InvalidValue(field="measures", value=",".join(new.measures)[:40], rule="chosen_from_the_list")
    if any(each not in discretion().factors for each in new.factors):
        raise InvalidValue(field="factors", value=",".join(new.factors)[:40], rule="chosen_from_the_list")
    if not (new.amount.is_finite() and new.amount >= 0 and new.amount == new.amount.quantize(Decimal("0.01"))):
        raise InvalidValue(field="amount", value=str(new.amount)[:20], rule="not_negative")
    found = proposed(discretion(), new.violation, new.situation, case.party_kind, new.factors)
    if found is None:
        raise InvalidValue(field="violation", value=new.violation[:40], rule="chosen_from_the_list")
    return found


def _stored(new: NewPenalty, proposal: Proposal, reason: str, *, is_outside: bool) -> dict[str, Any]:
    return {
        "violation": new.violation,
        "violation_name": proposal.violation.name,
        "article": proposal.violation.article,
        "basis": proposal.violation.basis,
        "situation": new.situation,
        "situation_name": proposal.situation.name,
        "edition": proposal.edition,
        "band": proposal.band,
        "least": str(proposal.least),
        "most": str(proposal.most),
        "low": str(proposal.low),
        "high": str(proposal.high),
        "factors": [{"key": each.key, "name": each.name, "weight": each.weight} for each in proposal.reasons],
        "measures": list(new.measures),
        "amount": str(new.amount),
        "text": penalty_text(new.amount, new.measures),
        "reason": reason,
        "is_outside": is_outside,
    }
