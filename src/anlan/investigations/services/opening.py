"""Taking up an accident, stating its figures anew, and handing it up."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from anlan.investigations.domain import errors
from anlan.investigations.domain.levels import Graded, Harm, counts_until, graded, office_of
from anlan.investigations.domain.states import Act, State
from anlan.investigations.events import HarmRestated, InvestigationOpened
from anlan.investigations.models import Investigation
from anlan.investigations.selectors.facts import harm_of
from anlan.investigations.selectors.tables import levels, levels_by_key, municipalities, paper_words, window
from anlan.investigations.services.clocks import count_clocks
from anlan.investigations.services.steps import HANDLE, announce, checked, chosen, locked, move
from anlan.kernel.actors import Actor
from anlan.kernel.checks import check
from anlan.kernel.clock import in_china
from anlan.kernel.errors import TransitionNotAllowed
from anlan.kernel.regions import RegionLevel, level_of, normalise
from anlan.places import api as places
from anlan.support import locks, rights

MODES: Final = ("government", "department", "unit")
SORTS: Final = ("production", "traffic", "fire", "other")
_MOST_PEOPLE: Final = 100_000
_MOST_YUAN: Final = 10**13
_OPEN: Final = frozenset({State.OPENED, State.INVESTIGATING})


@dataclass(frozen=True, slots=True, kw_only=True)
class NewInvestigation:
    """An accident as it is taken up.

    ``mode`` says who leads: the government itself, a department that it charged, or the unit that it entrusted.
    ``office_reason`` is why a higher government investigates than the level asks for.
    """

    region: str
    title: str
    unit_name: str
    happened_at: datetime
    summary: str
    harm: Harm
    sort: str = "production"
    mode: str = "department"
    unit_code: str = ""
    place: str = ""
    office: str | None = None
    office_reason: str = ""
    incident_id: UUID | None = None
    object_id: UUID | None = None
    token: UUID | None = None


@transaction.atomic
def open_investigation(*, new: NewInvestigation, actor: Actor, now: datetime) -> UUID:
    """Take up an accident where its level says it belongs, or higher with a reason; the same token does it once."""
    region = normalise(new.region)
    check(level_of(region) >= RegionLevel.COUNTY, "region", region, "a_county_or_below")
    found = graded(checked_harm(new.harm), levels())
    office = _office(new, region, found)
    rights.require(actor, HANDLE, office)
    if new.token is not None:
        locks.hold(f"investigations:open:{new.token}")
        same = Investigation.objects.filter(token=new.token).values_list("id", flat=True).first()
        if same is not None:
            return UUID(str(same))
    if new.incident_id is not None:
        _refuse_second(new.incident_id)
    row = Investigation.objects.create(
        **_checked(new, now),
        region=region,
        office=office,
        state=State.OPENED.value,
        level=found.level.key,
        opened_by_id=actor.id,
        opened_by=actor.name,
        opened_at=now,
    )
    announce(InvestigationOpened, row, actor, now, level=row.level, office=office)
    count_clocks(row, actor=actor, now=now)
    return row.id


@transaction.atomic
def restate_harm(*, investigation_id: UUID, harm: Harm, reason: str, actor: Actor, now: datetime) -> str:
    """State the figures anew and return the level they reach; casualties count only for some days."""
    row = locked(investigation_id, actor)
    if State(row.state) not in _OPEN:
        raise TransitionNotAllowed(what="investigation", state=row.state, act="restate_harm")
    before, after = harm_of(row), checked_harm(harm)
    _refuse_late_casualties(row, before, after, now)
    level = graded(after, levels()).level
    if row.mode == "unit":
        _refuse_entrusting(after, level.key)
    level_before, row.level = row.level, level.key
    row.dead, row.missing, row.injured, row.loss_yuan = after.dead, after.missing, after.injured, after.loss_yuan
    row.save()
    row.members.filter(signed_on__isnull=False).update(signed_on=None, dissent="")
    more = {"level_before": level_before, "level": row.level, "reason": checked("reason", reason)}
    announce(HarmRestated, row, actor, now, **more)
    count_clocks(row, actor=actor, now=now)
    return row.level


@transaction.atomic
def hand_up(*, investigation_id: UUID, reason: str, actor: Actor, now: datetime) -> None:
    """End the investigation here because a higher government investigates."""
    row = locked(investigation_id, actor)
    move(row, Act.HAND_UP, actor, now, checked("reason", reason))


def belongs_above(row: Investigation) -> bool:
    """Tell whether the accident's level asks for a higher government than the one that investigates."""
    office = office_of(row.region, levels_by_key()[row.level], municipalities())
    return len(office) < len(row.office)


def refuse_above(row: Investigation) -> None:
    """Refuse to go on here with an accident that a higher government investigates."""
    if belongs_above(row):
        level = levels_by_key()[row.level]
        raise errors.BelongsAbove(level=level.name, office=office_name(office_of(row.region, level, municipalities())))


def office_name(region: str) -> str:
    """Return how the government of a region is called."""
    return places.full_name(region) if region else str(paper_words()["nation"])


def checked_harm(harm: Harm) -> Harm:
    """Return the figures, or refuse those that cannot be."""
    for field in ("dead", "missing", "injured"):
        value = getattr(harm, field)
        check(0 <= value <= _MOST_PEOPLE, field, value, "0_to_100000")
    check(0 <= harm.loss_yuan <= _MOST_YUAN, "loss_yuan", harm.loss_yuan, "0_to_10_to_the_13")
    return harm


def _office(new: NewInvestigation, region: str, found: Graded) -> str:
    """Return the region whose government investigates, or refuse the choice."""
    chosen("mode", new.mode, MODES)
    lawful = office_of(region, found.level, municipalities())
    if new.mode == "unit":
        _refuse_entrusting(new.harm, found.level.key)
    if not lawful:
        raise errors.BelongsAbove(level=found.level.name, office=office_name(""))
    if new.office is None or new.office == lawful:
        return lawful
    office = normalise(new.office)
    if not lawful.startswith(office) or not office:
        raise errors.BelongsAbove(level=found.level.name, office=office_name(lawful))
    checked("office_reason", new.office_reason)
    return office


def _refuse_entrusting(harm: Harm, level: str) -> None:
    if level != levels()[-1].key or not harm.is_without_casualties:
        raise errors.MayNotEntrust


def _refuse_late_casualties(row: Investigation, before: Harm, after: Harm, now: datetime) -> None:
    people = ("dead", "missing", "injured")
    if all(getattr(before, field) == getattr(after, field) for field in people):
        return
    until = counts_until(in_china(row.happened_at).date(), row.sort, window())
    if in_china(now).date() > until:
        raise errors.HarmCountsNoLonger(day=until.isoformat())


def _refuse_second(incident_id: UUID) -> None:
    locks.hold(f"investigations:incident:{incident_id}")
    rows = Investigation.objects.filter(incident_id=incident_id).exclude(state=State.HANDED_UP.value)
    if rows.exists():
        raise TransitionNotAllowed(what="investigation", state="opened", act="open")


def _checked(new: NewInvestigation, now: datetime) -> dict[str, object]:
    check(new.happened_at <= now, "happened_at", new.happened_at.isoformat(), "not_in_the_future")
    return {
        "title": checked("title", new.title, most=120),
        "unit_name": checked("unit_name", new.unit_name, most=120),
        "summary": checked("summary", new.summary, most=5000),
        "unit_code": checked("unit_code", new.unit_code, most=32, least=0),
        "place": checked("place", new.place, most=200, least=0),
        "sort": chosen("sort", new.sort, SORTS),
        "office_reason": checked("office_reason", new.office_reason, least=0),
        "dead": new.harm.dead,
        "missing": new.harm.missing,
        "injured": new.harm.injured,
        "loss_yuan": new.harm.loss_yuan,
        **{name: getattr(new, name) for name in ("mode", "happened_at", "incident_id", "object_id", "token")},
    }
