"""Which command posts stand, and who sits in them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from anlan.command.domain.posts import PostState, Side
from anlan.command.models import CommandPost, CommandSeat, SeatHolding
from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.support import rights
from anlan.support.tiles import tile


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldingRow:
    """Somebody in a seat, from one moment until another."""

    person_id: UUID | None
    name: str
    organisation: str
    by_plan: bool
    seated_by: str
    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatRow:
    """A seat of a command post; ``holder`` sits there now, ``earlier`` are those before."""

    id: UUID
    post_id: UUID
    key: str
    name: str
    duty: str
    group: str
    leads: bool
    holder: HoldingRow | None
    earlier: tuple[HoldingRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandPostRow:
    """A command post as others see it."""

    id: UUID
    incident_id: UUID
    incident_title: str
    region: str
    is_exercise: bool
    side: Side
    is_mobile: bool
    name: str
    place_text: str
    longitude: float | None
    latitude: float | None
    contact: str
    state: PostState
    set_up_by: str
    set_up_at: datetime
    stood_down_by: str
    stood_down_at: datetime | None
    stand_down_reason: str
    seats: tuple[SeatRow, ...]

    @property
    def stands(self) -> bool:
        """Tell whether it is at work."""
        return self.state is PostState.STANDING

    @property
    def key(self) -> str:
        """Return its id as text, for ids on a page."""
        return str(self.id)

    @property
    def leader(self) -> SeatRow | None:
        """Return the seat that leads the post."""
        return next((seat for seat in self.seats if seat.leads), None)

    @property
    def vacant(self) -> int:
        """Return how many seats nobody fills."""
        return sum(seat.holder is None for seat in self.seats)


def command_posts_of(actor: Actor, incident_id: UUID) -> tuple[CommandPostRow, ...]:
    """Return the command posts of an incident, the standing ones first, mobile ones last."""
    rows = CommandPost.objects.filter(rights.within(actor, "command.see"), incident_id=incident_id)
    return tuple(_row(row) for row in _with_seats(rows).order_by("-state", "is_mobile", "side", "set_up_at"))


def command_post(actor: Actor, post_id: UUID) -> CommandPostRow:
    """Return one command post, or refuse as if there were none."""
    row = _with_seats(CommandPost.objects.filter(rights.within(actor, "command.see"), id=post_id)).first()
    if row is None:
        raise NotFound(what="command_post")
    return _row(row)


def post_tile(actor: Actor, at: tuple[int, int, int]) -> bytes:
    """Return a tile of the command posts that stand, where their place is known."""
    return tile(_standing(actor), layer="command_posts", at=at, columns=("location", "id", "name", "incident_id"))


def standing_posts(actor: Actor) -> int:
    """Return how many command posts with a place stand in the actor's regions."""
    return _standing(actor).count()


def _standing(actor: Actor) -> QuerySet[CommandPost]:
    rows = CommandPost.objects.filter(rights.within(actor, "command.see"), state=PostState.STANDING.value)
    return rows.exclude(location=None)


def seat_of(actor: Actor, seat_id: UUID) -> tuple[SeatRow, CommandPostRow]:
    """Return a seat and its command post, or refuse as if there were none."""
    found = CommandSeat.objects.filter(rights.within(actor, "command.see", "post__region"), id=seat_id).first()
    if found is None:
        raise NotFound(what="seat")
    post = command_post(actor, found.post_id)
    return next(seat for seat in post.seats if seat.id == seat_id), post


def _with_seats(rows: QuerySet[CommandPost]) -> QuerySet[CommandPost]:
    return rows.prefetch_related("seats__holdings")


def _row(row: CommandPost) -> CommandPostRow:
    special = ("side", "state", "longitude", "latitude", "seats")
    same = {name: getattr(row, name) for name in CommandPostRow.__slots__ if name not in special}
    return CommandPostRow(
        side=Side(row.side),
        state=PostState(row.state),
        longitude=row.location.x if row.location else None,
        latitude=row.location.y if row.location else None,
        seats=tuple(_seat(seat) for seat in row.seats.all()),
        **same,
    )


def _seat(row: CommandSeat) -> SeatRow:
    held = [_holding(each) for each in row.holdings.all()]
    same = {name: getattr(row, name) for name in SeatRow.__slots__ if name not in ("holder", "earlier")}
    return SeatRow(
        holder=next((each for each in held if each.until is None), None),
        earlier=tuple(each for each in held if each.until is not None),
        **same,
    )


def _holding(row: SeatHolding) -> HoldingRow:
    return HoldingRow(**{name: getattr(row, name) for name in HoldingRow.__slots__})
