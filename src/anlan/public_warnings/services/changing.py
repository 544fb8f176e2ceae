"""Changing thousands of messages' rows by one statement each, told back as counts: what a row says is seldom needed."""

from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.db import connection

from anlan.public_warnings.models import Delivery, DeliveryText

NOTHING: Final = "{}"

# A receipt may overtake the word that the message was taken: then only the reference is still to be written.
ACCEPT: Final = """
with result as (
    select * from unnest(%(ids)s::uuid[], %(references)s::text[], %(arrived)s::bool[]) as r (id, reference, has_arrived)
), before as (
    select d.id, d.state from public_warnings_delivery d join result using (id)
    where d.state = 'sending' or d.state in ('delivered', 'undelivered') and d.reference = ''
    order by d.id for update of d
), changed as (
update public_warnings_delivery d
set reference = r.reference, is_in_doubt = false, next_try_real = null,
    is_asked_after = b.state = 'sending' and not r.has_arrived and %(is_asked)s,
    last_fault = case when b.state = 'sending' then '' else d.last_fault end,
    sent_at = coalesce(d.sent_at, %(now)s),
    delivered_at = case when b.state = 'sending' and r.has_arrived then %(now)s else d.delivered_at end,
    state = case when b.state <> 'sending' then b.state when r.has_arrived then 'delivered' else 'sent' end
from result r join before b using (id)
where d.id = r.id
returning d.id, d.shared_text_id, b.state as before, d.state as after, d.call_step_id
)
"""

FAIL: Final = """
with result as (
    select * from unnest(%(ids)s::uuid[], %(states)s::text[], %(tries)s::timestamptz[], %(given_up)s::timestamptz[],
                         %(faults)s::text[], %(doubts)s::bool[], %(untried)s::int[])
        as r (id, state, next_try, given_up, fault, is_in_doubt, untried)
), changed as (
update public_warnings_delivery d
set state = r.state, next_try_real = r.next_try, given_up_at = r.given_up, last_fault = r.fault,
    is_in_doubt = r.is_in_doubt, attempts = d.attempts - r.untried
from result r where d.id = r.id and d.state = 'sending'
returning d.id, d.shared_text_id, 'sending' as before, d.state as after, d.call_step_id
)
"""

RECEIVE: Final = """
with result as (
    select * from unnest(%(ids)s::uuid[], %(arrived)s::bool[], %(details)s::text[]) as r (id, has_arrived, detail)
), before as (
    select d.id, d.state from public_warnings_delivery d join result r using (id)
    where d.state in ('sent', 'sending') or r.has_arrived and d.state = 'undelivered' order by d.id for update of d
), changed as (
update public_warnings_delivery d
set state = case when r.has_arrived then 'delivered' else 'undelivered' end, next_try_real = null,
    is_in_doubt = false, is_asked_after = false, last_fault = r.detail, sent_at = coalesce(d.sent_at, %(now)s),
    delivered_at = case when r.has_arrived then %(now)s end, given_up_at = case when not r.has_arrived then %(now)s end
from result r join before b using (id)
where d.id = r.id
returning d.id, d.shared_text_id, b.state as before, d.state as after, d.call_step_id
)
"""

# Of a mass sending's messages none is told of alone, and of calls only failures.
_TOLD: Final = """
select c.shared_text_id, t.mass_sending_id, c.before, c.after, count(*),
       coalesce(array_agg(c.id) filter (where t.mass_sending_id is null
                                        and (c.call_step_id is null or c.after = 'given_up')), '{}')
from changed c left join public_warnings_deliverytext t on t.id = c.shared_text_id
group by c.shared_text_id, t.mass_sending_id, c.before, c.after order by t.mass_sending_id, c.before, c.after
"""


class Changes(NamedTuple):
    """How many rows of one text changed from what into what, and which of them the journal tells of."""

    shared_text_id: int | None
    mass_sending_id: int | None
    before: str
    after: str
    count: int
    told: list[UUID]


def change(statement: str, **values: Any) -> list[Changes]:
    """Run a statement of this file; arrays go as one text each, which costs a tenth of going value by value."""
    if values["ids"] == NOTHING:
        return []
    with connection.cursor() as cursor:
        cursor.execute(statement + _TOLD, values)
        return [Changes._make(row) for row in cursor.fetchall()]


def changes_of(rows: Sequence[Delivery], after: str) -> list[Changes]:
    """Return what it means for the counts that these rows become ``after``."""
    texts = DeliveryText.objects.in_bulk({row.shared_text_id for row in rows if row.shared_text_id is not None})
    mass = {key: text.mass_sending_id for key, text in texts.items()}
    return [Changes(row.shared_text_id, mass.get(row.shared_text_id or 0), row.state, after, 1, []) for row in rows]


def uuids(values: Iterable[UUID]) -> str:
    """Return ids as the text of an array."""
    return array([each.hex for each in values])


def array(values: Sequence[str]) -> str:
    """Return words that need no quotes as the text of an array."""
    return "{" + ",".join(values) + "}"


def plain(values: Iterable[object]) -> str:
    """Return numbers, booleans and moments as the text of an array; nothing is null."""
    return array(["null" if each is None else str(each) for each in values])


def texts(values: Sequence[str]) -> str:
    """Return texts as the text of an array."""
    if not values:
        return NOTHING
    if "\\" in (joined := "\n".join(values)) or '"' in joined:
        values = [each.replace("\\", "\\\\").replace('"', '\\"') for each in values]
    return '{"' + '","'.join(values) + '"}'
