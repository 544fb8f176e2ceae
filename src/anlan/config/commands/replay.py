"""``anlan replay``: a past event through the platform's public doors."""

import sys
import time

import click
import django
from django.conf import settings
from rich.console import Console
from rich.table import Table

from anlan.config.replay.pace import FULL_SPEED, NotSettled, Pace


@click.command(name="replay")
@click.argument("name", default="mianning-2020-06-26")
@click.option("--speed", default=600.0, show_default=True, help="How many times faster than real time.")
@click.option("--full-speed", is_flag=True, help="Jump from event to event, as fast as the platform settles.")
def command(*, name: str, speed: float, full_speed: bool) -> None:
    """Replay the event NAME on the running platform and compare every published figure.

    Readings go in by MQTT, people act through the API with the demonstration's accounts, phones tap the links of
    their SMS. The platform's clock runs at the event's date meanwhile. Exit code 1: a figure differs; 2: a stage did
    not happen.
    """
    django.setup()
    from anlan.config.replay.doors import DoorClosed  # noqa: PLC0415 - the rooms are loaded only now
    from anlan.config.replay.run import play, scenario_named, scenario_names  # noqa: PLC0415

    try:
        scenario = scenario_named(name)
    except KeyError as error:
        raise click.UsageError(f"there is no scenario {name}; there are: {', '.join(scenario_names())}") from error
    pace = Pace(FULL_SPEED if full_speed else speed)
    started = time.monotonic()
    try:
        night = _begin(scenario, pace)
        play(night)
        differing = _show_figures(night, time.monotonic() - started)
    except (DoorClosed, NotSettled) as failure:
        click.echo(f"the replay stopped: {failure}", err=True)
        sys.exit(2)
    finally:
        pace.end()
    sys.exit(1 if differing else 0)


def _begin(scenario: dict, pace: Pace) -> "object":
    from anlan.config.replay.doors import Gauges, Phones  # noqa: PLC0415 - the rooms are loaded only now
    from anlan.config.replay.night import Night, sign_in_all  # noqa: PLC0415

    options = settings.ANLAN
    address = f"http://127.0.0.1:{options['ANLAN_WEB_PORT']}"
    people = sign_in_all(scenario, address, options["ANLAN_VAR"] / "demo-accounts.json")
    phones = Phones(f"http://127.0.0.1:{options['ANLAN_SIDE_PORT'] + 1}", address)
    return Night(scenario, pace, people, Gauges("127.0.0.1", options["ANLAN_MQTT_PORT"]), phones)


def _show_figures(night: "object", seconds: float) -> int:
    """Print the table and return how many figures differ."""
    from anlan.config.replay.figures import compare  # noqa: PLC0415 - the rooms are loaded only now

    words = night.scenario["words"]
    table = Table(words["item"], words["published"], words["platform"], "", title=night.scenario["title"])
    differing = count = 0
    for figure, held in compare(night):
        is_equal = held == figure["published"]
        differing += not is_equal
        count += 1
        row = (figure["name"], _written(figure["published"]), _written(held))
        table.add_row(*row, words["equal"] if is_equal else f"[red]{words['different']}")
    Console().print(table)
    last = words["some_differ"] if differing else words["all_equal"]
    click.echo(last.format(count=differing or count, seconds=seconds))
    return differing


def _written(value: object) -> str:
    parts = value if isinstance(value, list) else [value]
    return " / ".join(f"{part:g}" if isinstance(part, float) else str(part) for part in parts)
