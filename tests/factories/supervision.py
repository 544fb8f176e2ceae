"""Officers, visits and their records for tests; the county of public_warnings' factory."""

import struct
import zlib
from datetime import UTC, date, datetime, timedelta
from itertools import count
from uuid import UUID, uuid4

from tests.factories.enterprises import build_enterprise

from anlan.kernel.actors import Actor, Grant
from anlan.kernel.clock import in_china
from anlan.supervision import api
from anlan.supervision.models import Officer

COUNTY, TOWNSHIP = "513433", "513433106"
NOW = datetime(2026, 6, 25, 1, 0, tzinfo=UTC)
TODAY = date(2026, 6, 25)
SOUND = b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\x82\x84webm\x18S\x80g" + b"\0" * 64
_numbers = count(1)


def somebody(role: str, region: str = COUNTY, name: str = "") -> Actor:
    """Return an actor of one role in one region."""
    return Actor(id=name or f"{role}:{region}", name=name or f"{role} of {region}", grants=(Grant(role, region),))


INSPECTOR, LEADER = somebody("inspector"), somebody("duty_leader")


def a_picture(shade: int = 200) -> bytes:
    """Return a whole PNG of eight by eight dots."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    rows = b"".join(b"\0" + bytes([shade]) * 8 for _ in range(8))
    head = struct.pack(">IIBBBBB", 8, 8, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def an_officer(region: str = COUNTY, valid_until: date = date(2028, 1, 1), **fields: object) -> UUID:
    """Store an officer with a valid certificate."""
    number = next(_numbers)
    given = {"name": f"officer {number}", "department": "bureau", "certificate": f"C{number:05}"} | fields
    return Officer.objects.create(region=region, valid_until=valid_until, **given).id


def a_visit(*, officers: tuple[UUID, ...] = (), now: datetime = NOW, **fields: object) -> UUID:
    """Plan a visit of today to a chemical firm, by two officers."""
    given = {
        "kind": api.InspectionKind.PLANNED,
        "object_kind": "enterprise",
        "planned_for": in_china(now).date(),
        "officers": officers or (an_officer(), an_officer()),
        "department": "bureau",
    } | fields
    if "object_id" not in given:
        given["object_id"] = build_enterprise(TOWNSHIP, gravest_hazard=3).id
    return api.plan_inspection(new=api.NewInspection(**given), actor=INSPECTOR, now=now)


def a_record(visit: UUID, fails: tuple[str, ...] = (), **fields: object) -> api.NewRecord:
    """Return a record with all items answered and signed; ``fails`` are the items found wrong."""
    items = [each["key"] for each in api.inspection(INSPECTOR, visit).items]
    answers = tuple(
        api.Answer(key, "fail", f"wrong at {key}", 20) if key in fails else api.Answer(key, "ok") for key in items
    )
    files = tuple(api.SentFile(api.FileKind.SIGNATURE, who, f"{who}.png", a_picture()) for who in ("1", "2", "firm"))
    given = {"answers": answers, "files": files, "firm_person": "Aji", "situation": "seen"} | fields
    times = {"begun_at": NOW + timedelta(hours=1), "ended_at": NOW + timedelta(hours=2)}
    return api.NewRecord(inspection_id=visit, **({"token": uuid4()} | times | given))


def recorded(fails: tuple[str, ...] = (), **fields: object) -> UUID:
    """Plan a visit and record it."""
    visit = a_visit()
    record(a_record(visit, fails, **fields))
    return visit


def record(new: api.NewRecord) -> None:
    """Send a record."""
    api.record_inspection(new=new, actor=INSPECTOR, now=NOW + timedelta(hours=3))


def a_recheck(visit: UUID, results: dict[UUID, bool], **fields: object) -> api.NewRecheck:
    """Return a re-inspection by two officers, signed by them and the firm, three days later."""
    files = tuple(api.SentFile(api.FileKind.SIGNATURE, who, f"{who}.png", a_picture()) for who in ("1", "2", "firm"))
    given = {"files": files, "firm_person": "Aji", "opinion": "seen again", "seen_at": NOW + timedelta(days=3)} | fields
    if "officers" not in given:
        given["officers"] = (an_officer(), an_officer())
    return api.NewRecheck(inspection_id=visit, results=results, **({"token": uuid4()} | given))
