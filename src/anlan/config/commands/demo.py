"""``anlan demo``: the demonstration prefecture, invented from a seed, loaded and removed as a whole."""

import time
from datetime import timedelta
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Final

import click
from django.db import transaction

from anlan.config.progress import Bars
from anlan.config.starting import load_rooms
from anlan.kernel import clock

PARTS: Final = (
    "places",
    "people",
    "residents",
    "access",
    "duty",
    "risks",
    "enterprises",
    "dangers",
    "major_hazards",
    "readiness",
    "forces",
    "stations",
    "thresholds",
    "plans",
    "drills",
    "losses",
    "supervision",
    "safety_duties",
    "intake",
    "reporting",
    "enforcement",
    "investigations",
    "knowledge",
    "analysis",
    "situation",
)
"""In the order of the storeys; each is ``config/demo/NAME.py`` with ``load(seed, progress)`` and ``remove()``."""


@click.group(name="demo")
def command() -> None:
    """Load or remove the demonstration data: Liangshan with invented people, teams, stores and stations."""
    load_rooms()


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


@command.command()
def exercise() -> None:
    """Play an invented exercise of two days ago through all pages of command; it stays, as everything done does."""
    from anlan.config import exercise as exercises  # noqa: PLC0415 - models can be imported only after django.setup()

    if exercises.is_held():
        raise click.ClickException("the exercise was played already")
    with transaction.atomic():
        incident_id = exercises.play(clock.now() - timedelta(days=2))
    click.echo(f"Played: /incidents/{incident_id}/")
