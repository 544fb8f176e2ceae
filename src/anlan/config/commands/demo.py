"""``anlan demo``: the demonstration prefecture, invented from a seed, loaded and removed as a whole."""

import time
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Final

import click
import django

from anlan.config.progress import Bars

PARTS: Final = ("places", "people", "access", "risks", "readiness", "stations", "thresholds", "plans", "reporting")
"""In the order of the storeys; each is ``config/demo/NAME.py`` with ``load(seed, progress)`` and ``remove()``."""


@click.group(name="demo")
def command() -> None:
    """Load or remove the demonstration data: Liangshan with invented people, teams, stores and stations."""
    django.setup()


def parts() -> list[tuple[str, Any]]:
    """Return the parts that exist, from the ground up."""
    found = [name for name in PARTS if find_spec(f"anlan.config.demo.{name}")]
    return [(name, import_module(f"anlan.config.demo.{name}")) for name in found]


@command.command()
@click.option("--seed", default=5134, show_default=True, help="Another seed invents other people and figures.")
def load(seed: int) -> None:
    """Load the demonstration data; run again, it replaces what it loaded before. Divisions are loaded where missing."""
    started = time.monotonic()
    with Bars() as progress:
        for _, part in parts():
            part.load(seed, progress)
    click.echo(f"Demonstration data of seed {seed} loaded in {time.monotonic() - started:.0f} s.")


@command.command()
def remove() -> None:
    """Remove the demonstration data, the last part first; divisions and the journal stay."""
    for name, part in reversed(parts()):
        part.remove()
        click.echo(f"{name}: removed.")
