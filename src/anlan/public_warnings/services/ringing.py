"""Ringing for channels: at most one job of a channel waits at a time."""

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from anlan.kernel import clock
from anlan.public_warnings.domain.channels import channels
from anlan.public_warnings.models import Delivery
from anlan.public_warnings.services.delivering import channels_due
from anlan.public_warnings.services.queueing import DELIVER

READ_RECEIPTS = "public_warnings.read_receipts"
_RECEIPTS_EVERY_SECONDS = 3


def ring_for_channels() -> tuple[str, ...]:
    """Queue a job for every channel where something is due or a receipt is awaited; return the channels due."""
    due = channels_due()
    for key in due:
        _ring_once(DELIVER, key)
    if int(clock.real_now().timestamp()) % _RECEIPTS_EVERY_SECONDS == 0:
        for key in _awaiting():
            _ring_once(READ_RECEIPTS, key)
    return due


def _awaiting() -> tuple[str, ...]:
    drivers = tuple(key for key, each in channels().items() if each.driver in ("sms", "loudspeaker"))
    rows = Delivery.objects.filter(state="sent", channel__in=drivers)
    return tuple(rows.order_by().values_list("channel", flat=True).distinct())


def _ring_once(task: str, channel: str) -> None:
    """Queue the job unless one like it waits already."""
    try:
        with transaction.atomic():
            app.configure_task(task, queueing_lock=f"{task}:{channel}").defer(channel=channel)
    except AlreadyEnqueued:
        return
