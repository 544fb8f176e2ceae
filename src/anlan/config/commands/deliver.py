"""``anlan deliver``: the process that sends messages by every channel."""

import signal
from importlib import import_module

import click
import django


@click.command(name="deliver")
def command() -> None:
    """Send what waits by every channel, read receipts, and test the links; several may run at once."""
    django.setup()
    import_module("anlan.config.wiring").wire()
    work = import_module("anlan.public_warnings.adapters.working").Delivering()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: work.stop())
    work.run()
