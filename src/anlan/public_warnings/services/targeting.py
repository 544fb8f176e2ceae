"""The list of those whom a transmission is for: found, freed of doubles and frozen in the database, then queued.

Nobody is brought out of the database for it: one statement finds, one writes the list, one the messages of a channel.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection
from shapely.geometry import shape

from anlan.kernel.actors import SYSTEM
from anlan.kernel.levels import Level
from anlan.people import api as people
from anlan.public_warnings.domain.channels import channel
from anlan.public_warnings.domain.content import MessageKind
from anlan.public_warnings.domain.targeting import Rule, orders, rules_for
from anlan.public_warnings.events import TargetsFrozen
from anlan.public_warnings.models import PublicWarning, Target, Transmission
from anlan.public_warnings.selectors.called import called_at_once
from anlan.public_warnings.selectors.channels import is_set_up
from anlan.public_warnings.services.target_messages import queue_messages
from anlan.support import journal

_CALLED, _BY_OFFICE, _BY_PLACE, _BEFORE = 0, 1, 2, 3
"""Of several reasons and of several people with one phone, the first in this order is kept."""

# One phone is told once, whoever has it: the one who is called, then those with a duty or post, then residents.
_FREEZE: Final = """
insert into public_warnings_target (transmission_id, warning_id, kind, ref_id, name, region, address, language, wishes,
                                    ways, place, channel, reason, state, is_exercise)
select distinct on (one) %(transmission_id)s, %(warning_id)s, kind, ref_id, name, region, address, language,
       wishes, keys, 0,
       case when is_called then %(calling)s else coalesce(keys[1], '') end, reason,
       case when is_called then 'called' when keys = '{{}}' then 'no_way' else 'queued' end, %(is_exercise)s
from (
    select f.kind, f.ref_id, left(f.name, 80) as name, f.region, f.address, f.language, f.ways as wishes, f.reason,
           f.rank,
           case when f.address = '' then f.ref_id::text when f.kind = 'device' then 'device ' || f.address
                else f.address end as one,
           case when f.address = '' then '{{}}' else coalesce(o.keys, '{{}}') end as keys,
           f.address <> '' and f.kind = 'person' and f.ref_id = any(%(called)s) as is_called
    from ({found}) as f (kind, ref_id, name, region, address, language, ways, reason, rank)
    left join (values {orders}) as o (ways, keys) on o.ways = f.ways::text[]
) as listed
order by one, is_called desc, rank, ref_id
on conflict (ref_id, transmission_id) do nothing
"""


_COUNT: Final = "select count(*) from (select 1 from ({found}) as f limit %(most)s) as counted"


@dataclass(frozen=True, slots=True)
class Meant:
    """Whom a transmission is meant for, as far as the finding needs to know."""

    regions: tuple[str, ...]
    outline: Any
    by_region: bool
    kind: str
    level: Level
    is_exercise: bool


def queue_targets(transmission: Transmission, now: datetime) -> int:
    """Freeze the list of people and devices whom a transmission is for and queue their messages; return how many.

    All or nothing, in one transaction. Who is called by the ladders is on the list but gets no mass message.
    """
    count = _freeze(transmission)
    for key in dict.fromkeys(entry["key"] for entry in transmission.channels):
        queue_messages(transmission, key, now)
    rows = Target.objects.filter(transmission=transmission)
    event = TargetsFrozen(
        subject=f"warning:{transmission.warning_id}",
        region=transmission.region,
        incident_id=transmission.incident_id,
        exercise=transmission.is_exercise,
        warning_id=transmission.warning_id,
        total=count,
        without_way=rows.filter(state="no_way").count(),
        called=rows.filter(state="called").count(),
    )
    journal.announce(event, actor=SYSTEM, now=now)
    return count


def _freeze(transmission: Transmission) -> int:
    keys = [entry["key"] for entry in transmission.channels if is_set_up(channel(entry["key"]))]
    called = called_at_once(transmission) if transmission.message_kind != MessageKind.CANCEL else None
    values: dict[str, Any] = {
        "transmission_id": transmission.id,
        "warning_id": transmission.warning_id,
        "is_exercise": transmission.is_exercise,
        "calling": called.channel if called else "",
        "called": list(called.person_ids) if called else [],
    }
    found, own = _found(transmission)
    values |= own
    wishes = []
    for number, (wish, order) in enumerate(orders(keys).items()):
        wishes.append(f"(%(wish_{number})s::text[], %(order_{number})s::varchar[])")
        values |= {f"wish_{number}": list(wish), f"order_{number}": list(order)}
    with connection.cursor() as cursor:
        cursor.execute(_FREEZE.format(found=found, orders=", ".join(wishes)), values)
        return cursor.rowcount


def _found(transmission: Transmission) -> tuple[str, dict[str, Any]]:
    """Return the statement that finds everyone, doubles included, and its values."""
    found: list[str] = []
    values: dict[str, Any] = {}
    for number, (statement, rank) in enumerate(_statements(transmission)):
        sql, own = _numbered(statement, number)
        found.append(f"select s.*, {rank} from ({sql}) s")  # noqa: S608 - a door's statement
        values |= own
    return " union all ".join(found), values


def is_longer_than(count: int, transmission: Transmission) -> bool:
    """Tell whether so many or more are found, doubles included; no more than that are looked at."""
    found, values = _found(transmission)
    with connection.cursor() as cursor:
        cursor.execute(_COUNT.format(found=found), values | {"most": count})
        return bool(cursor.fetchone()[0] >= count)


def _numbered(statement: people.Statement, number: int) -> tuple[str, dict[str, Any]]:
    """Return the statement with places that no other statement beside it has."""
    sql = statement.sql
    for name in statement.values:
        sql = sql.replace(f"%({name})s", f"%({name}_{number})s")
    return sql, {f"{name}_{number}": value for name, value in statement.values.items()}


def _statements(transmission: Transmission) -> Iterator[tuple[people.Statement, int]]:
    meant = _meant(transmission)
    for rule in rules_for(meant.kind, meant.level):
        yield _by_office(rule, meant), _BY_OFFICE
    yield (
        people.residents_in(meant.outline, meant.regions, by_region=meant.by_region, is_exercise=meant.is_exercise),
        _BY_PLACE,
    )
    yield people.devices_for(meant.outline, meant.regions, is_exercise=meant.is_exercise), _BY_PLACE
    if transmission.replaces_id:
        yield _told_before(transmission.replaces_id), _BEFORE


def _meant(transmission: Transmission) -> Meant:
    drawn = PublicWarning.objects.filter(id=transmission.warning_id).values_list("drawn_rings", flat=True).first()
    return Meant(
        regions=tuple(str(each["code"]) for each in transmission.regions),
        outline=shape(transmission.area),
        by_region=not drawn,
        kind=transmission.event_code,
        level=Level(transmission.level),
        is_exercise=transmission.is_exercise,
    )


def _by_office(rule: Rule, meant: Meant) -> people.Statement:
    if rule.who == "duty":
        return people.holders_for(meant.regions, rule.names, rule.lengths)
    if rule.who == "post":
        return people.staff_for(meant.regions, rule.names, rule.branches, rule.lengths)
    return people.helpers_for(meant.regions, rule.names, is_exercise=meant.is_exercise)


def _told_before(warning_id: UUID) -> people.Statement:
    """Return those whom the earlier message of a warning was for: a change or an end is told to them all."""
    sql = """
        select t.kind, t.ref_id, t.name, t.region, t.address, t.language,
               t.wishes, 'told_before'
        from public_warnings_target t where t.warning_id = %(warning_id)s
    """
    return people.Statement(sql, {"warning_id": warning_id})
