"""The consistency check on pages: what was found on the plans in force, and looking again."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from anlan.kernel import clock
from anlan.kernel.errors import NotAllowed
from anlan.kernel.regions import normalise
from anlan.places import api as places
from anlan.plans import words
from anlan.plans.found import place_words, said
from anlan.plans.selectors.findings import FindingFilter, FoundRow, check_summary, finding_counts, findings
from anlan.plans.services.checking import check_plan, check_plans
from anlan.support.rights import regions_of
from anlan.web.auth import signed_in
from anlan.web.lists import Export, csv_answer, page_of, wants_file


def _cells(row: FoundRow) -> tuple[object, ...]:
    gravity = "1" if row.is_grave else "0"
    return (
        row.plan_name,
        places.full_name(row.region),
        words.word(words.GRAVITY, gravity),
        words.word(words.FINDINGS, row.kind),
        place_words(row.place),
        said(row.kind, row.data),
        row.first_seen_at.date(),
    )


EXPORT = Export(
    "plan-findings",
    (_("Plan"), _("Region"), _("Gravity"), _("Finding"), _("Part of the plan"), _("What does not fit"), _("Since")),
    _cells,
)


@require_GET
@signed_in
def finding_list(request: HttpRequest) -> HttpResponse:
    """Show what does not fit in the plans of one's regions, grave things first; or give it as a file."""
    if not regions_of(request.actor, "plans.see"):
        raise NotAllowed(right="plans.see", region="")
    chosen = request.GET
    wanted = FindingFilter(
        text=chosen.get("q", "").strip(),
        region=normalise(chosen.get("region", "")),
        kind=chosen.get("kind", ""),
        grave=chosen.get("grave", ""),
        sort=chosen.get("sort", ""),
    )
    rows = findings(request.actor, wanted)
    if wants_file(request):
        return csv_answer(EXPORT, rows)
    page = page_of(request, rows)
    places.full_names({row.region for row in page.object_list})
    kinds = finding_counts(request.actor, "kind", FindingFilter(text=wanted.text, grave=wanted.grave))
    gravity = finding_counts(request.actor, "is_grave", FindingFilter(text=wanted.text, kind=wanted.kind))
    context = {
        "page": page,
        "rows": page.object_list,
        "summary": check_summary(request.actor),
        "kinds": [(key, gettext(word), kinds[key]) for key, word in words.FINDINGS.items() if key in kinds],
        "gravity": [(key, gettext(word), gravity.get(key == "1", 0)) for key, word in words.GRAVITY.items()],
    }
    return render(request, "plans/checks.html", context)


@require_POST
@signed_in
def check_all(request: HttpRequest) -> HttpResponse:
    """Look at all plans in force of one's regions now."""
    regions = regions_of(request.actor, "plans.see")
    if not regions:
        raise NotAllowed(right="plans.see", region="")
    count = sum(check_plans(region=region, actor=request.actor, now=clock.now()) for region in regions)
    told = ngettext("%(count)s plan was checked.", "%(count)s plans were checked.", count) % {"count": count}
    messages.success(request, told)
    return redirect("plans:checks")


@require_POST
@signed_in
def check_one(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Look at one plan now."""
    count = check_plan(plan_id=plan_id, actor=request.actor, now=clock.now())
    told = ngettext("%(count)s thing does not fit.", "%(count)s things do not fit.", count) % {"count": count}
    messages.success(request, told)
    return redirect("plans:plan", plan_id)
