"""Hidden dangers for tests; plainly invented."""

import struct
import zlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from tests.factories.enterprises import build_enterprise

from anlan.dangers import api
from anlan.kernel.actors import Actor, Grant

COUNTY = "513433"
TOWN = "513433106"
FOUND = datetime(2026, 6, 1, 2, tzinfo=UTC)
DAY = timedelta(days=1)


def somebody(role: str, region: str = COUNTY, organisation_id: UUID | None = None) -> Actor:
    """Return an actor that holds one role in one region."""
    name = f"{role} of {region}"
    return Actor(id=name, name=name, grants=(Grant(role, region, organisation_id),))


INSPECTOR = somebody("inspector")
DEPARTMENT = somebody("department_operator")
COMMANDER = somebody("commander")
VILLAGE = somebody("village_officer", "513433106200")
ELSEWHERE = somebody("inspector", "513401")


def png() -> bytes:
    """Return a whole picture of one point."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 4)) + chunk(b"IEND", b"")


def a_new_danger(**changes: object) -> api.NewDanger:
    """Return what an inspector finds at a place of Mianning."""
    new = api.NewDanger(
        title="the alarm of the tank farm is switched off",
        region=TOWN,
        source=api.Source.INSPECTION,
        location=(102.27, 28.72),
        place_text="tank 3",
        found_at=FOUND,
    )
    return replace(new, **changes)


def at_a_firm(firm=None, **changes: object) -> api.NewDanger:
    """Return what is found at an enterprise."""
    firm = firm or build_enterprise(TOWN)
    return a_new_danger(object_kind=api.ObjectKind.ENTERPRISE, object_id=firm.id, **changes)


def a_danger(now: datetime = FOUND, actor: Actor = INSPECTOR, **changes: object) -> UUID:
    """Register a hidden danger as an inspector does."""
    return api.register_danger(a_new_danger(**changes), actor, now)


def graded(danger_id: UUID, grade: str = "ordinary", now: datetime = FOUND, **more: object) -> UUID:
    """Grade a hidden danger by hand."""
    due = more.pop("due", None)
    grading = api.Grading(grade=api.Grade(grade), note="by what was seen", **more)
    api.grade_danger(danger_id=danger_id, grading=grading, due=due, actor=INSPECTOR, now=now)
    return danger_id


def reported(danger_id: UUID, now: datetime = FOUND, actor: Actor = DEPARTMENT) -> UUID:
    """Report a major one to both."""
    for receiver in api.Receiver:
        told = api.Told(text=f"paper 12, {receiver}")
        api.report_danger(danger_id=danger_id, receiver=receiver, told=told, actor=actor, now=now)
    return danger_id


def assured(**changes: object) -> api.Assurances:
    """Return all five assurances."""
    given = api.Assurances(
        responsible="the director",
        measures="put the alarm back and test it",
        funds=Decimal(20000),
        due_at=FOUND + 20 * DAY,
        plan="watch the tanks by hand every hour",
    )
    return replace(given, **changes)


def rectifying(grade: str = "ordinary", now: datetime = FOUND, **changes: object) -> UUID:
    """Bring a hidden danger so far that it is being rectified by the department's operator."""
    danger_id = graded(a_danger(now, **changes), grade, now)
    if grade == "major":
        reported(danger_id, now)
        api.control_danger(danger_id=danger_id, measures="nobody goes near", actor=DEPARTMENT, now=now)
    api.start_rectification(danger_id=danger_id, given=assured(), actor=DEPARTMENT, now=now)
    return danger_id


def applied(grade: str = "ordinary", now: datetime = FOUND, **changes: object) -> UUID:
    """Bring a hidden danger so far that its acceptance is applied for."""
    danger_id = rectifying(grade, now, **changes)
    api.apply_for_acceptance(danger_id=danger_id, told=api.Told(text="it works"), actor=DEPARTMENT, now=now + DAY)
    return danger_id


def accepted(grade: str = "ordinary", now: datetime = FOUND, **changes: object) -> UUID:
    """Bring a hidden danger so far that the inspector accepted it."""
    danger_id = applied(grade, now, **changes)
    api.accept_danger(danger_id=danger_id, told=api.Told(text="seen"), actor=INSPECTOR, now=now + 2 * DAY)
    return danger_id
