"""Rewards of tip-offs: the list, the reward of one matter, and what is done with it."""

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from anlan.intake import api, words
from anlan.intake.pages import reading
from anlan.kernel import clock
from anlan.kernel.errors import InvalidValue
from anlan.support import rights
from anlan.web import sent
from anlan.web.auth import signed_in
from anlan.web.lists import Export, csv_answer, page_of, wants_file

_PER_PAGE: Final = 30
_RIGHTS: Final = ("propose_reward", "approve_reward", "pay_reward")


@require_GET
@signed_in
def reward_list(request: HttpRequest) -> HttpResponse:
    """Show the rewards that match the address, or send them as a file; no teller is named in either."""
    state, text = request.GET.get("state", ""), request.GET.get("q", "").strip()
    rows = api.rewards(request.actor, state=state, text=text)
    if wants_file(request):
        return csv_answer(_export(), rows)
    context = {"page": page_of(request, rows, _PER_PAGE), "states": list(words.REWARD_WORDS.items())}
    return render(request, "intake/rewards.html", context)


@require_http_methods(["GET", "POST"])
@signed_in
def reward_page(request: HttpRequest, matter_id: UUID) -> HttpResponse:
    """Show the reward of a matter, or what the table would give; propose one."""
    actor, now = request.actor, clock.now()
    row = api.matter(actor, matter_id)
    if request.method == "POST":
        api.propose_reward(matter_id=matter_id, new=_sent(request), actor=actor, now=now)
        messages.success(request, _("The reward is proposed; two others approve it."))
        return redirect("intake:reward", matter_id)
    rewards = api.rewards_of(actor, matter_id)
    fines = api.fines_of(actor, matter_id)
    table, total = api.reward_table(), sum((fine for _case, fine in fines), Decimal(0))
    context = {
        "matter": row,
        "rewards": rewards,
        "fines": fines,
        "total": total,
        "proposal": api.worth(api.Ground(rule="danger", fine=total), table) if total else None,
        "may": {name: rights.may(actor, f"intake.{name}", row.region) for name in _RIGHTS},
        "may_propose_now": all(each.state == "refused" for each in rewards),
        "may_reveal": row.has_teller and rights.may(actor, "intake.reveal", row.region),
        "levels": [(each["key"], each["name"]) for each in table["rule"]["concealment"]["level"]],
        "table": table,
    }
    return render(request, "intake/reward.html", context)


@require_POST
@signed_in
def act(request: HttpRequest, reward_id: UUID, name: str) -> HttpResponse:
    """Do one act on a reward."""
    if name not in _ACTS:
        raise Http404
    do, fields, done = _ACTS[name]
    matter_id = api.reward_matter(request.actor, reward_id)
    given = {field: sent.text(request, field) for field in fields}
    do(reward_id=reward_id, **given, actor=request.actor, now=clock.now())
    messages.success(request, str(done))
    return redirect("intake:reward", matter_id)


_ACTS: Final[dict[str, tuple[Callable[..., object], tuple[str, ...], Any]]] = {
    "approve": (api.approve_reward, (), gettext_lazy("The approval is given.")),
    "refuse": (api.refuse_reward, ("reason",), gettext_lazy("The reward is refused.")),
    "tell": (api.tell_reward, (), gettext_lazy("Written down: the days to claim it run.")),
    "pay": (api.pay_reward, ("voucher",), gettext_lazy("The payment of the reward is entered.")),
    "revive": (api.revive_reward, ("reason",), gettext_lazy("The days to claim it run anew.")),
}


def _sent(request: HttpRequest) -> api.NewReward:
    amount = sent.text(request, "amount")
    people = sent.text(request, "people")
    ground = api.Ground(
        rule=sent.text(request, "rule"),
        fine=_amount(request, "fine") if sent.text(request, "fine") else Decimal(0),
        level=sent.text(request, "level"),
        people=reading.whole(request, "people") if people else 0,
        is_insider=sent.text(request, "is_insider") == "1",
    )
    return api.NewReward(
        ground=ground,
        basis=sent.text(request, "basis"),
        amount=_amount(request, "amount") if amount else None,
        reason=sent.text(request, "reason"),
    )


def _amount(request: HttpRequest, name: str) -> Decimal:
    text = sent.text(request, name).replace(",", "")
    try:
        return Decimal(text)
    except InvalidOperation as error:
        raise InvalidValue(field=name, value=text[:20], rule="an_amount") from error


def _export() -> Export:
    heads = (_("Number"), _("State"), _("Ground"), _("On which paper it rests"), _("Reward (yuan)"), _("Voucher"))
    return Export("rewards", heads, _cells)


def _cells(row: api.RewardRow) -> list[object]:
    ground = api.reward_table()["rule"][row.rule]["name"]
    return [row.number, str(words.REWARD_WORDS[row.state]), ground, row.basis, float(row.amount), row.voucher]
