"""One replay from the command line: everyone signs in, the event runs, the table of figures ends it."""

import time
from datetime import datetime
from typing import Any

import click
from django.conf import settings
from rich.console import Console
from rich.table import Table

from anlan.config.replay.doors import DoorClosed, Gauges, Phones
from anlan.config.replay.figures import compare
from anlan.config.replay.night import Night, sign_in_all
from anlan.config.replay.pace import FULL_SPEED, NotSettled, Pace
from anlan.config.replay.run import play, scenario_named, scenario_names

ALL_EQUAL, DIFFERENT, STOPPED = 0, 1, 2


def run(scenario: dict[str, Any], speed: float, until: datetime | None = None) -> int:
    """Run a scenario at ``speed`` and print its timeline and figures; return the exit code.

    With ``until`` it stops there without the figures and leaves the platform's clock standing.
    """
    pace = Pace(speed)
    started = time.monotonic()
    try:
        night = _night(scenario, pace)
        play(night, until)
        if until:
            return ALL_EQUAL
        differing = show_figures(night, time.monotonic() - started)
    except (DoorClosed, NotSettled) as failure:
        click.echo(f"the replay stopped: {failure}", err=True)
        return STOPPED
    finally:
        if not until:
            pace.end()
    return DIFFERENT if differing else ALL_EQUAL


def end() -> None:
    """Give the platform real time back."""
    Pace(FULL_SPEED).end()


def _night(scenario: dict[str, Any], pace: Pace) -> Night:
    options = settings.ANLAN
    address = f"http://127.0.0.1:{options['ANLAN_WEB_PORT']}"
    people = sign_in_all(scenario, address, options["ANLAN_VAR"] / "demo-accounts.json")
    phones = Phones(f"http://127.0.0.1:{options['ANLAN_SIDE_PORT'] + 1}", address)
    return Night(scenario, pace, people, Gauges("127.0.0.1", options["ANLAN_MQTT_PORT"]), phones)


def show_figures(night: Night, seconds: float) -> int:
    """Print every published figure beside the platform's and return how many differ."""
    words = night.scenario["words"]
    table = Table(title=night.scenario["title"])
    for heading in (words["item"], words["published"], words["platform"], ""):
        table.add_column(heading, overflow="fold")
    compared = compare(night)
    differing = sum(held != figure["published"] for figure, held in compared)
    for figure, held in compared:
        verdict = words["equal"] if held == figure["published"] else f"[red]{words['different']}"
        table.add_row(figure["name"], _written(figure["published"]), _written(held), verdict)
    Console().print(table)
    last = words["some_differ"] if differing else words["all_equal"]
    click.echo(last.format(count=differing or len(compared), seconds=seconds))
    return differing


def _written(value: object) -> str:
    parts = value if isinstance(value, list) else [value]
    return " / ".join(f"{part:g}" if isinstance(part, float) else str(part) for part in parts)


__all__ = [
    "ALL_EQUAL",
    "DIFFERENT",
    "FULL_SPEED",
    "STOPPED",
    "end",
    "run",
    "scenario_named",
    "scenario_names",
    "show_figures",
]
