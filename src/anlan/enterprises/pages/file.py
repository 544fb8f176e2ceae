"""An enterprise's file: its overview and its sections, and keeping their rows."""

from datetime import date
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from anlan.enterprises import api
from anlan.enterprises.pages import labels
from anlan.enterprises.pages.listing import file_context
from anlan.kernel import clock
from anlan.kernel.errors import InvalidValue
from anlan.places import api as places
from anlan.support import journal
from anlan.web.auth import signed_in
from anlan.web.errors import sentence

_SHOWN: Final = 12


def _today() -> date:
    return clock.in_china(clock.now()).date()


@require_GET
@signed_in
def enterprise_page(request: HttpRequest, enterprise_id: UUID) -> HttpResponse:
    """Show the overview of one firm's file: its entry, its place, its major hazards and what changed last."""
    context = file_context(request.actor, enterprise_id, "overview")
    row = context["enterprise"]
    context |= {
        "line": labels.labelled(row),
        "acts": [(act, labels.ACTS[act]) for act in api.acts_of(row.state)] if context["may_keep"] else [],
        "commitment": api.latest_commitment(row.id),
        "entries": journal.entries_about(f"enterprises.enterprise:{row.id}", limit=_SHOWN)[::-1],
        "map": places.map_round(row.longitude, row.latitude, row.name, "building-factory-2"),
        "today": _today(),
    }
    return render(request, "enterprises/enterprise.html", context)


@require_GET
@signed_in
def section_page(request: HttpRequest, enterprise_id: UUID, section: str) -> HttpResponse:
    """Show a section of one firm's file as a table."""
    context = file_context(request.actor, enterprise_id, section)
    wanted, today = api.section(section), _today()
    rows = api.records(enterprise_id, section, request.GET.get("kind", ""))
    context |= {
        "section": wanted,
        "lines": [(row, _told(wanted, row), row.days_left(today)) for row in rows],
        "kinds": list(wanted.filtered.options.items()) if wanted.filtered else [],
    }
    insured = api.insured_row(enterprise_id, today) if section == "insurance" else None
    if insured:
        word, tone = labels.INSURANCES[insured.state], labels.INSURANCE_TONES[insured.state]
        context |= {"insured": insured, "insured_word": word, "insured_tone": tone, "rule": api.insurance_rule()}
    return render(request, "enterprises/section.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new_record(request: HttpRequest, enterprise_id: UUID, section: str) -> HttpResponse:
    """Show the form of a new row of a section, and add it."""
    context = file_context(request.actor, enterprise_id, section)
    wanted = api.section(section)
    if request.method != "POST":
        return _form(request, context | {"section": wanted}, {})
    named = {"enterprise_id": enterprise_id, "section_key": section}
    try:
        api.add_record(written=request.POST, actor=request.actor, now=clock.now(), **named)
    except InvalidValue as refusal:
        return _form(request, context | {"section": wanted, "refusal": sentence(refusal)}, request.POST)
    messages.success(request, gettext("Stored in the file."))
    return redirect("enterprises:section", enterprise_id, section)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def change_record(request: HttpRequest, record_id: UUID) -> HttpResponse:
    """Show the form of a row with what it says, and change it."""
    row = api.record(request.actor, record_id)
    wanted = api.section(row.section)
    context = file_context(request.actor, row.enterprise_id, row.section) | {"section": wanted, "record": row}
    if request.method != "POST":
        return _form(request, context, row.values)
    try:
        api.change_record(record_id=record_id, written=request.POST, actor=request.actor, now=clock.now())
    except InvalidValue as refusal:
        return _form(request, context | {"refusal": sentence(refusal)}, request.POST)
    messages.success(request, gettext("The change is stored."))
    return redirect("enterprises:section", row.enterprise_id, row.section)


@signed_in
@require_POST
def remove_record(request: HttpRequest, record_id: UUID) -> HttpResponse:
    """Take a row out of the file."""
    row = api.record(request.actor, record_id)
    api.remove_record(record_id=record_id, actor=request.actor, now=clock.now())
    messages.success(request, gettext("Taken out of the file."))
    return redirect("enterprises:section", row.enterprise_id, row.section)


def _form(request: HttpRequest, context: dict[str, Any], values: Any) -> HttpResponse:
    fields = [
        (each, _written(values.get(each.key, "")), list(each.options.items())) for each in context["section"].fields
    ]
    return render(request, "enterprises/record_form.html", context | {"fields": fields})


def _written(value: object) -> str:
    """Return a value as its field shows it; a whole number without a point."""
    return f"{value:g}" if isinstance(value, float) else str(value)


def _told(section: api.Section, row: api.Record) -> list[tuple[api.Field, str]]:
    """Return a row's values in the words of its section."""
    found = [(each, row.values.get(each.key, "")) for each in section.fields if not each.title]
    return [(each, each.options.get(value, _written(value))) for each, value in found]
