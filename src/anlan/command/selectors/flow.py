"""A running response as a flow chart: the plan's words as they were copied, and how far each task is."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from anlan.command.domain.orders import UNDONE, OrderState
from anlan.command.domain.responses import PlanTask
from anlan.command.selectors.orders import OrderRow, orders_of
from anlan.command.selectors.responses import ResponseRow, response
from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.kernel.levels import Level
from anlan.plans import api as plans


def flow_of(actor: Actor, response_id: UUID, now: datetime) -> tuple[ResponseRow, tuple[plans.Chart, ...]]:
    """Return a response with its flow for a desk and for a phone."""
    row = response(actor, response_id)
    orders = [each for each in orders_of(actor, row.incident_id, now) if each.response_id == row.id]
    standing = {task.key: standing_of(_of_task(task, orders)) for task in row.tasks if _of_task(task, orders)}
    level = _level(row)
    widths = (plans.WIDE, plans.NARROW)
    return row, tuple(plans.draw_level(level, plans.phrases(), width=width, standing=standing) for width in widths)


def standing_of(orders: Iterable[OrderRow]) -> plans.Standing:
    """Return how far a task is by its orders: late before moving before waiting; done when none is undone."""
    rows = [row for row in orders if row.state is not OrderState.CANCELLED]
    done = sum(row.state not in UNDONE for row in rows)
    late = sum(row.is_overdue for row in rows)
    words = _("%(done)s of %(n)s done") % {"done": done, "n": len(rows)}
    if late:
        return plans.Standing(state="late", words=_("%(words)s, %(late)s late") % {"words": words, "late": late})
    if not rows:
        return plans.Standing(state="waiting", words=_("cancelled"))
    if done == len(rows):
        return plans.Standing(state="done", words=words)
    is_moving = done or any(row.state is not OrderState.ISSUED for row in rows)
    return plans.Standing(state="moving" if is_moving else "waiting", words=words)


def _of_task(task: PlanTask, orders: list[OrderRow]) -> list[OrderRow]:
    """Return the orders that a task became: one, or one for every place."""
    return [row for row in orders if row.task_key == task.key or row.task_key.startswith(f"{task.key}:")]


def _level(row: ResponseRow) -> plans.ResponseLevel:
    """Return the level with the words that the response copied; posts are those of the edition, where it is on file."""
    level = row.level if row.proposed_level is Level.NONE else row.proposed_level
    planned = _planned(row.plan_id, level)
    return plans.ResponseLevel(
        level=level,
        name=planned.name if planned else row.plan_title,
        triggers=tuple(plans.Trigger(key=str(n), text=text, needs=()) for n, text in enumerate(row.reasons)),
        proposed_by=planned.proposed_by if planned else (),
        signed_by=planned.signed_by if planned else (),
        ended_by=planned.ended_by if planned else (),
        signer_post=row.signed_by or (planned.signer_post if planned else ""),
        command_post=planned.command_post if planned else plans.CommandPost(name=row.plan_title, leader=""),
        posts=planned.posts if planned else (),
        measures=row.measures,
        tasks=tuple(_template(task) for task in row.tasks),
        end_condition=row.end_reason or (planned.end_condition if planned else ""),
    )


def _planned(plan_id: str, level: Level) -> plans.ResponseLevel | None:
    try:
        return plans.plan_by_id(UUID(plan_id)).text.level(level)
    except (ValueError, NotFound, plans.NoSuchLevel):
        return None


def _template(task: PlanTask) -> plans.TaskTemplate:
    return plans.TaskTemplate(
        key=task.key,
        to=plans.Addressee(who=task.who, kind=task.kind, branch=task.branch),
        to_text=task.to_text,
        text=task.text,
        within_minutes=task.within_minutes,
        after=tuple(task.after),
    )
