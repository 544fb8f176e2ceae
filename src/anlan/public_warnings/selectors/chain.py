"""The chain of signatures of a warning: made, reviewed, signed, issued, and what is still needed from whom."""

from dataclasses import dataclass
from datetime import datetime

from anlan.kernel.actors import Actor
from anlan.public_warnings.domain.content import MessageKind
from anlan.public_warnings.domain.signing import Signature, Step, rule_for
from anlan.public_warnings.domain.states import WarningState
from anlan.public_warnings.selectors.signing import AfterReviewRow, Signable, after_review, hands_on, may_step, who_may
from anlan.public_warnings.selectors.warnings import WarningRow

_MADE, _ISSUED = "made", "issued"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One step: taken by whom and when, or owed; then ``who`` may take it."""

    step: str
    at: datetime | None = None
    by: str = ""
    signature: Signature | None = None
    is_now: bool = False
    who: tuple[str, ...] = ()
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """The steps in their order, what the look afterwards found, and the row of the signing table behind them."""

    links: tuple[Link, ...]
    afterwards: AfterReviewRow | None
    people: int
    source: str
    mark: str
    who_at_once: tuple[str, ...]


def chain_of(actor: Actor, row: WarningRow, now: datetime) -> Chain:
    """Return the chain of a warning that the actor may see."""
    rule = rule_for(row.event_code, row.level)
    owed = after_review(actor, row.id) if row.was_sent else None
    what = Signable(row.event_code, row.level, row.region, hands_on(row.id))
    may_at_once = row.state in (WarningState.SUBMITTED, WarningState.SIGNED) and rule.fast is not None
    if row.message_kind is MessageKind.CANCEL:
        may_at_once = False
    return Chain(
        links=(_made(row), *_signed(row, what, now), _issued(row), *_afterwards(row, owed, what, now)),
        afterwards=owed,
        people=rule.people,
        source=rule.source,
        mark=rule.mark,
        who_at_once=who_may(Step.AT_ONCE, what, now) if may_at_once else (),
    )


def may_review_after(actor: Actor, row: WarningRow, now: datetime) -> bool:
    """Tell whether the actor may look now at what the fast channel sent."""
    owed = after_review(actor, row.id) if row.was_sent else None
    if owed is None or owed.reviewed_at:
        return False
    return may_step(actor, Step.AFTER_REVIEW, Signable(row.event_code, row.level, row.region, hands_on(row.id)), now)


def _made(row: WarningRow) -> Link:
    is_now = row.state in (WarningState.DRAFT, WarningState.RETURNED)
    return Link(step=_MADE, at=row.drafted_at, by=row.author_name, is_now=is_now)


def _issued(row: WarningRow) -> Link:
    return Link(step=_ISSUED, at=row.issued_at)


def _signed(row: WarningRow, what: Signable, now: datetime) -> tuple[Link, ...]:
    """Return the review and the signature; the fast channel has one signature and may have no review."""
    needs_review = rule_for(row.event_code, row.level).needs_review
    given = {each.step: each for each in row.signatures}
    is_submitted = row.state is WarningState.SUBMITTED
    links = []
    if Step.REVIEW in given:
        links.append(_link(given[Step.REVIEW]))
    elif needs_review and Step.AT_ONCE not in given and not row.was_sent:
        links.append(_owed(Step.REVIEW, what, now, is_now=is_submitted))
    if Step.AT_ONCE in given:
        links.append(_link(given[Step.AT_ONCE]))
    elif Step.SIGN in given:
        links.append(_link(given[Step.SIGN]))
    elif row.was_sent:
        links.append(Link(step=Step.SIGN, at=row.issued_at, by=row.approver_name))
    elif row.is_open:
        is_now = row.state is WarningState.SIGNED or (is_submitted and not needs_review)
        links.append(_owed(Step.SIGN, what, now, is_now=is_now))
    return tuple(links)


def _afterwards(row: WarningRow, owed: AfterReviewRow | None, what: Signable, now: datetime) -> tuple[Link, ...]:
    if owed is None:
        return ()
    given = next((each for each in row.signatures if each.step is Step.AFTER_REVIEW), None)
    if given:
        return (_link(given),)
    who = who_may(Step.AFTER_REVIEW, what, now)
    return (Link(step=Step.AFTER_REVIEW, is_now=True, who=who, due_at=owed.due_at),)


def _link(signature: Signature) -> Link:
    return Link(step=signature.step, at=signature.at, by=signature.by, signature=signature)


def _owed(step: Step, what: Signable, now: datetime, *, is_now: bool) -> Link:
    return Link(step=step, is_now=is_now, who=who_may(step, what, now))
