"""``anlan web``: the pages and the API."""

import os

import click
from granian import Granian
from granian.constants import Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels

from anlan.config.options import read_options


@click.command(name="web")
def command() -> None:
    """Serve the pages and the API."""
    options = read_options()
    threads = options["ANLAN_WEB_THREADS"]
    os.environ.setdefault("ANLAN_DATABASE_POOL", str(threads))
    Granian(
        "anlan.config.wsgi:application",
        address=options["ANLAN_LISTEN"],
        port=options["ANLAN_WEB_PORT"],
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=threads,
        backpressure=threads * 16,
        websockets=False,
        log_level=LogLevels.error,
        http1_settings=HTTP1Settings(header_read_timeout=15_000),
        workers_kill_timeout=5,
    ).serve()
