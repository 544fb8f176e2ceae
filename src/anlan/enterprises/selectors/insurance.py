"""Questions about liability insurance: which enterprises must have it, and how each stands."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform

from anlan.enterprises.domain.insurance import InsuranceState, Policy, insurance_of
from anlan.enterprises.models import Enterprise, Record
from anlan.enterprises.selectors.scope import seen_by
from anlan.enterprises.selectors.training_rules import insurance_asked, insurance_rule
from anlan.kernel.actors import Actor
from anlan.support.rows import Rows

HOLDING: Final = "holding"
_SECTION: Final = "insurance"


@dataclass(frozen=True, slots=True, kw_only=True)
class InsuredRow:
    """An enterprise that must be insured, how it stands, and what its policies of today hold."""

    id: UUID
    name: str
    region: str
    industry: str
    staff: int
    state: InsuranceState
    persons: float
    amount: float | None
    until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class InsuredFilter:
    """Which of them are wanted: ``standing`` is missing, lapsed or holding; empty fields filter nothing."""

    standing: str = ""
    region: str = ""
    industry: str = ""
    text: str = ""


def insured(actor: Actor, wanted: InsuredFilter, today: date) -> Rows[InsuredRow]:
    """Return the working enterprises that must be insured, those of the gravest risk first."""
    rows = _matching(actor, wanted, today).order_by("-risk_level", "code")
    return Rows(rows, lambda found: _rows(found, today))


def insured_counts(actor: Actor, wanted: InsuredFilter, today: date) -> dict[str, int]:
    """Return how many are without a policy, with one that ended, and with one that holds."""
    kept = {"region": wanted.region, "industry": wanted.industry, "text": wanted.text}
    return {
        standing: _matching(actor, InsuredFilter(standing=standing, **kept), today).count()
        for standing in (InsuranceState.MISSING.value, InsuranceState.LAPSED.value, HOLDING)
    }


def insured_row(enterprise_id: UUID, today: date) -> InsuredRow | None:
    """Return how an enterprise that the caller may see stands, or nothing where it need not be insured."""
    rows = Enterprise.objects.filter(id=enterprise_id, industry__in=insurance_rule()["trades"])
    found = _rows(list(rows), today)
    return found[0] if found else None


def insurance_states(rows: Iterable[Enterprise], today: date) -> dict[UUID, str]:
    """Return how those of the enterprises stand that must be insured."""
    owing = [row for row in rows if row.industry in insurance_rule()["trades"]]
    return {row.id: row.state.value for row in _rows(owing, today)}


def _matching(actor: Actor, wanted: InsuredFilter, today: date) -> QuerySet[Enterprise]:
    rows = Enterprise.objects.filter(industry__in=insurance_rule()["trades"]).exclude(state="closed")
    rows = seen_by(actor, rows, wanted.region)
    if wanted.industry:
        rows = rows.filter(industry=wanted.industry)
    if wanted.text:
        rows = rows.filter(name__contains=wanted.text)
    policies = Record.objects.filter(enterprise=OuterRef("pk"), section=_SECTION)
    begun = policies.annotate(since=KeyTextTransform("valid_from", "values"))
    begun = begun.filter(Q(since__isnull=True) | Q(since__lte=today.isoformat()))
    holding = Exists(begun.filter(ends_on__gte=today))
    if wanted.standing == InsuranceState.MISSING:
        return rows.filter(~Exists(policies))
    if wanted.standing == InsuranceState.LAPSED:
        return rows.filter(Exists(policies), ~holding)
    return rows.filter(holding) if wanted.standing == HOLDING else rows


def _rows(rows: Sequence[Enterprise], today: date) -> tuple[InsuredRow, ...]:
    policies: dict[UUID, list[Policy]] = {}
    found = Record.objects.filter(enterprise__in=[row.id for row in rows], section=_SECTION)
    for enterprise, values in found.values_list("enterprise_id", "values"):
        policies.setdefault(enterprise, []).append(_policy(values))
    return tuple(_row(row, policies.get(row.id, ()), today) for row in rows)


def _row(row: Enterprise, policies: Iterable[Policy], today: date) -> InsuredRow:
    known = list(policies)
    holding = [each for each in known if each.holds(today)]
    amounts = [each.amount for each in holding if each.amount is not None]
    return InsuredRow(
        **{name: getattr(row, name) for name in ("id", "name", "region", "industry", "staff")},
        state=insurance_of(known, row.staff, insurance_asked(), today),
        persons=sum(each.persons or 0 for each in holding),
        amount=min(amounts, default=None),
        until=max((each.until for each in known), default=None),
    )


def _policy(values: dict[str, Any]) -> Policy:
    since = values.get("valid_from")
    return Policy(
        date.fromisoformat(since) if since else None,
        date.fromisoformat(values["valid_until"]),
        values.get("insured"),
        values.get("amount"),
    )
