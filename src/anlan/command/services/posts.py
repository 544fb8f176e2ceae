"""Setting up command posts, filling their seats, moving them and standing them down."""

from datetime import datetime
from uuid import UUID

from django.contrib.gis.geos import Point
from django.db import transaction

from anlan.command.domain.errors import SideTaken, WrongSide
from anlan.command.domain.posts import (
    NewCommandPost,
    Place,
    PostAct,
    PostState,
    Seat,
    Side,
    Sitter,
    after,
    check_place,
    check_post,
    check_seat,
    check_sitter,
)
from anlan.command.domain.responses import checked_text
from anlan.command.events import (
    CommandPostMoved,
    CommandPostSetUp,
    CommandPostStoodDown,
    PostEvent,
    SeatFilled,
    SeatRelieved,
)
from anlan.command.models import CommandPost, CommandSeat, SeatHolding
from anlan.command.selectors.seating import open_response_of, seats_for
from anlan.incidents import api as incidents
from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.kernel.ids import new_id
from anlan.support import journal, locks, rights

_SET_UP, _FILL = "command.set_up_posts", "command.fill_seats"


@transaction.atomic
def set_up_command_post(*, new: NewCommandPost, actor: Actor, now: datetime) -> UUID:
    """Set up a command post with the seats that plan and duty name, filled where they name somebody; return its id."""
    incident = incidents.incident(actor, new.incident_id)
    rights.require(actor, _SET_UP, incident.region)
    check_post(new)
    locks.hold(f"command:posts:{incident.id}")
    known = new.token and CommandPost.objects.filter(token=new.token).first()
    if known:
        return known.id
    _refuse_second(new, incident.region)
    response = open_response_of(incident.id, incident.region)
    post = CommandPost.objects.create(
        incident_id=incident.id,
        incident_title=incident.title,
        response=response,
        token=new.token,
        region=incident.region,
        is_exercise=incident.is_exercise,
        side=new.side.value,
        is_mobile=new.is_mobile,
        name=new.name.strip(),
        place_text=new.place.text.strip(),
        location=_point(new.place),
        contact=new.place.contact.strip(),
        set_up_by=actor.name,
        set_up_at=now,
    )
    found = seats_for(response, incident.region, new.side, is_mobile=new.is_mobile)
    for order, (seat, sitter) in enumerate(found):
        _put_seat(post, seat, sitter, order, actor, now)
    more = {"side": post.side, "is_mobile": post.is_mobile, "place": post.place_text, "seats": len(found)}
    _announce(CommandPostSetUp, post, actor, now, **more)
    return post.id


def _refuse_second(new: NewCommandPost, region: str) -> None:
    if new.is_mobile:
        return
    standing = CommandPost.objects.filter(
        incident_id=new.incident_id, region=region, is_mobile=False, state=PostState.STANDING.value
    )
    for post in standing:
        if post.side == new.side.value:
            raise SideTaken(name=post.name)
        if Side.WHOLE in (Side(post.side), new.side):
            raise WrongSide(name=post.name)


def _put_seat(
    post: CommandPost, seat: Seat, sitter: Sitter | None, order: int, actor: Actor, now: datetime
) -> CommandSeat:
    row = CommandSeat.objects.create(
        post=post, key=seat.key, name=seat.name, duty=seat.duty, group=seat.group, leads=seat.leads, order=order
    )
    if sitter is not None:
        _seat(row, sitter, actor, now, by_plan=True)
    return row


def _seat(row: CommandSeat, sitter: Sitter, actor: Actor, now: datetime, *, by_plan: bool) -> None:
    SeatHolding.objects.create(
        seat=row,
        person_id=sitter.person_id,
        name=sitter.name.strip(),
        organisation=sitter.organisation.strip(),
        by_plan=by_plan,
        seated_by=actor.name,
        since=now,
    )


@transaction.atomic
def add_seat(*, post_id: UUID, seat: Seat, actor: Actor, now: datetime) -> UUID:
    """Add a seat that the plan does not have; return its id."""
    post = _to_change(post_id, PostAct.FILL, _FILL, actor)
    check_seat(seat)
    key = seat.key or f"hand.{new_id()}"
    known = CommandSeat.objects.filter(post=post, key=key).first()
    if known:
        return known.id
    added = Seat(key=key, name=seat.name.strip(), duty=seat.duty.strip(), group=seat.group.strip(), leads=seat.leads)
    return _put_seat(post, added, None, post.seats.count(), actor, now).id


@transaction.atomic
def fill_seat(*, seat_id: UUID, sitter: Sitter, actor: Actor, now: datetime) -> None:
    """Seat somebody, and relieve who sat there; the same one again changes nothing."""
    seat, post = _seat_to_change(seat_id, actor)
    check_sitter(sitter)
    present = seat.holdings.filter(until=None).first()
    if present and (present.person_id, present.name) == (sitter.person_id, sitter.name.strip()):
        return
    _leave(present, now)
    _seat(seat, sitter, actor, now, by_plan=False)
    more = {"seat": seat.name, "holder": sitter.name.strip(), "previous_holder": present.name if present else ""}
    _announce(SeatFilled, post, actor, now, **more)


@transaction.atomic
def relieve_seat(*, seat_id: UUID, reason: str, actor: Actor, now: datetime) -> None:
    """Let who sits in a seat go for a reason; an empty seat stays empty."""
    seat, post = _seat_to_change(seat_id, actor)
    reason = checked_text("reason", reason)
    present = seat.holdings.filter(until=None).first()
    if present is None:
        return
    _leave(present, now)
    _announce(SeatRelieved, post, actor, now, seat=seat.name, holder=present.name, reason=reason)


@transaction.atomic
def move_command_post(*, post_id: UUID, place: Place, actor: Actor, now: datetime) -> None:
    """Move a command post; the same place again changes nothing."""
    post = _to_change(post_id, PostAct.MOVE, _SET_UP, actor)
    check_place(place)
    previous = post.place_text
    if (previous, post.contact, post.location) == (place.text.strip(), place.contact.strip(), _point(place)):
        return
    post.place_text, post.contact, post.location = place.text.strip(), place.contact.strip(), _point(place)
    post.save()
    _announce(CommandPostMoved, post, actor, now, place=post.place_text, previous_place=previous)


@transaction.atomic
def stand_down(*, post_id: UUID, reason: str, actor: Actor, now: datetime) -> None:
    """Stand a command post down; everybody leaves their seat."""
    post = _to_change(post_id, PostAct.STAND_DOWN, _SET_UP, actor)
    post.stand_down_reason = checked_text("reason", reason)
    post.state = after(PostState(post.state), PostAct.STAND_DOWN).value
    post.stood_down_by, post.stood_down_at = actor.name, now
    post.save()
    SeatHolding.objects.filter(seat__post=post, until=None).update(until=now)
    _announce(CommandPostStoodDown, post, actor, now, reason=post.stand_down_reason)


def _leave(holding: SeatHolding | None, now: datetime) -> None:
    if holding is not None:
        holding.until = now
        holding.save(update_fields=["until"])


def _seat_to_change(seat_id: UUID, actor: Actor) -> tuple[CommandSeat, CommandPost]:
    seat = CommandSeat.objects.filter(id=seat_id).first()
    if seat is None:
        raise NotFound(what="seat")
    return seat, _to_change(seat.post_id, PostAct.FILL, _FILL, actor)


def _to_change(post_id: UUID, act: PostAct, right: str, actor: Actor) -> CommandPost:
    """Return the locked command post where its state and the actor's right allow ``act``."""
    post = CommandPost.objects.select_for_update().filter(id=post_id).first()
    if post is None:
        raise NotFound(what="command_post")
    rights.require_visible(actor, "command.see", post.region, what="command_post")
    rights.require(actor, right, post.region)
    after(PostState(post.state), act)
    return post


def _point(place: Place) -> Point | None:
    return Point(*place.location, srid=4326) if place.location else None


def _announce(kind: type[PostEvent], post: CommandPost, actor: Actor, now: datetime, **more: object) -> None:
    event = kind(
        subject=f"post:{post.id}",
        region=post.region,
        incident_id=post.incident_id,
        exercise=post.is_exercise,
        post_id=post.id,
        name=post.name,
        **more,
    )
    journal.announce(event, actor=actor, now=now)
