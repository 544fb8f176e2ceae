"""Staff and trainings of one enterprise, and who lacks what in all of the reader's."""

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from anlan.enterprises import api
from anlan.enterprises.pages import labels
from anlan.enterprises.pages.listing import file_context, know_names, region_choices
from anlan.kernel import clock
from anlan.kernel.errors import InvalidValue
from anlan.places import api as places
from anlan.support.row_import.columns import LARGEST
from anlan.support.row_import.telling import told
from anlan.web import sent
from anlan.web.auth import signed_in
from anlan.web.lists import Export, choices, csv_answer, page_of, wants_file

_SHOWN: Final = 200


def _today() -> date:
    return clock.in_china(clock.now()).date()


@require_GET
@signed_in
def staff_page(request: HttpRequest, enterprise_id: UUID) -> HttpResponse:
    """Show the staff of an enterprise, how each person stands, and the trainings."""
    context = file_context(request.actor, enterprise_id, "staff")
    industry = context["enterprise"].industry
    staff = api.trainees_of(enterprise_id, _today())
    context |= {
        "lines": [_line(row) for row in staff],
        "present": [row for row in staff if row.left_on is None],
        "lacking": sum(row.state in api.LACKING for row in staff if row.left_on is None),
        "trainings": api.trainings_of(enterprise_id),
        "posts": [(each, api.asked_hours(each.key, industry)) for each in api.trained_posts().values()],
        "kinds": api.training_kinds().items(),
        "kind_words": api.training_kinds(),
        "source": api.training_source(),
        "today": _today(),
    }
    return render(request, "enterprises/staff.html", context)


def _line(row: api.TraineeRow) -> dict[str, object]:
    return {
        "row": row,
        "post": api.trained_posts()[row.post].name,
        "word": labels.TRAININGS[row.state],
        "tone": labels.TRAINING_TONES[row.state],
    }


@require_POST
@signed_in
def add(request: HttpRequest, enterprise_id: UUID) -> HttpResponse:
    """Take a person into the staff."""
    told_of = {
        "name": sent.text(request, "name"),
        "post": sent.text(request, "post"),
        "hired_on": _day(request, "hired_on"),
    }
    api.add_trainee(enterprise_id=enterprise_id, **told_of, actor=request.actor, now=clock.now())
    messages.success(request, gettext("The person stands in the staff."))
    return redirect("enterprises:staff", enterprise_id)


@require_POST
@signed_in
def leave(request: HttpRequest, enterprise_id: UUID, trainee_id: UUID) -> HttpResponse:
    """Write down that a person left."""
    left_on = _day(request, "left_on")
    api.let_go(trainee_id=trainee_id, left_on=left_on, actor=request.actor, now=clock.now())
    messages.success(request, gettext("Written down; the trainings stay readable."))
    return redirect("enterprises:staff", enterprise_id)


@require_POST
@signed_in
def course(request: HttpRequest, enterprise_id: UUID) -> HttpResponse:
    """Enter a course for those who attended it."""
    new = api.NewCourse(
        enterprise_id=enterprise_id,
        kind=sent.text(request, "kind"),
        course=sent.text(request, "course"),
        hours=_hours(request),
        held_on=_day(request, "held_on"),
        trainees=tuple(sent.as_id("trainees", each) for each in request.POST.getlist("trainees")),
        failed=tuple(sent.as_id("trainees", each) for each in request.POST.getlist("failed")),
    )
    api.hold_course(new=new, actor=request.actor, now=clock.now())
    messages.success(request, gettext("The training is entered."))
    return redirect("enterprises:staff", enterprise_id)


@require_POST
@signed_in
def remove(request: HttpRequest, enterprise_id: UUID, training_id: UUID) -> HttpResponse:
    """Take out a training that was entered wrongly."""
    reason = sent.text(request, "reason")
    api.remove_training(training_id=training_id, reason=reason, actor=request.actor, now=clock.now())
    messages.success(request, gettext("Taken out; the journal keeps it with the reason."))
    return redirect("enterprises:staff", enterprise_id)


@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def import_page(request: HttpRequest, enterprise_id: UUID) -> HttpResponseBase:
    """Show what a table of trainings must look like, and take one; ``?format=csv`` gives the empty table."""
    context = file_context(request.actor, enterprise_id, "staff")
    heads = tuple(each.label for each in api.staff_columns())
    if request.method != "POST":
        if wants_file(request):
            return csv_answer(Export("trainings", heads, tuple), ())
        return render(request, "enterprises/staff_import.html", context | {"heads": heads})
    file = request.FILES.get("file")
    if file is None:
        raise InvalidValue(field="file", value="", rule="not_empty")
    given = {"name": file.name or "", "raw": file.read(LARGEST + 1)}
    done = api.import_trainings(enterprise_id=enterprise_id, **given, actor=request.actor, now=clock.now())
    if done.problems:
        lines = [(each, told(each)) for each in done.problems[:_SHOWN]]
        context |= {"heads": heads, "count": len(done.problems), "problems": lines}
        return render(request, "enterprises/staff_import.html", context)
    said = gettext("%(persons)s persons and %(trainings)s trainings entered.")
    messages.success(request, said % {"persons": done.persons, "trainings": done.trainings})
    return redirect("enterprises:staff", enterprise_id)


def _cells(row: api.TraineeRow) -> tuple[object, ...]:
    post = api.trained_posts()[row.post].name
    state, until = labels.TRAININGS[row.state], row.until or ""
    return row.enterprise_name, places.full_name(row.region), row.name, post, state, until, float(row.missing)


_HEADS = (
    _("Name of the enterprise"),
    _("Region"),
    pgettext_lazy("enterprises", "Person"),
    _("Post"),
    _("Training"),
    _("Holds until"),
    _("Hours missing"),
)
_EXPORT = Export("untrained", _HEADS, _cells)


@require_GET
@signed_in
def lacking_page(request: HttpRequest) -> HttpResponseBase:
    """Show who lacks training, or soon will, in the reader's enterprises."""
    chosen, today = request.GET, _today()
    wanted = api.LackFilter(
        state=chosen.get("state", ""),
        region=chosen.get("region", ""),
        post=chosen.get("post", ""),
        text=chosen.get("q", "").strip()[:80],
    )
    rows = api.lacking(request.actor, wanted, today)
    if wants_file(request):
        return csv_answer(_EXPORT, rows)
    page = page_of(request, rows)
    know_names(page)
    context = {
        "tab": "lacking",
        "page": page,
        "lines": [_line(row) for row in page],
        "states": choices(labels.TRAININGS, api.lack_counts(request.actor, wanted, today)),
        "posts": [(each.key, each.name) for each in api.trained_posts().values()],
        "regions": region_choices(request.actor),
    }
    return render(request, "enterprises/lacking.html", context)


def _day(request: HttpRequest, name: str) -> date:
    value = sent.text(request, name)
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise InvalidValue(field=name, value=value[:20], rule="a_date") from error


def _hours(request: HttpRequest) -> Decimal:
    value = sent.text(request, "hours")
    try:
        found = Decimal(value)
    except InvalidOperation as error:
        raise InvalidValue(field="training_hours", value=value[:10], rule="half_hours_up_to_200") from error
    if not found.is_finite():
        raise InvalidValue(field="training_hours", value=value[:10], rule="half_hours_up_to_200")
    return found
