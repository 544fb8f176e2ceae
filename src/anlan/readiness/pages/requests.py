"""What owners are asked to confirm, and the changes that keepers judge."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from anlan.kernel import clock
from anlan.kernel.errors import InvalidValue
from anlan.readiness import api
from anlan.readiness import words as labels
from anlan.readiness.pages.listing import know_names
from anlan.readiness.pages.registers import labelled
from anlan.support.rights import may
from anlan.web.auth import signed_in
from anlan.web.lists import choices, page_of

_STATES = {
    api.ChangeState.PROPOSED: _("To be checked"),
    api.ChangeState.ACCEPTED: _("Accepted"),
    api.ChangeState.RETURNED: _("Returned"),
}


@require_GET
@signed_in
def due_page(request: HttpRequest) -> HttpResponse:
    """Show what the reader is asked to confirm, register by register."""
    counts = {key: count for key, count in api.due_counts(request.actor).items() if count}
    asked = request.GET.get("register", "")
    key = asked if asked in api.registers() else next(iter(counts), "teams")
    wanted = api.register(key)
    page = page_of(request, api.due_entries(request.actor, key))
    know_names(page)
    context = {
        "tab": "due",
        "register": wanted,
        "page": page,
        "lines": [labelled(wanted, row) for row in page],
        "options": [(each, api.registers()[each].name, count) for each, count in counts.items()],
        "waiting": api.change_counts(request.actor).get(api.ChangeState.PROPOSED, 0),
    }
    return render(request, "readiness/due.html", context)


@signed_in
@require_POST
def confirm(request: HttpRequest, register: str) -> HttpResponse:
    """Note that the ticked entries hold as they stand."""
    ids = [_id(each) for each in request.POST.getlist("entry")]
    if not ids:
        raise InvalidValue(field="entries", value="", rule="not_empty")
    count = api.confirm_forces(register_key=register, ids=ids, actor=request.actor, now=clock.now())
    messages.success(request, gettext("%(count)s entries are confirmed.") % {"count": count})
    if request.POST.get("back") == "entry":
        return redirect("readiness:entry", register, ids[0])
    return redirect("readiness:due")


@require_GET
@signed_in
def changes_page(request: HttpRequest) -> HttpResponse:
    """Show the changes that owners propose, those to be checked first."""
    state = request.GET.get("state", "")
    state = state if state in list(api.ChangeState) else api.ChangeState.PROPOSED
    page = page_of(request, api.changes(request.actor, state))
    know_names(page)
    context = {
        "tab": "due",
        "page": page,
        "rows": [(row, _STATES[api.ChangeState(row.state)], api.register(row.register)) for row in page],
        "states": choices(dict(_STATES), api.change_counts(request.actor)),
        "state": state,
    }
    return render(request, "readiness/changes.html", context)


@require_GET
@signed_in
def change_page(request: HttpRequest, change_id: UUID) -> HttpResponse:
    """Show one proposed change beside what is registered, with the acts of the keeper."""
    row = api.change(request.actor, change_id)
    wanted = api.register(row.register)
    is_open = row.state == api.ChangeState.PROPOSED
    context = {
        "tab": "due",
        "row": row,
        "register": wanted,
        "state": _STATES[api.ChangeState(row.state)],
        "differences": [] if row.is_removal else _differences(wanted, row.before, row.after),
        "may_judge": is_open
        and may(request.actor, "readiness.register", row.region)
        and row.proposed_by != request.actor.id,
    }
    return render(request, "readiness/change.html", context)


@signed_in
@require_POST
def judge(request: HttpRequest, change_id: UUID) -> HttpResponse:
    """Accept or return a proposed change."""
    act = request.POST.get("act", "")
    if act not in list(api.ChangeAct):
        raise InvalidValue(field="act", value=act[:20], rule="known")
    named = {"act": api.ChangeAct(act), "answer": request.POST.get("answer", "")}
    api.judge_change(change_id=change_id, actor=request.actor, now=clock.now(), **named)
    messages.success(request, gettext("The check is stored."))
    return redirect("readiness:changes")


def _differences(wanted: api.Register, before: Any, after: Any) -> list[tuple[Any, str, str]]:
    """Return what differs as (word, before, after)."""
    common = [key for key in before if key != "values"]
    words = [(labels.COMMON_FIELDS[key], str(before[key] or ""), str(after[key] or "")) for key in common]
    fields = [
        (each.name, api.told(each, before["values"].get(each.key)), api.told(each, after["values"].get(each.key)))
        for each in wanted.fields
    ]
    return [(word, old, new) for word, old, new in (*words, *fields) if old != new]


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise InvalidValue(field="entries", value=text[:40], rule="known") from None
