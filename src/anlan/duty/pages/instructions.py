"""Leaders' instructions: the list, one with its steps, the acts."""

from collections.abc import Iterable
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from anlan.duty import api, words
from anlan.kernel import clock
from anlan.kernel.errors import NotFound
from anlan.kernel.regions import normalise
from anlan.places import api as places
from anlan.support.rights import may, regions_of
from anlan.web.auth import signed_in
from anlan.web.forms import typed_moment
from anlan.web.lists import Export, csv_answer, page_of, wants_file
from anlan.web.parts import written

_HEADS = (
    gettext_lazy("Leader who said it"),
    gettext_lazy("Instruction"),
    gettext_lazy("For whom"),
    gettext_lazy("Given at"),
    gettext_lazy("Deadline"),
    gettext_lazy("State"),
)


@require_http_methods(["GET", "POST"])
@signed_in
def instruction_list(request: HttpRequest) -> HttpResponseBase:
    """Show the instructions that match the address; record one."""
    now, chosen = clock.now(), request.GET
    if request.method == "POST":
        return redirect("duty:instruction", _give(request))
    wanted = api.InstructionFilter(
        state=chosen.get("state", "") if chosen.get("state", "") in set(api.InstructionState) else "",
        text=chosen.get("q", "").strip(),
        is_overdue=chosen.get("overdue", "") == "1",
        source_url=_source(request)["url"],
    )
    rows = api.instructions(request.actor, wanted, now)
    if wants_file(request):
        return csv_answer(Export("instructions", _HEADS, _cells), rows)
    region = next(iter(regions_of(request.actor, "duty.give_instruction")), "")
    context = {
        "tab": "instructions",
        "page": page_of(request, rows),
        "states": [(state.value, word) for state, word in words.INSTRUCTION_STATES.items()],
        "overdues": [("1", _("Overdue only"))],
        "may_give": bool(regions_of(request.actor, "duty.give_instruction")),
        "region": region,
        "region_text": places.names((region,)).get(region, ""),
        "source": _source(request),
    }
    return render(request, "duty/instructions.html", context)


@require_GET
@signed_in
def about(request: HttpRequest) -> HttpResponse:
    """Show what leaders said on one thing, as a part of its page."""
    source = _source(request)
    rows = api.instructions_about(request.actor, source["url"], clock.now()) if source["url"] else ()
    may_give = bool(regions_of(request.actor, "duty.give_instruction"))
    address = f"/instructions/?{urlencode({'source': source['title'], 'source_url': source['url']})}"
    context = {"rows": rows, "may_give": may_give, "address": address}
    return render(request, "duty/instructions_about.html", context)


def _source(request: HttpRequest) -> dict[str, str]:
    """Return on what the instructions are, by title and page of this platform."""
    url = request.GET.get("source_url", "")[:200]
    is_ours = url.startswith("/") and not url.startswith("//")
    return {"title": request.GET.get("source", "")[:120], "url": url if is_ours else ""}


def _give(request: HttpRequest) -> UUID:
    form = request.POST
    held = regions_of(request.actor, "duty.give_instruction")
    region = normalise(form.get("region", "")) or next(iter(held), "")
    to_region = normalise(form.get("to_region", "")) or region
    new = api.NewInstruction(
        region=region,
        leader=form.get("leader", ""),
        text=form.get("text", ""),
        to_region=to_region,
        to_name=form.get("to_name", "").strip() or places.names((to_region,)).get(to_region, to_region),
        due_at=typed_moment(form.get("due_at", ""), "due_at"),
        source=form.get("source", ""),
        source_url=form.get("source_url", ""),
    )
    return api.give_instruction(new=new, actor=request.actor, now=clock.now())


@require_GET
@signed_in
def instruction_page(request: HttpRequest, instruction_id: UUID) -> HttpResponse:
    """Show one instruction with its steps and what can be done now."""
    row = api.instruction(request.actor, instruction_id, clock.now())
    follows = may(request.actor, "duty.follow_instruction", row.to_region)
    gives = may(request.actor, "duty.give_instruction", row.region)
    acts = [
        (act.value, word)
        for act, word in words.INSTRUCTION_ACTS.items()
        if (row.state, act) in api.INSTRUCTION_STEPS
        and (gives if act in (api.InstructionAct.CONFIRM, api.InstructionAct.SEND_BACK) else follows)
        and not (act is api.InstructionAct.CONFIRM and row.finished_by_id == request.actor.id)
    ]
    return render(request, "duty/instruction.html", {"tab": "instructions", "row": row, "acts": acts})


@require_POST
@signed_in
def act(request: HttpRequest, instruction_id: UUID) -> HttpResponse:
    """Take a step."""
    what = request.POST.get("act", "")
    if what not in set(api.InstructionAct):
        raise NotFound(what="act")
    named = {"instruction_id": instruction_id, "act": api.InstructionAct(what), "text": request.POST.get("text", "")}
    api.move_instruction(**named, actor=request.actor, now=clock.now())
    return redirect("duty:instruction", instruction_id)


def _cells(row: api.InstructionRow) -> Iterable[object]:
    now = clock.now()
    state = str(words.INSTRUCTION_STATES[row.state])
    return (row.leader, row.text, row.to_name, written(row.given_at, now), written(row.due_at, now), state)
