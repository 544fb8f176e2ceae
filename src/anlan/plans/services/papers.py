"""Acts on a plan's paper: reading a Word file in, and drafting an edition from what a person confirmed of it."""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import PurePath
from uuid import UUID

from django.core.files.base import ContentFile
from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.kernel.clock import in_china
from anlan.kernel.errors import NotFound
from anlan.kernel.ids import new_id
from anlan.kernel.regions import level_of
from anlan.places import api as places
from anlan.plans import events
from anlan.plans.domain.errors import NothingConfirmed, PaperUsed
from anlan.plans.domain.files import shipped_keys, shipped_plan
from anlan.plans.domain.reading import Found, FoundMeasure, FoundTask, FoundTrigger, Line
from anlan.plans.domain.text import PlanText, ResponseLevel, TaskTemplate, Trigger
from anlan.plans.models import PlanPaper
from anlan.plans.selectors.papers import found_in
from anlan.plans.services.drafting import draft_plan
from anlan.support import journal
from anlan.support.rights import require, require_visible
from anlan.support.tables import load_table

_LONGEST_NAME = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedIn:
    """A plan's Word file with the lines that were read from it; ``base`` is the shipped plan of its kind."""

    file_name: str
    content: bytes
    lines: tuple[Line, ...]
    base: str
    region: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed:
    """What a person confirmed of a paper: the plan's name, and the triggers, tasks and measures that hold."""

    name: str
    triggers: tuple[FoundTrigger, ...]
    tasks: tuple[FoundTask, ...]
    measures: tuple[FoundMeasure, ...]


@transaction.atomic
def keep_paper(*, paper: HandedIn, actor: Actor, now: datetime) -> UUID:
    """Keep a plan's Word file with its lines; return the paper's id. Nothing becomes a plan by it."""
    level_of(paper.region)
    require(actor, "plans.draft", paper.region)
    if paper.base not in shipped_keys():
        raise NotFound(what="plan")
    row = PlanPaper(
        id=new_id(),
        region=paper.region,
        base=paper.base,
        file_name=PurePath(paper.file_name).name[-_LONGEST_NAME:],
        digest=hashlib.sha256(paper.content).hexdigest(),
        lines=[[line.depth, line.text] for line in paper.lines],
        read_by_id=actor.id,
        read_by=actor.name,
        read_at=now,
    )
    row.file.save(f"{row.id}.docx", ContentFile(paper.content), save=False)
    row.save(force_insert=True)
    event = events.PaperRead(
        subject=events.paper_subject(row.id), region=row.region, name=row.file_name, lines=len(paper.lines)
    )
    journal.announce(event, actor=actor, now=now)
    return row.id


@transaction.atomic
def draft_from_paper(*, paper_id: UUID, confirmed: Confirmed, actor: Actor, now: datetime) -> UUID:
    """Draft an edition from a paper: its whole text, and as data only what was confirmed; once for each paper."""
    row = PlanPaper.objects.select_for_update().filter(id=paper_id).first()
    if row is None:
        raise NotFound(what="plan")
    require_visible(actor, "plans.draft", row.region, "plan")
    if row.plan_id is not None:
        raise PaperUsed()
    base = shipped_plan(row.base, places.name(row.region))
    levels = tuple(_level(each, confirmed) for each in base.levels if _triggers(each, confirmed))
    if not levels:
        raise NothingConfirmed()
    rules = load_table("anlan.plans", "reading")
    text = _text(base, levels, found_in(row.lines), confirmed.name)
    text = replace(
        text,
        source=rules["imported"].format(file=row.file_name),
        edition=rules["edition_of"].format(date=in_china(now).strftime(rules["date"])),
    )
    row.plan_id = draft_plan(text=text, region=row.region, actor=actor, now=now)
    row.save(update_fields=["plan_id"])
    return row.plan_id


def _text(base: PlanText, levels: tuple[ResponseLevel, ...], found: Found, name: str) -> PlanText:
    return replace(
        base,
        name=name.strip()[:_LONGEST_NAME] or base.name,
        mark="doubtful",
        levels=levels,
        bases=(),
        sections=found.sections,
        annexes=found.annexes,
        contacts=(),
        cards=(),
    )


def _level(base: ResponseLevel, confirmed: Confirmed) -> ResponseLevel:
    """Return a level with the paper's triggers, tasks and measures; who decides, and the posts, are the base's."""
    number = base.level.legal_number
    tasks = [each for each in confirmed.tasks if each.level == number]
    return replace(
        base,
        triggers=_triggers(base, confirmed),
        tasks=tuple(_task(each, number, order) for order, each in enumerate(tasks, start=1)),
        measures=tuple(each.text for each in confirmed.measures if each.level == number),
        resources=(),
    )


def _triggers(base: ResponseLevel, confirmed: Confirmed) -> tuple[Trigger, ...]:
    number = base.level.legal_number
    mine = [each for each in confirmed.triggers if each.level == number]
    return tuple(
        Trigger(key=f"{number}.when.{order}", text=each.text, needs=each.needs)
        for order, each in enumerate(mine, start=1)
    )


def _task(found: FoundTask, number: int, order: int) -> TaskTemplate:
    return TaskTemplate(
        key=f"{number}.do.{order}",
        to=found.to,
        to_text=found.to_text,
        text=found.text,
        within_minutes=found.within_minutes,
    )
