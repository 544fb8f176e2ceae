"""Three invented cases of the demonstration county: a clue, one under investigation, one decided on the spot."""

import struct
import zlib
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from anlan.config.demo.seeded import dice
from anlan.config.progress import Progress
from anlan.enforcement import api as enforcement
from anlan.kernel import clock
from anlan.kernel.actors import SYSTEM, Actor
from anlan.kernel.clock import in_china
from anlan.support.tables import load_table

COUNTY: Final = "513433"
_WIDTH, _HEIGHT = 160, 48


def load(seed: int, progress: Progress) -> None:
    """Put the cases in, each as far as the table says."""
    remove()
    table, now = load_table("anlan.config.demo", "enforcement"), clock.now()
    morning = in_china(now).replace(hour=10, minute=0, second=0, microsecond=0)
    for row in table["case"]:
        _put(table, row, seed, morning - timedelta(days=row["days_ago"]))
    progress("cases", len(table["case"]), len(table["case"]))


def remove() -> None:
    """Take the cases out."""
    enforcement.remove_demonstration(actor=SYSTEM)


def _put(table: dict[str, Any], row: dict[str, Any], seed: int, at: datetime) -> None:
    actor = Actor(id="demonstration", name=table["sender"], is_system=True)
    new = enforcement.NewCase(
        region=COUNTY,
        title=row["title"],
        party_kind="unit",
        party_name=row["party_name"],
        party_code=row["party_code"],
        party_address=table["address"],
        party_person=table["person"],
        clue=row["clue"],
        ended_at=at - timedelta(hours=1),
        found_at=at,
        officers=tuple((name, number) for name, number in table["officers"]),
        procedure=row["procedure"],
        source=row["source"],
    )
    case_id = enforcement.open_case(new=new, actor=actor, now=at)
    enforcement.mark_demonstration(case_id=case_id, actor=SYSTEM)
    for kind in row["documents"]:
        if kind == "15":
            _fix(case_id, row, actor, at)
        _document(table, case_id, kind, seed, (actor, at))


def _fix(case_id: UUID, row: dict[str, Any], actor: Actor, at: datetime) -> None:
    new = enforcement.NewPenalty(
        violation="law99_signs", situation="found", factors=("corrected_at_once",), amount=Decimal(row["amount"])
    )
    enforcement.fix_penalty(case_id=case_id, new=new, actor=actor, now=at)


def _document(table: dict[str, Any], case_id: UUID, kind: str, seed: int, by: tuple[Actor, datetime]) -> None:
    actor, at = by
    row = enforcement.document_kinds()[kind]
    moments = {"check_on": in_china(at).strftime("%Y-%m-%d"), "ask_at": in_china(at).strftime("%Y-%m-%d %H:%M")}
    known = {**table["fields"], **moments, "clue": table["fields"]["facts"]}
    content = {name: known[name] for name in row.needs}
    document_id = enforcement.draft_document(case_id=case_id, kind=kind, content=content, actor=actor, now=at)
    signers = {"officers": [name for name, _ in table["officers"]], "party": [table["person"]]}
    for part in row.signs:
        for name in signers[part]:
            new = enforcement.NewSignature(part=part, name=name, image=_squiggle(seed, name))
            enforcement.sign_document(document_id=document_id, new=new, actor=actor, now=at)
    if not enforcement.submit_document(document_id=document_id, actor=actor, now=at):
        approver = Actor(id="demonstration leader", name=table["approver"], is_system=True)
        enforcement.approve_document(document_id=document_id, actor=approver, now=at)
    if kind in ("15", "23"):
        service = enforcement.NewService(way="direct", served_at=at, received_by=table["receiver"])
        enforcement.serve_document(document_id=document_id, new=service, actor=actor, now=at)
    if kind == "15":
        enforcement.waive_objection(case_id=case_id, text=table["waived"], actor=actor, now=at)


def _squiggle(seed: int, name: str) -> bytes:
    """Return an invented signature: a wandering line as a PNG."""
    chance, y = dice(seed, "signature", name), _HEIGHT // 2
    pixels = [bytearray(b"\xff" * _WIDTH) for _ in range(_HEIGHT)]
    for x in range(10, _WIDTH - 10):
        y = min(max(y + chance.choice((-3, -2, 0, 2, 3)), 4), _HEIGHT - 6)
        for line in range(y - 2, y + 3):
            pixels[line][x] = 30
    rows = b"".join(b"\0" + bytes(line) for line in pixels)
    head = struct.pack(">IIBBBBB", _WIDTH, _HEIGHT, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body)) for kind, body in parts
    )
