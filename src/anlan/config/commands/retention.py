"""``anlan retention``: what is kept no longer."""

from importlib import import_module

import click

from anlan.config.starting import load_rooms
from anlan.kernel import clock
from anlan.kernel.actors import SYSTEM
from anlan.kernel.clock import in_china


@click.command(name="retention")
@click.option("--delete", is_flag=True, help="Delete it now; the jobs do so every night at three.")
def command(*, delete: bool) -> None:
    """Say which readings are kept no longer; hours are kept for ten years, days for ever."""
    load_rooms()
    api = import_module("anlan.monitoring.api")
    now = clock.now()
    for each in api.expiring(now):
        click.echo(f"{each.quantity}: {each.count} readings before {in_china(each.horizon):%Y-%m-%d}")
    if delete:
        click.echo(f"{api.expire_readings(actor=SYSTEM, now=now)} readings deleted")
