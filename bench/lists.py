"""Every list page with very many rows in its table, against a page of the same server that shows no list.

A platform of its own is started in a folder that is thrown away and given the demonstration and a first row of what the
demonstration has none of; then the tables behind the lists are filled (see ``list_rows.py``). A reader who holds every
right of the prefecture opens each list. Printed are p50 and p95, the processor time that the web server and the
database take for one page, and the ratio to the page without a list; wanted is a p95 below 200 ms.

    python bench/lists.py [--rows 100000] [--times 20] [--only WORD] [--database]

``--database`` fills the database that the settings name, as it stands, and starts nothing else than the web server.
"""

import argparse
import contextlib
import os
import statistics
import time
import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import httpx
from bed import p95, platform, web_server
from desk import processor_seconds, session_of
from list_rows import settle, spread

from anlan.config.parts.ports import free_port

REGION, COUNTY, TOWNSHIP = "5134", "513433", "513433106"
WANTED_MS = 200
OPEN = 100
BARE = "/styleguide/phone/"
ROLES = ("administrator", "auditor", "commander", "department_operator", "duty_leader", "duty_officer", "inspector")
KNOWN = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))


def main() -> None:
    options = _options()
    port = free_port()
    with contextlib.ExitStack() as stack:
        if not options.database:
            stack.enter_context(platform(ANLAN_WEB_PORT=str(port)))
            _demonstration()
        else:
            os.environ["ANLAN_WEB_PORT"] = str(port)
            import django

            django.setup()
        from django.db import transaction

        with transaction.atomic():
            cookie = prepare()
        fill(options.rows)
        server, base = stack.enter_context(web_server(port))
        client = httpx.Client(base_url=base, cookies={"sessionid": cookie}, timeout=60)
        report(client, server.pid, options)


def report(client: httpx.Client, server: int, options: argparse.Namespace) -> None:
    bare = p95(read(client, BARE, options.times, server)[0])
    print(f"{'page':<28}{'p50 ms':>9}{'p95 ms':>9}{'web ms':>9}{'p95 / ' + BARE:>28}")
    over = 0
    for path in KNOWN["pages"]:
        if options.only not in path:
            continue
        try:
            found, web = read(client, path, options.times, server)
        except httpx.HTTPError as problem:
            over += 1
            print(f"{path:<28}  does not open: {problem}", flush=True)
            continue
        is_over = p95(found) >= WANTED_MS
        over += is_over
        verdict = f"  NOT below {WANTED_MS} ms" if is_over else ""
        figures = f"{statistics.median(found):>9.1f}{p95(found):>9.1f}{web:>9.1f}{p95(found) / bare:>28.1f}"
        print(f"{path:<28}{figures}{verdict}", flush=True)
    print(f"{over} pages not below {WANTED_MS} ms")


def read(client: httpx.Client, path: str, times: int, server: int) -> tuple[list[float], float]:
    """Return the milliseconds of each reading, and the web server's processor milliseconds for one."""
    for _ in range(2):
        client.get(path).raise_for_status()
    before, found = processor_seconds(server), []
    for _ in range(times):
        began = time.perf_counter()
        client.get(path).raise_for_status()
        found.append((time.perf_counter() - began) * 1000)
    return sorted(found), (processor_seconds(server) - before) * 1000 / times


def _demonstration() -> None:
    from click.testing import CliRunner

    from anlan.config.commands.demo import command

    CliRunner().invoke(command, ["load"], catch_exceptions=False)


def prepare() -> str:
    """Store the reader and a first row of what the demonstration has none of; return the reader's session."""
    from anlan.access.models import RoleGrant, User

    now = datetime.now(UTC)
    wanted = {"name": "bench", "region": REGION, "created_at": now}
    user, is_new = User.objects.get_or_create(username="bench", defaults=wanted)
    if is_new:
        user.set_unusable_password()
        user.save()
        RoleGrant.objects.bulk_create(RoleGrant(user=user, role=role, region=REGION) for role in ROLES)
        first_rows(now - timedelta(hours=1))
    return session_of(user)


def first_rows(now: datetime) -> None:
    """Leave what three alarms and incidents leave behind."""
    from anlan.alarms import api as alarms
    from anlan.command import api as command
    from anlan.duty import api as duty
    from anlan.incidents import api as incidents
    from anlan.kernel.actors import SYSTEM
    from anlan.kernel.levels import Level
    from anlan.public_warnings import api as warnings
    from anlan.reporting import api as reporting

    for number, kind in enumerate(("11A51", "11B03", "12B01")):
        at = now + timedelta(minutes=number)
        signal = alarms.AlarmSignal(
            rule_family=f"bench {number}",
            rule="bench",
            edition="bench",
            level=2 + number % 3,
            region=TOWNSHIP,
            station_id=f"bench {number}",
            station_label="bench",
            quantity="rain",
            window_hours=1.0,
            value=52.5,
            threshold=50.0,
            unit="mm",
            location=(102.25, 28.75),
            observed_at=at,
            evidence=((at, 52.5),),
        )
        alarms.raise_alarm(signal=signal, actor=SYSTEM, now=at)
        new = incidents.NewIncident(
            kind=kind,
            title=f"bench {number}",
            region=TOWNSHIP,
            happened_at=at,
            learned_at=at,
            location=(102.25, 28.75),
            grade=number,
        )
        incident_id = incidents.open_incident(new=new, actor=SYSTEM, now=at)
        order = command.NewOrder(
            incident_id=incident_id,
            to_kind=command.Receiver.ORGANISATION,
            to_id=UUID(int=1),
            to_label="bench",
            region=TOWNSHIP,
            text="bench",
            deadline=at + timedelta(hours=1),
        )
        command.issue_order(order=order, actor=SYSTEM, now=at)
        reporting.draft_report(incident_id=incident_id, stage=reporting.Stage.FIRST, actor=SYSTEM, now=at)
        content = warnings.DraftContent(
            kind="11A51",
            level=Level.RED,
            headline="bench",
            description="bench",
            instruction="bench",
            regions=(TOWNSHIP,),
            effective=at,
            expires=at + timedelta(hours=6),
            channels=("sms",),
        )
        warnings.draft_warning(draft=warnings.NewDraft(region=COUNTY, content=content), actor=SYSTEM, now=at)
        said = duty.NewInstruction(
            region=COUNTY,
            leader="bench",
            text="bench",
            to_region=TOWNSHIP,
            to_name="bench",
            due_at=at + timedelta(days=1),
        )
        duty.give_instruction(new=said, actor=SYSTEM, now=at)
        duty.call_roll(region=COUNTY, rooms=[TOWNSHIP], title="bench", minutes=5, actor=SYSTEM, now=at)


def fill(rows: int) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        for table in KNOWN["tables"]:
            began = time.monotonic()
            held = spread(cursor, table, rows)
            if at := KNOWN["settled"].get(table):
                settle(cursor, table, at, OPEN)
            print(f"{table}: {held} rows, {time.monotonic() - began:.0f} s", flush=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--only", default="", help="only addresses that hold this")
    parser.add_argument("--database", action="store_true", help="fill the database that the settings name")
    return parser.parse_args()


if __name__ == "__main__":
    main()
