"""The platform's own processes, as the supervisor sees them and as their doors answer."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import httpx

from anlan.config import plant
from anlan.config.doctor.finding import Finding
from anlan.config.parts import ports
from anlan.kernel.clock import real_now

MOST_SILENT_SECONDS: Final = 15.0
MOST_RESTARTS: Final = 3
_START = "start everything with anlan up"


def look(options: Mapping[str, Any]) -> Iterator[Finding]:
    """Yield a finding for the supervisor, for each process, and for the doors of the pages and the live feed."""
    try:
        status = json.loads((options["ANLAN_VAR"] / "run" / "status.json").read_text())
    except FileNotFoundError:
        yield Finding("supervisor", False, "anlan up does not run here", _START)
    else:
        yield from processes(status, real_now())
    yield _pages(options)
    yield _live_feed(options)


def processes(status: Mapping[str, Any], now: datetime) -> Iterator[Finding]:
    """Judge what the supervisor has written down."""
    age = (now - datetime.fromisoformat(status["written_at"])).total_seconds()
    yield Finding("supervisor", age <= MOST_SILENT_SECONDS, f"heard {age:.0f} s ago", _START)
    parts = {part["name"]: part for part in status["parts"]}
    for name in plant.WORKERS:
        if name not in parts and plant.has_command(name):
            yield Finding(name, False, "the supervisor does not know it", _START)
    for part in parts.values():
        yield process(part)


def process(part: Mapping[str, Any]) -> Finding:
    """Judge one process."""
    is_alive = part["pid"] is not None and Path(f"/proc/{part['pid']}").exists()
    says = f"process {part['pid']} since {part['since'][:19]}" if is_alive else "does not live"
    if part["restarts"]:
        says += f", restarted {part['restarts']} times"
    is_well = is_alive and part["restarts"] <= MOST_RESTARTS
    return Finding(part["name"], is_well, says, f"see var/log/{part['name']}.log")


def _pages(options: Mapping[str, Any]) -> Finding:
    address = plant.reachable(options)
    host = f"[{address}]" if ":" in address else address
    url = f"http://{host}:{options['ANLAN_WEB_PORT']}/login/"
    try:
        status = httpx.get(url, timeout=5, trust_env=False).status_code
    except httpx.TransportError as error:
        return Finding("pages", False, f"{url}: {error}", "see var/log/web.log")
    return Finding("pages", status == httpx.codes.OK, f"{url} answers {status}", "see var/log/web.log")


def _live_feed(options: Mapping[str, Any]) -> Finding:
    port = options["ANLAN_LIVE_PORT"]
    is_well = ports.answers(port, plant.reachable(options))
    says = f"port {port} {'answers' if is_well else 'does not answer'}"
    return Finding("live feed", is_well, says, "see var/log/live.log")
