"""Which browsers asked to be told of warnings for which places."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import new
from uuid import UUID

from django.db.models import Q

from anlan.kernel.regions import lineage
from anlan.public_warnings.models import PushSubscription


@dataclass(frozen=True, slots=True, kw_only=True)
class PushReceiver:
    """Where to push, with what keys and in which language."""

    id: UUID
    endpoint: str
    p256dh: str
    auth: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnSubscription:
    """What a browser is subscribed to."""

    language: str
    regions: tuple[str, ...]


def digest_of(endpoint: str) -> str:
    """Return what finds a browser's subscription again: SM3 of its endpoint."""
    return new("sm3", endpoint.encode()).hexdigest()


def push_receivers(regions: Iterable[str]) -> Iterator[PushReceiver]:
    """Yield every browser once whose places lie in ``regions`` or hold one of them."""
    codes = tuple(regions)
    wanted = Q(places__region__in={above for code in codes for above in lineage(code)})
    for code in codes:
        wanted |= Q(places__region__startswith=code)
    if not codes:
        return
    for row in PushSubscription.objects.filter(wanted).order_by("id").distinct().iterator(chunk_size=2000):
        yield _receiver(row)


def push_receiver(endpoint: str) -> PushReceiver | None:
    """Return one browser's keys, or nothing where it is unknown."""
    row = PushSubscription.objects.filter(digest=digest_of(endpoint)).first()
    return _receiver(row) if row else None


def subscriptions_of(ids: frozenset[UUID]) -> Mapping[UUID, PushReceiver]:
    """Return the keys of the browsers with these subscriptions; one that has ended is not among them."""
    return {row.id: _receiver(row) for row in PushSubscription.objects.filter(id__in=ids)}


def own_subscription(endpoint: str) -> OwnSubscription | None:
    """Return what the browser with this endpoint is subscribed to."""
    row = PushSubscription.objects.filter(digest=digest_of(endpoint)).first()
    if row is None:
        return None
    regions = tuple(row.places.order_by("region").values_list("region", flat=True))
    return OwnSubscription(language=row.language, regions=regions)


def _receiver(row: PushSubscription) -> PushReceiver:
    return PushReceiver(id=row.id, endpoint=row.endpoint, p256dh=row.p256dh, auth=row.auth, language=row.language)
