"""``anlan demo``: the demonstration prefecture, invented from a seed, loaded and removed as a whole."""

import time
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Final

import click
import django
from django.db import transaction

from anlan.config.progress import Bars

PARTS: Final = (
    "places",
    "people",
    "residents",
    "access",
    "duty",
    "risks",
    "readiness",
    "forces",
    "stations",
    "thresholds",
    "plans",
    "reporting",
)
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
@click.option("--if-empty", is_flag=True, help="Do nothing where the demonstration data are loaded already.")
def load(seed: int, *, if_empty: bool) -> None:
    """Load the demonstration data; run again, it replaces what it loaded before. Divisions are loaded where missing."""
    from anlan.places import api as places  # noqa: PLC0415 - models can be imported only after django.setup()

    if if_empty and places.has_demonstration_populations():
        return
    started = time.monotonic()
    with Bars() as progress, transaction.atomic():
        for _, part in parts():
            part.load(seed, progress)
    click.echo(f"Demonstration data of seed {seed} loaded in {time.monotonic() - started:.0f} s.")


@command.command()
def remove() -> None:
    """Remove the demonstration data, the last part first; divisions and the journal stay."""
    with transaction.atomic():
        for name, part in reversed(parts()):
            part.remove()
            click.echo(f"{name}: removed.")
