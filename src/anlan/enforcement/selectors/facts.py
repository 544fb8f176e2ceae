"""What is known of a case, gathered from its rows for the decisions of the domain."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal

from anlan.enforcement.domain.days import rolled
from anlan.enforcement.domain.facts import DECISIONS, CaseFacts, Pause
from anlan.enforcement.domain.money import Instalment, Owed, owed_on
from anlan.enforcement.domain.money import Payment as Paid
from anlan.enforcement.domain.states import CaseState, DocumentState
from anlan.enforcement.models import Case, Document
from anlan.enforcement.selectors.tables import amounts, document_kinds, limits_by_key, works
from anlan.kernel.clock import in_china
from anlan.kernel.days import add_months

_APPEAL_MONTHS = 6
_GRAVE = ("suspend", "revoke_licence")
_ENDINGS = ("31", "33", "end", "no_file", "revoke")
_HALTS = ("review", "lawsuit")


def facts_of(case: Case, documents: Iterable[Document] | None = None, *, without: object = None) -> CaseFacts:
    """Return the facts of a case; ``without`` is the document that is being judged itself."""
    rows = list(documents if documents is not None else documents_of(case))
    living = [row for row in rows if row.state != DocumentState.DISCARDED.value and row.id != without]
    approved = [row for row in living if row.state == DocumentState.APPROVED.value]
    served = [row for row in approved if hasattr(row, "service")]
    fines = [row.content.get("fine") for row in approved if row.kind == "15"]
    return CaseFacts(
        state=CaseState(case.state),
        procedure=case.procedure,
        party=case.party_kind,
        living=frozenset(row.kind for row in living),
        approved=frozenset(row.kind for row in approved),
        served=frozenset(row.kind for row in served),
        waiting=tuple(row.kind for row in living if row not in approved),
        at=_dated(case, approved, served),
        has_harm=case.has_harm,
        officers=len(case.officers),
        fine=case.fine,
        is_grave=any(each in _GRAVE for each in case.penalty.get("measures", ())),
        is_outside=bool(case.penalty.get("is_outside")),
        notified_fine=Decimal(fines[-1]) if fines and fines[-1] is not None else None,
        pauses=tuple(Pause(row.sort, row.first, row.last) for row in case.pauses.all()),
        extended_days=sum(int(row.content["more_days"]) for row in approved if row.kind == "extend"),
    )


def documents_of(case: Case) -> list[Document]:
    """Return a case's documents in order of time, with their service."""
    return list(case.documents.select_related("service").defer("file").order_by("drafted_at", "id"))


def owed_of(case: Case, documents: Iterable[Document], day: date) -> Owed:
    """Return what is owed at the end of a day; nothing before the decision is served."""
    decision = next((row for row in documents if row.kind in DECISIONS and hasattr(row, "service")), None)
    if decision is None or not case.fine or case.state == CaseState.REVOKED.value:
        return Owed(Decimal(0), Decimal(0))
    deferred = [row for row in documents if row.kind == "29" and row.state == DocumentState.APPROVED.value]
    if deferred:
        plan = instalments_of(deferred[-1].content["instalments"])
    else:
        limit = limits_by_key()["payment_15d"]
        start = in_china(decision.service.served_at).date()
        plan = (Instalment(rolled(date.fromordinal(start.toordinal() + limit.amount), works), case.fine),)
    payments = [Paid(row.on, row.amount) for row in case.payments.all()]
    halts = [Pause(row.sort, row.first, row.last) for row in case.pauses.all() if row.sort in _HALTS]
    return owed_on(day, plan, payments, amounts().share_a_day, halts)


def instalments_of(text: str) -> tuple[Instalment, ...]:
    """Return the lines of a payment plan, "2026-05-01 20000" each; the form has checked them."""
    pairs = (line.split() for line in text.splitlines() if line.strip())
    return tuple(Instalment(date.fromisoformat(day), Decimal(amount)) for day, amount in pairs)


def _dated(case: Case, approved: list[Document], served: list[Document]) -> Mapping[str, datetime]:
    """Return the dated facts: what the limits count from, and what ends them."""
    at = {f"approved:{row.kind}": row.approved_at for row in sorted(approved, key=lambda row: row.approved_at)}
    at |= {f"served:{row.kind}": row.service.served_at for row in served}
    decision = next((row for row in served if row.kind in DECISIONS), None)
    ending = [at[f"approved:{key}"] for key in _ENDINGS if f"approved:{key}" in at]
    known = {
        "ended": case.ended_at,
        "found": case.found_at,
        "filed": at.get("approved:file"),
        "decided": case.decided_at,
        "served:decision": decision.service.served_at if decision else None,
        "appeal_over": _appeal_over(decision.service.served_at) if decision else None,
        "hearing_asked": case.hearing_asked_at,
        "objection_waived": case.objection_waived_at,
        "paid": _paid_at(case, served),
        "deferred": at.get("approved:29"),
        "executed": case.executed_at,
        "court_took": case.court_took_at,
        "published": case.published_at,
        "withdrawn": case.withdrawn_at,
        "revoked": at.get("approved:revoke"),
        "rectify_by": _rectify_by(approved),
        "sealed_longer": at.get("approved:13") if "approved:seal_longer" in at else None,
        "ended_case": min(ending, default=None) if case.state not in _STILL_RUNNING else None,
    }
    return at | {name: value for name, value in known.items() if value is not None}


_STILL_RUNNING = frozenset({"opened", "investigating", "investigated", "notified", "decided", "served", "enforcing"})


def _appeal_over(served_at: datetime) -> datetime:
    day = rolled(add_months(in_china(served_at).date(), _APPEAL_MONTHS), works)
    return datetime.combine(day, time(12), in_china(served_at).tzinfo)


def _rectify_by(approved: list[Document]) -> datetime | None:
    orders = [row for row in approved if row.kind == "11"]
    if not orders:
        return None
    day = date.fromisoformat(orders[-1].content["until"])
    return datetime.combine(day, time(12), in_china(orders[-1].approved_at).tzinfo)


def _paid_at(case: Case, served: list[Document]) -> datetime | None:
    """Return when the whole fine was paid; a penalty without one is paid with its service."""
    decision = next((row for row in served if row.kind in DECISIONS), None)
    if decision is None:
        return None
    if not case.fine:
        return decision.service.served_at
    rows, total = list(case.payments.all()), Decimal(0)
    for row in rows:
        total += row.amount
        if total >= case.fine:
            return datetime.combine(row.on, time(12), in_china(row.at).tzinfo)
    return None


def kind_name(key: str) -> str:
    """Return the name of a kind of document."""
    return document_kinds()[key].name
