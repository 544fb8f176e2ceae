"""Which matters there are."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from anlan.incidents import api as incidents
from anlan.intake.domain.matters import headline_of
from anlan.intake.domain.states import WAITING, MatterAct, MatterKind, MatterState, acts_from
from anlan.intake.models import Alike, Matter, MatterPicture
from anlan.intake.selectors.forwardings import ForwardingRow, answerable
from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.kernel.levels import Level
from anlan.people import api as people
from anlan.support import rights

_WAITING: Final = [state.value for state in WAITING]
_RATED_BY: Final = {MatterAct.RATE: "intake.rate"}
_BY_DEPARTMENT: Final = frozenset({MatterAct.ANSWER, MatterAct.RETURN})


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterRow:
    """A matter as others see it; who told it is masked."""

    id: UUID
    number: str
    kind: MatterKind
    state: MatterState
    text: str
    region: str
    place_text: str
    longitude: float | None
    latitude: float | None
    teller: str
    phone_masked: str
    sender_id: str
    sender_name: str
    event_kind: str
    category: str
    hurt: int
    told_at: datetime
    received_at: datetime
    digest: str
    is_exercise: bool
    points: int
    urgency: Level
    reasons: tuple[dict[str, Any], ...]
    repeats: int
    taken_by: str
    taken_at: datetime | None
    merged_into_id: UUID | None
    incident_id: UUID | None
    end_reason: str
    ended_by: str
    ended_at: datetime | None

    @property
    def subject(self) -> str:
        """Return the journal's name of the matter."""
        return f"matter:{self.id}"

    @property
    def headline(self) -> str:
        """Return the first words of what was told."""
        return headline_of(self.text)

    @property
    def kind_name(self) -> str:
        """Return the kind of event that it seems to tell of, or nothing."""
        known = incidents.event_kinds().get(self.event_kind)
        return known.name if known else ""

    @property
    def has_teller(self) -> bool:
        """Tell whether there is a name or a phone to look up."""
        return bool(self.teller or self.phone_masked)


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterFilter:
    """What to list: empty fields filter nothing."""

    state: MatterState | None = None
    kind: MatterKind | None = None
    least_urgency: int = 0
    region: str = ""
    text: str = ""
    waits: bool = False


@dataclass(frozen=True, slots=True)
class MatterPage:
    """One page of a list and how many matters the whole list has."""

    rows: tuple[MatterRow, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AlikeRow:
    """Another matter that may tell of the same thing, and why."""

    matter: MatterRow
    points: int
    reasons: tuple[dict[str, Any], ...]
    is_strong: bool


def visible(actor: Actor) -> QuerySet[Matter]:
    """Return the matters of the actor's regions."""
    return Matter.objects.filter(rights.within(actor, "intake.see"))


def matters(actor: Actor, wanted: MatterFilter, *, page: int = 1, size: int = 50) -> MatterPage:
    """Return one page of the matters that match: those that wait by urgency, others the newest first."""
    rows = _found(actor, wanted)
    order = ("-urgency", "received_at", "id") if wanted.waits else ("-received_at", "-id")
    start = (max(page, 1) - 1) * size
    return MatterPage(tuple(row_of(row) for row in rows.order_by(*order)[start : start + size]), rows.count())


def every_matter(actor: Actor, wanted: MatterFilter) -> Iterator[MatterRow]:
    """Yield all matters that match, the newest first."""
    yield from map(row_of, _found(actor, wanted).order_by("-received_at", "-id").iterator())


def _found(actor: Actor, wanted: MatterFilter) -> QuerySet[Matter]:
    exact = {
        "state": wanted.state and wanted.state.value,
        "kind": wanted.kind and wanted.kind.value,
        "urgency__gte": wanted.least_urgency,
        "region__startswith": wanted.region,
    }
    rows = visible(actor).filter(**{field: value for field, value in exact.items() if value})
    if wanted.waits:
        rows = rows.filter(state__in=_WAITING)
    if wanted.text:
        has = Q(text__icontains=wanted.text) | Q(place_text__icontains=wanted.text) | Q(number__icontains=wanted.text)
        rows = rows.filter(has)
    return rows


def waiting(actor: Actor, *, limit: int = 60) -> tuple[MatterRow, ...]:
    """Return what the desk has to decide, the most urgent first, then the oldest."""
    rows = visible(actor).filter(state__in=_WAITING).order_by("-urgency", "received_at", "id")
    return tuple(row_of(row) for row in rows[:limit])


def waiting_counts(actor: Actor) -> dict[Level, int]:
    """Return how many matters wait, by urgency."""
    rows = visible(actor).filter(state__in=_WAITING).order_by().values("urgency").annotate(count=Count("id"))
    return {Level(row["urgency"]): row["count"] for row in rows}


def matter(actor: Actor, matter_id: UUID) -> MatterRow:
    """Return one matter, or refuse as if there were none."""
    return row_of(_one(actor, matter_id))


def matters_by_id(actor: Actor, ids: Iterable[UUID]) -> tuple[MatterRow, ...]:
    """Return those of some matters that the actor may see, the earliest first."""
    return tuple(row_of(row) for row in visible(actor).filter(id__in=set(ids)).order_by("received_at", "id"))


def acts_open_to(actor: Actor, row: MatterRow) -> frozenset[MatterAct]:
    """Return what the actor may do to a matter as it stands."""
    return frozenset(
        act
        for act in acts_from(row.state)
        if act not in _BY_DEPARTMENT and rights.may(actor, _RATED_BY.get(act, "intake.handle"), row.region)
    )


def alike(actor: Actor, matter_id: UUID) -> tuple[AlikeRow, ...]:
    """Return the matters that may tell of the same thing, the likest first."""
    _one(actor, matter_id)
    seen = rights.within(actor, "intake.see", "earlier__region") & rights.within(actor, "intake.see", "later__region")
    rows = Alike.objects.filter(Q(later_id=matter_id) | Q(earlier_id=matter_id)).filter(seen)
    pairs = rows.select_related("later", "earlier").order_by("-points", "-id")
    return tuple(
        AlikeRow(
            matter=row_of(pair.earlier if pair.later_id == matter_id else pair.later),
            points=pair.points,
            reasons=tuple(pair.reasons),
            is_strong=pair.is_strong,
        )
        for pair in pairs[:20]
    )


def merged_into(actor: Actor, matter_id: UUID) -> tuple[MatterRow, ...]:
    """Return what was merged into a matter, the earliest first."""
    return tuple(row_of(row) for row in visible(actor).filter(merged_into_id=matter_id).order_by("received_at"))


def matters_of_incident(actor: Actor, incident_id: UUID) -> tuple[MatterRow, ...]:
    """Return what was linked to an incident or led to it, the earliest first."""
    rows = visible(actor).filter(Q(incident_id=incident_id) | Q(merged_into__incident_id=incident_id))
    return tuple(row_of(row) for row in rows.order_by("received_at", "id")[:200])


def own_matters(actor: Actor, *, limit: int = 30) -> tuple[MatterRow, ...]:
    """Return what the actor sent, the newest first, with what became of it."""
    rows = Matter.objects.filter(sender_id=actor.id).order_by("-received_at", "-id")
    return tuple(row_of(row) for row in rows[:limit])


def matter_of_receipt(receipt: str) -> MatterRow:
    """Return the matter that the public follows by its secret, or refuse."""
    row = Matter.objects.filter(receipt=receipt).first()
    if row is None:
        raise NotFound(what="matter")
    return row_of(row)


def matter_at_department(actor: Actor, forwarding: ForwardingRow) -> MatterRow:
    """Return the matter of a forwarding that the actor answers for; who told it stays masked."""
    if not answerable(actor).filter(id=forwarding.id).exists():
        raise NotFound(what="matter")
    return row_of(Matter.objects.get(id=forwarding.matter_id))


def pictures_of(matter_id: UUID) -> tuple[UUID, ...]:
    """Return the ids of a matter's pictures; the caller has checked that the reader may see it."""
    return tuple(MatterPicture.objects.filter(matter_id=matter_id).order_by("id").values_list("id", flat=True))


def picture(actor: Actor, picture_id: UUID) -> tuple[bytes, str]:
    """Return a picture and its media type, to those who may see its matter or sent it."""
    row = MatterPicture.objects.select_related("matter").filter(id=picture_id).first()
    if row is None:
        raise NotFound(what="picture")
    if row.matter.sender_id != actor.id and not answerable(actor).filter(matter_id=row.matter_id).exists():
        rights.require_visible(actor, "intake.see", row.matter.region, what="picture")
    with row.file.open("rb") as file:
        return file.read(), row.media_type


def picture_of_receipt(receipt: str, picture_id: UUID) -> tuple[bytes, str]:
    """Return a picture and its media type to who holds the secret of its matter."""
    row = MatterPicture.objects.filter(id=picture_id, matter__receipt=receipt).first()
    if row is None:
        raise NotFound(what="picture")
    with row.file.open("rb") as file:
        return file.read(), row.media_type


def _one(actor: Actor, matter_id: UUID) -> Matter:
    row = Matter.objects.filter(id=matter_id).first()
    if row is None:
        raise NotFound(what="matter")
    rights.require_visible(actor, "intake.see", row.region, what="matter")
    return row


def row_of(row: Matter) -> MatterRow:
    """Return a matter as others see it."""
    special = ("kind", "state", "urgency", "reasons", "longitude", "latitude", "teller", "phone_masked")
    return MatterRow(
        kind=MatterKind(row.kind),
        state=MatterState(row.state),
        urgency=Level(row.urgency),
        reasons=tuple(row.reasons),
        longitude=row.location.x if row.location else None,
        latitude=row.location.y if row.location else None,
        teller=f"{row.teller_name[0]}**" if row.teller_name else "",
        phone_masked=people.masked(row.teller_phone) if row.teller_phone else "",
        **{name: getattr(row, name) for name in MatterRow.__slots__ if name not in special},
    )
