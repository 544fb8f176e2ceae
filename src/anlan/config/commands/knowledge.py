"""``anlan knowledge``: the papers that every library begins with."""

import click

from anlan.config.starting import load_rooms
from anlan.kernel import clock
from anlan.kernel.actors import SYSTEM


@click.group(name="knowledge")
def command() -> None:
    """Fill the library with the papers that come with the platform."""
    load_rooms()


@command.command()
def fill() -> None:
    """Put in the shipped excerpts and cards, published for every reader, as far as the library lacks them."""
    from anlan.knowledge import api  # noqa: PLC0415 - models can be imported only after django.setup()

    count = api.put_shipped_papers(actor=SYSTEM, now=clock.now())
    click.echo(f"{count} papers put into the library.")
