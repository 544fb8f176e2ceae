"""``anlan ingest``: the worker that stores and judges readings."""

import asyncio
import signal
from importlib import import_module

import click
from django.conf import settings

from anlan.config.starting import load_rooms


@click.command(name="ingest")
@click.option("--batch", default=400, show_default=True, help="Messages stored at once, at most.")
def command(batch: int) -> None:
    """Store and judge readings from the message bus until stopped."""
    load_rooms()
    import_module("anlan.config.wiring").wire()
    worker = import_module("anlan.monitoring.adapters.worker")
    address = import_module("anlan.monitoring.adapters.publisher").address()
    bus = worker.Bus(url=address, mqtt_port=settings.ANLAN["ANLAN_MQTT_PORT"], batch=batch)
    asyncio.run(_run(worker.Worker(bus=bus)))


async def _run(worker: object) -> None:
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(sign, worker.stopping.set)
    await worker.run()
