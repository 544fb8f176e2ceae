"""One hidden danger: its page, its pictures, and what is done with it."""

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from anlan.dangers import api
from anlan.dangers.pages import reading, supervising
from anlan.kernel import clock
from anlan.kernel.errors import InvalidValue, NotFound
from anlan.places import api as places
from anlan.web import sent
from anlan.web.auth import signed_in
from anlan.web.pictures import picture_answer

By = dict[str, Any]


@require_GET
@signed_in
def danger_page(request: HttpRequest, danger_id: UUID) -> HttpResponse:
    """Show one hidden danger; an open page asks for the inner part alone when something happened."""
    template = "dangers/danger_body.html" if "HX-Request" in request.headers else "dangers/danger.html"
    return render(request, template, everything(request, danger_id))


def everything(request: HttpRequest, danger_id: UUID) -> dict[str, Any]:
    """Return what the page of a hidden danger shows."""
    actor = request.actor
    row = api.danger(actor, danger_id)
    acts = {each.value for each in api.acts_open_to(actor, row)}
    reports = api.reports_of(row.id)
    sent_to = {each.receiver for each in reports}
    return {
        "danger": row,
        "acts": acts,
        "clause": api.clauses().get(row.clause),
        "proposal": api.grade_proposal(f"{row.title} {row.text} {row.place_text}", row.trade),
        "clauses": _clauses_for(row) if "grade" in acts else (),
        "reports": reports,
        "unsent": [each.value for each in api.Receiver if each.value not in sent_to],
        "may_report": row.is_major and "report" in acts,
        "may_control": "control" in acts and not (row.is_major and row.state is api.DangerState.ASSESSED),
        "may_start": "start" in acts and not (row.is_major and row.state is api.DangerState.ASSESSED),
        "steps": tuple(reversed(api.steps_of(row.id))),
        "pictures": api.pictures_of(row.id),
        "earlier": api.dangers_by_id(actor, [row.repeats_id]).get(row.repeats_id) if row.repeats_id else None,
        "map": places.map_round(row.longitude, row.latitude, row.title, "alert-triangle"),
        "now": clock.now(),
        **supervising.around(request, row),
    }


def _clauses_for(row: api.DangerRow) -> list[tuple[str, list[api.Clause]]]:
    """Return the clauses to choose from, by list: those of its trade, or all where it names none."""
    chosen: dict[str, list[api.Clause]] = {}
    for clause in api.clauses().values():
        if row.trade in ("", clause.trade):
            chosen.setdefault(clause.list_name, []).append(clause)
    return list(chosen.items())


@require_GET
@signed_in
def picture(request: HttpRequest, picture_id: UUID) -> HttpResponse:
    """Send a picture of a hidden danger."""
    return picture_answer(*api.picture(request.actor, picture_id))


@require_POST
@signed_in
def act(request: HttpRequest, danger_id: UUID, name: str) -> HttpResponse:
    """Do what a button says."""
    if name not in _ACTS:
        raise NotFound(what="act")
    do, word = _ACTS[name]
    do(request, danger_id, {"actor": request.actor, "now": clock.now()})
    messages.success(request, str(word))
    return redirect("dangers:danger", danger_id)


def _confirm(_request: HttpRequest, danger_id: UUID, by: By) -> None:
    api.confirm_danger(danger_id=danger_id, **by)


def _dismiss(request: HttpRequest, danger_id: UUID, by: By) -> None:
    api.dismiss_danger(danger_id=danger_id, reason=sent.text(request, "text"), **by)


def _take_up(request: HttpRequest, danger_id: UUID, by: By) -> None:
    api.take_up_danger(danger_id=danger_id, reason=sent.text(request, "text"), **by)


def _grade(request: HttpRequest, danger_id: UUID, by: By) -> None:
    grade = sent.text(request, "grade")
    if grade not in set(api.Grade):
        raise InvalidValue(field="grade", value=grade[:20], rule="chosen_from_the_list")
    grading = api.Grading(
        grade=api.Grade(grade),
        clause=sent.text(request, "clause"),
        danger_class=reading.small_number(request, "danger_class"),
        note=sent.text(request, "text"),
    )
    api.grade_danger(danger_id=danger_id, grading=grading, due=reading.day_end(request, "due_at"), **by)


def _report(request: HttpRequest, danger_id: UUID, by: By) -> None:
    receiver = sent.text(request, "receiver")
    if receiver not in set(api.Receiver):
        raise InvalidValue(field="receiver", value=receiver[:20], rule="chosen_from_the_list")
    api.report_danger(danger_id=danger_id, receiver=api.Receiver(receiver), told=reading.told(request), **by)


def _control(request: HttpRequest, danger_id: UUID, by: By) -> None:
    api.control_danger(danger_id=danger_id, measures=sent.text(request, "text"), **by)


def _start(request: HttpRequest, danger_id: UUID, by: By) -> None:
    given = api.Assurances(
        responsible=sent.text(request, "responsible"),
        measures=sent.text(request, "measures"),
        funds=reading.yuan(request, "funds"),
        due_at=reading.day_end(request, "due_at"),
        plan=sent.text(request, "plan"),
    )
    api.start_rectification(danger_id=danger_id, given=given, **by)


def _feed_back(request: HttpRequest, danger_id: UUID, by: By) -> None:
    api.tell_of_rectification(danger_id=danger_id, told=reading.told(request), **by)


def _apply(request: HttpRequest, danger_id: UUID, by: By) -> None:
    api.apply_for_acceptance(danger_id=danger_id, told=reading.told(request), **by)


def _withdraw(_request: HttpRequest, danger_id: UUID, by: By) -> None:
    api.withdraw_application(danger_id=danger_id, **by)


def _accept(request: HttpRequest, danger_id: UUID, by: By) -> None:
    api.accept_danger(danger_id=danger_id, told=reading.told(request), **by)


def _return(request: HttpRequest, danger_id: UUID, by: By) -> None:
    api.return_danger(danger_id=danger_id, told=reading.told(request), **by)


def _close(request: HttpRequest, danger_id: UUID, by: By) -> None:
    api.close_danger(danger_id=danger_id, note=sent.text(request, "text"), **by)


def _reopen(request: HttpRequest, danger_id: UUID, by: By) -> None:
    api.reopen_danger(danger_id=danger_id, reason=sent.text(request, "text"), **by)


_ACTS: Final[dict[str, tuple[Callable[[HttpRequest, UUID, By], None], Any]]] = {
    "confirm": (_confirm, _("It stands in the register.")),
    "dismiss": (_dismiss, _("It counts as no hidden danger and stays readable.")),
    "take-up": (_take_up, _("It waits for somebody to confirm it again.")),
    "grade": (_grade, _("Graded. The time for rectifying runs.")),
    "report": (_report, _("The report is put down with its evidence.")),
    "control": (_control, _("The control measures are put down.")),
    "start": (_start, _("Rectification has begun.")),
    "feed-back": (_feed_back, _("Told.")),
    "apply": (_apply, _("The department has the application.")),
    "withdraw": (_withdraw, _("The application is taken back.")),
    "accept": (_accept, _("Accepted. It can be written off now.")),
    "return": (_return, _("Returned. The unit sees what is missing.")),
    "close": (_close, _("Written off.")),
    "reopen": (_reopen, _("It is being rectified again.")),
}
