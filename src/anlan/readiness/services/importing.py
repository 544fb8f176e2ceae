"""Importing a register: a table is uploaded, tried as a whole and shown with every error, then stored."""

import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.kernel.errors import AnlanError, NotFound
from anlan.kernel.ids import new_id
from anlan.kernel.regions import NATION, normalise
from anlan.people import api as people
from anlan.protocols.spreadsheet.table import open_table
from anlan.readiness.domain.force_table import (
    NothingInTable,
    TableHasErrors,
    TableRow,
    TableTooLarge,
    Texts,
    degrees,
    rows_of_table,
)
from anlan.readiness.domain.registers import Register
from anlan.readiness.events import ForcesImported
from anlan.readiness.models import ForceTable
from anlan.readiness.selectors.entries import values_of
from anlan.readiness.selectors.registers import register, rows_of
from anlan.readiness.services.contacts import contact_named, owner_named
from anlan.readiness.services.entries import KEEP, EntryDetails, store
from anlan.support import journal, rights

LARGEST: Final = 10_000_000
MOST_ROWS: Final = 5000
_KEPT_FOR: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a row is refused, with its cells as they came."""

    row: TableRow
    refusal: AnlanError


@dataclass(slots=True)
class Tried:
    """What storing a table does or did: how many entries are new, changed or as before, and what is refused."""

    name: str
    register: str
    entered: int = 0
    changed: int = 0
    same: int = 0
    problems: list[Problem] = field(default_factory=list)


class _Undone(Exception):
    """Takes back what a preview stored."""


@transaction.atomic
def upload_table(*, register_key: str, name: str, raw: bytes, actor: Actor, now: datetime) -> UUID:
    """Keep a table for its preview; nothing of it is registered yet. Old uploads are thrown away."""
    wanted = register(register_key)
    held = rights.regions_of(actor, KEEP)
    if not held:
        rights.require(actor, KEEP, NATION)
    if len(raw) > LARGEST:
        raise TableTooLarge(rows=MOST_ROWS)
    _rows(wanted, raw)
    ForceTable.objects.filter(uploaded_at__lt=now - _KEPT_FOR).delete()
    row = ForceTable.objects.create(
        id=new_id(),
        register=wanted.key,
        name=name[-200:] or "-",
        packed=zlib.compress(raw, 1),
        uploaded_by=actor.id,
        uploaded_at=now,
    )
    return row.id


def preview_table(*, table_id: UUID, actor: Actor, now: datetime) -> Tried:
    """Try an upload: everything is stored and taken back, so that what is shown is what storing will do."""
    table = _table(table_id, actor)
    found: list[Tried] = []
    try:
        with transaction.atomic():
            found.append(_try(table, actor, now))
            raise _Undone
    except _Undone:
        return found[0]


@transaction.atomic
def store_table(*, table_id: UUID, leave_out: bool, actor: Actor, now: datetime) -> Tried:
    """Store an upload, once. ``leave_out``: refused rows are left out, else one refused row refuses all."""
    table = _table(table_id, actor, lock=True)
    tried = _try(table, actor, now)
    if tried.problems and not leave_out:
        raise TableHasErrors(count=len(tried.problems))
    if not tried.entered and not tried.changed:
        raise NothingInTable()
    wanted = register(table.register)
    event = ForcesImported(
        subject=f"register:{wanted.key}",
        region=rights.regions_of(actor, KEEP)[0],
        register=wanted.key,
        register_name=wanted.name,
        file=table.name,
        entered=tried.entered,
        changed=tried.changed,
        refused=len(tried.problems),
    )
    table.delete()
    journal.announce(event, actor=actor, now=now)
    return tried


def details_from(wanted: Register, row: Any, texts: Texts, actor: Actor, now: datetime) -> EntryDetails:
    """Return a row's details out of texts; what no text tells of stays as it is."""
    region = normalise(texts["region"])
    values = {key: value for key, value in values_of(wanted, row).items() if value is not None} if row.code else {}
    values |= {each.key: texts[each.key] for each in wanted.fields if each.key in texts}
    has_place = bool(texts.get("longitude") or texts.get("latitude"))
    place = (row.location.x, row.location.y) if row.code and not has_place else None
    return EntryDetails(
        code=texts["code"],
        name=texts["name"],
        kind=next((key for key, word in wanted.kinds.items() if texts["kind"] in (key, word)), texts["kind"]),
        region=region,
        longitude=place[0] if place else degrees(texts, "longitude"),
        latitude=place[1] if place else degrees(texts, "latitude"),
        values=values,
        contact_id=_contact(wanted, row, texts, region, actor, now),
        owner_id=owner_named(texts["owner"], actor) if "owner" in texts else row.owner_id,
    )


def _contact(wanted: Register, row: Any, texts: Texts, region: str, actor: Actor, now: datetime) -> UUID | None:
    present_id = getattr(row, f"{wanted.contact}_id")
    if "contact" not in texts:
        return present_id  # type: ignore[no-any-return]
    present = people.persons_by_id([present_id]).get(present_id) if present_id else None
    phone = texts.get("phone", "")
    return contact_named(texts["contact"], phone, region=region, present=present, actor=actor, now=now)


def _table(table_id: UUID, actor: Actor, *, lock: bool = False) -> ForceTable:
    rows = ForceTable.objects.select_for_update() if lock else ForceTable.objects.all()
    row = rows.filter(id=table_id, uploaded_by=actor.id).first()
    if row is None:
        raise NotFound(what="import")
    return row


def _try(table: ForceTable, actor: Actor, now: datetime) -> Tried:
    wanted = register(table.register)
    tried = Tried(table.name, table.register)
    for row in _rows(wanted, zlib.decompress(bytes(table.packed))):
        try:
            with transaction.atomic():
                _store_row(wanted, row, tried, actor, now)
        except AnlanError as refusal:
            tried.problems.append(Problem(row, refusal))
    return tried


def _store_row(wanted: Register, row: TableRow, tried: Tried, actor: Actor, now: datetime) -> None:
    """Enter or change one entry by its code; a retired one stands in the register again."""
    model = rows_of(wanted).model
    same_code = model.objects.filter(code=" ".join(row.texts["code"].split()))
    known = (same_code.filter(register=wanted.key) if wanted.rows == "forces" else same_code).first()
    entry = known or model()
    rights.require(actor, KEEP, normalise(row.texts["region"]))
    if known is not None:
        rights.require(actor, KEEP, known.region)
    was_retired, entry.retired_at = entry.retired_at is not None, None
    changed = store(wanted, entry, details_from(wanted, entry, row.texts, actor, now), actor, now)
    if known is None:
        tried.entered += 1
    elif changed or was_retired:
        entry.save(update_fields=["retired_at"])
        tried.changed += 1
    else:
        tried.same += 1


def _rows(wanted: Register, raw: bytes) -> Iterable[TableRow]:
    rows: list[TableRow] = []
    for row in rows_of_table(wanted, open_table(raw).rows()):
        rows.append(row)
        if len(rows) > MOST_ROWS:
            raise TableTooLarge(rows=MOST_ROWS)
    return rows
