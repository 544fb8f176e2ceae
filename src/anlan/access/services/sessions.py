"""Signing in and out, and ending one's own other sessions."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.sessions.models import Session
from django.db import transaction

from anlan.access import events
from anlan.access.models import SessionRecord, User
from anlan.access.services.endings import forget_expired
from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.support import journal


@dataclass(frozen=True, slots=True, kw_only=True)
class Entrance:
    """From where a person signed in."""

    session_key: str
    address: str
    agent: str


@transaction.atomic
def record_sign_in(*, user: User, entrance: Entrance, actor: Actor, now: datetime) -> None:
    """Remember that a person, whose password was right, has a new session, and forget those that have run out."""
    forget_expired(user.id)
    SessionRecord.objects.create(
        user=user,
        session_key=entrance.session_key,
        address=entrance.address[:45],
        agent=entrance.agent[:200],
        signed_in_at=now,
    )
    event = events.SignedIn(
        subject=events.account_subject(user.id),
        region=user.region,
        username=user.username,
        address=entrance.address[:45],
    )
    journal.announce(event, actor=actor, now=now)


@transaction.atomic
def record_sign_out(*, user: User, session_key: str, actor: Actor, now: datetime) -> None:
    """Remember that a person left; the session itself is ended by the page."""
    SessionRecord.objects.filter(user=user, session_key=session_key).delete()
    event = events.SignedOut(subject=events.account_subject(user.id), region=user.region, username=user.username)
    journal.announce(event, actor=actor, now=now)


def follow_session(*, before: str, after: str) -> None:
    """Keep the record of a session whose key was renewed for safety."""
    SessionRecord.objects.filter(session_key=before).update(session_key=after)


@transaction.atomic
def end_own_session(*, record_id: UUID, user: User, actor: Actor, now: datetime) -> None:
    """End one of one's own sessions; another person's session is not found."""
    record = SessionRecord.objects.select_for_update().filter(id=record_id, user=user).first()
    if record is None or actor.id != str(user.id):
        raise NotFound(what="session")
    Session.objects.filter(session_key=record.session_key).delete()
    record.delete()
    event = events.SessionEnded(subject=events.account_subject(user.id), region=user.region, username=user.username)
    journal.announce(event, actor=actor, now=now)
