"""Rosters: the list, a month as a calendar, a turn."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from anlan.duty import api, words
from anlan.duty.pages.asked import typed_day, typed_id, typed_month
from anlan.kernel import clock
from anlan.kernel.errors import InvalidValue, NotFound
from anlan.support.journal import entries_about
from anlan.support.rights import may, regions_of
from anlan.web.auth import signed_in
from anlan.web.lists import page_of


@require_http_methods(["GET", "POST"])
@signed_in
def roster_list(request: HttpRequest) -> HttpResponse:
    """Show the rosters that match the address; lay out a new one."""
    if request.method == "POST":
        new = api.NewRoster(
            organisation_id=typed_id(request.POST.get("organisation", ""), "organisation"),
            month=typed_month(request.POST.get("month", "")),
            pattern=request.POST.get("pattern", ""),
        )
        return redirect("duty:roster", api.make_roster(new=new, actor=request.actor, now=clock.now()))
    chosen, months = request.GET, api.months_of(request.actor)
    named = {f"{month:%Y-%m}": month for month in months}
    wanted = api.RosterFilter(
        state=chosen.get("state", "") if chosen.get("state", "") in set(api.RosterState) else "",
        month=str(named.get(chosen.get("month", ""), "")),
        text=chosen.get("q", "").strip(),
    )
    planned = regions_of(request.actor, "duty.plan")
    context = {
        "tab": "rosters",
        "page": page_of(request, api.rosters(request.actor, wanted)),
        "months": [(key, key) for key in named],
        "states": [(state.value, word) for state, word in words.ROSTER_STATES.items()],
        "organisations": api.organisations_here(request.actor) if planned else (),
        "patterns": api.patterns(planned[0]) if planned else (),
        "this_month": f"{typed_month(''):%Y-%m}",
    }
    return render(request, "duty/rosters.html", context)


@require_GET
@signed_in
def roster_page(request: HttpRequest, roster_id: UUID) -> HttpResponse:
    """Show a month: its days, what is wrong, how evenly it is shared, swaps, what was changed."""
    actor = request.actor
    row = api.roster(actor, roster_id)
    turns = api.turns_of(row.id)
    problems = api.problems_in(row.id, turns)
    days = api.days_of(row.region, api.month_days(row.month))
    people = api.candidates(actor, row.region) if row.state == api.RosterState.DRAFT else ()
    context = {
        "tab": "rosters",
        "row": row,
        **month_words(),
        "weeks": weeks_of(days, turns, problems),
        "problems": _told(problems, turns),
        "stops": len({each.turn_id for each in problems if each.forbids}),
        "shares": api.shares_of(row, turns),
        "swaps": api.swaps_of(row.id),
        "absences": api.absences(actor, row.region, first=days[0].day, last=days[-1].day),
        "people": people,
        "posts": words.POSTS.items(),
        "is_doubtful": any(day.is_doubtful for day in days),
        "changes": entries_about(f"roster:{row.id}", limit=50),
        "may_plan": may(actor, "duty.plan", row.region),
        "may_publish": may(actor, "duty.publish", row.region),
        "may_approve": may(actor, "duty.approve_swap", row.region),
    }
    return render(request, "duty/roster.html", context)


def weeks_of(
    days: Sequence[api.Day], turns: Sequence[api.TurnRow], problems: Sequence[api.Problem]
) -> list[list[dict[str, Any] | None]]:
    """Return a month as weeks from Monday, each day with its turns and what is wrong with them."""
    wrong = {each.turn_id: each.kind for each in reversed(problems)}
    by_day: dict[date, list[dict[str, Any]]] = {day.day: [] for day in days}
    for turn in turns:
        by_day[turn.day].append({"turn": turn, "problem": wrong.get(turn.id)})
    cells: list[dict[str, Any] | None] = [None] * days[0].day.weekday()
    cells += [{"day": day, "turns": by_day[day.day]} for day in days]
    cells += [None] * (-len(cells) % 7)
    return [cells[start : start + 7] for start in range(0, len(cells), 7)]


def _told(problems: Sequence[api.Problem], turns: Sequence[api.TurnRow]) -> list[dict[str, Any]]:
    known = {turn.id: turn for turn in turns}
    return [{"problem": each, "turn": known[each.turn_id]} for each in problems if each.turn_id in known][:60]


@require_POST
@signed_in
def act(request: HttpRequest, roster_id: UUID, what: str) -> HttpResponse:
    """Fill, publish or drop a roster."""
    named = {"roster_id": roster_id, "actor": request.actor, "now": clock.now()}
    if what == "fill":
        pools = {post: [typed_id(each, "person") for each in request.POST.getlist(post)] for post in api.POSTS}
        empty = api.fill_roster(pools=pools, **named)
        messages.success(request, _("The rotation is made; %(count)s places stay empty.") % {"count": empty})
    elif what == "publish":
        api.publish_roster(**named)
        messages.success(request, _("The roster is in force. What changes now is written into the journal."))
    elif what == "drop":
        api.drop_roster(**named)
        return redirect("duty:rosters")
    else:
        raise NotFound(what="act")
    return redirect("duty:roster", roster_id)


@require_http_methods(["GET", "POST"])
@signed_in
def turn_page(request: HttpRequest, roster_id: UUID, turn_id: UUID) -> HttpResponse:
    """Show one turn; give it to somebody else, or ask another to swap."""
    row = api.roster(request.actor, roster_id)
    turns = api.turns_of(row.id)
    turn = next((each for each in turns if each.id == turn_id), None)
    if turn is None:
        raise NotFound(what="turn")
    if request.method == "POST":
        _set_turn(request, row, turn)
        return redirect("duty:roster", row.id)
    now = clock.now()
    ahead = [each for each in turns if each.post == turn.post and each.since > now and each.person_id]
    is_mine = turn.person_id is not None and turn.person_id == request.actor.person_id
    right = "duty.publish" if row.state == api.RosterState.PUBLISHED else "duty.plan"
    context = {
        "tab": "rosters",
        "row": row,
        "turn": turn,
        "people": api.candidates(request.actor, row.region),
        "may_set": may(request.actor, right, row.region) and (turn.until > now or right == "duty.plan"),
        "others": [each for each in ahead if each.person_id != turn.person_id] if is_mine else (),
        "is_mine": is_mine and row.state == api.RosterState.PUBLISHED and turn.since > now,
    }
    return render(request, "duty/turn.html", context)


def _set_turn(request: HttpRequest, row: api.RosterRow, turn: api.TurnRow) -> None:
    chosen, named = request.POST.get("person", ""), {"actor": request.actor, "now": clock.now()}
    person_id = typed_id(chosen, "person") if chosen else None
    if row.state == api.RosterState.DRAFT:
        api.enter_turns(roster_id=row.id, persons={turn.id: person_id}, **named)
    elif person_id is None:
        raise InvalidValue(field="person", value="", rule="known_person")
    else:
        api.change_turn(turn_id=turn.id, person_id=person_id, reason=request.POST.get("reason", ""), **named)


@require_POST
@signed_in
def ask_swap(request: HttpRequest, roster_id: UUID, turn_id: UUID) -> HttpResponse:
    """Ask another to swap."""
    other = typed_id(request.POST.get("other", ""), "person")
    reason, now = request.POST.get("reason", ""), clock.now()
    api.ask_swap(mine_id=turn_id, theirs_id=other, reason=reason, actor=request.actor, now=now)
    messages.success(request, _("The other person is asked. A leader approves when both agree."))
    return redirect("duty:roster", roster_id)


@require_POST
@signed_in
def swap_act(request: HttpRequest, roster_id: UUID, swap_id: UUID, what: str) -> HttpResponse:
    """Agree, decline, withdraw, approve or refuse a swap."""
    named = {"swap_id": swap_id, "actor": request.actor, "now": clock.now()}
    if what in ("agree", "decline"):
        api.answer_swap(agrees=what == "agree", **named)
    elif what in ("approve", "refuse"):
        api.decide_swap(approves=what == "approve", reason=request.POST.get("reason", ""), **named)
    elif what == "withdraw":
        api.withdraw_swap(**named)
    else:
        raise NotFound(what="act")
    return redirect("duty:roster", roster_id)


@require_POST
@signed_in
def absence(request: HttpRequest, roster_id: UUID) -> HttpResponse:
    """Write down that somebody is away, or take it back."""
    now = clock.now()
    if withdrawn := request.POST.get("withdraw", ""):
        api.withdraw_absence(absence_id=typed_id(withdrawn, "person"), actor=request.actor, now=now)
        return redirect("duty:roster", roster_id)
    days = (typed_day(request.POST.get("first", ""), "first"), typed_day(request.POST.get("last", ""), "last"))
    person_id, reason = typed_id(request.POST.get("person", ""), "person"), request.POST.get("reason", "")
    api.record_absence(person_id=person_id, days=days, reason=reason, actor=request.actor, now=now)
    return redirect("duty:roster", roster_id)


def month_words() -> dict[str, Any]:
    """Return what every calendar needs besides its weeks: the heads of the columns, and today."""
    return {"weekdays": words.weekdays(), "today": clock.in_china(clock.now()).date()}


def next_month(month: date) -> date:
    """Return the first day of the month after."""
    return (month + timedelta(days=32)).replace(day=1)
