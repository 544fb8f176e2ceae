"""Feedback on orders, with pictures."""

import hashlib
from datetime import datetime
from typing import Final
from uuid import UUID

from django.contrib.gis.geos import Point
from django.core.files.base import ContentFile
from django.db import transaction

from anlan.command.domain.errors import NotAPhoto
from anlan.command.domain.orders import Feedback, OrderAct, OrderState, Photo, check_feedback, is_late_word
from anlan.command.events import OrderFedBack
from anlan.command.models import FeedbackPhoto, OrderFeedback
from anlan.command.services.carrying_out import locked_for_receiver, take_receipt
from anlan.command.services.orders import announce
from anlan.command.services.steps import Press, store, take_step
from anlan.kernel.actors import Actor
from anlan.support.pictures import MOST_BYTES

_SIGNATURES: Final = (
    (b"\xff\xd8\xff", "image/jpeg", "jpg"),
    (b"\x89PNG\r\n\x1a\n", "image/png", "png"),
    (b"RIFF", "image/webp", "webp"),
)


@transaction.atomic
def give_feedback(*, order_id: UUID, feedback: Feedback, actor: Actor, now: datetime) -> UUID:
    """Tell how an order goes and return the feedback's id; the same token tells it once.

    What was said before the order was done or cancelled, but reached us later, is kept and moves nothing.
    """
    order = locked_for_receiver(order_id, actor)
    known = feedback.token and OrderFeedback.objects.filter(order=order, token=feedback.token).first()
    if known:
        return known.id
    check_feedback(feedback, now)
    kinds = [_kind_of(photo) for photo in feedback.photos]
    press = Press(at=feedback.happened_at)
    if is_late_word(OrderState(order.state), ended_at=order.completed_at or order.closed_at, said=feedback.happened_at):
        happened_at = feedback.happened_at
    else:
        if order.state == OrderState.ISSUED:
            take_receipt(order, actor, now, press)
        happened_at = take_step(order, OrderAct.FEED_BACK, actor=actor, now=now, press=press)
        store(order)
    row = OrderFeedback.objects.create(
        order=order,
        token=feedback.token,
        text=feedback.text.strip(),
        place=Point(*feedback.place, srid=4326) if feedback.place else None,
        figures=[list(figure) for figure in feedback.figures],
        happened_at=happened_at,
        given_by=actor.name,
        given_at=now,
    )
    for photo, (media_type, ending) in zip(feedback.photos, kinds, strict=True):
        _keep(photo, row, media_type, ending)
    announce(OrderFedBack, order, actor, now, feedback=row.text, photos=len(kinds))
    return row.id


def _kind_of(photo: Photo) -> tuple[str, str]:
    if 0 < len(photo.content) <= MOST_BYTES:
        for signature, media_type, ending in _SIGNATURES:
            if photo.content.startswith(signature):
                return media_type, ending
    raise NotAPhoto(name=photo.name[:80])


def _keep(photo: Photo, feedback: OrderFeedback, media_type: str, ending: str) -> None:
    row = FeedbackPhoto(
        feedback=feedback,
        media_type=media_type,
        size=len(photo.content),
        digest=hashlib.new("sm3", photo.content).hexdigest(),
    )
    row.file.save(f"{row.id}.{ending}", ContentFile(photo.content), save=False)
    row.save()
