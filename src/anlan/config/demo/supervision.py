"""Invented officers, a yearly plan, a draw and visits of the demonstration county."""

import struct
import zlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from anlan.access import api as access
from anlan.config.demo.seeded import seeded_id
from anlan.config.progress import Progress
from anlan.kernel import clock
from anlan.kernel.actors import SYSTEM, Actor
from anlan.supervision import api as supervision
from anlan.support.tables import load_table

COUNTY: Final = "513433"
_WIDTH, _HEIGHT = 320, 110


def load(seed: int, progress: Progress) -> None:
    """Enter officers, make and approve a plan, draw, and plan and record visits; the same for every seed."""
    remove()
    table, now = load_table("anlan.config.demo", "supervision"), clock.now()
    officers = [_officer(row, table, now) for row in table["officer"]]
    plan = supervision.NewPlan(
        region=COUNTY, department=table["department"], year=clock.in_china(now).year, kinds=("enterprise",)
    )
    inspector, leader = _actor("inspector.mianning"), _actor("leader.mianning")
    firms = supervision.find_subjects_in(SYSTEM, COUNTY, "enterprise")
    made = [*officers]
    if firms:
        plan_id = supervision.make_plan(new=plan, actor=inspector, now=now)
        supervision.submit_plan(plan_id=plan_id, actor=inspector, now=now)
        supervision.approve_plan(plan_id=plan_id, actor=leader, now=now)
        made.append(plan_id)
        about = {"subject": (firms[0].id, firms[0].name), "reason": table["conflict"], "now": now}
        supervision.tell_conflict(officer_id=officers[2], actor=leader, **about)
        made.append(_draw(table, inspector, leader, now))
        made += _visits(table, firms, officers[:2], inspector, now)
    supervision.mark_demonstration(ids=made, actor=SYSTEM)
    progress("visits", table["planned"] + 1, table["planned"] + 1)


def remove() -> None:
    """Take out what was invented."""
    supervision.remove_demonstration(actor=SYSTEM)


def _actor(username: str) -> Actor:
    found = access.actor_of_account(seeded_id("account", username))
    if found is None:
        raise RuntimeError(f"the demonstration has no account {username}")
    return found


def _officer(row: dict[str, Any], table: dict[str, Any], now: datetime) -> UUID:
    person = _actor("inspector.mianning").person_id if row.get("person") else None
    given = supervision.OfficerDetails(
        name=row["name"],
        department=table["department"],
        region=COUNTY,
        certificate=row["certificate"],
        valid_until=clock.in_china(now).date() + timedelta(days=row["days"]),
        person_id=person,
    )
    return supervision.keep_officer(officer_id=None, given=given, actor=SYSTEM, now=now)


def _draw(table: dict[str, Any], inspector: Actor, leader: Actor, now: datetime) -> UUID:
    new = supervision.NewDraw(
        region=COUNTY,
        department=table["department"],
        title=table["draw_title"],
        source=table["source"],
        announced_at=now - timedelta(hours=1),
        percents=dict.fromkeys(supervision.GRADES, 50),
        kinds=("enterprise",),
    )
    draw_id = supervision.freeze_pools(new=new, actor=inspector, now=now - timedelta(days=1))
    supervision.draw_inspections(draw_id=draw_id, entropy=table["entropy"], actor=leader, now=now)
    return draw_id


def _visits(
    table: dict[str, Any],
    firms: Sequence[supervision.Subject],
    officers: Sequence[UUID],
    inspector: Actor,
    now: datetime,
) -> list[UUID]:
    visits = []
    today = clock.in_china(now).date()
    for number, firm in enumerate((firms * (table["planned"] + 1))[: table["planned"] + 1]):
        new = supervision.NewInspection(
            kind=supervision.InspectionKind.JOINT if number == 1 else supervision.InspectionKind.PLANNED,
            object_kind=firm.kind,
            object_id=firm.id,
            planned_for=today + timedelta(days=number),
            officers=tuple(officers),
            department=table["department"],
            partners=(table["other_department"],) if number == 1 else (),
            scheme=table["scheme"],
        )
        visit = supervision.plan_inspection(new=new, actor=inspector, now=now)
        visits.append(visit)
        if number == 0:
            _record(visit, table, inspector, now)
    return visits


def _record(visit: UUID, table: dict[str, Any], inspector: Actor, now: datetime) -> None:
    items = supervision.inspection(SYSTEM, visit).items
    signatures = [
        supervision.SentFile(supervision.FileKind.SIGNATURE, who, f"{who}.png", _signature(number))
        for number, who in enumerate(("1", "2", "firm"), 1)
    ]
    new = supervision.NewRecord(
        inspection_id=visit,
        token=seeded_id("visit", str(visit)),
        answers=tuple(supervision.Answer(item["key"], supervision.Verdict.OK.value) for item in items),
        begun_at=now - timedelta(hours=2),
        ended_at=now,
        firm_person=table["firm_person"],
        firm_post=table["firm_post"],
        situation=table["situation"],
        files=tuple(signatures),
    )
    supervision.record_inspection(new=new, actor=inspector, now=now)
    supervision.publish_result(inspection_id=visit, text=table["published"], actor=SYSTEM, now=now)


def _signature(number: int) -> bytes:
    """Return a drawn line as PNG: nobody's hand."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    rows = bytearray()
    for y in range(_HEIGHT):
        rows.append(0)
        rows += bytes(0 if abs(y - 50 - (x * number % 37 - 18)) < 2 and 40 < x < 280 else 255 for x in range(_WIDTH))
    head = struct.pack(">IIBBBBB", _WIDTH, _HEIGHT, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(rows))) + chunk(b"IEND", b"")
    )
