"""``anlan side``: the simulated gateways of a demonstration."""

import shlex
import signal
import threading

import click

from anlan.config.options import read_options
from anlan.config.side.addresses import simulated_settings
from anlan.config.side.running import Side, running_side


@click.command(name="side")
@click.option("--settings", is_flag=True, help="Print the settings that open every channel to these gateways, and end.")
def command(*, settings: bool) -> None:
    """Run gateways that only keep what they receive: mail, SMS, webhook, loudspeakers, robots, voice, broadcasting...

    They listen on ANLAN_SIDE_PORT (SMTP), the next (SMS, HTTP), the one after (webhook), the fourth (all others) and
    the fifth (short message centre, SMPP);
    messages go to var/side/*.jsonl and are listed by GET /messages.
    """
    options = read_options()
    first = options["ANLAN_SIDE_PORT"]
    if settings:
        for name, text in simulated_settings(options["ANLAN_VAR"] / "side", first).items():
            click.echo(f"export {name}={shlex.quote(text)}")
        return
    side = Side(
        folder=options["ANLAN_VAR"] / "side",
        first_port=first,
        webhook_key=options["ANLAN_SECRET_KEY"] or "set-by-anlan-up",
        mqtt_port=options["ANLAN_MQTT_PORT"],
    )
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    with running_side(side):
        click.echo(
            f"simulated gateways: SMTP {first}, SMS {first + 1}, webhook {first + 2}, others {first + 3}, "
            f"SMPP {first + 4}; "
            f"kept in {side.folder}"
        )
        stop.wait()
