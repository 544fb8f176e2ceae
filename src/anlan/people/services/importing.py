"""Importing households: a table is uploaded, shown with every error, and stored as a whole or not at all."""

import zlib
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.kernel.errors import AnlanError, ErrorClass, NotAllowed, NotFound
from anlan.kernel.ids import new_id
from anlan.people import events
from anlan.people.domain.registry_table import Problem, ReadHousehold, ReadTable, read_table
from anlan.people.models import Household, HouseholdImport, Resident
from anlan.people.services.persons import initials_of
from anlan.people.services.residents import EDIT, household_values, resident_values
from anlan.protocols.spreadsheet.table import open_table
from anlan.support import journal, locks
from anlan.support.rights import regions_of

LARGEST: Final = 20_000_000
_KEPT_FOR: Final = timedelta(days=1)
_BATCH: Final = 2000


class TableTooLarge(AnlanError):
    """The file is larger than is taken: ``limit`` in MB."""

    code = "people.table_too_large"
    message = "The file is larger than %(limit)s MB. Cut it into smaller ones."
    error_class = ErrorClass.TOO_LARGE


class TableHasErrors(AnlanError):
    """Rows of the table are refused and the person did not choose to leave them out: ``count``."""

    code = "people.table_has_errors"
    message = "%(count)s rows have errors. Mend the file, or choose to leave these rows out."


class NothingInTable(AnlanError):
    """The table gives no household."""

    code = "people.nothing_in_table"
    message = "The table gives no household. Its first row must name the columns."


@transaction.atomic
def upload_households(*, name: str, raw: bytes, actor: Actor, now: datetime) -> UUID:
    """Keep a table for its preview; nothing of it is stored as households yet. Old uploads are thrown away."""
    _regions(actor)
    if len(raw) > LARGEST:
        raise TableTooLarge(limit=LARGEST // 1_000_000)
    _read(raw, actor)
    HouseholdImport.objects.filter(uploaded_at__lt=now - _KEPT_FOR).delete()
    row = HouseholdImport.objects.create(
        name=name[-200:] or "-", packed=zlib.compress(raw, 1), uploaded_by=actor.id, uploaded_at=now
    )
    return row.id


def preview(actor: Actor, import_id: UUID) -> tuple[str, ReadTable]:
    """Return an upload's name and what its table gives; only who uploaded it sees it."""
    row = HouseholdImport.objects.filter(id=import_id, uploaded_by=actor.id).first()
    if row is None:
        raise NotFound(what="import")
    return row.name, _checked(_read(zlib.decompress(bytes(row.packed)), actor))


@transaction.atomic
def store_households(*, import_id: UUID, leave_out: bool, actor: Actor, now: datetime) -> tuple[int, int]:
    """Store an upload's households with their residents, once; return how many of each.

    A household whose number is known is refused. ``leave_out``: refused rows are left out, else nothing is kept.
    """
    row = HouseholdImport.objects.select_for_update().filter(id=import_id, uploaded_by=actor.id).first()
    if row is None:
        raise NotFound(what="import")
    locks.hold("people:import_of_households")
    table = _checked(_read(zlib.decompress(bytes(row.packed)), actor))
    if table.problems and not leave_out:
        raise TableHasErrors(count=len(table.problems))
    if not table.households:
        raise NothingInTable
    residents = _store(table.households)
    event = events.ResidentsImported(
        subject=f"household_import:{row.id}",
        region=regions_of(actor, EDIT)[0],
        file=row.name,
        households=len(table.households),
        residents=residents,
        refused=len(table.problems),
    )
    row.delete()
    journal.announce(event, actor=actor, now=now)
    return len(table.households), residents


def _store(households: list[ReadHousehold]) -> int:
    homes, residents = [], []
    for each in households:
        home = Household(id=new_id(), **household_values(each.details))
        homes.append(home)
        residents += [
            Resident(
                household=home,
                region=home.region,
                location=home.location,
                initials=initials_of(details.name),
                **resident_values(details),
            )
            for details in each.residents
        ]
    Household.objects.bulk_create(homes, batch_size=_BATCH)
    Resident.objects.bulk_create(residents, batch_size=_BATCH)
    return len(residents)


def _checked(table: ReadTable) -> ReadTable:
    """Refuse households whose number is known already."""
    codes = [each.details.code for each in table.households if each.details.code]
    known = set(Household.objects.filter(code__in=codes).values_list("code", flat=True))
    table.problems += [
        Problem(each.row, "own_number", "known_number") for each in table.households if each.details.code in known
    ]
    table.households = [each for each in table.households if each.details.code not in known or not each.details.code]
    table.problems.sort(key=lambda each: each.row)
    return table


def _read(raw: bytes, actor: Actor) -> ReadTable:
    return read_table(open_table(raw).rows(), _regions(actor))


def _regions(actor: Actor) -> tuple[str, ...]:
    held = regions_of(actor, EDIT)
    if not held:
        raise NotAllowed(right=EDIT, region="")
    return held
