"""The hand-over of a shift: the desk's queue is what stands open, the duty room keeps the papers."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from anlan.center.queue import QueueFilter, queue
from anlan.duty import api as duty
from anlan.kernel import clock
from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.kernel.regions import normalise
from anlan.support.rights import may, regions_of
from anlan.web.auth import signed_in
from anlan.web.files import word_file
from anlan.web.lists import page_of
from anlan.web.parts import written


@require_http_methods(["GET", "POST"])
@signed_in
def handovers(request: HttpRequest) -> HttpResponse:
    """Show the hand-overs that match the address; open the draft of the nearest change of shifts."""
    held = regions_of(request.actor, "duty.hand_over")
    if request.method == "POST":
        region = normalise(request.POST.get("region", "")) or next(iter(held), "")
        return redirect("center:handover", duty.open_handover(region=region, actor=request.actor, now=clock.now()))
    chosen = request.GET
    wanted = duty.HandoverFilter(
        state=chosen.get("state", "") if chosen.get("state", "") in set(duty.HandoverState) else "",
        is_late=chosen.get("late", "") == "1",
        text=chosen.get("q", "").strip(),
    )
    context = {
        "tab": "handover",
        "page": page_of(request, duty.handovers(request.actor, wanted, clock.now())),
        "states": [(state.value, word) for state, word in duty.HANDOVER_STATES.items()],
        "lates": [("1", _("Told as late"))],
        "region": next(iter(held), ""),
        "may_open": bool(held),
    }
    return render(request, "duty/handovers.html", context)


@require_GET
@signed_in
def handover(request: HttpRequest, handover_id: UUID) -> HttpResponse:
    """Show one hand-over: what stands open now while it is a draft, what was signed afterwards."""
    now = clock.now()
    row = duty.handover(request.actor, handover_id, now)
    is_draft = row.state == duty.HandoverState.DRAFT
    context = {
        "tab": "handover",
        "row": row,
        "matters": open_matters(request.actor, row.region) if is_draft else row.matters,
        "may_hand_over": may(request.actor, "duty.hand_over", row.region),
        "is_mine": row.left_by_id == request.actor.id,
        "is_leaving": row.leaving_person_id is not None and row.leaving_person_id == request.actor.person_id,
        "is_arriving": row.arriving_person_id is not None and row.arriving_person_id == request.actor.person_id,
    }
    return render(request, "duty/handover.html", context)


@require_POST
@signed_in
def act(request: HttpRequest, handover_id: UUID, what: str) -> HttpResponse:
    """Write, sign, take over or send back."""
    form, now = request.POST, clock.now()
    named = {"handover_id": handover_id, "actor": request.actor, "now": now}
    row = duty.handover(request.actor, handover_id, now)
    if what in ("write", "sign") and "notes" in form:
        checks = [
            duty.Check(each.name, f"there-{index}" in form, form.get(f"note-{index}", ""))
            for index, each in enumerate(row.checks)
        ]
        duty.write_handover(notes=form.get("notes", ""), checks=checks, **named)
    if what == "sign":
        matters = open_matters(request.actor, row.region)
        duty.sign_handover(matters=matters, reason=form.get("reason", ""), **named)
        messages.success(request, _("Signed. Who arrives signs with an own account."))
    elif what == "take":
        duty.take_over(reason=form.get("reason", ""), **named)
        messages.success(request, _("Taken over. The signed text is frozen."))
    elif what == "return":
        duty.return_handover(reason=form.get("reason", ""), **named)
    elif what != "write":
        raise NotFound(what="act")
    return redirect("center:handover", handover_id)


@require_GET
@signed_in
def paper(request: HttpRequest, handover_id: UUID) -> HttpResponse:
    """Send a signed hand-over as a Word file."""
    row = duty.handover(request.actor, handover_id, clock.now())
    if row.state != duty.HandoverState.DONE:
        raise NotFound(what="handover")
    content, name = duty.handover_paper(row)
    return word_file(content, name)


@require_GET
@signed_in
def matters(request: HttpRequest) -> HttpResponse:
    """Show what stands open on the desk, for the duty room's page of today."""
    region = normalise(request.GET.get("region", ""))
    found = open_matters(request.actor, region)
    return render(request, "center/open_matters.html", {"matters": found[:8], "count": len(found)})


def open_matters(actor: Actor, region: str) -> list[duty.Matter]:
    """Return what waits on the desk of a region for a person, the most urgent first."""
    now = clock.now()
    found = queue(actor, now, QueueFilter(region=region)).entries
    return [
        duty.Matter(
            title=entry.item.title,
            word=entry.item.word,
            url=entry.item.url,
            due=written(entry.item.due, now) if entry.item.due else "",
        )
        for entry in found
    ]
