"""Questions about frozen lists: who was on one and what came of it, and which warnings somebody was on the list of."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.people import api as people
from anlan.public_warnings.domain.channels import channel
from anlan.public_warnings.domain.targeting import TargetState
from anlan.public_warnings.models import Delivery, Target, TargetList, Transmission
from anlan.support import rights
from anlan.support.keyset import Stretch, counted, stretch

SEE = "public_warnings.see_targets"
_ORDER = ("kind", "region", "id")
_STEP = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetRow:
    """One on the list as pages show it: the address masked, and what came of the message in use."""

    kind: str
    ref_id: UUID
    name: str
    region: str
    address: str
    language: str
    ways: tuple[str, ...]
    place: int
    channel: str
    reason: str
    state: str
    delivery_state: str
    at: datetime | None
    fault: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetFilter:
    """What a reader of the list asks for; an empty field asks for nothing."""

    text: str = ""
    kind: str = ""
    channel: str = ""
    state: str = ""
    region: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A warning that somebody was on the list of."""

    warning_id: UUID
    headline: str
    level: int
    sent_at: datetime
    is_exercise: bool
    target: TargetRow


def targets(
    actor: Actor, warning_id: UUID, wanted: TargetFilter, *, after: str = "", before: str = ""
) -> Stretch[TargetRow]:
    """Return a stretch of a warning's list, as far as it lies in the actor's regions."""
    found = stretch(_found(actor, warning_id, wanted), order=_ORDER, after=after, before=before)
    return Stretch(_rows(found.rows), found.before, found.after)


def target_count(actor: Actor, warning_id: UUID, wanted: TargetFilter) -> tuple[int, bool]:
    """Return how many match, and whether there are more than were counted."""
    return counted(_found(actor, warning_id, wanted))


def target_totals(actor: Actor, warning_id: UUID) -> dict[str, tuple[int, bool]]:
    """Return how many of each kind and of each state that is not simply on its way stand on the list."""
    states = (TargetState.CALLED, TargetState.NO_WAY, TargetState.EXHAUSTED)
    asked = [TargetFilter(kind=kind) for kind in ("resident", "person", "device")]
    asked += [TargetFilter(state=state) for state in states]
    return {each.kind or each.state: target_count(actor, warning_id, each) for each in asked}


def target_file(actor: Actor, warning_id: UUID, wanted: TargetFilter) -> Iterator[TargetRow]:
    """Yield all that match, addresses masked."""
    after = ""
    while True:
        found = stretch(_found(actor, warning_id, wanted), order=_ORDER, after=after, size=_STEP)
        yield from _rows(found.rows)
        after = found.after
        if not after:
            return


def told(actor: Actor, ref_id: UUID, *, limit: int = 100) -> tuple[Told, ...]:
    """Return the warnings that a person or device was on the list of, newest first."""
    rows = list(Target.objects.filter(rights.within(actor, SEE), ref_id=ref_id).order_by("-id")[:limit])
    if not rows:
        raise NotFound(what="target")
    sent = Transmission.objects.in_bulk([row.transmission_id for row in rows])
    shown = _rows(rows)
    return tuple(
        Told(
            warning_id=row.warning_id,
            headline=sent[row.transmission_id].headline,
            level=sent[row.transmission_id].level,
            sent_at=sent[row.transmission_id].sent_at,
            is_exercise=row.is_exercise,
            target=each,
        )
        for row, each in zip(rows, shown, strict=True)
    )


def channels_of_list(warning_id: UUID) -> tuple[str, ...]:
    """Return the channels of the warning's transmission."""
    keys = Transmission.objects.filter(warning_id=warning_id).values_list("channels", flat=True).first()
    return tuple(each["key"] for each in keys or ())


def list_standing(warning_id: UUID) -> str:
    """Return ``waiting`` while a long list is being frozen, ``void`` where the warning ended before, else nothing."""
    row = TargetList.objects.filter(warning_id=warning_id).values_list("frozen_at", "is_void").first()
    if row is None:
        return ""
    frozen_at, is_void = row
    return "waiting" if frozen_at is None else "void" if is_void else ""


def _found(actor: Actor, warning_id: UUID, wanted: TargetFilter) -> "QuerySet[Target]":
    rows = Target.objects.filter(rights.within(actor, SEE), warning_id=warning_id)
    for name in ("kind", "channel", "state"):
        if getattr(wanted, name):
            rows = rows.filter(**{name: getattr(wanted, name)})
    if wanted.region:
        rows = rows.filter(region__startswith=wanted.region)
    if wanted.text:
        rows = rows.filter(name__startswith=wanted.text)
    return rows


def _rows(rows: Sequence[Target]) -> tuple[TargetRow, ...]:
    letters = _letters(rows)
    return tuple(_row(row, letters.get((row.transmission_id, row.channel, row.address))) for row in rows)


def _letters(rows: Iterable[Target]) -> dict[tuple[UUID, str, str], Any]:
    """Return the messages of some rows of a list in one query, by the index that keeps addresses single."""
    wanted: dict[tuple[UUID, str], list[str]] = {}
    for row in rows:
        if row.channel and row.state != TargetState.CALLED:
            wanted.setdefault((row.transmission_id, row.channel), []).append(row.address)
    condition = Q(pk__in=[])
    for (transmission_id, key), addresses in wanted.items():
        condition |= Q(transmission_id=transmission_id, channel=key, address__in=addresses)
    found = Delivery.objects.filter(condition, call_step=None) if wanted else ()
    return {(each.transmission_id, each.channel, each.address): each for each in found}


def _row(row: Target, letter: Delivery | None) -> TargetRow:
    return TargetRow(
        address=row.address if row.kind == "device" else people.masked(row.address),
        ways=tuple(row.ways),
        delivery_state=letter.state if letter else "",
        at=(letter.delivered_at or letter.given_up_at or letter.sent_at) if letter else None,
        fault=letter.last_fault if letter else "",
        **{name: getattr(row, name) for name in _COPIED},
    )


_COPIED = ("kind", "ref_id", "name", "region", "language", "place", "channel", "reason", "state")


def channel_names(keys: Iterable[str]) -> list[tuple[str, str]]:
    """Return channels with their names for a filter."""
    return [(key, channel(key).name) for key in keys]
