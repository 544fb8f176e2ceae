"""Ending sessions, as part of another act."""

from uuid import UUID

from django.contrib.sessions.models import Session

from anlan.access.models import SessionRecord
from anlan.kernel.clock import real_now


def end_sessions(user_id: UUID, *, but: str = "") -> None:
    """End every session of an account except the one whose key is ``but``."""
    records = SessionRecord.objects.filter(user_id=user_id).exclude(session_key=but)
    Session.objects.filter(session_key__in=records.values("session_key")).delete()
    records.delete()


def forget_expired(user_id: UUID) -> None:
    """Remove what is left of an account's sessions that have run out; sessions live by real time, also in a replay."""
    keys = SessionRecord.objects.filter(user_id=user_id).values("session_key")
    Session.objects.filter(session_key__in=keys, expire_date__lte=real_now()).delete()
    alive = Session.objects.filter(session_key__in=keys).values("session_key")
    SessionRecord.objects.filter(user_id=user_id).exclude(session_key__in=alive).delete()
