"""The public page with few and with many warnings in force, asked for by four readers at once, against a bare answer.

A platform of its own is started in a folder that is thrown away, its web server as ``anlan web`` runs it. The page, a
second page and one colour are asked for as by browsers that have nothing yet; the bare answer is a small static file of
the same server in the same run. "First" is the answer for which the page was made: that happens once a minute, and when
a warning comes or ends. Wanted: a p95 below 50 ms with 1,000 warnings. The readers share the machine with the server.

    python bench/public_page.py [--seconds 6] [--warnings 4,1000]
"""

import argparse
import statistics
import threading
import time
from datetime import timedelta

import httpx
from bed import p95, platform, web_server

from anlan.config.parts.ports import free_port

READERS = 4
BARE = ("/static/web/mark.svg",)
PAGES = ("/public/", "/public/?page=2", "/public/?level=4")
OK = 200


def main() -> None:
    """Measure and print a table."""
    options = _options()
    port = free_port()
    with platform(ANLAN_WEB_PORT=str(port)), web_server(port) as (_, base):
        _report(base, options)


def _report(base: str, options: argparse.Namespace) -> None:
    print(f"{'asked for':<26}{'first ms':>10}{'per s':>8}{'p50 ms':>9}{'p95 ms':>9}{'p95 / bare':>12}")
    bare = _measured(base, BARE, options.seconds)
    _line("bare static file", 0.0, bare, bare, options.seconds)
    standing = 0
    for wanted in options.warnings:
        issue(standing, wanted)
        standing = wanted
        first = _timed(httpx.Client(base_url=base, timeout=30), PAGES[0])
        _line(f"/public/ of {wanted}", first, _measured(base, PAGES, options.seconds), bare, options.seconds)


def _line(name: str, first: float, found: list[float], bare: list[float], seconds: float) -> None:
    ratio = p95(found) / p95(bare)
    middle = statistics.median(found)
    print(f"{name:<26}{first:>10.1f}{len(found) / seconds:>8.0f}{middle:>9.1f}{p95(found):>9.1f}{ratio:>12.1f}")


def _measured(base: str, paths: tuple[str, ...], seconds: float) -> list[float]:
    """Return the milliseconds of every answer that the readers got."""
    found: list[float] = []
    until = time.monotonic() + seconds
    readers = [threading.Thread(target=_read, args=(base, paths, until, found)) for _ in range(READERS)]
    for each in readers:
        each.start()
    for each in readers:
        each.join()
    return found


def _read(base: str, paths: tuple[str, ...], until: float, found: list[float]) -> None:
    with httpx.Client(base_url=base, timeout=30) as client:
        number = 0
        while time.monotonic() < until:
            found.append(_timed(client, paths[number % len(paths)]))
            number += 1


def _timed(client: httpx.Client, path: str) -> float:
    began = time.perf_counter()
    answer = client.get(path)
    took = (time.perf_counter() - began) * 1000
    if answer.status_code != OK:
        raise SystemExit(f"{path} answered {answer.status_code}")
    return took


def issue(first: int, last: int) -> None:
    """Put warnings of every colour straight into the table of what was sent, each for one place of its own."""
    from anlan.kernel.clock import real_now
    from anlan.kernel.ids import new_id
    from anlan.public_warnings.models import Transmission

    now = real_now()
    Transmission.objects.bulk_create(
        Transmission(
            warning_id=new_id(),
            identifier=f"51343341600000_{number:014}",
            sender="51343341600000",
            region="513433",
            issuer="Bench county",
            message_kind="alert",
            event_code="11A51",
            event_name="Flash flood",
            level=1 + number % 4,
            headline=f"Warning {number} of flash flood",
            description="52.5 mm of rain in one hour; streams rise fast. " * 3,
            instruction="1. Leave the river banks at once.\n2. Go to high ground.\n3. Do not go back.",
            regions=[{"code": f"513433{100 + number % 800}", "name": f"Place {number}", "population": 900}],
            area=_square(number),
            area_error_m=0,
            population=900,
            channels=[{"key": "public_page", "name": "page"}, {"key": "cap_feed", "name": "feed"}],
            effective=now,
            expires=now + timedelta(hours=6),
            author_name="bench",
            approver_name="bench",
            sent_at=now,
            is_exercise=False,
            seal="bench",
            cap_xml=b"<alert/>",
        )
        for number in range(first, last)
    )


def _square(number: int) -> dict[str, object]:
    west, south = 98 + number % 40 * 0.25, 26 + number // 40 * 0.25
    corners = ((0, 0), (0.2, 0), (0.2, 0.2), (0, 0.2), (0, 0))
    ring = [(round(west + x, 3), round(south + y, 3)) for x, y in corners]
    return {"type": "MultiPolygon", "coordinates": [[ring]]}


def _options() -> argparse.Namespace:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--seconds", type=float, default=6)
    asked.add_argument("--warnings", type=lambda text: [int(each) for each in text.split(",")], default=[4, 1000])
    return asked.parse_args()


if __name__ == "__main__":
    main()
