"""What the group enters: appraisals, causes, the nature of the accident, the report's sections; more time."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from anlan.investigations.domain import errors
from anlan.investigations.domain.states import OVER, State
from anlan.investigations.models import Appraisal, Cause, Extension
from anlan.investigations.selectors.facts import running_of
from anlan.investigations.selectors.tables import limits, sections
from anlan.investigations.services.clocks import count_clocks
from anlan.investigations.services.steps import APPROVE, at_work, checked, chosen, locked, note, note_change
from anlan.kernel.actors import Actor
from anlan.kernel.checks import check
from anlan.kernel.clock import in_china
from anlan.kernel.errors import NotFound, TransitionNotAllowed

NATURES: Final = ("liability", "natural", "technical", "other")
CAUSES: Final = ("direct", "indirect")
_LONGEST_SECTION: Final = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAppraisal:
    """A technical appraisal as it is commissioned."""

    subject: str
    body: str
    first: date


@transaction.atomic
def begin_appraisal(*, investigation_id: UUID, new: NewAppraisal, actor: Actor, now: datetime) -> UUID:
    """Commission a technical appraisal: until its result comes the days do not count for the report."""
    row = at_work(investigation_id, actor)
    is_in = in_china(row.happened_at).date() <= new.first <= in_china(now).date()
    check(is_in, "first", new.first.isoformat(), "between_accident_and_now")
    appraisal = Appraisal.objects.create(
        investigation=row,
        subject=checked("subject", new.subject, most=200),
        body=checked("body", new.body, most=120),
        first=new.first,
        by=actor.name,
    )
    note(row, "appraisal_begun", f"{appraisal.subject} ({appraisal.body})", actor, now)
    count_clocks(row, actor=actor, now=now)
    return appraisal.id


@transaction.atomic
def end_appraisal(*, appraisal_id: UUID, last: date, result: str, actor: Actor, now: datetime) -> None:
    """Enter the result of an appraisal: from the next day on the days count again."""
    known = Appraisal.objects.filter(id=appraisal_id).values_list("investigation_id", flat=True).first()
    if known is None:
        raise NotFound(what="appraisal")
    row = at_work(known, actor)
    appraisal = Appraisal.objects.get(id=appraisal_id)
    if appraisal.last is not None:
        raise TransitionNotAllowed(what="appraisal", state="ended", act="end")
    check(appraisal.first <= last <= in_china(now).date(), "last", last.isoformat(), "between_first_and_now")
    appraisal.last, appraisal.result = last, checked("result", result, most=5000)
    appraisal.save()
    note(row, "appraisal_ended", f"{appraisal.subject}: {appraisal.result[:200]}", actor, now)
    count_clocks(row, actor=actor, now=now)


@transaction.atomic
def extend_limit(*, investigation_id: UUID, limit: str, days: int, reason: str, actor: Actor, now: datetime) -> None:
    """Grant more days for the report or the reply, before the limit ends and no more than the law allows."""
    row = locked(investigation_id, actor, APPROVE)
    running = {one.limit.key: one for one in running_of(row, now)}
    if State(row.state) in OVER or limit not in running or running[limit].met_on is not None:
        raise TransitionNotAllowed(what="investigation", state=row.state, act="extend")
    one, rule = running[limit], limits()[limit]
    granted = sum(row.extensions.filter(limit=limit).values_list("days", flat=True))
    left = rule.most_extension(row.level) - granted
    check(days >= 1, "days", days, "at_least_1")
    if days > left:
        raise errors.ExtensionTooLong(name=rule.name, source=rule.source, days=left)
    if in_china(now).date() > one.due_on:
        raise errors.ExtensionTooLate(name=rule.name, day=one.due_on.isoformat())
    text = checked("reason", reason)
    Extension.objects.create(
        investigation=row, limit=limit, days=days, reason=text, granted_by=actor.name, granted_at=now
    )
    note(row, f"extended_{limit}", f"+{days}: {text}", actor, now)
    count_clocks(row, actor=actor, now=now)


@transaction.atomic
def add_cause(*, investigation_id: UUID, sort: str, text: str, evidence: str, actor: Actor, now: datetime) -> UUID:
    """Enter a direct or an indirect cause with the evidence on which it rests."""
    row = at_work(investigation_id, actor)
    cause = Cause.objects.create(
        investigation=row,
        sort=chosen("sort", sort, CAUSES),
        text=checked("text", text, most=2000),
        evidence=checked("evidence", evidence),
        by=actor.name,
        at=now,
    )
    note_change(row, f"cause_{sort}", cause.text[:200], actor, now)
    return cause.id


@transaction.atomic
def drop_cause(*, cause_id: UUID, reason: str, actor: Actor, now: datetime) -> None:
    """Take a cause out that did not hold; the journal keeps it with the reason."""
    cause = Cause.objects.filter(id=cause_id).first()
    if cause is None:
        raise NotFound(what="cause")
    row = at_work(cause.investigation_id, actor)
    text = f"{cause.text[:200]}: {checked('reason', reason)}"
    Cause.objects.filter(id=cause_id).delete()
    note_change(row, "cause_dropped", text, actor, now)


@transaction.atomic
def set_nature(*, investigation_id: UUID, nature: str, actor: Actor, now: datetime) -> None:
    """Say what sort of accident it was: one somebody is responsible for, or not."""
    row = at_work(investigation_id, actor)
    row.nature = chosen("nature", nature, NATURES)
    row.save(update_fields=["nature"])
    note_change(row, f"nature_{nature}", "", actor, now)


@transaction.atomic
def write_sections(*, investigation_id: UUID, texts: dict[str, str], actor: Actor, now: datetime) -> None:
    """Write the report's sections; who signed an earlier wording must sign anew."""
    row = at_work(investigation_id, actor)
    known = {key: checked(key, texts.get(key, ""), most=_LONGEST_SECTION, least=0) for key in sections()}
    if known == row.sections:
        return
    row.sections = known
    row.save(update_fields=["sections"])
    note_change(row, "sections_written", "", actor, now)
