"""Bringing an edition of a list of divisions into force; what it replaces is kept with its end."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, transaction
from django.db.models import Max, QuerySet

from anlan.kernel.actors import Actor
from anlan.kernel.errors import AnlanError, ErrorClass
from anlan.kernel.regions import NATION, RegionLevel, level_of, parent_of
from anlan.places.domain.editions import Change, ChangeKind, DivisionList, Row, Standing, compare
from anlan.places.domain.spelling import spell
from anlan.places.events import DivisionsLoaded
from anlan.places.models import Division, DivisionChange, Edition
from anlan.places.selectors.naming import forget_names
from anlan.places.services.readers import hints
from anlan.support import journal, rights

Progress = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and how much there is."""

_COLUMNS = "code, name, level, parent, standing, pinyin, initials, valid_from, source, edition"
_LENGTHS = (2, 4, 6, 9, 12)
_STEP = 5000


class EditionIsOlder(AnlanError):
    """A newer edition of these divisions is in force: ``edition``, ``in_force``."""

    code = "places.edition_is_older"
    message = "This list of %(edition)s is older than the one in force (%(in_force)s). Nothing was loaded."
    error_class = ErrorClass.CONFLICT


class ListIsBroken(AnlanError):
    """A row of the list has no name, no readable code, or no parent: ``region``."""

    code = "places.list_is_broken"
    message = "The list's row %(region)s has no name, no valid code or no division above it. Nothing was loaded."


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did: ``first_listed`` are divisions of places of which we had no list before."""

    source: str
    edition: date
    rows: int
    first_listed: int
    changes: tuple[Change, ...]
    is_repeated: bool = False


@transaction.atomic
def load_divisions(*, divisions: DivisionList, actor: Actor, now: datetime, progress: Progress) -> Loaded:
    """Bring a list into force for its levels and region; a list that is already in force changes nothing."""
    rights.require(actor, "places.load", divisions.within or NATION)
    digest = _digest(divisions.rows)
    _one_load_at_a_time()
    held = _in_force(divisions)
    _refuse_older(held, divisions)
    if Edition.objects.filter(source=divisions.source, edition=divisions.edition, digest=digest).exists():
        return Loaded(divisions.source, divisions.edition, len(divisions.rows), 0, (), is_repeated=True)
    _refuse_broken(divisions)
    _complete_counties(divisions)
    _refuse_orphans(divisions)
    old = dict(held.exclude(standing=Standing.STATISTICAL).values_list("code", "name"))
    changes, first = _changes(old, divisions)
    edition = _remember(divisions, digest, changes, actor, now)
    _end(held, changes, divisions)
    _insert(_arrivals(divisions, held), divisions, frozenset(first), progress)
    held.exclude(standing=Standing.STATISTICAL).update(source=divisions.source, edition=divisions.edition)
    journal.announce(_event(edition, len(changes)), actor=actor, now=now)
    forget_names()
    return Loaded(divisions.source, divisions.edition, len(divisions.rows), len(first), changes)


def _in_force(divisions: DivisionList) -> QuerySet[Division]:
    """Return the rows in force that the list is complete for."""
    return Division.objects.filter(valid_to=None, level__range=divisions.levels, code__startswith=divisions.within)


def _refuse_older(held: QuerySet[Division], divisions: DivisionList) -> None:
    newest = held.order_by().values("edition").aggregate(newest=Max("edition"))["newest"]
    if newest and newest > divisions.edition:
        raise EditionIsOlder(edition=divisions.edition.isoformat(), in_force=newest.isoformat())


def _refuse_broken(divisions: DivisionList) -> None:
    for row in divisions.rows:
        if not row.name or not row.code.isdecimal() or len(row.code) not in _LENGTHS:
            raise ListIsBroken(region=row.code)


def _complete_counties(divisions: DivisionList) -> None:
    """Add the counties that only the statistical list holds, so that no township stands alone."""
    wanted = {row.code[:6] for row in divisions.rows if level_of(row.code) >= RegionLevel.TOWNSHIP}
    known = set(Division.objects.filter(valid_to=None, code__in=wanted).values_list("code", flat=True))
    missing = [code for code in sorted(wanted - known) if code in divisions.counties]
    rows = [Row(code, divisions.counties[code], Standing.STATISTICAL) for code in missing]
    _insert(rows, divisions, frozenset(missing), lambda *_: None)


def _refuse_orphans(divisions: DivisionList) -> None:
    parents = {parent_of(row.code) for row in divisions.rows} - {NATION} - {row.code for row in divisions.rows}
    known = Division.objects.filter(valid_to=None, code__in=parents).values_list("code", flat=True)
    missing = parents - set(known)
    if missing:
        orphan = min(row.code for row in divisions.rows if parent_of(row.code) in missing)
        raise ListIsBroken(region=orphan)


def _changes(old: dict[str, str], divisions: DivisionList) -> tuple[tuple[Change, ...], list[str]]:
    """Return what changed, and the codes of prefectures (or provinces) of which no list was held before."""
    new = {row.code: row.name for row in divisions.rows if row.standing is not Standing.STATISTICAL}
    listed = {(level_of(code), _home(code)) for code in old}
    first = [code for code in new if code not in old and (level_of(code), _home(code)) not in listed]
    skipped = set(first)
    known = {code: name for code, name in new.items() if code not in skipped}
    statistical = [row.code for row in divisions.rows if row.standing is Standing.STATISTICAL]
    return compare(old, known, hints()), first + statistical


def _home(code: str) -> str:
    """Return the area whose list a division belongs to: a province's counties, a prefecture's townships."""
    return code[:2] if level_of(code) <= RegionLevel.COUNTY else code[:4]


def _remember(divisions: DivisionList, digest: str, changes: Sequence[Change], actor: Actor, now: datetime) -> Edition:
    edition = Edition.objects.create(
        source=divisions.source,
        edition=divisions.edition,
        within=divisions.within,
        digest=digest,
        rows=len(divisions.rows),
        loaded_at=now,
        loaded_by=actor.name,
    )
    DivisionChange.objects.bulk_create(
        [
            DivisionChange(
                edition=edition,
                kind=change.kind,
                old_code=change.old,
                new_code=change.new,
                old_name=change.old_name,
                new_name=change.new_name,
            )
            for change in changes
        ],
        batch_size=2000,
    )
    return edition


def _end(held: QuerySet[Division], changes: Sequence[Change], divisions: DivisionList) -> None:
    """End on the edition's day what has gone or goes by another name, and statistical units that their list dropped."""
    gone = [change.old for change in changes if change.old and change.kind is not ChangeKind.SPLIT]
    held.filter(code__in=gone).update(valid_to=divisions.edition)
    listed = [row.code for row in divisions.rows if row.standing is Standing.STATISTICAL]
    dropped = held.filter(standing=Standing.STATISTICAL, source=divisions.source).exclude(code__in=listed)
    dropped.update(valid_to=divisions.edition)


def _one_load_at_a_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute("lock table places_edition in exclusive mode")


def _arrivals(divisions: DivisionList, held: QuerySet[Division]) -> list[Row]:
    """Return the rows that are not in force under this name yet."""
    standing = set(held.values_list("code", flat=True))
    return [row for row in divisions.rows if row.code not in standing]


def _insert(rows: Sequence[Row], divisions: DivisionList, first: frozenset[str], progress: Progress) -> None:
    """Copy rows into the table; those of ``first`` have no known beginning."""
    with connection.cursor() as cursor, cursor.copy(f"copy places_division ({_COLUMNS}) from stdin") as copy:
        for number, row in enumerate(rows, start=1):
            begins = None if row.code in first else divisions.edition
            pinyin, initials = spell(row.name)
            place = (row.code, row.name, int(level_of(row.code)), parent_of(row.code), row.standing)
            copy.write_row((*place, pinyin, initials, begins, divisions.source, divisions.edition))
            if number % _STEP == 0 or number == len(rows):
                progress("divisions", number, len(rows))


def _event(edition: Edition, changes: int) -> DivisionsLoaded:
    return DivisionsLoaded(
        subject=f"edition:{edition.id}",
        region=edition.within,
        source=edition.source,
        edition=edition.edition.isoformat(),
        rows=edition.rows,
        changes=changes,
    )


def _digest(rows: Iterable[Row]) -> str:
    lines = (f"{row.code},{row.name},{row.standing}\n" for row in rows)
    sums = hashlib.sha256()
    for line in lines:
        sums.update(line.encode())
    return sums.hexdigest()
