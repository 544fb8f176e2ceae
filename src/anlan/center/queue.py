"""The desk's queue: what waits for a person, gathered from the rooms, the most urgent first."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import quote

from django.utils.translation import gettext as _

from anlan.alarms import api as alarms
from anlan.center.entries import QueueEntry, plain_entry, short_names
from anlan.center.items import DeskItem
from anlan.center.waiting_duty import duties
from anlan.center.waiting_matters import matters
from anlan.center.waiting_reports import reports_to_sign_and_send
from anlan.center.waiting_suspicions import suspicions
from anlan.center.waiting_warnings import warnings_and_calls
from anlan.command import api as command
from anlan.kernel.actors import Actor
from anlan.kernel.levels import Level
from anlan.reporting import api as reporting

_MOST: Final = 200
_NEW_FOR_SECONDS: Final = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueFilter:
    """What of the queue to show: empty fields filter nothing."""

    room: str = ""
    least_level: int = 0
    region: str = ""


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits and matches, the most urgent first, and how much waits in each room in all."""

    entries: tuple[QueueEntry, ...]
    counts: dict[str, int]


def queue(actor: Actor, now: datetime, wanted: QueueFilter) -> Queue:
    """Return what waits for a person, gathered from every room once."""
    found = {room: ask(actor, now) for room, ask in SOURCES.items()}
    kept = (
        entry
        for room, entries in found.items()
        for entry in entries
        if wanted.room in ("", room)
        and entry.item.level >= wanted.least_level
        and entry.item.region.startswith(wanted.region)
    )
    return Queue(tuple(sorted(kept, key=_urgency)), {room: len(entries) for room, entries in found.items()})


def _urgency(entry: QueueEntry) -> tuple[bool, int, datetime]:
    """Undecided things first, then the worst (a missed clock stands beside red), then the oldest."""
    return entry.is_decided, -max(entry.item.level, entry.urgency), entry.item.since


def _alarms(actor: Actor, now: datetime) -> tuple[QueueEntry, ...]:
    entries = alarms.board(actor, alarms.AlarmFilter(states=alarms.OPEN_STATES))[:_MOST]
    storms = [entry.storm for entry in entries if entry.storm]
    rows = [row for entry in entries for row in entry.rows]
    names = short_names(actor, [*(storm.county for storm in storms), *(row.region for row in rows)])
    return (
        *(_storm_entry(storm, names[storm.county]) for storm in storms),
        *(_alarm_entry(row, names[row.region], now) for row in rows),
    )


def _storm_entry(storm: alarms.Storm, place: str) -> QueueEntry:
    """Return the many alarms of one storm as one entry that leads to its worst places."""
    figures = {"places": len(storm.places), "sensors": storm.sensors, "waiting": storm.waiting}
    return QueueEntry(
        room="alarms",
        item=DeskItem(
            subject=f"storm:{storm.key}",
            title=alarms.family_name(storm.rule_family),
            word=_("%(waiting)s to verify") % figures if storm.waiting else _("All verified"),
            url=f"/alarms/?storm={quote(storm.key)}",
            region=storm.county,
            level=Level(storm.level),
            since=storm.began_at,
            is_exercise=storm.is_exercise,
        ),
        place=place,
        tone="red" if storm.waiting else "accent",
        work_url=f"/alarms/storm/?key={quote(storm.key)}",
        detail=_("Storm: %(places)s places, %(sensors)s sensors") % figures,
        times=len(storm.places),
        is_decided=not storm.waiting,
    )


def _alarm_entry(row: alarms.AlarmRow, place: str, now: datetime) -> QueueEntry:
    measured = alarms.measured_word(row.quantity, row.window_hours, row.rule_family)
    return QueueEntry(
        room="alarms",
        item=DeskItem(
            subject=row.subject,
            title=alarms.alarm_title(row.rule_family, row.level),
            word=str(alarms.STATE_WORDS[row.state]),
            url=f"/alarms/{row.id}/",
            region=row.region,
            level=row.level,
            since=row.raised_at,
            is_exercise=row.is_exercise,
        ),
        place=place,
        tone={"raised": "red", "taken": "amber"}.get(row.state, "accent"),
        work_url=f"/alarms/{row.id}/work/",
        detail=f"{row.station_label} {measured} {row.value:g} {row.unit}",
        times=row.times,
        is_decided=row.state not in alarms.WAITING_STATES,
        is_new=(now - row.last_at).total_seconds() < _NEW_FOR_SECONDS,
    )


def _responses(actor: Actor, now: datetime) -> tuple[QueueEntry, ...]:
    rows = [row for row in command.open_responses(actor) if row.proposed_level is not Level.NONE]
    names = short_names(actor, [row.region for row in rows])
    return tuple(
        plain_entry(
            "command",
            DeskItem(
                subject=row.subject,
                title=f"{row.plan_title} {row.incident_title}",
                word=_("To sign"),
                url=f"/incidents/{row.incident_id}/",
                region=row.region,
                level=row.proposed_level,
                since=row.proposed_at,
                is_exercise=row.is_exercise,
            ),
            names[row.region],
        )
        for row in rows
    )


def _reminders(actor: Actor, now: datetime) -> tuple[QueueEntry, ...]:
    """Return what the ladder has told this reader, one entry for each order or team with its latest rung."""
    latest: dict[object, command.EscalationRow] = {}
    for row in command.escalations_to(actor):
        latest.setdefault(row.order_id or row.watch_id, row)
    names = short_names(actor, [row.region for row in latest.values()])
    return tuple(
        plain_entry(
            "command",
            DeskItem(
                subject=f"escalation:{row.id}",
                title=f"{row.label} {row.incident_title}",
                word=str(command.TROUBLE_WORDS[row.trouble]),
                url=f"/orders/{row.order_id}/" if row.order_id else f"/incidents/{row.incident_id}/orders/",
                region=row.region,
                level=Level.NONE,
                since=row.since,
                is_exercise=row.is_exercise,
            ),
            names[row.region],
            detail=_("told: %(names)s") % {"names": row.told_names},
            urgency=Level.RED if row.watch_id else Level.ORANGE,
        )
        for row in latest.values()
    )


def _of_command(actor: Actor, now: datetime) -> tuple[QueueEntry, ...]:
    return (*_responses(actor, now), *_reminders(actor, now))


def _reports(actor: Actor, now: datetime) -> tuple[QueueEntry, ...]:
    """Return the reports that are owed, and what is suspected to have been omitted."""
    return (*_clocks(actor, now), *suspicions(actor, now))


def _clocks(actor: Actor, now: datetime) -> tuple[QueueEntry, ...]:
    words = {
        reporting.Stage.FIRST: _("First report"),
        reporting.Stage.FOLLOWUP: _("Follow-up report"),
        reporting.Stage.VERIFIED: _("Verified report"),
        reporting.Stage.DIRECT: _("Direct report"),
        reporting.Stage.NOTICE: _("Notice"),
        reporting.Stage.SUPPLEMENT: _("Supplement"),
    }
    rows = reporting.owed_clocks(actor, limit=_MOST)
    names = short_names(actor, [row.region for row in rows])
    clocks = tuple(
        plain_entry(
            "reporting",
            DeskItem(
                subject=f"clock:{row.id}",
                title=f"{words.get(row.stage, row.stage)} {row.incident_title}",
                word=_("To report"),
                url=f"/incidents/{row.incident_id}/",
                region=row.region,
                level=Level.NONE,
                since=row.started_at,
                due=row.due_at,
                is_exercise=row.is_exercise,
            ),
            names[row.region],
            detail=_("to %(receiver)s") % {"receiver": row.receiver},
            urgency=_clock_urgency(row, now),
        )
        for row in rows
    )
    return (*reports_to_sign_and_send(actor, now), *clocks)


def _clock_urgency(row: reporting.ClockRow, now: datetime) -> int:
    """Rank a missed clock with red, one that has warned with orange, any other with yellow."""
    if now >= row.due_at:
        return Level.RED
    return Level.ORANGE if now >= row.warn_at else Level.YELLOW


SOURCES: Final[dict[str, Callable[[Actor, datetime], tuple[QueueEntry, ...]]]] = {
    "intake": matters,
    "alarms": _alarms,
    "public_warnings": warnings_and_calls,
    "command": _of_command,
    "reporting": _reports,
    "duty": duties,
}
