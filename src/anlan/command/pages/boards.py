"""All orders of an incident at the desk: board, list, chart of time, steps; reminders; teams in danger."""

from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_GET, require_POST

from anlan.command import api
from anlan.command.domain import gantt
from anlan.command.pages import reading
from anlan.command.words import ORDER_STATE_TONES, ORDER_STATE_WORDS
from anlan.incidents import api as incidents
from anlan.kernel import clock
from anlan.kernel.ids import new_id
from anlan.kernel.regions import RegionLevel, at_level
from anlan.readiness import api as readiness
from anlan.support import rights
from anlan.web import sent
from anlan.web.auth import signed_in
from anlan.web.lists import page_of

_VIEWS: Final = ("board", "list", "chart", "steps")
_CHINA: Final = timedelta(hours=8)
_COLUMNS: Final = (
    (gettext_noop("Not received"), (api.OrderState.ISSUED,)),
    (gettext_noop("Being done"), (api.OrderState.RECEIVED, api.OrderState.IN_PROGRESS)),
    (gettext_noop("Done, to be confirmed"), (api.OrderState.COMPLETED,)),
    (gettext_noop("Ended orders"), (api.OrderState.VERIFIED, api.OrderState.CANCELLED)),
)


@require_GET
@signed_in
def orders_page(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Show an incident's orders in one of four views, with the reminders and the teams in danger above."""
    incident = incidents.incident(request.actor, incident_id)
    view = request.GET.get("view", "board")
    view = view if view in _VIEWS else "board"
    now = clock.now()
    may_command = rights.may(request.actor, "command.verify_orders", incident.region)
    context = {
        "incident": incident,
        "view": view,
        "counts": api.order_counts(request.actor, incident_id, now),
        "escalations": [row for row in api.escalations_of(request.actor, incident_id) if row.answered_at is None],
        "watches": api.watches_of(request.actor, incident_id),
        "may_answer": may_command,
        "may_issue": incident.is_open and rights.may(request.actor, "command.issue_orders", incident.region),
        "may_watch": rights.may(request.actor, "command.watch_teams", incident.region),
        "token": new_id(),
        **_of_view(request, incident_id, view, now),
    }
    if context["may_watch"] and incident.is_open:
        county = at_level(incident.region, RegionLevel.COUNTY)
        context["teams"] = readiness.teams(request.actor, readiness.TeamFilter(region=county))[:200]
    template = "command/orders_body.html" if "HX-Request" in request.headers else "command/orders.html"
    return render(request, template, context)


def _of_view(request: HttpRequest, incident_id: UUID, view: str, now: Any) -> dict[str, Any]:
    actor = request.actor
    if view == "list":
        wanted = api.OrderFilter(
            state=request.GET.get("state", ""), text=request.GET.get("q", "").strip(), sort=request.GET.get("sort", "")
        )
        states = [("undone", _("undone")), ("late", _("late")), *ORDER_STATE_WORDS.items()]
        return {"page": page_of(request, api.order_list(actor, incident_id, wanted, now)), "states": states}
    if view == "chart":
        spans = [_span(row) for row in api.order_spans(actor, incident_id, now)]
        return {"chart": gantt.chart(spans, now, utc_offset=_CHINA)}
    if view == "steps":
        return {"page": page_of(request, api.order_steps(actor, incident_id))}
    rows = api.orders_of(actor, incident_id, now)
    return {"columns": [(_(word), [row for row in rows if row.state in states]) for word, states in _COLUMNS]}


def _span(row: api.OrderSpan) -> gantt.Span:
    return gantt.Span(
        number=row.number,
        label=row.to_label,
        text=row.text,
        url=f"/orders/{row.id}/",
        tone=ORDER_STATE_TONES[row.state],
        issued_at=row.issued_at,
        received_at=row.received_at,
        ended_at=row.ended_at,
        deadline=row.deadline,
        is_late=row.is_late,
        waits_for=row.waits_for,
    )


@require_POST
@signed_in
def answer_escalation(request: HttpRequest, escalation_id: UUID) -> HttpResponse:
    """Take a reminder on."""
    answer = sent.text(request, "answer")
    api.answer_escalation(escalation_id=escalation_id, answer=answer, actor=request.actor, now=clock.now())
    messages.success(request, _("You have taken it on."))
    return redirect(reading.way_back(request))


@require_POST
@signed_in
def start_watch(request: HttpRequest, incident_id: UUID) -> HttpResponse:
    """Begin to account for a team that goes into danger."""
    watch = api.NewWatch(
        incident_id=incident_id,
        team_id=reading.identity(request, "team"),
        members=reading.whole(request, "members"),
        every_minutes=reading.whole(request, "every_minutes"),
        place=sent.text(request, "place"),
        token=sent.token(request),
    )
    api.start_watch(watch=watch, actor=request.actor, now=clock.now())
    messages.success(request, _("The team is accounted for from now on."))
    return redirect(f"/incidents/{incident_id}/orders/")


@require_POST
@signed_in
def say_word(request: HttpRequest, watch_id: UUID) -> HttpResponse:
    """Write down what a team's leader says, or take it from the leader's own phone."""
    now = clock.now()
    kind = sent.text(request, "act")
    word = api.Word(
        members=reading.whole(request, "members"),
        calls_help=kind == "help",
        is_out=kind == "out",
        happened_at=sent.pressed_at(request, now),
        place=reading.place(request),
        note=sent.text(request, "note"),
        token=sent.token(request),
    )
    api.say_word(watch_id=watch_id, word=word, actor=request.actor, now=now)
    messages.success(request, _("Sent."))
    return redirect(reading.way_back(request))
