"""Locks by name that last until the running transaction ends, for what has no row yet to lock."""

from django.db import connection


def hold(name: str) -> None:
    """Wait for the lock ``name`` and hold it until the running transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
