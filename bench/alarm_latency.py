"""From a reading's publication to its alarm in the live feed: p50 and p99 at 10, 50 and 90 % of what the intake takes.

The platform's own processes run (ingest, jobs, live) on a private PostgreSQL and NATS with everything synced to disk.
First the most that the ingest worker stores and judges is measured on this machine now; then batches of 100 dry
readings are sent at a share of that rate, and between them now and then one reading of a downpour at a gauge of its
own. The clock runs from the moment before that reading is published until a page's connection to the feed has the line.

    threshold   the journal's entry that a rule's value was reached
    alarm       the alarm raised from it by the job worker, as the desk shows it

    python bench/alarm_latency.py [--probes 60] [--seconds 15]
"""

import argparse
import asyncio
import contextlib
import http.client
import multiprocessing
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import nats
import orjson
from bed import TOWNSHIPS, item, platform, register
from ingest import fill

from anlan.config.parts.ports import free_port

SENDERS = 1000
SHARES = (0.1, 0.5, 0.9)
KINDS = {"monitoring.threshold_reached": "threshold", "alarms.alarm_raised": "alarm"}


class Feed:
    """A page's connection to the live feed: when each region was first told of by each kind of entry."""

    def __init__(self, port: int, cookie: str) -> None:
        self.seen: dict[tuple[str, str], float] = {}
        self.connection = http.client.HTTPConnection("127.0.0.1", port)
        self.connection.request("GET", "/live", headers={"Cookie": cookie})
        self.answer = self.connection.getresponse()
        if self.answer.status != 200:
            raise SystemExit(f"the live feed answers {self.answer.status}")
        threading.Thread(target=self.read, daemon=True).start()

    def read(self) -> None:
        while line := self.answer.readline():
            if line.startswith(b"data: "):
                at, told = time.monotonic(), orjson.loads(line[6:])
                if told.get("kind") in KINDS:
                    self.seen.setdefault((KINDS[told["kind"]], told["region"]), at)


def dry(first: int, count: int) -> list[bytes]:
    """Return batches of dry readings, no (station, time) twice: a tenth of a second later each time round the gauges.

    They are younger than any silence that is told: an alarm of that kind is not to be taken for the downpour's.
    """
    start = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=1)
    made = []
    for number in range(first, first + count):
        gateway, turn = number % (SENDERS // 100), number // (SENDERS // 100)
        moment = (start + turn * timedelta(seconds=0.1)).isoformat()
        stations = range(gateway * 100, gateway * 100 + 100)
        made.append(orjson.dumps([item(n, "rain", moment, 0.0) for n in stations]))
    return made


def send(url: str, first: int, rate: float, seconds: float) -> None:
    """Send batches evenly for some seconds (a process of its own)."""

    async def run() -> None:
        batches = dry(first, int(rate * seconds))
        client = await nats.connect(url)
        js = client.jetstream(publish_async_max_pending=500)
        began = time.monotonic()
        for number, batch in enumerate(batches):
            await js.publish_async("ingest.bench", batch)
            ahead = began + number / rate - time.monotonic()
            if ahead > 0.005:
                await asyncio.sleep(ahead)
        await js.publish_async_completed()
        await client.close()

    asyncio.run(run())


async def probe(url: str, numbers: list[int], seconds: float) -> dict[str, float]:
    """Send a downpour at each gauge, evenly; return when each region's was published."""
    client = await nats.connect(url)
    js = client.jetstream()
    published = {}
    for number in numbers:
        moment = datetime.now(UTC).isoformat()
        raw = orjson.dumps([item(number, "rain", moment, 80.0)])
        published[region_of(number)] = time.monotonic()
        await js.publish("ingest.bench", raw)
        await asyncio.sleep(seconds / len(numbers))
    await client.close()
    return published


def region_of(number: int) -> str:
    township = number % TOWNSHIPS
    return f"5134{10 + township // 30:02d}{100 + township % 30:03d}"


def capacity(url: str, count: int, start) -> float:
    """Return how many readings/s the worker stores and judges of what waits when it starts."""
    from django.db import connection

    asyncio.run(fill(url, dry(0, count)))
    start()
    seen: list[tuple[float, int]] = []
    while not seen or seen[-1][1] < count * 100:
        with connection.cursor() as cursor:
            cursor.execute("select count(*) from monitoring_reading")
            stored = cursor.fetchone()[0]
        if stored and (not seen or stored > seen[-1][1]):
            seen.append((time.monotonic(), stored))
        time.sleep(0.02)
    return (seen[-1][1] - seen[0][1]) / (seen[-1][0] - seen[0][0])


def cookie() -> str:
    """Return the session cookie of an account that may see everything."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from anlan.access.models import User
    from anlan.access.services.accounts import NewUser, create_user_with_role
    from anlan.kernel.actors import SYSTEM

    new = NewUser(username="bench", name="Bench", password="a-long-Password-7531", region="5134")
    user = User.objects.get(id=create_user_with_role(new=new, role="duty_officer", actor=SYSTEM, now=datetime.now(UTC)))
    session = SessionStore()
    session[SESSION_KEY], session[HASH_SESSION_KEY] = str(user.pk), user.get_session_auth_hash()
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


@contextlib.contextmanager
def processes() -> Iterator:
    """Give a way to start the platform's processes; stop them at the end."""
    started: list[subprocess.Popen] = []

    def start(name: str) -> None:
        started.append(subprocess.Popen([sys.executable, "-m", "anlan.config.cli", name]))

    try:
        yield start
    finally:
        for process in started:
            process.terminate()
        for process in started:
            process.wait(20)


def run(options: argparse.Namespace, url: str, live_port: int) -> None:
    from anlan.monitoring.services.months import make_month, month_of

    make_month(month_of(datetime.now(UTC)))
    register(SENDERS + TOWNSHIPS, rain_only=True)
    with processes() as start:
        for name in ("jobs", "live"):
            start(name)
        limit = capacity(url, options.messages, lambda: start("ingest"))
        print(f"the worker stores and judges {limit:,.0f} readings/s of a backlog", flush=True)
        feed, first = Feed(live_port, cookie()), options.messages
        for turn, share in enumerate(SHARES):
            rate = limit * share / 100
            load = multiprocessing.Process(target=send, args=(url, first, rate, options.seconds))
            load.start()
            time.sleep(2)
            numbers = [SENDERS + 20 + turn * 90 + n for n in range(min(options.probes, 90))]
            published = asyncio.run(probe(url, numbers, options.seconds - 3))
            load.join()
            first += int(rate * options.seconds)
            time.sleep(3)
            report(share, feed, published)


def report(share: float, feed: Feed, published: dict[str, float]) -> None:
    words = []
    for kind in KINDS.values():
        took = sorted(feed.seen[kind, region] - at for region, at in published.items() if (kind, region) in feed.seen)
        if took:
            worst = took[min(len(took) - 1, int(len(took) * 0.99))]
            words.append(f"{kind} p50 {statistics.median(took):.2f} s, p99 {worst:.2f} s ({len(took)})")
    print(f"at {share:.0%}: {'; '.join(words) or 'nothing'} of {len(published)}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--probes", type=int, default=60, help="downpours at each rate, at most 90")
    parser.add_argument("--seconds", type=float, default=15.0, help="how long each rate is held")
    parser.add_argument("--messages", type=int, default=2000, help="batches by which the greatest rate is measured")
    options = parser.parse_args()
    live_port = free_port()
    with platform(ANLAN_LIVE_PORT=str(live_port)) as bus:
        run(options, bus.url, live_port)


if __name__ == "__main__":
    main()
