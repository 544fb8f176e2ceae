"""From a reading's publication to its alarm in the live feed: p50 and p99 at 10, 50 and 90 % of what the intake takes.

The platform's own processes run (ingest, jobs, live) on a private PostgreSQL and NATS with everything synced to disk.
First the most that the ingest worker stores and judges while a sender sends is measured on this machine now; then
batches of 100 dry readings are sent at a share of that rate, and between them now and then one reading of a downpour at
a gauge of its own. The clock runs from the moment before that reading is published until a page's connection to the
feed has the line.

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
from nats.js.errors import NotFoundError

from anlan.config.parts.ports import free_port
from anlan.monitoring.adapters import streams
from anlan.monitoring.domain.partitions import partition_of

SENDERS = 1000
SHARES = (0.10, 0.50, 0.90)
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


class Dry:
    """Batches of dry readings, no (station, time) twice: a tenth of a second later each time round the gauges.

    They are younger than any silence that is told: an alarm of that kind is not to be taken for the downpour's. What a
    gateway says is written once, since making it anew would take the processor time that is to be measured.
    """

    def __init__(self) -> None:
        self.start = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=1)
        self.gateways = [
            orjson.dumps([item(n, "rain", "MOMENT", 0.0) for n in range(first, first + 100)])
            for first in range(0, SENDERS, 100)
        ]

    def batch(self, number: int) -> bytes:
        turn, gateway = divmod(number, len(self.gateways))
        moment = self.start + turn * timedelta(seconds=0.1)
        return self.gateways[gateway].replace(b"MOMENT", moment.isoformat().encode())


def send(url: str, dry: Dry, numbers: range, rate: float) -> None:
    """Send batches evenly, so many a second (a process of its own)."""

    async def run() -> None:
        client = await nats.connect(url)
        js = client.jetstream(publish_async_max_pending=500)
        began = time.monotonic()
        for sent, number in enumerate(numbers):
            await js.publish_async("ingest.bench", dry.batch(number))
            ahead = began + sent / rate - time.monotonic()
            if ahead > 0.005:
                await asyncio.sleep(ahead)
        await js.publish_async_completed()
        await client.close()

    asyncio.run(run())


async def wait_until_taken(url: str) -> None:
    """Wait until the intake has acknowledged everything that lies on the bus."""
    client = await nats.connect(url)
    js = client.jetstream()
    while True:
        with contextlib.suppress(NotFoundError):
            its = await js.consumer_info(streams.STREAM, streams.consumer_of(partition_of("bench")))
            if not its.num_pending and not its.num_ack_pending and its.delivered.stream_seq:
                break
        await asyncio.sleep(0.05)
    await client.close()


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


def capacity(url: str, dry: Dry, count: int) -> float:
    """Return how many readings/s the worker stores and judges while they are sent as fast as the bus takes them."""
    began = time.monotonic()
    sender = multiprocessing.Process(target=send, args=(url, dry, range(1, count + 1), float("inf")))
    sender.start()
    sender.join()
    asyncio.run(wait_until_taken(url))
    return count * 100 / (time.monotonic() - began)


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
    dry = Dry()
    with processes() as start:
        for name in ("jobs", "live", "ingest"):
            start(name)
        asyncio.run(first_message(url, dry))
        limit = capacity(url, dry, options.messages)
        print(f"the worker stores and judges {limit:,.0f} readings/s while they are sent", flush=True)
        feed, first = Feed(live_port, cookie()), options.messages + 1
        for turn, share in enumerate(SHARES):
            rate = limit / 100 * share
            batches = range(first, first + int(rate * options.seconds))
            load = multiprocessing.Process(target=send, args=(url, dry, batches, rate))
            load.start()
            time.sleep(1)
            numbers = [SENDERS + 20 + turn * 90 + n for n in range(min(options.probes, 90))]
            published = asyncio.run(probe(url, numbers, options.seconds - 2))
            load.join()
            first = batches.stop
            asyncio.run(wait_until_taken(url))
            time.sleep(3)
            report(share, feed, published)


async def first_message(url: str, dry: Dry) -> None:
    """Let the worker take one batch, so that its loops are compiled before anything is measured."""
    await fill(url, [dry.batch(0)])
    await wait_until_taken(url)


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
