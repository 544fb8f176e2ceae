"""Which hidden dangers are under listed supervision, for officials and for the public."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from anlan.dangers.domain.listing import ListingState, Procedure
from anlan.dangers.models import Extension, Listing, PowerStop
from anlan.dangers.selectors import rules
from anlan.dangers.selectors.scope import visible
from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.support.rows import Rows


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingRow:
    """A listing as officials see it; the public sees the notice's own words and no person."""

    id: UUID
    danger_id: UUID
    number: str
    level: str
    authority: str
    title: str
    object_name: str
    region: str
    responsible_unit: str
    supervising_unit: str
    measures: str
    due_at: datetime
    state: ListingState
    listed_at: datetime
    publish_due_on: date
    published_at: datetime | None
    upgrades_id: UUID | None
    experts: tuple[str, ...]
    opinion: str
    ended_at: datetime | None

    @property
    def stands(self) -> bool:
        """Tell whether it is in force."""
        return self.state in (ListingState.LISTED, ListingState.PUBLISHED)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionRow:
    """An extension that was asked."""

    id: UUID
    until: datetime
    reason: str
    asked_by: str
    asked_at: datetime
    decide_by: date
    is_granted: bool | None
    decision: str
    decided_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PowerStopRow:
    """A stop of power."""

    supplier: str
    decision: str
    is_emergency: bool
    noticed_at: datetime
    cut_at: datetime
    ended_at: datetime | None
    end_reason: str


def listings(actor: Actor, *, stands: bool | None = None) -> Rows[ListingRow]:
    """Return the listings of what the actor may see, the newest first."""
    rows = Listing.objects.filter(danger__in=visible(actor).filter(listings__isnull=False))
    if stands is not None:
        wanted = (ListingState.LISTED.value, ListingState.PUBLISHED.value)
        rows = rows.filter(state__in=wanted) if stands else rows.exclude(state__in=wanted)
    return Rows(rows.order_by("-listed_at", "-id"), _listings)


def listings_of(danger_id: UUID) -> tuple[ListingRow, ...]:
    """Return the listings of a hidden danger, the newest first; the caller has checked that the reader may see it."""
    return _listings(Listing.objects.filter(danger_id=danger_id).order_by("-listed_at", "-id"))


def extensions_of(listing_id: UUID) -> tuple[ExtensionRow, ...]:
    """Return the extensions of a listing; the caller has checked that the reader may see it."""
    names = ExtensionRow.__slots__
    rows = Extension.objects.filter(listing_id=listing_id)
    return tuple(ExtensionRow(**{name: getattr(row, name) for name in names}) for row in rows)


def power_stops_of(danger_id: UUID) -> tuple[PowerStopRow, ...]:
    """Return the stops of power for a hidden danger; the caller has checked that the reader may see it."""
    names = PowerStopRow.__slots__
    rows = PowerStop.objects.filter(danger_id=danger_id)
    return tuple(PowerStopRow(**{name: getattr(row, name) for name in names}) for row in rows)


def public_listings() -> Rows[ListingRow]:
    """Return the published notices for everybody, the newest first."""
    return Rows(_public().order_by("-published_at", "-id"), _listings)


def public_listing(listing_id: UUID) -> ListingRow:
    """Return one published notice for everybody, or refuse as if there were none."""
    row = _public().filter(id=listing_id).first()
    if row is None:
        raise NotFound(what="listing")
    return _listings([row])[0]


def procedure(region: str) -> Procedure:
    """Return the days of the procedure in a region."""
    return rules.procedure(region)


def _public() -> QuerySet[Listing]:
    return Listing.objects.filter(published_at__isnull=False)


def _listings(rows: Iterable[Listing]) -> tuple[ListingRow, ...]:
    plain = [name for name in ListingRow.__slots__ if name not in ("state", "experts")]
    return tuple(
        ListingRow(
            state=ListingState(row.state),
            experts=tuple(row.experts),
            **{name: getattr(row, name) for name in plain},
        )
        for row in rows
    )
