"""Cases for tests: Mianning in the spring of 2026, working hours, two officers, a leader, a reviewer."""

import struct
import zlib
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from anlan.enforcement import api
from anlan.enforcement.models import Document
from anlan.kernel.actors import Actor, Grant
from anlan.kernel.clock import CHINA

COUNTY = "513433"
OFFICERS = (("Officer One", "K001"), ("Officer Two", "K002"))
MONDAY = datetime(2026, 3, 2, 9, tzinfo=CHINA)


def somebody(role: str, region: str = COUNTY, name: str = "") -> Actor:
    """Return an actor of one role in one region."""
    name = name or f"{role} of {region}"
    return Actor(id=name, name=name, grants=(Grant(role, region),))


INSPECTOR, LEADER, REVIEWER = somebody("inspector"), somebody("duty_leader"), somebody("department_operator")


def png(width: int = 40, height: int = 16, shade: int = 0) -> bytes:
    """Return a small whole PNG."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = (b"\0" + bytes([shade]) * width) * height
    start = b"\x89PNG\r\n\x1a\n"
    return start + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def a_case(now: datetime = MONDAY, **changes: object) -> UUID:
    """Take up a clue against an invented works."""
    given = {
        "region": COUNTY,
        "title": "No warning signs",
        "party_kind": "unit",
        "party_name": "Invented Works",
        "party_code": "91513433MA0000000X",
        "party_person": "Zhang San",
        "clue": "No sign at the pit",
        "ended_at": now - timedelta(days=1),
        "found_at": now,
        "officers": OFFICERS,
        **changes,
    }
    return api.open_case(new=api.NewCase(**given), actor=INSPECTOR, now=now)


def content_for(kind: str, now: datetime, **changes: str) -> dict[str, str]:
    """Return something for every field that a kind must contain."""
    day = (now + timedelta(days=14)).astimezone(CHINA)
    known = {
        "check_on": f"{now.astimezone(CHINA):%Y-%m-%d}",
        "until": f"{day:%Y-%m-%d}",
        "ask_at": f"{now.astimezone(CHINA):%Y-%m-%d %H:%M}",
        "taken_at": f"{now.astimezone(CHINA):%Y-%m-%d %H:%M}",
        "hearing_at": f"{day:%Y-%m-%d %H:%M}",
        "more_days": "30",
        "keep_years": "10",
        "instalments": f"{day:%Y-%m-%d} 20000",
    }
    return {name: changes.get(name, known.get(name, f"{name} text")) for name in api.document_kinds()[kind].needs}


def drafted(case_id: UUID, kind: str, now: datetime = MONDAY, **changes: str) -> UUID:
    """Draft a document and sign it as its kind asks."""
    by = REVIEWER if kind == "review" else INSPECTOR
    content = content_for(kind, now, **changes)
    document_id = api.draft_document(case_id=case_id, kind=kind, content=content, actor=by, now=now)
    signers = {"officers": [name for name, _ in OFFICERS], "party": ["Zhang San"]}
    for part in api.document_kinds()[kind].signs:
        for name in signers[part]:
            new = api.NewSignature(part=part, name=name, image=png())
            api.sign_document(document_id=document_id, new=new, actor=by, now=now)
    return document_id


def effective(case_id: UUID, kind: str, now: datetime = MONDAY, *, reason: str = "", **changes: str) -> UUID:
    """Bring a document into effect, by approval where it has an approver."""
    document_id = drafted(case_id, kind, now, **changes)
    by = REVIEWER if kind == "review" else INSPECTOR
    api.submit_document(document_id=document_id, actor=by, now=now, reason=reason)
    approver = {"leader": LEADER, "legal": somebody("department_operator", name="second reviewer")}
    wanted = api.document_kinds()[kind].approver
    if wanted:
        api.approve_document(document_id=document_id, actor=approver[wanted], now=now, reason=reason)
    return document_id


def served(case_id: UUID, kind: str, now: datetime = MONDAY, *, reason: str = "", **changes: str) -> UUID:
    """Bring a document into effect and serve it at once."""
    document_id = effective(case_id, kind, now, reason=reason, **changes)
    serve(document_id, now)
    return document_id


def serve(document_id: UUID, at: datetime, *, now: datetime | None = None, **changes: object) -> None:
    """Hand a document over."""
    new = api.NewService(**{"way": "direct", "served_at": at, "received_by": "Zhang San", **changes})
    api.serve_document(document_id=document_id, new=new, actor=INSPECTOR, now=now or at)


def with_penalty(case_id: UUID, amount: int = 20000, now: datetime = MONDAY, **changes: object) -> None:
    """Fix a penalty of the article on warning signs; its ordinary band is 15,000 to 35,000 yuan."""
    given = {"violation": "law99_signs", "situation": "found", "factors": (), "amount": Decimal(amount), **changes}
    api.fix_penalty(case_id=case_id, new=api.NewPenalty(**given), actor=INSPECTOR, now=now)


def an_investigated(now: datetime = MONDAY, **changes: object) -> UUID:
    """Bring a case to the end of its investigation, reviewed, with a penalty."""
    case_id = a_case(now, **changes)
    for kind in ("file", "34", "review"):
        effective(case_id, kind, now)
    with_penalty(case_id, now=now)
    return case_id


def a_notified(now: datetime = MONDAY, **changes: object) -> UUID:
    """Bring a case to the served notice."""
    case_id = an_investigated(now, **changes)
    served(case_id, "15", now)
    return case_id


def a_decided(now: datetime = MONDAY, **changes: object) -> UUID:
    """Bring a case to its decision: the party gave up its objection."""
    case_id = a_notified(now, **changes)
    api.waive_objection(case_id=case_id, text="gives up", actor=INSPECTOR, now=now)
    effective(case_id, "21", now)
    effective(case_id, "25", now)
    return case_id


def a_served(now: datetime = MONDAY, **changes: object) -> UUID:
    """Bring a case to the served decision."""
    case_id = a_decided(now, **changes)
    serve(document_of(case_id, "25"), now)
    return case_id


def document_of(case_id: UUID, kind: str) -> UUID:
    """Return the newest document of a kind."""
    return (
        Document.objects.filter(case_id=case_id, kind=kind)
        .order_by("-drafted_at", "-id")
        .values_list("id", flat=True)[0]
    )
