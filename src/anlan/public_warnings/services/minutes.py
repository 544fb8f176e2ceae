"""Counting what a channel does, minute by minute of the machine's clock."""

from datetime import timedelta
from typing import Final

from django.db import connection

from anlan.kernel import clock
from anlan.public_warnings.models import ChannelMinute

_KEPT: Final = timedelta(days=7)
_COUNT: Final = """
insert into public_warnings_channelminute (channel, minute_real, accepted, failed)
values (%s, date_trunc('minute', %s::timestamptz), %s, %s)
on conflict (channel, minute_real) do update
set accepted = public_warnings_channelminute.accepted + excluded.accepted,
    failed = public_warnings_channelminute.failed + excluded.failed
"""


def count_minute(channel: str, *, accepted: int, failed: int) -> None:
    """Add to the running minute of a channel."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [channel, clock.real_now(), accepted, failed])


def forget_old_minutes(channel: str) -> int:
    """Delete a channel's minutes that are older than a week; return how many."""
    return ChannelMinute.objects.filter(channel=channel, minute_real__lt=clock.real_now() - _KEPT).delete()[0]
