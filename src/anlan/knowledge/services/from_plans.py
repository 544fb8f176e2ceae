"""A plan in force stands in the library with its parts and its action cards; an older edition is withdrawn."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from anlan.kernel.actors import Actor
from anlan.knowledge.domain.papers import Part, parts_of
from anlan.knowledge.domain.states import DocumentAct, DocumentState
from anlan.knowledge.models import Document
from anlan.knowledge.services.library import NewDocument, add_document, publish_document
from anlan.knowledge.services.steps import move
from anlan.plans import api as plans
from anlan.plans.api import Plan
from anlan.support import rights


@transaction.atomic
def take_plan(*, plan_id: UUID, actor: Actor, now: datetime) -> int:
    """Put a plan and its action cards into the library in place of older editions; return how many documents."""
    rights.require_platform(actor, "knowledge.publish")
    plan = plans.plan_by_id(plan_id)
    _withdraw(plan, _("A newer edition is in force"), actor, now)
    made = [each for each in _documents(plan) if not Document.objects.filter(key=each.key).exists()]
    for new in made:
        publish_document(document_id=add_document(new=new, actor=actor, now=now), actor=actor, now=now)
    return len(made)


@transaction.atomic
def drop_plan(*, plan_id: UUID, reason: str, actor: Actor, now: datetime) -> None:
    """Withdraw a plan that is out of force, with its cards."""
    rights.require_platform(actor, "knowledge.publish")
    _withdraw(plans.plan_by_id(plan_id), reason or _("Out of force"), actor, now, with_itself=True)


def _withdraw(plan: Plan, reason: str, actor: Actor, now: datetime, *, with_itself: bool = False) -> None:
    begun = Q(key__startswith=f"plan:{plan.region}:{plan.key}:") | Q(key__startswith=f"card:{plan.region}:{plan.key}:")
    rows = Document.objects.select_for_update().filter(begun, state=DocumentState.PUBLISHED.value)
    if not with_itself:
        rows = rows.exclude(address=f"/plans/{plan.id}/")
    for row in rows.order_by("id"):
        move(row, DocumentAct.WITHDRAW, text=reason, actor=actor, now=now)


def _documents(plan: Plan) -> Iterator[NewDocument]:
    parts = tuple(_parts(plan))
    if parts:
        yield _document(plan, "plan", f"plan:{plan.region}:{plan.key}:{plan.version}", plan.name, parts)
    for card in plan.text.cards:
        if card.steps:
            key = f"card:{plan.region}:{plan.key}:{plan.version}:{card.key}"
            steps = "\n".join(f"{number}. {step}" for number, step in enumerate(card.steps, start=1))
            yield _document(plan, "card", key, f"{plan.name}\uff1a{card.title}", (Part(card.title, card.title, steps),))


def _document(plan: Plan, kind: str, key: str, title: str, parts: tuple[Part, ...]) -> NewDocument:
    return NewDocument(
        kind=kind,
        title=title[:200],
        parts=parts,
        region=plan.region,
        edition=f"{plan.edition[:60]} v{plan.version}",
        origin=plan.name,
        address=f"/plans/{plan.id}/",
        mark="doubtful" if plan.text.mark == "doubtful" else "",
        key=key[:120],
    )


def _parts(plan: Plan) -> Iterator[Part]:
    """Return the passages of a plan: its purpose, the sections of its paper, what each level asks for, its annexes."""
    text = plan.text
    written = [(section.title, section.text) for section in (*text.sections, *text.annexes)]
    for level in text.levels:
        tasks = [f"{task.to_text}\uff1a{task.text}" for task in level.tasks]
        written.append((level.name, "\n".join((*level.measures, *tasks, level.end_condition))))
    if text.purpose.strip():
        yield Part(_("Purpose"), _("Purpose"), text.purpose)
    for title, words in written:
        if words.strip():
            for part in parts_of(words.splitlines()):
                yield Part(part.label or title[:60], title, part.text)
