"""``anlan live``: the live feed."""

import click
import uvicorn
from django.conf import settings

from anlan.config.starting import load_rooms


@click.command(name="live")
def command() -> None:
    """Tell open pages what happens, the moment it is sealed (server-sent events)."""
    load_rooms()
    from anlan.config.live import application  # noqa: PLC0415 - Django's rooms are loaded only now

    options = settings.ANLAN
    uvicorn.run(
        application,
        host=options["ANLAN_LISTEN"],
        port=options["ANLAN_LIVE_PORT"],
        log_level="warning",
        timeout_graceful_shutdown=2,
    )
