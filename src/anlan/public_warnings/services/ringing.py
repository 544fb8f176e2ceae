"""Ringing for a channel: the delivering process wakes when the running transaction commits."""

from typing import Final

from django.db import connection

BELL: Final = "anlan_deliveries"


def ring(channel: str) -> None:
    """Wake whoever sends by this channel, after commit; a ring that nobody hears costs half a second."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_notify(%s, %s)", [BELL, channel])
