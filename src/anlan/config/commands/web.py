"""``anlan web``: the pages and the API."""

import os
import resource
from typing import Final

import click
from granian import Granian
from granian.constants import Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels

from anlan.config.options import read_options
from anlan.web.lanes import lanes_of

_STREAMS: Final = 2  # answers that are still written when their request has left its lane
_CONNECTIONS: Final = 8192  # most phones keep theirs open for a while, and each idle one counts


@click.command(name="web")
def command() -> None:
    """Serve the pages and the API."""
    options = read_options()
    lanes = lanes_of(options["ANLAN_WEB_THREADS"])
    at_once = sum(lane.at_once for lane in lanes)
    os.environ.setdefault("ANLAN_DATABASE_POOL", str(at_once + _STREAMS))
    files = _open_files()
    Granian(
        "anlan.config.wsgi:application",
        address=options["ANLAN_LISTEN"],
        port=options["ANLAN_WEB_PORT"],
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=at_once + sum(lane.waits for lane in lanes),
        backpressure=min(_CONNECTIONS, files // 2),
        websockets=False,
        log_level=LogLevels.error,
        http1_settings=HTTP1Settings(header_read_timeout=15_000),
        workers_kill_timeout=5,
    ).serve()


def _open_files() -> int:
    """Return how many files and connections this process may have open, after asking for all that it may ask for."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < hard:
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return hard if hard != resource.RLIM_INFINITY else 2 * _CONNECTIONS
