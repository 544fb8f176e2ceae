"""``anlan deliver``: the process that sends messages by every channel."""

import gc
import signal
from importlib import import_module

import click

from anlan.config.starting import load_rooms

_NEW_OBJECTS = 100_000


@click.command(name="deliver")
def command() -> None:
    """Send what waits by every channel, read receipts, and test the links; several may run at once."""
    load_rooms()
    import_module("anlan.config.wiring").wire()
    work = import_module("anlan.public_warnings.adapters.working").Delivering()
    _collect_seldom()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: work.stop())
    work.run()


def _collect_seldom() -> None:
    """Leave what is loaded alone: messages are in no cycles, and going through all of it costs as much as sending."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS)
