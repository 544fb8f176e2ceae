"""The pages of a duty room whose tables are full, against the same pages of the same server while they are empty.

A platform of its own is started in a folder that is thrown away. An officer of the province reads the desk, the inbox,
the statistics of incidents and the phone book; then 10,000 open matters, 100,000 incidents of two years and 100,500
persons are put straight into their tables, and he reads them again. Printed are p50 and p95, the processor time that
the web server and the database take for one page, and the ratio to the empty page; wanted is a p95 below 200 ms.

    python bench/large_pages.py [--times 40]
"""

import argparse
import statistics
import time
from datetime import UTC, date, datetime, timedelta

import httpx
from bed import p95, platform, web_server
from desk import postmaster, processor_seconds, session_of

from anlan.config.parts.ports import free_port

PROVINCE = "51"
COUNTIES = tuple(f"{PROVINCE}{prefecture:02d}{county:02d}" for prefecture in range(21) for county in range(1, 10))
MATTERS, INCIDENTS, PERSONS = 10_000, 100_000, 100_500
WANTED_MS, OK = 200, 200
MONTHS, TOWNSHIPS = 24, 30
NAMES = "".join(map(chr, range(0x4E00, 0x4E00 + 600)))
PAGES = {
    "desk": "/desk/",
    "desk, queue": "/desk/queue/",
    "inbox": "/intake/",
    "inbox, 50th page": "/intake/?page=50",
    "inbox, text": "/intake/?q=97531",
    "incidents": "/incidents/",
    "statistics, year": "/incidents/statistics/",
    "statistics, 12 months": "/incidents/statistics/?from={first}&to={last}",
    "phone book": "/phonebook/",
    "... initials": "/phonebook/?q=ab",
    "... one character": "/phonebook/?q=\u4e10",
    "... two characters": "/phonebook/?q=\u4e10\u4e01",
    "... unknown": "/phonebook/?q=\u9f8d\u9f8e",
}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--times", type=int, default=40)
    times = options.parse_args().times
    port = free_port()
    with platform(ANLAN_WEB_PORT=str(port)):
        cookie = prepare()
        with web_server(port) as (server, base):
            client = httpx.Client(base_url=base, cookies={"sessionid": cookie}, timeout=60)
            shares = (server.pid, postmaster())
            empty = {name: read(client, path, times, shares) for name, path in addresses().items()}
            fill()
            full = {name: read(client, path, times, shares) for name, path in addresses().items()}
    print(f"{'page':<24}{'p50 ms':>9}{'p95 ms':>9}{'web ms':>9}{'base ms':>9}{'p95 / empty':>13}")
    for name, (found, web, database) in full.items():
        ratio = p95(found) / p95(empty[name][0])
        verdict = "" if p95(found) < WANTED_MS else f"  NOT below {WANTED_MS} ms"
        figures = f"{statistics.median(found):>9.1f}{p95(found):>9.1f}{web:>9.1f}{database:>9.1f}{ratio:>13.1f}"
        print(f"{name:<24}{figures}{verdict}")


def addresses() -> dict[str, str]:
    today = datetime.now(UTC).date().replace(day=1)
    first = today.replace(year=today.year - 1) + timedelta(days=31)
    return {name: path.format(first=f"{first:%Y-%m}", last=f"{today:%Y-%m}") for name, path in PAGES.items()}


def read(client: httpx.Client, path: str, times: int, shares: tuple[int, int]) -> tuple[list[float], float, float]:
    """Return the milliseconds of each reading, and the processors' milliseconds of web server and database for one."""
    for _ in range(3):
        client.get(path)
    before, found = [processor_seconds(pid) for pid in shares], []
    for _ in range(times):
        began = time.perf_counter()
        if client.get(path).status_code != OK:
            raise SystemExit(f"{path} does not open")
        found.append((time.perf_counter() - began) * 1000)
    web, database = ((processor_seconds(pid) - at) * 1000 / times for pid, at in zip(shares, before, strict=True))
    return sorted(found), web, database


def prepare() -> str:
    """Store the divisions and an officer of the province; return his session."""
    from anlan.access.models import RoleGrant, User
    from anlan.places.models import Division

    rows = [(PROVINCE, 1, "")]
    rows += [(code, 2, PROVINCE) for code in sorted({county[:4] for county in COUNTIES})]
    rows += [(code, 3, code[:4]) for code in COUNTIES]
    rows += [(f"{county}{100 + township}", 4, county) for county in COUNTIES for township in range(TOWNSHIPS)]
    Division.objects.bulk_create(
        Division(
            code=code,
            name=name_of(number),
            level=level,
            parent=parent,
            standing="civil",
            source="bench",
            edition=date(2026, 1, 1),
        )
        for number, (code, level, parent) in enumerate(rows)
    )
    now = datetime.now(UTC)
    user = User(username="bench", name="bench", region=PROVINCE, created_at=now)
    user.set_unusable_password()
    user.save()
    RoleGrant.objects.create(user=user, role="duty_officer", region=PROVINCE)
    return session_of(user)


def name_of(number: int) -> str:
    return NAMES[number % 600] + NAMES[number // 600 % 600]


def fill() -> None:
    from django.db import connection

    from anlan.incidents.selectors.incidents import event_kinds

    began = time.monotonic()
    known = {"counties": list(COUNTIES), "names": [name_of(n) for n in range(2000)], "kinds": sorted(event_kinds())}
    known |= {"matters": MATTERS, "incidents": INCIDENTS, "persons": PERSONS, "months": MONTHS, "townships": TOWNSHIPS}
    with connection.cursor() as cursor:
        cursor.execute("select setseed(0.5)")
        for statement in FILL:
            cursor.execute(statement, known)
        cursor.execute("analyze")
    print(f"{MATTERS} matters, {INCIDENTS} incidents and {PERSONS} persons stored in {time.monotonic() - began:.0f} s")


FILL = (
    """
    insert into people_person (id, name, initials, region, post, phone, has_2g_phone, language, channels, is_demo)
    select gen_random_uuid(), (%(names)s::text[])[1 + n %% 2000],
           chr(97 + (random() * 25)::int) || chr(97 + (random() * 25)::int),
           (%(counties)s::text[])[1 + n %% array_length(%(counties)s::text[], 1)] || (100 + n %% %(townships)s),
           (%(names)s::text[])[1 + n %% 40],
           '111' || lpad(n::text, 8, '0'), false, 'zh-CN', '{}', false
    from generate_series(1, %(persons)s) n
    """,
    """
    create temp table told as
    select gen_random_uuid() as id, n,
           (%(counties)s::text[])[1 + (random() * (array_length(%(counties)s::text[], 1) - 1))::int] as region,
           (%(kinds)s::text[])[1 + (random() * (array_length(%(kinds)s::text[], 1) - 1))::int] as kind,
           (random() * 4)::int as grade,
           now() - random() * %(months)s * interval '30 days' as at
    from generate_series(1, %(incidents)s) n
    """,
    """
    insert into incidents_incident (id, day, serial, number, event_kind, title, region, place_text, happened_at,
        learned_at, grade, state, opened_by, opened_at, closed_by, closing_note, is_exercise)
    select id, at::date, n, 'B' || lpad(n::text, 9, '0'), kind, 'bench', region, '', at, at, grade,
           case when n <= 200 then 'open' else 'closed' end, 'bench', at, '', '', false
    from told
    """,
    """
    insert into incidents_incidentcount (incident_id, region, unit, kind_group, grade, month, dead, missing, injured,
        loss_cents, is_counted)
    select id, region, region, left(kind, 3), grade, date_trunc('month', at)::date, n %% 3, 0, n %% 7, n, true from told
    """,
    """
    insert into intake_matter (id, day, serial, number, kind, state, sender_id, sender_name, origin, receipt, text,
        region, place_text, teller_name, teller_phone, event_kind, category, hurt, told_at, received_at, digest,
        is_exercise, points, urgency, reasons, repeats, taken_by, end_reason, ended_by)
    select gen_random_uuid(), now()::date, n, 'B' || lpad(n::text, 9, '0'), 'call',
           (array['received', 'taken', 'answered'])[1 + n %% 3], 'bench', '', '', 'bench' || n, 'bench ' || n,
           (%(counties)s::text[])[1 + n %% array_length(%(counties)s::text[], 1)], '', '', '', '', '', 0,
           now() - n * interval '1 minute', now() - n * interval '1 minute',
           n::text, false, 0, n %% 5, '[]', 0, '', '', ''
    from generate_series(1, %(matters)s) n
    """,
)


if __name__ == "__main__":
    main()
