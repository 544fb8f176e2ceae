"""Enterprises."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, QuerySet

from anlan.enterprises.domain.states import FirmState
from anlan.enterprises.models import Enterprise as Row
from anlan.enterprises.selectors.scope import require_seen, seen_by
from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.people import api as people
from anlan.places.api import fits, ordered
from anlan.support.rows import Rows

SORTS = {"code": "code", "staff": "staff", "region": "region", "risk": "risk_level", "end": "next_end"}


@dataclass(frozen=True, slots=True, kw_only=True)
class EnterpriseFilter:
    """Which enterprises are wanted; empty fields want all. ``risk`` is a level in figures (4 red ... 1 blue)."""

    industry: str = ""
    region: str = ""
    text: str = ""
    sort: str = ""
    state: str = ""
    risk: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Enterprise:
    """An enterprise as other rooms see it; ``gravest`` is the class of its gravest major hazard, 1 to 4.

    ``code`` is the unified social credit code; ``risk_level`` the highest of its risk points (4 red, 0 none).
    """

    id: UUID
    code: str
    name: str
    industry: str
    trade_class: str
    scale: str
    state: FirmState
    region: str
    address: str
    longitude: float
    latitude: float
    staff: int
    contact: people.Person | None
    organisation_id: UUID | None
    risk_level: int
    standard_level: str
    next_end: date | None
    checks_since: date | None
    gravest: int | None
    is_demo: bool


@dataclass(frozen=True, slots=True)
class Drawable:
    """An enterprise that can be drawn for an inspection."""

    id: UUID
    code: str
    name: str
    industry: str
    region: str
    risk_level: int


def enterprises(actor: Actor, wanted: EnterpriseFilter) -> Rows[Enterprise]:
    """Return the enterprises that the actor may see and ``wanted`` fits."""
    return Rows(ordered(_chosen(actor, wanted), wanted.sort, SORTS), read_enterprises)


def enterprise(actor: Actor, enterprise_id: UUID) -> Enterprise:
    """Return one enterprise, or say that there is none where the actor may not see it."""
    return _one(actor, Row.objects.filter(id=enterprise_id).first())


def enterprise_by_code(actor: Actor, code: str) -> Enterprise:
    """Return the enterprise of a unified social credit code, or say that there is none where the actor may see it."""
    return _one(actor, Row.objects.filter(code=code).first())


def enterprise_names(ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return names by id in one query; unknown ids are left out."""
    return dict(Row.objects.filter(id__in=set(ids)).values_list("id", "name"))


def enterprises_in(region: str, industry: str = "") -> tuple[Drawable, ...]:
    """Return the enterprises of a region that are not closed, whoever asks, in the order of their codes."""
    rows = Row.objects.filter(region__startswith=region).exclude(state=FirmState.CLOSED).order_by("code")
    if industry:
        rows = rows.filter(industry=industry)
    return tuple(Drawable(*row) for row in rows.values_list("id", "code", "name", "industry", "region", "risk_level"))


def enterprise_counts(actor: Actor, wanted: EnterpriseFilter, field: str = "industry") -> dict[str, int]:
    """Return how many enterprises there are of each value of a column."""
    rows = _chosen(actor, wanted).order_by().values_list(field).annotate(count=Count("id"))
    return {str(value): count for value, count in rows}


def _one(actor: Actor, row: Row | None) -> Enterprise:
    if row is None:
        raise NotFound(what="enterprise")
    require_seen(actor, row)
    return read_enterprises([row])[0]


def _chosen(actor: Actor, wanted: EnterpriseFilter) -> QuerySet[Row]:
    rows = seen_by(actor, Row.objects.all(), wanted.region)
    exact = {"industry": wanted.industry, "state": wanted.state}
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    if wanted.risk.isdecimal():
        rows = rows.filter(risk_level=int(wanted.risk))
    return rows.filter(fits(wanted.text, "name", "code")) if wanted.text else rows


def read_enterprises(rows: Sequence[Row]) -> tuple[Enterprise, ...]:
    """Return rows as other rooms see them, with what belongs to them read at once."""
    contacts = people.persons_by_id(row.contact_id for row in rows if row.contact_id)
    return tuple(_enterprise(row, contacts.get(row.contact_id)) for row in rows)


def _enterprise(row: Row, contact: people.Person | None) -> Enterprise:
    return Enterprise(
        id=row.id,
        code=row.code,
        name=row.name,
        industry=row.industry,
        trade_class=row.trade_class,
        scale=row.scale,
        state=FirmState(row.state),
        region=row.region,
        address=row.address,
        longitude=row.location.x,
        latitude=row.location.y,
        staff=row.staff,
        contact=contact,
        organisation_id=row.organisation_id,
        risk_level=row.risk_level,
        standard_level=row.standard_level,
        next_end=row.next_end,
        checks_since=row.checks_since,
        gravest=row.gravest_hazard,
        is_demo=row.is_demo,
    )
