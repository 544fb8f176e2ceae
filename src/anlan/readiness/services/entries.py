"""Entries of registers are entered, changed, reported on and retired by those who keep the register."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.contrib.gis.geos import Point
from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.kernel.errors import InvalidValue, NotFound
from anlan.kernel.regions import normalise
from anlan.readiness.domain.entries import CodeIsTaken, EntryIsInUse, ForceState, ReasonMissing
from anlan.readiness.domain.freshness import Trust, next_step_at
from anlan.readiness.domain.registers import Register
from anlan.readiness.domain.shelters import capacity_of, check_capacity
from anlan.readiness.domain.values import Values, checked, first_expiry
from anlan.readiness.events import ForceChanged, ForceEntered, ForceReported, ForceRetired
from anlan.readiness.selectors.entries import values_of
from anlan.readiness.selectors.registers import ladder, register, rows_of
from anlan.readiness.selectors.scope import READ
from anlan.support import journal, rights
from anlan.support.tables import load_table

KEEP: Final = "readiness.register"
_SUBJECTS: Final = {"teams": "team", "shelters": "shelter", "forces": "force"}
_LONGEST: Final = {"code": 40, "name": 80}


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryDetails:
    """What is kept of a force: ``values`` by the keys of its register's fields, as data or as they are typed."""

    code: str
    name: str
    kind: str
    region: str
    longitude: float
    latitude: float
    values: Mapping[str, Any] = field(default_factory=dict)
    contact_id: UUID | None = None
    owner_id: UUID | None = None


def subject_of(wanted: Register, entry_id: UUID) -> str:
    """Return the journal's name of an entry."""
    return f"{_SUBJECTS[wanted.rows]}:{entry_id}"


@transaction.atomic
def enter_force(*, register_key: str, details: EntryDetails, actor: Actor, now: datetime) -> UUID:
    """Enter a force in a register; who enters it says that it holds."""
    wanted = register(register_key)
    rights.require(actor, KEEP, normalise(details.region))
    row = rows_of(wanted).model()
    store(wanted, row, details, actor, now)
    event = ForceEntered(
        subject=subject_of(wanted, row.id),
        region=row.region,
        register=wanted.key,
        register_name=wanted.name,
        name=row.name,
    )
    journal.announce(event, actor=actor, now=now)
    return row.id  # type: ignore[no-any-return]


@transaction.atomic
def change_force(
    *, register_key: str, entry_id: UUID, details: EntryDetails, actor: Actor, now: datetime
) -> tuple[str, ...]:
    """Change what is registered of a force; return the words of what changed. An empty change is no act."""
    wanted = register(register_key)
    row = locked(wanted, entry_id, actor)
    rights.require(actor, KEEP, row.region)
    rights.require(actor, KEEP, normalise(details.region))
    return put_change(wanted, row, details, actor, now)


def store(wanted: Register, row: Any, details: EntryDetails, actor: Actor, now: datetime) -> tuple[str, ...]:
    """Store a new or a locked row without telling of it; return the words of what is other than before."""
    before = state_of(wanted, row) if row.code else {}
    write(wanted, row, details)
    if _same_code(wanted, row).exclude(id=row.id).exists():
        raise CodeIsTaken(code=row.code)
    fields = changed_words(wanted, before, state_of(wanted, row)) if before else ("name",)
    if fields:
        confirm(wanted, row, actor, now)
        row.save()
    return fields


def put_change(wanted: Register, row: Any, details: EntryDetails, actor: Actor, now: datetime) -> tuple[str, ...]:
    """Store a change of a locked row and tell of it; the caller has checked the right."""
    fields = store(wanted, row, details, actor, now)
    if not fields:
        return ()
    event = ForceChanged(
        subject=subject_of(wanted, row.id),
        region=row.region,
        register=wanted.key,
        register_name=wanted.name,
        name=row.name,
        fields=fields,
    )
    journal.announce(event, actor=actor, now=now)
    return fields


@transaction.atomic
def retire_force(*, register_key: str, entry_id: UUID, reason: str, actor: Actor, now: datetime) -> None:
    """Take a force out of its register; what names it keeps its name."""
    wanted = register(register_key)
    row = locked(wanted, entry_id, actor)
    rights.require(actor, KEEP, row.region)
    put_retirement(wanted, row, reason, actor, now)


def put_retirement(wanted: Register, row: Any, reason: str, actor: Actor, now: datetime) -> None:
    """Retire a locked row and tell of it; the caller has checked the right."""
    if not reason.strip():
        raise ReasonMissing()
    if row.state in ("open", "out", ForceState.IN_USE):
        raise EntryIsInUse()
    row.retired_at, row.next_step_at = now, None
    row.save(update_fields=["retired_at", "next_step_at"])
    event = ForceRetired(
        subject=subject_of(wanted, row.id),
        region=row.region,
        register=wanted.key,
        register_name=wanted.name,
        name=row.name,
        reason=reason.strip()[:300],
    )
    journal.announce(event, actor=actor, now=now)


@transaction.atomic
def report_force(
    *, register_key: str, entry_id: UUID, state: ForceState, note: str, actor: Actor, now: datetime
) -> None:
    """Store whether a force can be used; one that cannot must say why. Teams and shelters have acts of their own."""
    wanted = register(register_key)
    if wanted.rows != "forces":
        raise NotFound(what="register", id=register_key)
    row = locked(wanted, entry_id, actor)
    rights.require(actor, "readiness.report_force", row.region)
    if state is not ForceState.AVAILABLE and not note.strip():
        raise ReasonMissing()
    row.state, row.note = state, note.strip()[:300]
    row.save(update_fields=["state", "note"])
    event = ForceReported(
        subject=subject_of(wanted, row.id),
        region=row.region,
        register=wanted.key,
        register_name=wanted.name,
        name=row.name,
        state=state,
        note=row.note,
    )
    journal.announce(event, actor=actor, now=now)


def locked(wanted: Register, entry_id: UUID, actor: Actor) -> Any:
    """Return an entry's row for a change; one that the actor may not see does not exist for it."""
    row = rows_of(wanted).select_for_update().filter(id=entry_id).first()
    if row is None:
        raise NotFound(what="entry", id=str(entry_id))
    rights.require_visible(actor, READ, row.region, "entry")
    return row


def write(wanted: Register, row: Any, details: EntryDetails) -> None:
    """Put what is told into a row that is not stored yet; refuse what breaks a rule of its field."""
    for key, most in _LONGEST.items():
        text = " ".join(str(getattr(details, key)).split())
        if not 0 < len(text) <= most:
            raise InvalidValue(field=f"entry_{key}", value=text[:40], rule="not_empty" if not text else "shorter")
        setattr(row, key, text)
    if details.kind not in wanted.kinds:
        raise InvalidValue(field="entry_kind", value=details.kind[:40], rule="known_word")
    row.kind, row.region = details.kind, normalise(details.region)
    row.location = _point(details)
    setattr(row, f"{wanted.contact}_id", details.contact_id)
    row.owner_id = details.owner_id
    _write_values(wanted, row, checked(wanted, details.values))
    if wanted.rows == "forces":
        row.register = wanted.key


def confirm(wanted: Register, row: Any, actor: Actor, now: datetime) -> None:
    """Note on a row that somebody says that it holds."""
    row.confirmed_at, row.confirmed_by, row.trust = now, actor.name[:80], Trust.CONFIRMED
    row.next_step_at = next_step_at(ladder(), now, wanted.confirm_days, now)


def state_of(wanted: Register, row: Any) -> dict[str, Any]:
    """Return everything of a row that may change, as plain data."""
    contact_id = getattr(row, f"{wanted.contact}_id")
    return {
        "code": row.code,
        "name": row.name,
        "kind": row.kind,
        "region": row.region,
        "longitude": row.location.x,
        "latitude": row.location.y,
        "contact_id": str(contact_id) if contact_id else None,
        "owner_id": str(row.owner_id) if row.owner_id else None,
        "values": {key: value for key, value in values_of(wanted, row).items() if value is not None},
    }


def changed_words(wanted: Register, before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[str, ...]:
    """Return what differs between two states: keys of what every force has, words of its register's fields."""
    common = [key for key in before if key != "values" and before[key] != after[key]]
    fields = [each.name for each in wanted.fields if before["values"].get(each.key) != after["values"].get(each.key)]
    return (*common, *fields)


def _write_values(wanted: Register, row: Any, values: Values) -> None:
    if wanted.rows == "shelters":
        values = _with_capacity(row, values)
    row.expires_on = first_expiry(wanted, values)
    row.details = {each.key: values[each.key] for each in wanted.fields if not each.column and each.key in values}
    for each in wanted.fields:
        if each.column:
            setattr(row, each.key, values.get(each.key, row._meta.get_field(each.key).get_default()))


def _with_capacity(row: Any, values: Values) -> Values:
    """Return a shelter's values with the capacity that its area gives, or the smaller one that its owner claims."""
    per_person = load_table("anlan.readiness", "shelters")[row.kind]["area_per_person"]
    capacity = values.get("capacity")
    if capacity is None:
        return {**values, "capacity": capacity_of(values["area"], per_person)}
    check_capacity(capacity, values["area"], per_person)
    if capacity < row.occupants:
        raise EntryIsInUse()
    return values


def _point(details: EntryDetails) -> Point:
    if not (-180 <= details.longitude <= 180 and -90 <= details.latitude <= 90):
        raise InvalidValue(
            field="place", value=f"{details.longitude}, {details.latitude}"[:40], rule="a_place_on_earth"
        )
    return Point(details.longitude, details.latitude, srid=4326)


def _same_code(wanted: Register, row: Any) -> Any:
    model = rows_of(wanted).model
    rows = model.objects.filter(code=row.code)
    return rows.filter(register=wanted.key) if wanted.rows == "forces" else rows
