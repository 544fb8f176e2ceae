"""Keeping the rows of a file: licences, certificates, equipment, chemicals and what else its sections hold."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from anlan.enterprises.domain.sections import Section, Values, end_of, read_values
from anlan.enterprises.domain.warnings import first_warning
from anlan.enterprises.events import RecordKept, RecordRemoved
from anlan.enterprises.models import Enterprise, Record
from anlan.enterprises.selectors.sections import section, warning_steps
from anlan.enterprises.services.keeping import locked
from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.support import journal

_BEST_FIRST = ("first", "second", "third")


@transaction.atomic
def add_record(
    *, enterprise_id: UUID, section_key: str, written: Mapping[str, str], actor: Actor, now: datetime
) -> UUID:
    """Add a row to a section of an enterprise's file; return its id."""
    firm = locked(enterprise_id, actor)
    wanted = section(section_key)
    row = Record(enterprise=firm, section=wanted.key, region=firm.region)
    _put(row, wanted, read_values(wanted, written), actor, now)
    row.save(force_insert=True)
    count_anew(firm)
    _announce_kept(row, firm, {}, actor, now)
    return row.id


@transaction.atomic
def change_record(*, record_id: UUID, written: Mapping[str, str], actor: Actor, now: datetime) -> None:
    """Change a row; its warnings begin anew where its end has moved."""
    row, firm = _locked_record(record_id, actor)
    wanted, before = section(row.section), row.values
    values = read_values(wanted, written)
    if values == before:
        return
    _put(row, wanted, values, actor, now)
    row.save()
    count_anew(firm)
    _announce_kept(row, firm, before, actor, now)


@transaction.atomic
def remove_record(*, record_id: UUID, actor: Actor, now: datetime) -> None:
    """Take a row out of the file; the journal keeps what it said."""
    row, firm = _locked_record(record_id, actor)
    event = RecordRemoved(**_head(row, firm), before=row.values)
    row.delete()
    count_anew(firm)
    journal.announce(event, actor=actor, now=now)


def _locked_record(record_id: UUID, actor: Actor) -> tuple[Record, Enterprise]:
    row = Record.objects.filter(id=record_id).first()
    if row is None:
        raise NotFound(what="record")
    firm = locked(row.enterprise_id, actor)
    fresh = Record.objects.select_for_update().filter(id=record_id).first()
    if fresh is None:
        raise NotFound(what="record")
    return fresh, firm


def _put(row: Record, wanted: Section, values: Values, actor: Actor, now: datetime) -> None:
    ends_on = end_of(wanted, values)
    if ends_on != row.ends_on:
        row.ends_on, row.warn_on = ends_on, first_warning(ends_on, warning_steps())
    row.values = values
    row.title = title_of(wanted, values)
    row.changed_at, row.changed_by = now, actor.name[:80]


def title_of(wanted: Section, values: Values) -> str:
    """Return what a row is called: the words of its naming field."""
    told = str(values[wanted.title.key])
    return wanted.title.options.get(told, told)


def count_anew(firm: Enterprise) -> None:
    """Write on the enterprise what lists are filtered and sorted by."""
    rows = Record.objects.filter(enterprise=firm)
    firm.next_end = rows.exclude(ends_on=None).order_by("ends_on").values_list("ends_on", flat=True).first()
    levels = set(rows.filter(section="standardisation").values_list("values__level", flat=True))
    firm.standard_level = next((each for each in _BEST_FIRST if each in levels), "")
    firm.save(update_fields=["next_end", "standard_level"])


def _announce_kept(row: Record, firm: Enterprise, before: Values, actor: Actor, now: datetime) -> None:
    journal.announce(RecordKept(**_head(row, firm), before=before, after=row.values), actor=actor, now=now)


def _head(row: Record, firm: Enterprise) -> dict[str, Any]:
    return {
        "subject": f"enterprises.enterprise:{firm.id}",
        "region": firm.region,
        "enterprise_id": firm.id,
        "name": firm.name,
        "record_id": row.id,
        "section": row.section,
        "title": row.title,
    }


def fresh_record(firm: Enterprise, key: str, values: Values, *, by: str, at: datetime, today: date) -> Record:
    """Return a row to be stored with many others; a step of warning before ``today`` is not made up for."""
    wanted = section(key)
    ends_on = end_of(wanted, values)
    warn_on = first_warning(ends_on, warning_steps())
    return Record(
        enterprise=firm,
        section=key,
        region=firm.region,
        title=title_of(wanted, values),
        values=values,
        ends_on=ends_on,
        warn_on=warn_on if warn_on and warn_on > today else None,
        changed_at=at,
        changed_by=by,
    )
