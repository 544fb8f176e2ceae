"""Handing in a plan's Word file, and confirming what was found in it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from anlan.kernel import clock
from anlan.kernel.errors import InvalidValue, NotAllowed
from anlan.kernel.regions import normalise
from anlan.plans import words
from anlan.plans.adapters.docx_lines import lines_of
from anlan.plans.domain.errors import NotAPaper
from anlan.plans.domain.files import shipped_keys, shipped_plan
from anlan.plans.domain.reading import Found, FoundTask, FoundTrigger, addressee_of
from anlan.plans.domain.text import Condition
from anlan.plans.selectors.papers import open_papers, paper
from anlan.plans.services.papers import Confirmed, HandedIn, draft_from_paper, keep_paper
from anlan.support.documents.lines import MOST_BYTES
from anlan.support.rights import regions_of
from anlan.support.tables import load_table
from anlan.web.auth import signed_in


@require_GET
@signed_in
def new_paper(request: HttpRequest) -> HttpResponse:
    """Show the form that takes a plan's Word file, and the papers that no draft was made of yet."""
    regions = regions_of(request.actor, "plans.draft")
    if not regions:
        raise NotAllowed(right="plans.draft", region="")
    context = {
        "within": regions[0],
        "shipped": [(key, shipped_plan(key, "").name) for key in shipped_keys()],
        "papers": open_papers(request.actor),
    }
    return render(request, "plans/paper_new.html", context)


@require_POST
@signed_in
def hand_in(request: HttpRequest) -> HttpResponse:
    """Read a Word file and show what was found in it."""
    file = request.FILES.get("file")
    if file is None or (file.size or 0) > MOST_BYTES:
        raise NotAPaper(name=(file.name if file else "") or "")
    content = file.read()
    handed_in = HandedIn(
        file_name=file.name or "",
        content=content,
        lines=lines_of(content, file.name or ""),
        base=request.POST.get("base", ""),
        region=normalise(request.POST.get("region", "")),
    )
    paper_id = keep_paper(paper=handed_in, actor=request.actor, now=clock.now())
    return redirect("plans:paper_found", paper_id)


@require_GET
@signed_in
def paper_found(request: HttpRequest, paper_id: UUID) -> HttpResponse:
    """Show a paper's text beside the triggers, tasks and measures that were found in it."""
    found = paper(request.actor, paper_id)
    context = {
        "paper": found,
        "lines": found.lines,
        "base": shipped_plan(found.base, ""),
        "levels": [(number, *_of_level(found.found, number)) for number in (1, 2, 3, 4)],
        "facts": [(key, gettext(word)) for key, word in words.FACTS.items()],
    }
    return render(request, "plans/paper_found.html", context)


@require_POST
@signed_in
def confirm_paper(request: HttpRequest, paper_id: UUID) -> HttpResponse:
    """Draft an edition from the paper with what the person ticked."""
    found = paper(request.actor, paper_id).found
    said = request.POST
    confirmed = Confirmed(
        name=said.get("name", ""),
        triggers=tuple(_trigger(each, n, said) for n, each in enumerate(found.triggers) if f"t{n}" in said),
        tasks=tuple(_task(each, n, said) for n, each in enumerate(found.tasks) if f"k{n}" in said),
        measures=tuple(each for n, each in enumerate(found.measures) if f"m{n}" in said),
    )
    plan_id = draft_from_paper(paper_id=paper_id, confirmed=confirmed, actor=request.actor, now=clock.now())
    messages.success(request, gettext("The draft holds the paper's text and what you confirmed. Go on part by part."))
    return redirect("plans:plan", plan_id)


def _of_level(found: Found, number: int) -> tuple[list[Any], ...]:
    """Return what was found of a level, each with its place in the whole list, by which the form names it."""
    return tuple(
        [(n, each) for n, each in enumerate(pile) if each.level == number]
        for pile in (found.triggers, found.tasks, found.measures)
    )


def _trigger(found: FoundTrigger, n: int, said: Any) -> FoundTrigger:
    needs = tuple(
        Condition(
            fact=said.get(f"t{n}f{m}", need.fact), at_least=_whole("figure", said.get(f"t{n}n{m}", need.at_least))
        )
        for m, need in enumerate(found.needs)
    )
    return FoundTrigger(level=found.level, text=found.text, needs=needs)


def _task(found: FoundTask, n: int, said: Any) -> FoundTask:
    """Return a task as the person left it; a receiver whom no pattern knows is refused by name."""
    to_text = said.get(f"k{n}w", found.to_text).strip()
    to = addressee_of(to_text, load_table("anlan.plans", "reading"))
    if to is None:
        raise InvalidValue(field="to", value=to_text[:40], rule="known_receiver")
    minutes = _whole("within_minutes", said.get(f"k{n}n", found.within_minutes))
    return FoundTask(level=found.level, to=to, to_text=to_text, text=found.text, within_minutes=minutes)


def _whole(field: str, said: object) -> int:
    try:
        return int(str(said).strip())
    except ValueError:
        raise InvalidValue(field=field, value=str(said)[:40], rule="whole_number") from None
