"""Ending sessions, as part of another act."""

from uuid import UUID

from django.contrib.sessions.models import Session

from anlan.access.models import SessionRecord


def end_sessions(user_id: UUID, *, but: str = "") -> None:
    """End every session of an account except the one whose key is ``but``."""
    records = SessionRecord.objects.filter(user_id=user_id).exclude(session_key=but)
    Session.objects.filter(session_key__in=records.values("session_key")).delete()
    records.delete()
