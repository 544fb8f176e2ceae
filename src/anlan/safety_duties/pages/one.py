"""One duty list: its duties with how they stand, what was entered, notices and scores."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from anlan.kernel import clock
from anlan.safety_duties import api, words
from anlan.safety_duties.pages import reading
from anlan.support import rights
from anlan.web import sent
from anlan.web.auth import signed_in

_DONE = {
    "submit": gettext_lazy("The list is handed in; somebody else files it."),
    "file": gettext_lazy("The list is filed; from now on it counts."),
    "return": gettext_lazy("The list is returned with the reason."),
    "score": gettext_lazy("The period is scored; the reckoning is kept with it."),
    "close": gettext_lazy("The list is closed."),
}


@require_GET
@signed_in
def page(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """Show one list."""
    row = api.duty_list(request.actor, list_id)
    today = clock.in_china(clock.now()).date()
    found = api.standings(row, today)
    context = {
        "row": row,
        "found": found,
        "weight": sum(each.item.weight for each in found),
        "progress": api.score_of([each.standing for each in found]),
        "short": sum(each.standing.is_short for each in found),
        "entries": api.entries_of(list_id),
        "notices": api.notices_of(list_id),
        "scores": api.scores_of(list_id),
        "today": today,
        "token": uuid4(),
        "late_days": api.scoring()["late_days"],
        "evidences": [each for each in api.evidences().values() if row.holder_kind in each.kinds],
        "rhythms": list(words.RHYTHM_WORDS.items()),
        **_acts(request, row),
    }
    context["is_filed"] = row.state in ("filed", "closed")
    return render(request, "safety_duties/one.html", context)


def _acts(request: HttpRequest, row: api.ListRow) -> dict[str, object]:
    """Return what the reader may do with a list as it stands."""
    actor, state = request.actor, row.state
    may_file = rights.may(actor, "safety_duties.file", row.region)
    scored = {each.period for each in api.scores_of(row.id)}
    is_open = state == "filed"
    may_score = is_open and rights.may(actor, "safety_duties.score", row.region)
    return {
        "may_edit": state in ("drafted", "returned") and rights.may(actor, "safety_duties.draft", row.region),
        "may_name": state != "closed" and rights.may(actor, "safety_duties.draft", row.region),
        "may_file": may_file and state == "submitted",
        "is_own": actor.id in (row.made_by_id, row.submitted_by_id),
        "may_report": is_open and api.may_report(actor, row.region, row.enterprise_id),
        "to_score": [(key, word) for key, word in words.PERIOD_WORDS.items() if key not in scored] if may_score else [],
        "may_close": is_open and may_file and "year" in scored,
    }


@require_POST
@signed_in
def act(request: HttpRequest, list_id: UUID, act: str) -> HttpResponse:
    """Hand in, file, return, score or close a list."""
    if act not in _DONE:
        raise Http404
    about = {"list_id": list_id, "actor": request.actor, "now": clock.now()}
    if act == "return":
        api.return_list(reason=sent.text(request, "reason"), **about)
    elif act == "score":
        api.score_list(period=sent.text(request, "period"), note=sent.text(request, "note"), **about)
    else:
        {"submit": api.submit_list, "file": api.file_list, "close": api.close_list}[act](**about)
    messages.success(request, str(_DONE[act]))
    return redirect("safety_duties:list", list_id)


@require_POST
@signed_in
def add(request: HttpRequest, list_id: UUID) -> HttpResponse:
    """Enter a duty."""
    api.add_duty(list_id=list_id, new=reading.duty(request), actor=request.actor, now=clock.now())
    return redirect("safety_duties:list", list_id)


@require_POST
@signed_in
def change(request: HttpRequest, list_id: UUID, item_id: UUID) -> HttpResponse:
    """Change a duty."""
    api.change_duty(item_id=item_id, new=reading.duty(request), actor=request.actor, now=clock.now())
    return redirect("safety_duties:list", list_id)


@require_POST
@signed_in
def drop(request: HttpRequest, list_id: UUID, item_id: UUID) -> HttpResponse:
    """Take a duty off the list."""
    api.drop_duty(item_id=item_id, actor=request.actor, now=clock.now())
    return redirect("safety_duties:list", list_id)
