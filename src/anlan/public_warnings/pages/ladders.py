"""The ladders of calls of a region: see, propose, approve or refuse."""

import math
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from anlan.kernel import clock
from anlan.kernel.errors import InvalidValue, NotFound
from anlan.public_warnings import api
from anlan.public_warnings.words import LADDER_CHOICES
from anlan.support import rights
from anlan.web.auth import signed_in

_RUNGS = 8
_NUMBERS = ("village_wait_minutes", "silent_minutes", "ask_again_minutes", "link_hours")


@require_GET
@signed_in
def ladders(request: HttpRequest) -> HttpResponse:
    """Show the ladders that hold in a region, with their source, and its proposals."""
    region = request.GET.get("region", "") or api.ladder_region(request.actor)
    if not region:
        raise NotFound(what="ladder")
    context = {
        "region": region,
        "rows": api.ladder_table(request.actor, region),
        "editions": api.ladder_editions(request.actor, region),
        "may_propose": rights.may(request.actor, "public_warnings.propose_ladder", region),
        "may_approve": rights.may(request.actor, "public_warnings.approve_ladder", region),
    }
    return render(request, "public_warnings/ladders.html", context)


@require_http_methods(["GET", "POST"])
@signed_in
def propose(request: HttpRequest) -> HttpResponse:
    """Show one ladder as a form, and take the proposal."""
    said = request.POST if request.method == "POST" else request.GET
    region, group, colour = said.get("region", ""), said.get("group", ""), said.get("colour", "")
    row = next(
        (
            each
            for each in api.ladder_table(request.actor, region)
            if (each.group.key, each.level.colour) == (group, colour)
        ),
        None,
    )
    if row is None:
        raise NotFound(what="ladder")
    if request.method == "POST":
        ladder = None if "back" in request.POST else _ladder(request.POST)
        proposal = api.LadderProposal(
            region=region, group=group, colour=colour, reason=request.POST.get("reason", ""), ladder=ladder
        )
        api.propose_ladder(proposal=proposal, actor=request.actor, now=clock.now())
        return redirect(f"/warnings/ladders/?region={region}")
    blank = [None] * (_RUNGS - len(row.ladder.rungs))
    numbers = [(name, f"{getattr(row.ladder, name):g}") for name in _NUMBERS]
    context = {"region": region, "row": row, "rungs": [*row.ladder.rungs, *blank], "numbers": numbers}
    return render(request, "public_warnings/ladder_form.html", {**context, "choices": LADDER_CHOICES})


def _ladder(said: QueryDict) -> dict[str, Any]:
    """Return the ladder that the form describes; a rung without anybody on it is left out."""
    numbers = {name: _number(said, name) for name in _NUMBERS}
    words = {name: said.get(name, "") for name in ("confirm", "villages", "moves")}
    wanted = [number for number in range(1, _RUNGS + 1) if said.get(f"who_{number}")]
    return {**words, **numbers, "rungs": [_rung(said, number) for number in wanted]}


def _rung(said: QueryDict, number: int) -> dict[str, Any]:
    first, later = said.get(f"way_{number}", ""), said.get(f"later_{number}", "")
    tries = _number(said, f"tries_{number}")
    return {
        "who": said.get(f"who_{number}", ""),
        "ways": [first] if first == later or not later else [first, later],
        "minutes": _number(said, f"minutes_{number}"),
        "tries": int(tries) if tries == int(tries) else tries,
        "levels": said.getlist(f"levels_{number}"),
        "roles": said.getlist(f"roles_{number}"),
    }


def _number(said: QueryDict, name: str) -> float:
    text = said.get(name, "").strip()
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise InvalidValue(field=name, value=text[:20], rule="number")
    return number


@require_POST
@signed_in
def decide(request: HttpRequest, edition_id: UUID) -> HttpResponse:
    """Approve or refuse a proposal."""
    act = {"edition_id": edition_id, "actor": request.actor, "now": clock.now()}
    if request.POST.get("act") == "approve":
        api.approve_ladder(**act)
    else:
        api.refuse_ladder(reason=request.POST.get("reason", ""), **act)
    return redirect(f"/warnings/ladders/?region={request.POST.get('region', '')}")
