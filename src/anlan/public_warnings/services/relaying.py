"""Relay down the levels: a township begins its villages' calls; a township that stays silent is found."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q
from django.db.models.functions import Length

from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.public_warnings.domain.calling import TaskState
from anlan.public_warnings.events import TownshipSilent, VillageCallsBegun, WrongNumberSettled
from anlan.public_warnings.models import CallRound, CallTask, SilentTownship, WrongNumber
from anlan.public_warnings.services.answering import require_confirmed, require_running
from anlan.public_warnings.services.asking import ladder_in
from anlan.public_warnings.services.confirming import actor_of, by_link
from anlan.support import journal, rights


@transaction.atomic
def begin_villages_by_token(*, token: str, now: datetime) -> int:
    """Begin the calls of a township's villages by its own link, after it was confirmed; return how many begin."""
    call, step = by_link(token, now)
    require_running(call)
    if call.task.region != call.task.township:
        raise NotFound(what="villages")
    require_confirmed(call, step)
    return _begin(call.task.round, call.task.township, actor_of(step), now)


@transaction.atomic
def begin_villages(*, warning_id: UUID, township: str, actor: Actor, now: datetime) -> int:
    """Begin the calls of a township's villages that wait for it; return how many begin."""
    rights.require_visible(actor, "public_warnings.see_calls", township, what="call")
    rights.require(actor, "public_warnings.record_voice", township)
    calls = CallRound.objects.filter(warning_id=warning_id, ended_at=None).first()
    if calls is None:
        raise NotFound(what="calls")
    return _begin(calls, township, actor, now)


def _begin(calls: CallRound, township: str, actor: Actor, now: datetime) -> int:
    """Make the villages' calls due, for the clock that looks every second."""
    planned = CallTask.objects.filter(round=calls, township=township, state=TaskState.PLANNED)
    begun = planned.update(deadline_at=now)
    if begun:
        event = VillageCallsBegun(
            subject=f"warning:{calls.warning_id}",
            region=township,
            exercise=calls.transmission.is_exercise,
            warning_id=calls.warning_id,
            villages=begun,
        )
        journal.announce(event, actor=actor, now=now)
    return begun


def find_silent_townships(*, actor: Actor, now: datetime) -> int:
    """Raise an alarm for every township of which nothing has been confirmed at its limit; return how many."""
    rounds = CallRound.objects.filter(ended_at=None, silence_looked_for_at=None).exclude(begun_at=None)
    due = [each.id for each in rounds if now >= each.begun_at + timedelta(minutes=ladder_in(each).silent_minutes)]
    return sum(_find_in(round_id, actor, now) for round_id in due)


@transaction.atomic
def _find_in(round_id: int, actor: Actor, now: datetime) -> int:
    found = CallRound.objects.select_for_update(skip_locked=True, of=("self",)).select_related("transmission")
    calls = found.filter(id=round_id, silence_looked_for_at=None, ended_at=None).first()
    if calls is None:
        return 0
    calls.silence_looked_for_at = now
    calls.save(update_fields=["silence_looked_for_at"])
    named = CallTask.objects.alias(digits=Length("township")).filter(round=calls, digits=_TOWNSHIP_DIGITS)
    counted = (
        named.order_by()
        .values("township", "township_name")
        .annotate(places=Count("id"), heard=Count("id", filter=Q(confirmations__gt=0)))
    )
    silent = [row for row in counted if not row["heard"]]
    is_exercise = calls.transmission.is_exercise
    SilentTownship.objects.bulk_create(
        SilentTownship(
            round=calls,
            warning_id=calls.warning_id,
            region=row["township"],
            name=row["township_name"],
            places=row["places"],
            at=now,
            is_exercise=is_exercise,
        )
        for row in silent
    )
    limit = ladder_in(calls).silent_minutes
    journal.announce_all([_told(calls, row, limit) for row in silent], actor=actor, now=now)
    return len(silent)


_TOWNSHIP_DIGITS = 9


def _told(calls: CallRound, row: dict[str, object], limit: float) -> TownshipSilent:
    return TownshipSilent(
        subject=f"warning:{calls.warning_id}",
        region=str(row["township"]),
        incident_id=calls.transmission.incident_id,
        exercise=calls.transmission.is_exercise,
        warning_id=calls.warning_id,
        places=int(str(row["places"])),
        minutes=limit,
    )


@transaction.atomic
def settle_wrong_number(*, number_id: UUID, actor: Actor, now: datetime) -> None:
    """Say that the directory has been set right; who it was and when is kept."""
    row = WrongNumber.objects.select_for_update().filter(id=number_id).first()
    if row is None:
        raise NotFound(what="wrong_number")
    rights.require_visible(actor, "public_warnings.see_calls", row.region, what="wrong_number")
    rights.require(actor, "public_warnings.settle_number", row.region)
    if row.settled_at is not None:
        return
    row.settled_at, row.settled_by = now, actor.name
    row.save(update_fields=["settled_at", "settled_by"])
    event = WrongNumberSettled(
        subject=f"call:{row.task_id}", region=row.region, exercise=row.is_exercise, person_name=row.name
    )
    journal.announce(event, actor=actor, now=now)
