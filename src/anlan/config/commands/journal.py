"""``anlan journal``: the journal's seal."""

import sys
import time

import click

from anlan.config.starting import load_rooms


@click.group(name="journal")
def command() -> None:
    """Look after the journal."""
    load_rooms()


@command.command()
def verify() -> None:
    """Prove that no sealed entry was lost, moved or altered; exit 1 and name each flaw otherwise."""
    from anlan.support.sealing import flaws, sealed_count, unsealed_count  # noqa: PLC0415 - rooms are loaded only now

    started = time.monotonic()
    found = list(flaws())
    for flaw in found:
        click.echo(f"entry {flaw.number}: {flaw.reason}")
    click.echo(
        f"{sealed_count()} sealed entries, {unsealed_count()} not sealed yet, "
        f"{len(found)} flaws, {time.monotonic() - started:.1f} s"
    )
    sys.exit(1 if found else 0)
