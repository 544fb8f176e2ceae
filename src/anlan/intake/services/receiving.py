"""Storing what comes in, once, however often it is sent."""

import secrets
from datetime import datetime, timedelta
from uuid import UUID

from django.contrib.gis.geos import Point
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max

from anlan.intake.domain.errors import NotAPicture, TokenUsedOtherwise, TooManyPictures, TooManyReports
from anlan.intake.domain.matters import MOST_PICTURES, NewMatter, Sender, SentPicture, check_matter, digest_of
from anlan.intake.domain.states import MatterKind
from anlan.intake.events import MatterReceived
from anlan.intake.models import Matter, MatterPicture
from anlan.intake.selectors.rules import event_kind_heard, rules
from anlan.intake.services.likening import find_alike
from anlan.intake.services.steps import announce
from anlan.intake.services.weighing import weigh
from anlan.kernel.actors import NOBODY, Actor
from anlan.kernel.clock import in_china
from anlan.support import locks, rights
from anlan.support.picture_notes import without_notes
from anlan.support.pictures import Picture, picture_of

_PUBLIC = "public"


@transaction.atomic
def receive_matter(*, new: NewMatter, actor: Actor, now: datetime) -> UUID:
    """Store what an account or a key sends and return its id; the same token with the same words stores it once."""
    rights.require(actor, "intake.send", new.region)
    organisations = {grant.organisation_id for grant in actor.grants if grant.organisation_id}
    sender = Sender(actor.id, actor.name, min(organisations, default=None, key=str))
    return _receive(new, sender, "", actor, now).id


@transaction.atomic
def receive_from_public(*, new: NewMatter, origin: str, now: datetime) -> str:
    """Store what a stranger tells on the public page and return the secret by which it is followed.

    ``origin`` is the mark of the address; one that sends too often is refused, and so are all together.
    """
    if new.kind is not MatterKind.TIP_OFF:
        raise ValueError("a stranger tells by a tip-off")
    known = _known(_PUBLIC, new)
    if known is None:
        _require_pace(origin, now)
    return (known or _receive(new, Sender(_PUBLIC, ""), origin, NOBODY, now)).receipt


def _require_pace(origin: str, now: datetime) -> None:
    limits = rules("public")
    locks.hold("intake:public")
    since = now - timedelta(minutes=limits["within_minutes"])
    lately = Matter.objects.filter(sender_id=_PUBLIC, received_at__gt=since)
    if lately.filter(origin=origin).count() >= limits["most_per_address"] or lately.count() >= limits["most_in_all"]:
        raise TooManyReports


def _known(sender_id: str, new: NewMatter) -> Matter | None:
    """Return what the sender stored under this token; refuse another text under it."""
    if not new.token:
        return None
    known = Matter.objects.filter(sender_id=sender_id, token=new.token).first()
    if known and known.digest != digest_of(new):
        raise TokenUsedOtherwise(token=new.token)
    return known


def _receive(new: NewMatter, sender: Sender, origin: str, actor: Actor, now: datetime) -> Matter:
    check_matter(new, now)
    pictures = _checked(new.pictures)
    locks.hold("intake:receive")
    known = _known(sender.id, new)
    if known is not None:
        return known
    event_kind = new.event_kind or event_kind_heard(new.text)
    matter = _stored(new, sender, event_kind, now)
    matter.origin = origin
    weigh(matter, len(pictures))
    matter.save()
    for sent, picture in zip(new.pictures, pictures, strict=True):
        _keep(matter, sent, picture)
    announce(MatterReceived, matter, actor, now, digest=matter.digest)
    find_alike(matter, actor, now)
    return matter


def _stored(new: NewMatter, sender: Sender, event_kind: str, now: datetime) -> Matter:
    day = in_china(now).date()
    serial = (Matter.objects.filter(day=day).aggregate(last=Max("serial"))["last"] or 0) + 1
    same = ("kind", "region", "category", "hurt", "is_exercise", "teller_name", "teller_phone")
    return Matter(
        day=day,
        serial=serial,
        number=f"J{day:%Y%m%d}-{serial:04d}",
        token=new.token or None,
        sender_id=sender.id,
        sender_name=sender.name,
        organisation_id=sender.organisation_id,
        receipt=secrets.token_urlsafe(16),
        text=new.text.strip(),
        place_text=new.place_text.strip(),
        location=Point(*new.location, srid=4326) if new.location else None,
        event_kind=event_kind,
        told_at=min(new.told_at or now, now),
        received_at=now,
        digest=digest_of(new),
        **{name: getattr(new, name) for name in same},
    )


def _checked(pictures: tuple[SentPicture, ...]) -> list[Picture]:
    if len(pictures) > MOST_PICTURES:
        raise TooManyPictures(most=MOST_PICTURES)
    found = []
    for sent in pictures:
        picture = picture_of(sent.content)
        if picture is None:
            raise NotAPicture(name=sent.name[:80])
        found.append(picture)
    return found


def _keep(matter: Matter, sent: SentPicture, picture: Picture) -> None:
    row = MatterPicture(
        matter=matter,
        media_type=picture.media_type,
        width=picture.width,
        height=picture.height,
        digest=picture.digest,
    )
    row.file.save(f"{row.id}.{picture.ending}", ContentFile(without_notes(sent.content)), save=False)
    row.save()
