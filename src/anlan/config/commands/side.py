"""``anlan side``: the simulated gateways of a demonstration."""

import signal
import threading

import click

from anlan.config.options import read_options
from anlan.config.side.running import Side, running_side


@click.command(name="side")
def command() -> None:
    """Run a mail server, an SMS gateway, a webhook receiver and loudspeakers that only keep what they receive.

    They listen on ANLAN_SIDE_PORT (SMTP), the next (SMS, HTTP) and the one after (webhook); messages go to
    var/side/*.jsonl and are listed by GET /messages.
    """
    options = read_options()
    first = options["ANLAN_SIDE_PORT"]
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
        click.echo(f"simulated gateways: SMTP {first}, SMS {first + 1}, webhook {first + 2}; kept in {side.folder}")
        stop.wait()
