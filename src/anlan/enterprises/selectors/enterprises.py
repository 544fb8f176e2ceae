"""Enterprises and their major hazards."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, QuerySet

from anlan.enterprises.models import Enterprise as Row
from anlan.enterprises.models import MajorHazard as HazardRow
from anlan.enterprises.selectors.scope import READ, fits, ordered, seen_by
from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.people import api as people
from anlan.support.rights import require_visible
from anlan.support.rows import Rows

SORTS = {"code": "code", "staff": "staff", "region": "region"}


@dataclass(frozen=True, slots=True, kw_only=True)
class EnterpriseFilter:
    """Which enterprises are wanted; empty fields want all."""

    industry: str = ""
    region: str = ""
    text: str = ""
    sort: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MajorHazard:
    """A major hazard installation; quantities in t."""

    id: UUID
    code: str
    name: str
    substance: str
    quantity: float
    critical_quantity: float
    r_value: float
    hazard_class: int
    longitude: float
    latitude: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Enterprise:
    """An enterprise as other rooms see it, with its major hazards, the gravest first."""

    id: UUID
    code: str
    name: str
    industry: str
    region: str
    longitude: float
    latitude: float
    staff: int
    contact: people.Person | None
    major_hazards: tuple[MajorHazard, ...]
    is_demo: bool

    @property
    def gravest(self) -> int | None:
        """Return the gravest class among the major hazards, 1 to 4."""
        return min((hazard.hazard_class for hazard in self.major_hazards), default=None)


def enterprises(actor: Actor, wanted: EnterpriseFilter) -> Rows[Enterprise]:
    """Return the enterprises that the actor may see and ``wanted`` fits."""
    return Rows(ordered(_chosen(actor, wanted), wanted.sort, SORTS), _enterprises)


def enterprise(actor: Actor, enterprise_id: UUID) -> Enterprise:
    """Return one enterprise, or say that there is none where the actor may not see it."""
    row = Row.objects.filter(id=enterprise_id).first()
    if row is None:
        raise NotFound(what="enterprise", id=str(enterprise_id))
    require_visible(actor, READ, row.region, "enterprise")
    return _enterprises([row])[0]


def enterprise_counts(actor: Actor, wanted: EnterpriseFilter) -> dict[str, int]:
    """Return how many enterprises there are of each industry."""
    return dict(_chosen(actor, wanted).order_by().values_list("industry").annotate(count=Count("id")))


def major_hazard_count(actor: Actor) -> int:
    """Return how many major hazards the actor may see."""
    return seen_by(actor, HazardRow.objects.all()).count()


def _chosen(actor: Actor, wanted: EnterpriseFilter) -> QuerySet[Row]:
    rows = seen_by(actor, Row.objects.all(), wanted.region)
    if wanted.industry:
        rows = rows.filter(industry=wanted.industry)
    return rows.filter(fits(wanted.text, "name", "code")) if wanted.text else rows


def _enterprises(rows: Sequence[Row]) -> tuple[Enterprise, ...]:
    contacts = people.persons_by_id(row.contact_id for row in rows if row.contact_id)
    hazards: dict[UUID, list[MajorHazard]] = defaultdict(list)
    for hazard in HazardRow.objects.filter(enterprise__in=rows).order_by("hazard_class", "code"):
        hazards[hazard.enterprise_id].append(_hazard(hazard))
    return tuple(
        Enterprise(
            id=row.id,
            code=row.code,
            name=row.name,
            industry=row.industry,
            region=row.region,
            longitude=row.location.x,
            latitude=row.location.y,
            staff=row.staff,
            contact=contacts.get(row.contact_id),
            major_hazards=tuple(hazards[row.id]),
            is_demo=row.is_demo,
        )
        for row in rows
    )


def _hazard(row: HazardRow) -> MajorHazard:
    return MajorHazard(
        id=row.id,
        code=row.code,
        name=row.name,
        substance=row.substance,
        quantity=row.quantity,
        critical_quantity=row.critical_quantity,
        r_value=row.r_value,
        hazard_class=row.hazard_class,
        longitude=row.location.x,
        latitude=row.location.y,
    )
