"""The rule editor: cases and conditions in rows, what is wrong beside its field, a trial on history, the proposal."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from anlan.kernel import clock
from anlan.kernel.errors import InvalidValue, NotFound
from anlan.monitoring import api
from anlan.monitoring.pages import rule_words
from anlan.monitoring.pages.rule_cells import case_cells, errors_of, head_cells
from anlan.monitoring.pages.rule_form import (
    HEAD_FIELDS,
    CaseRows,
    Filled,
    definition_from,
    filled_from,
    filled_of,
    instant_of,
)
from anlan.monitoring.pages.rule_trials import trial_context
from anlan.monitoring.pages.rules import region_of
from anlan.support.rights import require
from anlan.web.auth import signed_in

_TRIED_DAYS = 30


@signed_in
def new_page(request: HttpRequest) -> HttpResponse:
    """Write a new rule."""
    return _editor(request, None)


@signed_in
def change_page(request: HttpRequest, family: str) -> HttpResponse:
    """Change a rule as it stands in a region."""
    ruling = api.standing(family, region_of(request), now=clock.now())
    if ruling is None:
        raise NotFound(what="rule")
    return _editor(request, ruling)


def _editor(request: HttpRequest, ruling: api.Ruling | None) -> HttpResponse:
    region = region_of(request)
    require(request.actor, "monitoring.propose_rule", region)
    if request.method != "POST":
        return _shown(request, ruling, _begun(ruling), [])
    filled = filled_from(request.POST)
    if ruling:
        filled.head["id"] = ruling.definition.id
    act = request.POST.get("act", "propose")
    if act not in ("propose", "try", "check"):
        filled.act(act)
        return _shown(request, ruling, filled, [])
    definition, problems = definition_from(filled)
    problems += _other_problems(request, filled, is_new=ruling is None, act=act)
    if definition is None or problems or act == "check":
        return _shown(request, ruling, filled, problems, is_checked=not problems)
    if act == "try":
        return _tried(request, ruling, filled, definition)
    return _proposed(request, region, filled, definition)


def _begun(ruling: api.Ruling | None) -> Filled:
    if ruling:
        return filled_of(ruling.definition, is_on=ruling.is_on)
    head: dict[str, Any] = dict.fromkeys(HEAD_FIELDS, "") | {
        "kinds": [],
        "mark": "doubtful",
        "hazard": "flood",
        "quantity": "rain",
        "place": "township",
        "rearm_minutes": "60",
        "is_on": "on",
        "edition": "1",
    }
    return Filled(head, [CaseRows({"level": "yellow"}, [{"aggregate": "sum", "window": "1", "window_unit": "h"}])])


def _other_problems(request: HttpRequest, filled: Filled, *, is_new: bool, act: str) -> list[api.Problem]:
    found = []
    family = filled.head["id"]
    if is_new and api.standing(family, region_of(request), now=clock.now()):
        found.append(api.Problem("id", family, "not_taken"))
    if act == "propose" and not filled.head["reason"]:
        found.append(api.Problem("reason", "", "not_empty"))
    wanted = {"propose": ("effective_from",), "try": ("try_since", "try_until")}.get(act, ())
    for name in wanted:
        if filled.head[name] and instant_of(filled.head[name]) is None:
            found.append(api.Problem(name, filled.head[name], "a_moment"))
    return found


def _proposed(request: HttpRequest, region: str, filled: Filled, definition: api.RuleDefinition) -> HttpResponse:
    proposal = api.RuleProposal(
        region=region,
        definition=definition,
        reason=filled.head["reason"],
        effective_from=instant_of(filled.head["effective_from"]) or clock.now(),
        is_on=filled.head["is_on"] == "on",
    )
    edition = api.propose_rule(proposal=proposal, actor=request.actor, now=clock.now())
    messages.success(request, _("Proposed. The rule judges once another person has approved it."))
    return redirect("monitoring:rule-edition", edition_id=edition)


def _tried(
    request: HttpRequest, ruling: api.Ruling | None, filled: Filled, definition: api.RuleDefinition
) -> HttpResponse:
    now = clock.now()
    until = instant_of(filled.head["try_until"]) or now
    wanted = api.TrialRequest(
        definition=definition,
        region=region_of(request),
        since=instant_of(filled.head["try_since"]) or until - timedelta(days=_TRIED_DAYS),
        until=until,
    )
    try:
        trial = api.start_trial(wanted=wanted, actor=request.actor, now=now)
    except (InvalidValue, api.TrialTooLarge) as refusal:
        field = "try_since" if isinstance(refusal, InvalidValue) else "try_until"
        rule = str(refusal.data.get("rule", "trial_too_large"))
        return _shown(request, ruling, filled, [api.Problem(field, "", rule)])
    return _shown(request, ruling, filled, [], tried=api.trial(request.actor, trial))


def _shown(
    request: HttpRequest,
    ruling: api.Ruling | None,
    filled: Filled,
    problems: list[api.Problem],
    **more: Any,
) -> HttpResponse:
    errors = errors_of(problems)
    quantity = filled.head.get("quantity", "")
    known = {cell.name for cells in head_cells(filled, {}, is_new=True).values() for cell in cells}
    context = {
        "region": region_of(request),
        "ruling": ruling,
        "filled": filled.head,
        "groups": head_cells(filled, errors, is_new=ruling is None),
        "cases": [case_cells(number, case, errors, quantity) for number, case in enumerate(filled.cases)],
        "errors": {name: errors.get(name, "") for name in ("reason", "effective_from", "try_since", "try_until")},
        "others": [word for path, word in errors.items() if path in ("definition", "cases") and path not in known],
        "problem_count": len(problems),
        "sentences": _sentences(filled),
    }
    tried = more.pop("tried", None)
    more |= trial_context(tried) if tried else {}
    return render(request, "monitoring/rule_editor.html", more | context, status=422 if problems else 200)


def _sentences(filled: Filled) -> list[tuple[str, str]]:
    """Return what the cases say as far as they can be read."""
    definition, _problems = definition_from(filled)
    if definition is None:
        return []
    return [(case.level, rule_words.case_sentence(case, definition)) for case in definition.cases]
