"""The doorbell of the channels."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from anlan.kernel import clock
from anlan.kernel.actors import SYSTEM
from anlan.public_warnings import api
from anlan.public_warnings.adapters.channels import sender_for


@app.task(name="public_warnings.deliver", retry=RetryStrategy(max_attempts=3, linear_wait=2))
def deliver(channel: str) -> None:
    """Send what waits on one channel."""
    api.deliver_channel(channel=channel, sender=sender_for(channel), actor=SYSTEM, now=clock.now)


@app.task(name="public_warnings.read_receipts")
def read_receipts(channel: str) -> None:
    """Ask a channel's gateway what has arrived."""
    ids = api.awaiting_receipt(channel)
    if ids:
        api.read_receipts(ids=ids, sender=sender_for(channel), now=clock.now())
