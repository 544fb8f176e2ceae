"""``anlan auditor``: checks every minute, from the journal alone, that every call went as it must."""

import logging
import signal
from importlib import import_module
from threading import Event

import click
from django.db import Error, close_old_connections

from anlan.config.starting import load_rooms

log = logging.getLogger(__name__)


@click.command(name="auditor")
@click.option("--every", default=60.0, show_default=True, help="Seconds from one look to the next.")
@click.option("--once", is_flag=True, help="Look twice without a pause, say how much is wrong, and end.")
def command(*, every: float, once: bool) -> None:
    """Look at all running calls again and again; what is wrong is announced, and shown until it is settled."""
    load_rooms()
    import_module("anlan.config.wiring").wire()
    auditing = import_module("anlan.public_warnings.api")
    auditor = auditing.Auditor()
    if once:
        looks = [_look(auditor) for _ in range(2)]
        click.echo(f"{looks[-1]} wrong")
        raise SystemExit(1 if looks[-1] else 0)
    stopping = Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: stopping.set())
    while not stopping.is_set():
        try:
            _look(auditor)
        except Error:
            log.exception("the database is away; looking again in %.0f s", every)
        stopping.wait(every)


def _look(auditor: object) -> int:
    clock = import_module("anlan.kernel.clock")
    close_old_connections()
    now = clock.now()
    found = auditor.look(actor=import_module("anlan.kernel.actors").SYSTEM, now=now)
    import_module("anlan.support.heartbeats").beat("auditor", now)
    return found
