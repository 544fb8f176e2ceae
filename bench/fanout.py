"""A warning to a million telephones: queued durably, sent by SMPP at the centre's rate, over a kill -9 in the middle.

The platform's own delivering process (``anlan deliver``) sends on a private PostgreSQL with everything synced to disk;
the simulated centre takes its rated number of messages a second and refuses what is more. In the middle the delivering
process is killed with SIGKILL and started anew. Printed are

    queueing    seconds to store all deliveries in one transaction, and the bare COPY of the same rows into a table
                without keys and indexes as the machine's limit
    sending     messages a second that the centre took, from the first to the last, against its rate; and the same
                without the seconds in which nobody sent, from the kill to the first message of the new process
    one each    whether every number has its one message, and its own receipt stands in its row
    processor   microseconds of processor time a message, of the delivering process, PostgreSQL and the centre

    python bench/fanout.py [--count 1000000] [--rate 8000] [--no-kill]
"""

import argparse
import json
import multiprocessing
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from bed import SOURCES, durable_cluster

from anlan.config.parts.ports import free_ports
from anlan.protocols.smpp34 import MessageState

CHANNEL = "public_sms"
TEXT_HEADLINE = "\u5c71\u6d2a\u7ea2\u8272\u9884\u8b66"
DOCUMENT = b"""<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>bench</identifier><sender>bench</sender>
<sent>2026-07-01T20:00:00+08:00</sent><status>Actual</status><msgType>Alert</msgType><scope>Public</scope></alert>"""
SILENT_MOD, FAILING_MOD = 1000, 997


def outcome(number: str):
    """Say of a number what becomes of its message: nearly all arrive, some fail, some are never heard of."""
    n = int(number[3:])
    if n % SILENT_MOD == 0:
        return None
    return MessageState.UNDELIVERABLE if n % FAILING_MOD == 0 else MessageState.DELIVERED


def run_centre(port: int, file: str, rate: int) -> None:
    """Be the centre (a process of its own)."""
    from anlan.config.side.smpp import Centre

    with Centre(port, Path(file), per_second=rate, outcome=outcome).running():
        signal.pause()


def transmission():
    """Store the frozen message that all receivers get."""
    from anlan.public_warnings.models import Transmission

    now = datetime.now(UTC)
    return Transmission.objects.create(
        warning_id=uuid4(),
        identifier=f"51343300000000_{now:%Y%m%d%H%M%S}",
        sender="bench",
        region="513433",
        issuer="bench",
        message_kind="alert",
        event_code="11A51",
        event_name="bench",
        level=4,
        headline=TEXT_HEADLINE,
        description="",
        instruction="",
        regions=[],
        area={},
        area_error_m=0,
        population=0,
        channels=[],
        effective=now,
        expires=now + timedelta(hours=6),
        author_name="",
        signer_name="",
        signed_at=now,
        approver_name="",
        sent_at=now,
        is_exercise=False,
        seal="",
        cap_xml=DOCUMENT,
    )


def queue(count: int) -> float:
    """Queue all deliveries in one transaction; return how long it took."""
    from anlan.public_warnings import api

    sent = transmission()
    receivers = (api.Receiver(f"***{n % 10000:04d}", f"139{n:08d}", "513433103201") for n in range(count))
    began = time.perf_counter()
    queued = api.queue_receivers(sent, CHANNEL, receivers, lane=api.Lane.MASS, now=datetime.now(UTC))
    took = time.perf_counter() - began
    if queued != count:
        raise SystemExit(f"{queued} of {count} queued")
    return took


def bare_copy(home: Path) -> float:
    """Return how long the machine takes to COPY the same rows, synced, with nothing to check or index."""
    from django.db import connection

    file = home / "rows.copy"
    with connection.cursor() as cursor:
        cursor.execute("create table bare (like public_warnings_delivery)")
        with file.open("wb") as out, cursor.copy("copy public_warnings_delivery to stdout") as copy:
            for block in copy:
                out.write(block)
        began = time.perf_counter()
        with file.open("rb") as rows, cursor.copy("copy bare from stdin") as copy:
            while block := rows.read(1 << 20):
                copy.write(block)
        took = time.perf_counter() - began
        cursor.execute("drop table bare")
    file.unlink()
    return took


def start_delivering(log: Path) -> subprocess.Popen:
    command = [sys.executable, "-m", "anlan.config.cli", "deliver"]
    return subprocess.Popen(command, stdout=log.open("a"), stderr=subprocess.STDOUT)


def progress() -> dict[str, int]:
    from anlan.public_warnings.models import MassSending

    return MassSending.objects.values("total", "sent", "delivered", "undelivered", "given_up").get()


def processor_seconds(pid: int) -> float:
    """Return the processor time of a process, its ended children and those that run now."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    own = sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return own + sum(processor_seconds(int(child)) for child in children)


class Watch:
    """The delivering process, killed once in the middle, and when the first and the last message were handed over."""

    def __init__(self, log: Path, count: int, *, kill: bool) -> None:
        self.log, self.count, self.kill = log, count, kill
        self.silent = len(range(0, count, SILENT_MOD))
        self.work, self.began = start_delivering(log), time.perf_counter()
        self.first = self.last = 0.0
        self.killed_at, self.processor = 0, 0.0
        self.killed_when, self.outage = 0.0, 0.0

    def look(self, patience: float) -> bool:
        """Look once; tell whether all is done."""
        now, at = progress(), time.perf_counter()
        self.first = self.first or (at if now["sent"] else 0.0)
        if now["sent"] + now["given_up"] < now["total"]:
            self.last = at
        elif now["delivered"] + now["undelivered"] >= self.count - self.silent:
            return True
        if self.kill and not self.killed_at and now["sent"] >= self.count // 2:
            self.processor += processor_seconds(self.work.pid)
            self.work.kill()
            self.work.wait()
            self.killed_at, self.killed_when = progress()["sent"], time.perf_counter()
            self.work = start_delivering(self.log)
        elif self.killed_at and not self.outage and now["sent"] > self.killed_at:
            self.outage = at - self.killed_when
        if at - self.began > patience or self.work.poll() is not None:
            raise SystemExit(f"it does not end: {now}\n{self.log.read_text()[-3000:]}")
        return False

    def end(self) -> None:
        self.processor += processor_seconds(self.work.pid) if self.work.poll() is None else 0.0
        self.work.terminate()
        self.work.wait(30)


def run(count: int, rate: int, home: Path, *, kill: bool) -> dict:
    """Send all; return what was measured and found."""
    file = home / "centre.jsonl"
    port = int(os.environ["ANLAN_SMPP_URL"].rsplit(":", 1)[1].split("?")[0])
    centre = multiprocessing.get_context("spawn").Process(target=run_centre, args=(port, str(file), rate), daemon=True)
    centre.start()
    took = queue(count)
    bare = bare_copy(home)
    database = int((home / "postgres" / "data" / "postmaster.pid").read_text().split()[0])
    before = processor_seconds(database)
    watch = Watch(home / "deliver.log", count, kill=kill)
    try:
        while not watch.look(count / rate * 4 + 120):
            time.sleep(0.5)
    finally:
        watch.end()
        spent = (watch.processor, processor_seconds(database) - before, processor_seconds(centre.pid))
        centre.terminate()
    seconds = max(watch.last - watch.first, 0.5)
    found = {"queueing": took, "bare": bare, "per_second": count / seconds, "killed_at": watch.killed_at}
    found |= {"outage": watch.outage, "per_second_without_outage": count / max(seconds - watch.outage, 0.5)}
    names = ("deliver", "database", "centre")
    found["processor"] = {name: each / count * 1e6 for name, each in zip(names, spent, strict=True)}
    return found | found_by(file, count)


def found_by(file: Path, count: int) -> dict[str, float]:
    """Compare what the centre has with the rows: lost, doubled, and receipts that do not stand where they must."""
    from anlan.public_warnings.models import Delivery

    taken = Counter(json.loads(line)[2] for line in file.read_text("utf-8").splitlines())
    wrong = 0
    for address, state in Delivery.objects.values_list("address", "state").iterator(chunk_size=20_000):
        said = outcome(address)
        wrong += state != {None: "sent", 2: "delivered", 5: "undelivered"}[said]
    return {
        "lost": count - len(taken),
        "doubled": sum(n - 1 for n in taken.values()),
        "wrong": wrong,
    }


def measured(count: int, rate: int, *, kill: bool) -> dict:
    """Measure on a PostgreSQL of its own that is thrown away."""
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="anlan-fanout-")))
        cluster = stack.enter_context(durable_cluster(home))
        side_port, mqtt_port, centre_port = free_ports(3)
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "anlan.config.settings",
            "ANLAN_DATABASE_URL": cluster.url(),
            "ANLAN_SECRET_KEY": "bench" * 12,
            "ANLAN_VAR": str(home),
            "ANLAN_SIDE_PORT": str(side_port),
            "ANLAN_MQTT_PORT": str(mqtt_port),
            "ANLAN_SMPP_URL": f"smpp://anlan:secret@127.0.0.1:{centre_port}?client_id=1&window=500",
            "PYTHONPATH": str(SOURCES),
        }
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connections

        stack.callback(connections.close_all)
        call_command("migrate", verbosity=0)
        return run(count, rate, home, kill=kill)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=1_000_000)
    parser.add_argument("--rate", type=int, default=8000)
    parser.add_argument("--no-kill", action="store_true")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    found = measured(chosen.count, chosen.rate, kill=not chosen.no_kill)
    if chosen.json:
        print(json.dumps(found))
        return
    queueing, bare, rate = found["queueing"], found["bare"], found["per_second"]
    print(f"queueing   {queueing:8.1f} s for {chosen.count:,}; bare COPY {bare:.1f} s; ratio {queueing / bare:.1f}")
    print(f"sending    {rate:8.0f} messages/s; rated {chosen.rate}; ratio {rate / chosen.rate:.2f}")
    if found["killed_at"]:
        print(f"killed     after {found['killed_at']:,} messages; nobody sent for {found['outage']:.1f} s")
        print(f"           {found['per_second_without_outage']:.0f} messages/s without these")
    print(
        "processor  " + ", ".join(f"{name} {each:.0f}" for name, each in found["processor"].items()) + " us a message"
    )
    print(f"one each   {found['lost']} lost, {found['doubled']} doubled, {found['wrong']} with a wrong state")


if __name__ == "__main__":
    main()
