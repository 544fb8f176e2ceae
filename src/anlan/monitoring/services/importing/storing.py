"""Storing the readings of an import, and deleting them again: part by part, each part in a transaction of its own.

A part that is stored is marked in the same transaction, so that a job that dies goes on where it stopped. Nothing is
judged: an alarm about the past helps nobody. What lies in the windows that rules look back on is made known to the
intake by counting up the directory, whereupon it reads its memory anew.
"""

from datetime import datetime, timedelta
from uuid import UUID

import numpy as np
from django.db import connection, transaction

from anlan.kernel.actors import Actor
from anlan.monitoring.domain.importing import Act, State, after
from anlan.monitoring.domain.packing import packed_marks, unpacked, unpacked_marks
from anlan.monitoring.domain.readings import Readings
from anlan.monitoring.events import HistoryImported, HistoryTakenBack
from anlan.monitoring.models import HistoryImport, ImportFile, ImportPart
from anlan.monitoring.services import storing
from anlan.monitoring.services.marking import unroll
from anlan.monitoring.services.months import make_months
from anlan.monitoring.services.registering import count_up_directory
from anlan.support import journal

_LOOKED_BACK_ON = timedelta(days=31)
_GONE = "unnest(%s::int[], %s::bigint[], %s::float8[]) x (series_id, micros, value)"
_AT = "timestamptz 'epoch' + x.micros * interval '1 microsecond'"
_DELETE = f"""
delete from monitoring_reading r using {_GONE}
where r.series_id = x.series_id and r.time = {_AT} and r.value = x.value
returning (extract(epoch from r.time) * 1000000)::bigint, r.series_id
"""  # noqa: S608 - built of constants; all values are parameters
_NEWEST = """
with stale as (
    delete from monitoring_latestvalue l
    where l.series_id = any(%s) and not exists (
        select 1 from monitoring_reading r where r.series_id = l.series_id and r.time = l.time
    ) returning l.series_id
)
insert into monitoring_latestvalue (series_id, time, value, received)
select n.series_id, n.time, n.value, n.received from stale cross join lateral (
    select * from monitoring_reading r where r.series_id = stale.series_id order by r.time desc limit 1
) n
on conflict (series_id) do update set time = excluded.time, value = excluded.value, received = excluded.received
"""


def store_import(*, import_id: UUID, now: datetime) -> None:
    """Store what is left of an import's readings, then tell of it."""
    for number in _numbers(import_id, State.STORING, new__isnull=True):
        _store_part(import_id, number)
    _finish(import_id, now)


def take_back_import(*, import_id: UUID, now: datetime) -> None:
    """Delete what is left of the readings that an import has stored, then tell of it."""
    for number in _numbers(import_id, State.TAKING_BACK, is_taken_back=False):
        _take_part_back(import_id, number)
    _finish_taking_back(import_id, now)


def _numbers(import_id: UUID, state: State, **which: bool) -> list[int]:
    parts = ImportPart.objects.filter(history_import_id=import_id, history_import__state=state, **which)
    return list(parts.order_by("number").values_list("number", flat=True))


def _store_part(import_id: UUID, number: int) -> None:
    """Store a part, unless another process has done it meanwhile."""
    part = ImportPart.objects.get(history_import_id=import_id, number=number)
    readings = unpacked(part.packed, part.count)
    make_months(readings.times)
    with transaction.atomic():
        row = HistoryImport.objects.select_for_update().get(id=import_id)
        part.refresh_from_db(fields=["new"])
        if part.new is not None:
            return
        is_new, _contradicting = storing.store(readings)
        part.new = packed_marks(is_new)
        part.save(update_fields=["new"])
        row.stored += int(is_new.sum())
        row.done += part.count
        row.save(update_fields=["stored", "done"])


@transaction.atomic
def _finish(import_id: UUID, now: datetime) -> None:
    row = HistoryImport.objects.select_for_update().filter(id=import_id, state=State.STORING).first()
    if row is None:
        return
    row.state, row.finished_at = after(row.state, Act.FINISH_STORE), now
    row.save(update_fields=["state", "finished_at"])
    _tell_intake(row, now)
    event = HistoryImported(
        subject=f"import:{row.id}",
        region=row.region,
        name=row.name,
        count=row.stored,
        series=row.series,
        problems=row.problems,
        since=row.since,
        until=row.until,
    )
    journal.announce(event, actor=_person(row), now=now)


def _take_part_back(import_id: UUID, number: int) -> None:
    with transaction.atomic():
        row = HistoryImport.objects.select_for_update().get(id=import_id)
        part = ImportPart.objects.filter(history_import=row, number=number, is_taken_back=False).first()
        if part is None:
            return
        everything = unpacked(part.packed, part.count)
        is_own = unpacked_marks(part.new, part.count)
        own = Readings(everything.series[is_own], everything.times[is_own], everything.values[is_own])
        row.taken_back += _delete(own)
        row.done += part.count
        row.save(update_fields=["taken_back", "done"])
        part.is_taken_back = True
        part.save(update_fields=["is_taken_back"])


def _delete(readings: Readings) -> int:
    """Delete readings that still have the value they were stored with; have their hours rolled up anew."""
    with connection.cursor() as cursor:
        cursor.execute(_DELETE, [readings.series.tolist(), readings.times.tolist(), readings.values.tolist()])
        gone = np.array(cursor.fetchall(), dtype=np.int64).reshape(-1, 2)
        if len(gone):
            times, series = gone[:, 0], gone[:, 1].astype(np.int32)
            unroll(series, times)
            cursor.execute(_NEWEST, [np.unique(series).tolist()])
    return len(gone)


@transaction.atomic
def _finish_taking_back(import_id: UUID, now: datetime) -> None:
    row = HistoryImport.objects.select_for_update().filter(id=import_id, state=State.TAKING_BACK).first()
    if row is None:
        return
    row.state, row.finished_at = after(row.state, Act.FINISH_TAKE_BACK), now
    row.save(update_fields=["state", "finished_at"])
    row.parts.all().delete()
    ImportFile.objects.filter(history_import=row).delete()
    _tell_intake(row, now)
    event = HistoryTakenBack(subject=f"import:{row.id}", region=row.region, name=row.name, count=row.taken_back)
    journal.announce(event, actor=_person(row), now=now)


def _tell_intake(row: HistoryImport, now: datetime) -> None:
    """Have the intake read its windows anew where the import reaches into them."""
    if row.until and row.until > now - _LOOKED_BACK_ON:
        count_up_directory()


def _person(row: HistoryImport) -> Actor:
    """Return who had the import stored or taken back, by name and without any right."""
    return Actor(id=row.stored_by, name=row.stored_by_name)
