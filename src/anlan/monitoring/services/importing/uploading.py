"""The acts of a person who imports history: upload, say what the columns are, store, take back, discard."""

import hashlib
import zlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from uuid import UUID

from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.kernel.errors import InvalidValue, NotFound
from anlan.monitoring.domain.columns import Column, TableMap, check_map, proposed
from anlan.monitoring.domain.errors import TooLarge
from anlan.monitoring.domain.importing import Act, HasErrors, NothingToStore, State, after
from anlan.monitoring.domain.plans import Plan, as_json
from anlan.monitoring.models import HistoryImport, ImportFile
from anlan.monitoring.selectors import rules
from anlan.monitoring.selectors.column_words import column_words
from anlan.monitoring.selectors.imports import table_of
from anlan.protocols.spreadsheet.table import Table, head_row, open_table
from anlan.support import jobs
from anlan.support.rights import regions_of, require, within

RIGHT = "monitoring.import_history"
_HEAD_SAMPLE = 60


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was uploaded."""

    name: str
    raw: bytes


@transaction.atomic
def upload_history(*, upload: Upload, actor: Actor, now: datetime) -> UUID:
    """Keep an uploaded table with a proposal of what its columns are; nothing of it is stored as readings yet."""
    regions = regions_of(actor, RIGHT)
    if not regions:
        require(actor, RIGHT, "")
    limit = rules.limits()["import"]["largest_bytes"]
    if len(upload.raw) > limit:
        raise TooLarge(size=len(upload.raw), limit=limit)
    table = open_table(upload.raw)
    plan = proposed_plan(table)
    row = HistoryImport.objects.create(
        name=upload.name[-200:] or "-",
        size=len(upload.raw),
        digest=hashlib.sha256(upload.raw).hexdigest(),
        state=State.UPLOADED,
        region=regions[0],
        regions=list(regions),
        plan=as_json(plan),
        uploaded_by=actor.id,
        uploaded_by_name=actor.name,
        uploaded_at=now,
    )
    ImportFile.objects.create(history_import=row, packed=zlib.compress(upload.raw, 1))
    _forget_old_files(now)
    return row.id


def proposed_plan(table: Table) -> Plan:
    """Return how a table seems to be read."""
    sample = list(islice(table.rows(), _HEAD_SAMPLE))
    if not sample:
        raise InvalidValue(field="file", value="", rule="not_empty")
    head = head_row(sample)
    width = max(len(row) for row in sample)
    heads = (sample[head] if head >= 0 else []) + [""] * width
    columns = proposed([each.strip()[:120] for each in heads[:width]], column_words())
    return Plan(
        table=TableMap(columns=columns, head_row=head),
        encoding=table.encoding,
        delimiter=table.delimiter,
        sheet=table.sheet,
    )


@transaction.atomic
def check_history(*, import_id: UUID, plan: Plan, actor: Actor) -> None:
    """Say what the columns are, and have the whole table checked; nothing is stored."""
    row = lock(import_id, actor)
    check_map(plan.table, column_words())
    row.state = after(row.state, Act.CHECK)
    row.plan, row.failure, row.done = as_json(plan), {}, 0
    row.save(update_fields=["state", "plan", "failure", "done"])
    jobs.defer("monitoring.check_import", import_id=str(import_id))


@transaction.atomic
def reopen_history(*, import_id: UUID, plan: Plan, actor: Actor) -> None:
    """Read the file otherwise (encoding, delimiter, sheet, row of heads) and propose its columns anew."""
    row = lock(import_id, actor)
    after(row.state, Act.CHECK)
    row.plan = as_json(proposed_plan(table_of(row, plan)))
    row.save(update_fields=["plan"])


@transaction.atomic
def store_history(*, import_id: UUID, keep_good: bool, actor: Actor) -> None:
    """Have the checked readings stored; where the table has errors only if the person keeps the good rows."""
    row = lock(import_id, actor)
    following = after(row.state, Act.STORE)
    if row.problems and not keep_good:
        raise HasErrors(count=row.problems)
    if not row.readings:
        raise NothingToStore
    row.state, row.keeps_good, row.done = following, keep_good, 0
    row.stored_by, row.stored_by_name = actor.id, actor.name
    row.save(update_fields=["state", "keeps_good", "done", "stored_by", "stored_by_name"])
    jobs.defer("monitoring.store_import", import_id=str(import_id))


@transaction.atomic
def take_back_history(*, import_id: UUID, actor: Actor) -> None:
    """Have the readings deleted that an import has stored."""
    row = lock(import_id, actor)
    row.state, row.done = after(row.state, Act.TAKE_BACK), 0
    row.stored_by, row.stored_by_name = actor.id, actor.name
    row.save(update_fields=["state", "done", "stored_by", "stored_by_name"])
    jobs.defer("monitoring.take_back_import", import_id=str(import_id))


@transaction.atomic
def discard_history(*, import_id: UUID, actor: Actor, now: datetime) -> None:
    """Throw an upload away of which nothing was stored."""
    row = lock(import_id, actor)
    row.state, row.finished_at = after(row.state, Act.DISCARD), now
    row.save(update_fields=["state", "finished_at"])
    ImportFile.objects.filter(history_import=row).delete()
    row.parts.all().delete()


def lock(import_id: UUID, actor: Actor) -> HistoryImport:
    """Return an import that the actor may work on, locked; refuse any other as if it were not there."""
    row = HistoryImport.objects.select_for_update().filter(within(actor, RIGHT), id=import_id).first()
    if row is None:
        raise NotFound(what="import")
    return row


def column_named(columns: tuple[Column, ...], index: int) -> str:
    """Return what a column is called in the list of problems: its head, or its number."""
    if index < 0:
        return ""
    return columns[index].head or f"#{index + 1}"


def _forget_old_files(now: datetime) -> None:
    old = now - timedelta(days=rules.limits()["import"]["file_days"])
    ImportFile.objects.filter(history_import__uploaded_at__lt=old).delete()
