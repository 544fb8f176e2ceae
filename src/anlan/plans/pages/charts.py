"""A plan's faces: its flow chart, its action cards, and the paper that it becomes."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from anlan.places import api as places
from anlan.plans.domain.flow import NARROW, WIDE, draw_level, draw_plan
from anlan.plans.papers import paper_of
from anlan.plans.phrases import phrases
from anlan.plans.selectors.plans import masked_text, plan
from anlan.support.documents import docx_of
from anlan.support.tables import load_table
from anlan.web.auth import signed_in
from anlan.web.files import word_file


@require_GET
@signed_in
def chart_page(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Show a plan as a flow chart: all levels side by side, then each level with its tasks in their order."""
    found = plan(request.actor, plan_id)
    words = phrases()
    context = {
        "plan": found,
        "overview": [draw_plan(found.text, words, width=width) for width in (WIDE, NARROW)],
        "levels": [
            (level, [draw_level(level, words, width=width) for width in (WIDE, NARROW)]) for level in found.text.levels
        ],
    }
    return render(request, "plans/chart.html", context)


@require_GET
@signed_in
def cards_page(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Show the action cards of a plan, one after the other, ready to be printed and handed out."""
    found = plan(request.actor, plan_id)
    tasks = {task.key: (level, task) for level in found.text.levels for task in level.tasks}
    cards = [(card, [tasks[key] for key in card.tasks if key in tasks]) for card in found.text.cards]
    return render(request, "plans/cards.html", {"plan": found, "cards": cards})


@require_GET
@signed_in
def paper(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Hand out a plan as a Word file in the layout of official documents."""
    found = plan(request.actor, plan_id)
    document = paper_of(
        masked_text(found.text),
        place=places.name(found.region),
        version=found.version,
        approved_at=found.approved_at,
        words=load_table("anlan.plans", "paper"),
    )
    return word_file(docx_of(document), f"{found.name}.docx")
