"""``anlan gateways``: the doors for devices that speak SL 651, HJ 212, GB/T 26875.3 or JT/T 808, and Modbus polling."""

import asyncio
import signal
from importlib import import_module

import click
from django.conf import settings

from anlan.config.starting import load_rooms


@click.command(name="gateways")
def command() -> None:
    """Listen for devices and poll those that only answer, until stopped."""
    load_rooms()
    gateway = import_module("anlan.monitoring.adapters.gateways.gateway")
    url = import_module("anlan.monitoring.adapters.publisher").address()
    options = settings.ANLAN
    asyncio.run(
        _run(gateway.Gateway(url, options["ANLAN_GATEWAY_LISTEN"], options["ANLAN_GATEWAY_PORT"])),
    )


async def _run(gateway: object) -> None:
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(sign, gateway.stopping.set)
    await gateway.run()
