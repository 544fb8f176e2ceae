"""Carrying a decision out: payments, the court, and the confirmation that everything is done."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from anlan.enforcement.domain import errors
from anlan.enforcement.domain.states import CaseAct, CaseState, case_after
from anlan.enforcement.events import CaseNoted
from anlan.enforcement.models import Case, Payment
from anlan.enforcement.selectors.facts import documents_of, owed_of
from anlan.enforcement.services.clocks import count_clocks
from anlan.enforcement.services.steps import HANDLE, announce, checked_text, locked_case, move_case
from anlan.kernel.actors import Actor
from anlan.kernel.clock import in_china
from anlan.kernel.errors import InvalidValue


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPayment:
    """What was paid on a day, by which receipt of the bank."""

    on: date
    amount: Decimal
    receipt: str


@transaction.atomic
def record_payment(*, case_id: UUID, new: NewPayment, actor: Actor, now: datetime) -> None:
    """Record a payment of the fine or its surcharge, never more than is owed; the same receipt counts once."""
    case = _executing(case_id, actor)
    receipt = checked_text("receipt", new.receipt, most=80)
    if case.payments.filter(receipt=receipt).exists():
        raise InvalidValue(field="receipt", value=receipt, rule="not_entered_before")
    if new.on > in_china(now).date():
        raise InvalidValue(field="on", value=new.on.isoformat(), rule="not_in_the_future")
    owed = owed_of(case, documents_of(case), new.on).total
    if not new.amount.is_finite() or new.amount <= 0 or new.amount != new.amount.quantize(Decimal("0.01")):
        raise InvalidValue(field="amount", value=str(new.amount)[:20], rule="more_than_nothing")
    if new.amount > owed:
        raise errors.PaidTooMuch(owed=owed)
    Payment.objects.create(case=case, on=new.on, amount=new.amount, receipt=receipt, by=actor.name, at=now)
    _note(case, "payment", f"{new.amount} {receipt}", actor=actor, now=now)


@transaction.atomic
def record_court(*, case_id: UUID, took_at: datetime, actor: Actor, now: datetime) -> None:
    """Record that the court took the application."""
    case = _executing(case_id, actor)
    if case.state != CaseState.ENFORCING.value or case.court_took_at is not None or took_at > now:
        raise InvalidValue(field="took_at", value=took_at.isoformat(), rule="after_the_application")
    case.court_took_at = took_at
    case.save()
    _note(case, "court_took", "", actor=actor, now=now)


@transaction.atomic
def confirm_execution(*, case_id: UUID, text: str, actor: Actor, now: datetime) -> None:
    """Confirm that the decision is carried out; while money is owed only a court's enforcement may end it."""
    case = locked_case(case_id, actor, HANDLE)
    case_after(CaseState(case.state), CaseAct.EXECUTE)
    owed = owed_of(case, documents_of(case), in_china(now).date()).total
    if owed and case.state != CaseState.ENFORCING.value:
        raise errors.NotPaid(owed=owed)
    case.executed_at, case.execution = now, checked_text("text", text)
    move_case(case, CaseAct.EXECUTE, actor=actor, now=now)
    count_clocks(case, actor=actor, now=now)


def _executing(case_id: UUID, actor: Actor) -> Case:
    case = locked_case(case_id, actor, HANDLE)
    case_after(CaseState(case.state), CaseAct.EXECUTE)
    return case


def _note(case: Case, what: str, text: str, *, actor: Actor, now: datetime) -> None:
    announce(CaseNoted, case, actor, now, what=what, text=text)
    count_clocks(case, actor=actor, now=now)
