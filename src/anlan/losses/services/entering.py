"""Telling figures: a place's own, or the sum of what it has accepted from below."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.kernel.errors import InvalidValue, NotFound
from anlan.kernel.regions import lies_within, normalise
from anlan.losses.domain import errors
from anlan.losses.domain.order import placed
from anlan.losses.domain.states import EntryAct, EntryState, Sort
from anlan.losses.domain.tables import LossTable, broken, plain, typed
from anlan.losses.domain.units import receiver_of
from anlan.losses.events import FiguresSent
from anlan.losses.models import Entry, Figure, Survey
from anlan.losses.selectors.ledgers import differences_of
from anlan.losses.selectors.tables import loss_table, with_ledgers
from anlan.losses.selectors.totals import figures_of, rolled_up
from anlan.losses.services.noting import note_what_strikes
from anlan.losses.services.steps import hold_unit, locked_survey, named_entry, set_state, take_step
from anlan.people import api as people
from anlan.support import journal, locks, rights

_CLOCKS_DIFFER_BY: Final = timedelta(minutes=5)
_LONGEST: Final = 500
DUTY: Final = "disaster_information"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEntry:
    """Figures of a place as of one moment; ``token`` is the form's own, by which a repeated send counts once.

    ``pressed`` is when its button was pressed by the phone's own clock, in milliseconds. ``is_zero`` says that nothing
    has changed: the last figures stand, and none are given.
    """

    survey_id: UUID
    region: str
    values: Mapping[str, object] = field(default_factory=dict)
    as_of: datetime
    pressed: int | None = None
    is_zero: bool = False
    reason: str = ""
    token: UUID | None = None
    source: str = "phone"


@transaction.atomic
def enter_figures(*, new: NewEntry, actor: Actor, now: datetime) -> UUID:
    """Store what a place tells and send it up; older figures stay readable. Returns the entry's id.

    The same token counts once. What was written before the newest entry of the place is kept, but counts nowhere.
    """
    region = normalise(new.region)
    rights.require(actor, "losses.enter", region)
    survey = locked_survey(new.survey_id)
    if not lies_within(region, survey.region):
        raise InvalidValue(field="region", value=region, rule="in_the_surveys_region")
    hold_unit(survey.id, region, Sort.OWN)
    known = known_entry(survey, region, new.token)
    if known is not None:
        return known
    _check(new, survey, now)
    newest = _newest(survey, region, Sort.OWN)
    table = loss_table(survey.table)
    values = _repeated(newest, region) if new.is_zero else typed(new.values, table)
    _refuse_contradictions(values, table)
    draft = Entry(survey=survey, region=region, sort=Sort.OWN.value, post=_post_of(region, actor))
    draft.as_of, draft.pressed, draft.is_zero = _moment(new, newest, actor), new.pressed, new.is_zero
    draft.token, draft.source = new.token, new.source
    draft.reason = new.reason.strip()
    return store_entry(draft, values, newest, actor=actor, now=now)


@transaction.atomic
def send_up(
    *, survey_id: UUID, region: str, reason: str = "", token: UUID | None = None, actor: Actor, now: datetime
) -> UUID:
    """Send the sum of a region's accepted units to the level above; the sum names its parts. Returns the entry's id."""
    rights.require(actor, "losses.send_up", region)
    survey = locked_survey(survey_id)
    if not lies_within(region, survey.region):
        raise InvalidValue(field="region", value=region, rule="in_the_surveys_region")
    locks.hold(f"losses:sum:{survey.id}:{region}")
    hold_unit(survey.id, region, Sort.SUM)
    known = known_entry(survey, region, token)
    if known is not None:
        return known
    _check_open(survey)
    parts = Entry.objects.filter(survey=survey, receiver=region, state=EntryState.ACCEPTED.value)
    ids = [str(each) for each in parts.values_list("id", flat=True)]
    if not ids:
        raise errors.NothingAccepted(region=region)
    newest = _newest(survey, region, Sort.SUM)
    values = rolled_up(survey.id, region)
    _refuse_contradictions(values, loss_table(survey.table))
    _refuse_unexplained_ledger(survey, region)
    draft = Entry(survey=survey, region=region, sort=Sort.SUM.value, parts=ids, as_of=now, token=token, source="sum")
    draft.reason, draft.is_zero = _short(reason), newest is not None and figures_of([newest])[newest.id] == values
    return store_entry(draft, values, newest, actor=actor, now=now)


def store_entry(
    draft: Entry, values: Mapping[str, Decimal], newest: Entry | None, *, actor: Actor, now: datetime
) -> UUID:
    """Store an entry as the unit's next version; one that is older than the newest is overtaken on arrival."""
    table = loss_table(draft.survey.table)
    is_late = newest is not None and draft.as_of < newest.as_of
    before = figures_of([newest])[newest.id] if newest else {}
    if not is_late and not draft.reason:
        _refuse_silent_fall(before, values, table)
    if newest is not None and not is_late and newest.state in (EntryState.SENT, EntryState.ASKED):
        take_step(newest, EntryAct.OVERTAKE, actor=actor, now=now)
    draft.receiver = receiver_of(draft.region, Sort(draft.sort))
    draft.version = _versions(draft) + 1
    draft.state = (EntryState.OVERTAKEN if is_late else EntryState.SENT).value
    draft.entered_by_id, draft.entered_by, draft.entered_at = actor.id, actor.name, now
    draft.save(force_insert=True)
    Figure.objects.bulk_create(Figure(entry=draft, indicator=key, value=value) for key, value in values.items())
    set_state(draft, "send", draft.reason, actor=actor, now=now)
    if not is_late:
        note_what_strikes(draft, values, before, actor=actor, now=now)
    figures = {key: plain(value, table.indicators[key]) for key, value in values.items()}
    event = FiguresSent(
        **named_entry(draft),
        state=draft.state,
        as_of=draft.as_of,
        is_zero=draft.is_zero,
        reason=draft.reason,
        figures=figures,
    )
    journal.announce(event, actor=actor, now=now)
    return draft.id


def known_entry(survey: Survey, region: str, token: UUID | None) -> UUID | None:
    """Return the entry that was stored under a form's token; refuse a token that another place's form has used."""
    known = Entry.objects.filter(token=token).first() if token else None
    if known is None:
        return None
    if (known.survey_id, known.region) != (survey.id, region):
        raise NotFound(what="entry")
    return known.id


def _check(new: NewEntry, survey: Survey, now: datetime) -> None:
    _check_open(survey)
    if not survey.begins_at <= new.as_of <= now + _CLOCKS_DIFFER_BY:
        raise InvalidValue(field="as_of", value=new.as_of.isoformat(), rule="between_event_and_now")
    _short(new.reason)
    if not new.is_zero and not any(str(value).strip() for value in new.values.values()):
        raise InvalidValue(field="figures", value="", rule="at_least_one")


def _short(reason: str) -> str:
    reason = reason.strip()
    if len(reason) > _LONGEST:
        raise InvalidValue(field="reason", value=reason[:40], rule=f"0_to_{_LONGEST}_characters")
    return reason


def _check_open(survey: Survey) -> None:
    if survey.closed_at:
        raise errors.SurveyClosed(title=survey.title)


def _refuse_unexplained_ledger(survey: Survey, region: str) -> None:
    """Let the verified table go up only where ledgers and figures agree, or it is said why they do not."""
    table = loss_table(survey.table)
    if table.key not in with_ledgers():
        return
    open_ones = [each for each in differences_of(survey, region) if not each.explanation]
    if open_ones:
        names = ", ".join(table.indicators[each.indicator].name for each in open_ones)
        raise errors.LedgerDiffers(count=len(open_ones), names=names)


def _newest(survey: Survey, region: str, sort: Sort) -> Entry | None:
    rows = Entry.objects.filter(survey=survey, region=region, sort=sort.value)
    return rows.select_related("survey").order_by("-as_of", "-version").first()


def _moment(new: NewEntry, newest: Entry | None, actor: Actor) -> datetime:
    if newest is None or newest.entered_by_id != actor.id:
        return new.as_of
    return placed(new.as_of, new.pressed, (newest.as_of, newest.pressed))


def _versions(draft: Entry) -> int:
    return Entry.objects.filter(survey=draft.survey, region=draft.region, sort=draft.sort).count()


def _repeated(newest: Entry | None, region: str) -> dict[str, Decimal]:
    if newest is None:
        raise errors.NothingToRepeat(region=region)
    return figures_of([newest])[newest.id]


def _refuse_contradictions(values: Mapping[str, Decimal], table: LossTable) -> None:
    for each in broken(values, table.checks):
        known = table.indicators
        right = [known[key] for key in each.check.right]
        raise errors.FiguresContradict(
            left=known[each.check.left].name,
            left_value=plain(each.left, known[each.check.left]),
            right=" + ".join(one.name for one in right),
            right_value=plain(each.right, right[0]),
        )


def _refuse_silent_fall(before: Mapping[str, Decimal], values: Mapping[str, Decimal], table: LossTable) -> None:
    for key, was in before.items():
        becomes = values.get(key, Decimal(0))
        if becomes < was:
            one = table.indicators[key]
            raise errors.ReasonNeeded(indicator=one.name, before=plain(was, one), after=plain(becomes, one))


def _post_of(region: str, actor: Actor) -> str:
    """Return whether the A or the B post of the place's disaster information writes, or neither."""
    if actor.person_id is None:
        return ""
    held = people.holders_of((region,), (DUTY,))
    return min((each.rank for each in held if each.person_id == actor.person_id), default="")
