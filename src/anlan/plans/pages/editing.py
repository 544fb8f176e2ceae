"""Changing a draft part by part: an overview, and a form for each part with the rows it has."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import BaseForm, BaseFormSet, formset_factory
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods

from anlan.kernel import clock
from anlan.kernel.errors import NotFound
from anlan.plans import words
from anlan.plans.domain.states import PlanAct, PlanState, after
from anlan.plans.domain.text import PlanText
from anlan.plans.domain.text_rules import broken_rule
from anlan.plans.pages import parts, plan_forms
from anlan.plans.selectors.plans import Plan, plan
from anlan.plans.services.drafting import edit_plan
from anlan.support.rights import require
from anlan.web.auth import signed_in

_MOST_ROWS = 200
_LEVEL_PARTS = ("level", "triggers", "posts", "measures", "tasks", "resources")
_PAPERS = ("sections", "contacts", "cards", "annexes")


@require_GET
@signed_in
def overview(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Show the parts of a draft with how much each holds."""
    found = _draft(request, plan_id)
    levels = [
        (level, [(part, len(getattr(level, part, ())) if part != "level" else None) for part in _LEVEL_PARTS])
        for level in found.text.levels
    ]
    papers = [(part, len(getattr(found.text, part))) for part in _PAPERS]
    return render(request, "plans/edit.html", {"plan": found, "levels": levels, "papers": papers})


@require_http_methods(["GET", "POST"])
@signed_in
def edit_part(request: HttpRequest, plan_id: UUID, part: str, level: int = 0) -> HttpResponse:
    """Show the form of one part, and store it; a text that does not hold together comes back with the rule."""
    found = _draft(request, plan_id)
    _known(found, part, level)
    form = _form(found.text, part, level, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        text = _text_after(found.text, part, level, form)
        if (refusal := broken_rule(text, found.region)) is None:
            return _stored(request, found, text, (part, level))
        _tell(form, refusal.data)
    context = {
        "plan": found,
        "part": part,
        "level": level,
        "form": form if isinstance(form, BaseForm) else None,
        "rows": form if isinstance(form, BaseFormSet) else None,
        "tasks": _task_keys(found.text, part, level),
        "changes": request.POST.get("changes", found.changes),
    }
    return render(request, "plans/edit_part.html", context)


def _stored(request: HttpRequest, found: Plan, text: PlanText, at: tuple[str, int]) -> HttpResponse:
    part, level = at
    typed = request.POST.get("changes", "")
    edit_plan(
        plan_id=found.id,
        text=text,
        part=part if not level else f"{part} {level}",
        changes=int(typed) if typed.isdecimal() else -1,
        actor=request.actor,
        now=clock.now(),
    )
    messages.success(request, gettext("The part is stored."))
    if "more" in request.POST:
        return redirect(request.get_full_path())
    return redirect("plans:edit", found.id)


def _draft(request: HttpRequest, plan_id: UUID) -> Plan:
    found = plan(request.actor, plan_id)
    require(request.actor, "plans.draft", found.region)
    after(PlanState(found.state), PlanAct.EDIT)
    return found


def _known(found: Plan, part: str, level: int) -> None:
    """Refuse a part that plans have not, and a level that this one has not."""
    is_of_level = part in _LEVEL_PARTS
    if not (is_of_level or part == "basics" or part in _PAPERS) or is_of_level != bool(level):
        raise NotFound(what="part")
    if level and level not in [each.number for each in found.text.levels]:
        raise NotFound(what="level")


def _form(text: PlanText, part: str, level: int, typed: Any) -> Any:
    if part == "basics":
        return plan_forms.BasicsForm(typed, initial=parts.basics_row(text))
    if part == "level":
        of = next(each for each in text.levels if each.number == level)
        return plan_forms.LevelForm(typed, initial=parts.level_row(of))
    formset = formset_factory(
        parts.ROW_PARTS[part].form,
        extra=1,
        can_delete=True,
        can_order=True,
        max_num=_MOST_ROWS,
        absolute_max=_MOST_ROWS,
        validate_max=True,
    )
    return formset(typed, initial=parts.rows_of(text, part, level), prefix="row")


def _text_after(text: PlanText, part: str, level: int, form: Any) -> PlanText:
    if part == "basics":
        return parts.with_basics(text, form.cleaned_data)
    if part == "level":
        return parts.with_level(text, level, form.cleaned_data)
    rows = [each.cleaned_data for each in form.ordered_forms]
    return parts.with_rows(text, part, level, rows)


def _tell(form: Any, told: dict[str, Any]) -> None:
    """Put the rule that is broken on the form, in words."""
    message = f"{told['field']}: {words.word(words.RULES, str(told['rule']))}"
    if isinstance(form, BaseForm):
        form.add_error(None, message)
    else:
        form.non_form_errors().append(ValidationError(message))


def _task_keys(text: PlanText, part: str, level: int) -> tuple[tuple[str, str], ...]:
    """Return the keys that a form may name: the level's tasks, or for cards those of all levels."""
    if part not in ("tasks", "cards"):
        return ()
    levels = [each for each in text.levels if part == "cards" or each.number == level]
    return tuple((task.key, f"{task.to_text} {task.text}") for each in levels for task in each.tasks)
