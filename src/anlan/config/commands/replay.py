"""``anlan replay``: a past event through the platform's public doors."""

import sys
from datetime import datetime

import click

from anlan.config.starting import load_rooms
from anlan.kernel.clock import CHINA


@click.command(name="replay")
@click.argument("name", default="mianning-2020-06-26")
@click.option("--speed", default=600.0, show_default=True, help="How many times faster than real time.")
@click.option("--full-speed", is_flag=True, help="Jump from event to event, as fast as the platform settles.")
@click.option(
    "--until", type=click.DateTime(), help="Stop at this time of the event (China) and leave the clock there."
)
@click.option("--end", is_flag=True, help="Run nothing; give the platform real time back.")
def command(*, name: str, speed: float, full_speed: bool, until: datetime | None, end: bool) -> None:
    """Replay the event NAME on the running platform and compare every published figure.

    Readings go in by MQTT, people act through the API with the demonstration's accounts, phones tap the links of
    their SMS. The platform's clock runs at the event's date meanwhile. Exit code 1: a figure differs; 2: a stage did
    not happen.
    """
    load_rooms()
    from anlan.config.replay import session  # noqa: PLC0415 - the rooms are loaded only now

    if end:
        session.end()
        return
    try:
        scenario = session.scenario_named(name)
    except KeyError as error:
        names = ", ".join(session.scenario_names())
        raise click.UsageError(f"there is no scenario {name}; there are: {names}") from error
    moment = until and until.replace(tzinfo=CHINA)
    sys.exit(session.run(scenario, session.FULL_SPEED if full_speed else speed, moment))
