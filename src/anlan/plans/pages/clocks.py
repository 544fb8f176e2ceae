"""The list of plans' clocks: filing, answers, evaluations, revisions, drills; and the filings to answer."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from anlan.kernel import clock
from anlan.kernel.clock import in_china
from anlan.kernel.errors import NotAllowed
from anlan.kernel.regions import normalise
from anlan.places import api as places
from anlan.plans import words
from anlan.plans.domain.clock_rules import days_off
from anlan.plans.selectors.life import Clock, ClockFilter, clock_counts, clocks, filings_to_answer
from anlan.support.rights import regions_of
from anlan.web.auth import signed_in
from anlan.web.lists import Export, csv_answer, page_of, wants_file


def _cells(row: Clock) -> tuple[object, ...]:
    return (
        row.plan_name,
        places.full_name(row.region),
        words.word(words.CLOCKS, row.kind),
        words.word(words.CLOCK_STATES, row.state),
        in_china(row.begun_at).date(),
        in_china(row.due_at).date(),
        in_china(row.done_at).date() if row.done_at else "",
    )


EXPORT = Export(
    "plan-clocks",
    (_("Plan"), _("Region"), _("Clock"), _("State"), _("Begun"), _("Due"), _("Done on")),
    _cells,
)


@require_GET
@signed_in
def clock_list(request: HttpRequest) -> HttpResponse:
    """Show the clocks of plans in one's regions, the nearest end first; or give them as a file."""
    if not regions_of(request.actor, "plans.see"):
        raise NotAllowed(right="plans.see", region="")
    chosen = request.GET
    wanted = ClockFilter(
        text=chosen.get("q", "").strip(),
        region=normalise(chosen.get("region", "")),
        kind=chosen.get("kind", ""),
        state=chosen.get("state", "owed"),
        sort=chosen.get("sort", ""),
    )
    rows = clocks(request.actor, wanted)
    if wants_file(request):
        return csv_answer(EXPORT, rows)
    page = page_of(request, rows)
    waiting = filings_to_answer(request.actor)
    places.full_names({row.region for row in (*page.object_list, *waiting)})
    every = ClockFilter(text=wanted.text, region=wanted.region)
    context = {
        "page": page,
        "rows": page.object_list,
        "waiting": waiting,
        "kinds": _chips(words.CLOCKS, clock_counts(request.actor, "kind", every)),
        "states": [("owed", gettext("Running and overdue")), *_chips(words.CLOCK_STATES, _states(request, every))],
        "is_year_known": in_china(clock.now()).year in days_off().years,
    }
    return render(request, "plans/clocks.html", context)


def _states(request: HttpRequest, every: ClockFilter) -> dict[str, int]:
    return clock_counts(request.actor, "state", every)


def _chips(labels: dict[str, str], counts: dict[str, int]) -> list[tuple[str, str, int]]:
    return [(key, gettext(label), counts.get(key, 0)) for key, label in labels.items() if counts.get(key, 0)]
