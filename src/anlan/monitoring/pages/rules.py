"""Judging rules: the list by hazard, one rule with its editions, one proposal, and the acts on them."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from anlan.kernel import clock
from anlan.kernel.errors import NotFound
from anlan.kernel.regions import RegionLevel, at_level, level_of, normalise
from anlan.monitoring import api
from anlan.monitoring.pages import rule_words
from anlan.monitoring.pages.listing import regions_below
from anlan.places import api as places
from anlan.support.rights import may, regions_of, require_visible
from anlan.web.auth import signed_in
from anlan.web.parts import Difference, compared

_RIGHT = "monitoring.read"


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule as the list shows it."""

    row: api.RuleRow
    sentences: tuple[tuple[str, str], ...]
    certainty: str
    tone: str
    whose: str


@signed_in
def rules_page(request: HttpRequest) -> HttpResponse:
    """Show every rule as it stands in a region, by hazard."""
    now = clock.now()
    region = region_of(request)
    rows = api.rule_list(request.actor, region, now=now)
    wanted = [row for row in rows if _fits(request, row)]
    names = _names(row.ruling.region for row in rows)
    by_hazard = [
        (label, [_line(row, names) for row in wanted if row.ruling.definition.hazard == hazard])
        for hazard, label in api.hazards().items()
    ]
    context = {
        "region": region,
        "groups": [(label, lines) for label, lines in by_hazard if lines],
        "waiting": _waiting(request),
        "counts": {"on": sum(row.ruling.is_on for row in rows), "total": len(rows)},
        "may_propose": may(request.actor, "monitoring.propose_rule", region),
    }
    return render(request, "monitoring/rules.html", context | _chips(request, rows))


@signed_in
def rule_page(request: HttpRequest, family: str) -> HttpResponse:
    """Show a rule as it stands in a region, with its editions."""
    now = clock.now()
    region = region_of(request)
    ruling = api.standing(family, region, now=now)
    if ruling is None:
        raise NotFound(what="rule")
    editions = api.rule_editions(request.actor, family, region, now=now)
    own = [each for each in editions if each.region == region and each.state == "approved"]
    context = {
        "region": region,
        "ruling": ruling,
        "rule": ruling.definition,
        "cases": cases_of(ruling.definition),
        "place": rule_words.PLACES[ruling.definition.place],
        "editions": [_edition_line(each) for each in editions],
        "judged": api.judged_count(request.actor, ruling, region),
        "may_propose": may(request.actor, "monitoring.propose_rule", region),
        "may_retire": bool(own)
        and own[0].proposed_by != request.actor.id
        and may(request.actor, "monitoring.approve_rule", region),
    }
    return render(request, "monitoring/rule.html", context | _words(ruling.definition, ruling.region))


@signed_in
def edition_page(request: HttpRequest, edition_id: UUID) -> HttpResponse:
    """Show a proposed or settled edition with what it changes."""
    now = clock.now()
    edition = api.rule_edition(request.actor, edition_id, now=now)
    standing = api.standing(edition.family, edition.region, now=now)
    is_open = edition.state == "proposed"
    context = {
        "edition": edition,
        "rule": edition.definition,
        "cases": cases_of(edition.definition),
        "place": rule_words.PLACES[edition.definition.place],
        "line": _edition_line(edition),
        "differences": _differences(standing, edition) if standing and is_open else [],
        "standing": standing,
        "may_settle": is_open and may(request.actor, "monitoring.approve_rule", edition.region),
        "is_own": edition.proposed_by == request.actor.id,
        "judged": api.judged_count(
            request.actor,
            api.Ruling(definition=edition.definition, edition="", region=edition.region, is_on=True),
            edition.region,
        ),
    }
    return render(request, "monitoring/rule_edition.html", context | _words(edition.definition, edition.region))


@signed_in
@require_POST
def switch(request: HttpRequest, family: str) -> HttpResponse:
    """Propose to switch a rule on or off."""
    post = request.POST
    edition = api.propose_switch(
        family=family,
        region=post.get("region", ""),
        is_on=post.get("is_on") == "on",
        reason=post.get("reason", ""),
        actor=request.actor,
        now=clock.now(),
    )
    messages.success(request, _("Proposed. The rule is switched once another person has approved it."))
    return redirect("monitoring:rule-edition", edition_id=edition)


@signed_in
@require_POST
def approve(request: HttpRequest, edition_id: UUID) -> HttpResponse:
    """Approve another person's proposal."""
    api.approve_rule(edition_id=edition_id, actor=request.actor, now=clock.now())
    messages.success(request, _("Approved. The rule stands so from its date on."))
    return redirect("monitoring:rule-edition", edition_id=edition_id)


@signed_in
@require_POST
def refuse(request: HttpRequest, edition_id: UUID) -> HttpResponse:
    """Refuse a proposal."""
    reason = request.POST.get("reason", "")
    api.refuse_rule(edition_id=edition_id, reason=reason, actor=request.actor, now=clock.now())
    messages.success(request, _("Refused. The reason is kept in the journal."))
    return redirect("monitoring:rule-edition", edition_id=edition_id)


@signed_in
@require_POST
def retire(request: HttpRequest, family: str) -> HttpResponse:
    """Give up a region's own editions of a rule."""
    region, reason = request.POST.get("region", ""), request.POST.get("reason", "")
    api.retire_rule(family=family, region=region, reason=reason, actor=request.actor, now=clock.now())
    messages.success(request, _("Retired. The rule of the region above judges again."))
    if api.standing(family, region, now=clock.now()) is None:
        return redirect(f"{reverse('monitoring:rules')}?region={region}")
    return redirect(f"{reverse('monitoring:rule', args=[family])}?region={region}")


def region_of(request: HttpRequest) -> str:
    """Return the region that the page is about: the one asked for, else the reader's own, a county at most."""
    asked = request.GET.get("region", "")
    if asked:
        asked = normalise(asked)
        require_visible(request.actor, _RIGHT, asked, "region")
        return at_level(asked, RegionLevel.COUNTY)
    own = regions_of(request.actor, _RIGHT)
    return at_level(own[0], RegionLevel.COUNTY) if own else ""


def cases_of(definition: api.RuleDefinition) -> list[tuple[api.RuleCase, str, str, str]]:
    """Return the cases, the lowest level first, each with its sentence and its certainty."""
    ordered = sorted(definition.cases, key=lambda case: case.rank)
    return [
        (
            case,
            rule_words.case_sentence(case, definition),
            str(rule_words.MARK_WORDS[case.mark or definition.mark]),
            rule_words.MARK_TONES[case.mark or definition.mark],
        )
        for case in ordered
    ]


def whose_word(region: str, names: dict[str, str]) -> str:
    """Return whose edition a rule is: the house's national one, or a region's."""
    return names.get(region, region) if region else _("National")


def _fits(request: HttpRequest, row: api.RuleRow) -> bool:
    hazard, state = request.GET.get("hazard", ""), request.GET.get("state", "")
    text = request.GET.get("q", "").strip().lower()
    definition = row.ruling.definition
    return (
        (not hazard or definition.hazard == hazard)
        and (not state or (state == "on") == row.ruling.is_on)
        and (not text or text in definition.title.lower() or text in definition.id)
    )


def _chips(request: HttpRequest, rows: tuple[api.RuleRow, ...]) -> dict[str, Any]:
    hazards = [row.ruling.definition.hazard for row in rows]
    on = [row.ruling.is_on for row in rows]
    return {
        "hazards": [(key, label, hazards.count(key)) for key, label in api.hazards().items() if key in hazards],
        "states": [("on", _("On"), on.count(True)), ("off", _("Off"), on.count(False))],
        "regions": [each for each in regions_below(request.actor, _RIGHT) if level_of(each[0]) <= RegionLevel.COUNTY],
    }


def _waiting(request: HttpRequest) -> list[tuple[api.RuleEditionRow, str, object]]:
    rows = api.rules_waiting(request.actor, now=clock.now())
    names = _names(row.region for row in rows)
    return [(row, whose_word(row.region, names), rule_words.CHANGES[row.change]) for row in rows]


def _names(regions: Any) -> dict[str, str]:
    return dict(places.names({each for each in regions if each}))


def _line(row: api.RuleRow, names: dict[str, str]) -> RuleLine:
    definition = row.ruling.definition
    certainty = _least_certain(definition)
    return RuleLine(
        row=row,
        sentences=tuple((case.level, sentence) for case, sentence, _word, _tone in cases_of(definition)),
        certainty=str(rule_words.MARK_WORDS[certainty]),
        tone=rule_words.MARK_TONES[certainty],
        whose=whose_word(row.ruling.region, names),
    )


def _least_certain(definition: api.RuleDefinition) -> str:
    marks = [case.mark or definition.mark for case in definition.cases] or [definition.mark]
    return "doubtful" if "doubtful" in marks else "verified"


def _edition_line(edition: api.RuleEditionRow) -> dict[str, Any]:
    return {
        "row": edition,
        "state": rule_words.STATES[edition.state],
        "tone": rule_words.STATE_TONES[edition.state],
        "change": rule_words.CHANGES[edition.change],
        "whose": whose_word(edition.region, _names([edition.region])),
    }


def _words(definition: api.RuleDefinition, region: str) -> dict[str, Any]:
    return {
        "hazard": api.hazards()[definition.hazard],
        "quantity": api.quantity_label(definition.scope.quantity),
        "kinds": [api.kinds()[kind].label for kind in definition.scope.kinds],
        "certainty": rule_words.MARK_WORDS[definition.mark],
        "certainty_tone": rule_words.MARK_TONES[definition.mark],
        "whose": whose_word(region, _names([region])),
    }


def _differences(standing: api.Ruling, edition: api.RuleEditionRow) -> list[Difference]:
    before, after = _described(standing.definition, standing.is_on), _described(edition.definition, edition.is_on)
    return [compared(label, before.get(label, ""), after.get(label, "")) for label in {**before, **after}]


def _described(definition: api.RuleDefinition, is_on: bool) -> dict[str, str]:  # noqa: FBT001 - a column
    said: dict[str, list[str]] = {}
    for case, sentence, _word, _tone in cases_of(definition):
        said.setdefault(str(_(case.level.capitalize())), []).append(sentence)
    return {
        _("State"): _("On") if is_on else _("Off"),
        _("Source of the figures"): definition.source,
        **{level: "\uff1b".join(sentences) for level, sentences in said.items()},
        _("Tell again after"): rule_words.window_word(definition.rearm_minutes),
        _("Speaks for"): str(rule_words.PLACES[definition.place]),
    }
