"""Writing a warning: edit with the paper beside it, begin an update."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from anlan.kernel import clock
from anlan.kernel.errors import AnlanError
from anlan.kernel.levels import Level
from anlan.public_warnings import api
from anlan.public_warnings.domain.sources import LEAST_METRES, MOST_METRES
from anlan.public_warnings.pages.areas import chosen, codes_inside, drawing_map
from anlan.public_warnings.pages.forms import (
    ContentForm,
    content_from,
    explain,
    initial_of,
    regions_in,
    translations_in,
)
from anlan.public_warnings.pages.previewing import Draft, preview_of
from anlan.web.auth import signed_in
from anlan.web.errors import sentence


@require_http_methods(["GET", "POST"])
@signed_in
def edit(request: HttpRequest, warning_id: UUID) -> HttpResponse:
    """Show a draft as a form beside its paper, or store what the form says."""
    row = api.warning(request.actor, warning_id)
    return _write(request, row, lambda content: _store(request, warning_id, content))


@require_http_methods(["GET", "POST"])
@signed_in
def update(request: HttpRequest, warning_id: UUID) -> HttpResponse:
    """Show what is in force as a form, or store what replaces it as a new draft."""
    row = api.warning(request.actor, warning_id)
    return _write(request, row, lambda content: _store_update(request, warning_id, content))


def _store(request: HttpRequest, warning_id: UUID, content: api.DraftContent) -> UUID:
    act = {"warning_id": warning_id, "actor": request.actor, "now": clock.now()}
    with transaction.atomic():
        api.edit_draft(content=content, **act)
        if "submit" in request.POST:
            api.submit_warning(**act)
    return warning_id


def _store_update(request: HttpRequest, warning_id: UUID, content: api.DraftContent) -> UUID:
    with transaction.atomic():
        follower = api.update_warning(warning_id=warning_id, content=content, actor=request.actor, now=clock.now())
        if "submit" in request.POST:
            api.submit_warning(warning_id=follower, actor=request.actor, now=clock.now())
    return follower


def _write(request: HttpRequest, row: api.WarningRow, store: Any) -> HttpResponse:
    is_post = request.method == "POST"
    form = (
        ContentForm(request.POST, is_exercise=row.is_exercise)
        if is_post
        else ContentForm(initial=initial_of(row), is_exercise=row.is_exercise)
    )
    regions = regions_in(request.POST) if is_post else row.regions
    if is_post and form.is_valid():
        try:
            source = api.source_in(form.cleaned_data["area_source"])
            content = content_from(form, regions or codes_inside(source, row.region), source)
            return redirect("public_warnings:warning", store(content))
        except AnlanError as error:
            explain(form, error, sentence(error))
    paper = paper_from(row, request.POST) if is_post else paper_of(row)
    context = {
        "warning": row,
        "form": form,
        "regions": chosen(regions),
        "within": row.region,
        "map": drawing_map(row),
        "area_rules": {"least": LEAST_METRES, "most": MOST_METRES},
        "paper": paper,
        **preview_of(_draft_in(row, paper)),
        "is_update": request.path.endswith("/update/"),
    }
    return render(request, "public_warnings/edit.html", context, status=422 if is_post else 200)


@require_POST
@signed_in
def preview(request: HttpRequest, warning_id: UUID) -> HttpResponse:
    """Show the paper of what stands in the form now; nothing is stored."""
    row = api.warning(request.actor, warning_id)
    paper = paper_from(row, request.POST)
    return render(request, "public_warnings/preview.html", {"paper": paper, **preview_of(_draft_in(row, paper))})


def _draft_in(row: api.WarningRow, paper: dict[str, Any]) -> Draft:
    """Return what the preview of a paper needs; ``paper`` may come from a form that is still incomplete."""
    return Draft(
        kind=paper["kind"],
        level=paper["level"],
        region=row.region,
        regions=paper["regions"],
        text=api.Translation(api.MAIN_LANGUAGE, paper["headline"], paper["description"], paper["instruction"]),
        translations=tuple(each["texts"] for each in paper["translations"]),
        expires=paper["expires"],
        message_kind=row.message_kind,
        is_exercise=row.is_exercise,
        is_retraction=row.is_retraction,
    )


def paper_of(row: api.WarningRow | api.TransmissionRow) -> dict[str, Any]:
    """Return what the paper shows of a stored warning."""
    return {
        "issuer": api.issuer_of(row.event_code, row.region),
        "event": row.event_name,
        "kind": row.event_code,
        "regions": tuple(each if isinstance(each, str) else each.code for each in row.regions),
        "level": row.level,
        "headline": row.headline,
        "description": row.description,
        "instruction": row.instruction,
        "effective": row.effective,
        "expires": row.expires,
        "is_exercise": row.is_exercise,
        "message_kind": row.message_kind,
        "area": _area_of(row),
        "translations": _named_translations(row.translations),
    }


def _named_translations(translations: tuple[api.Translation, ...]) -> list[dict[str, object]]:
    return [{"name": api.languages()[each.language].name, "texts": each} for each in translations]


def _area_of(row: api.WarningRow | api.TransmissionRow) -> str:
    codes = tuple(each if isinstance(each, str) else each.code for each in row.regions)
    return api.area_words(codes)


def paper_from(row: api.WarningRow, posted: QueryDict) -> dict[str, Any]:
    """Return what the paper shows of a form that may still be incomplete."""
    paper = paper_of(row)
    for name in ("headline", "description", "instruction"):
        paper[name] = posted.get(name, "")
    if posted.get("level", "") in {"1", "2", "3", "4"}:
        paper["level"] = Level(int(posted["level"]))
    form = ContentForm(posted, is_exercise=row.is_exercise)
    form.is_valid()
    paper["translations"] = _named_translations(api.tidy_translations(translations_in(form.cleaned_data)))
    for name in ("effective", "expires"):
        paper[name] = form.cleaned_data.get(name) or paper[name]
    regions = regions_in(posted)
    paper["kind"] = form.cleaned_data.get("kind") or paper["kind"]
    paper["regions"] = regions
    paper["area"] = api.area_words(regions) if regions else ""
    return paper
