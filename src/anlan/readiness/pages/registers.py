"""Every register of forces: its list as a page or a file, and one entry with what was done with it."""

from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from anlan.kernel import clock
from anlan.places import api as places
from anlan.readiness import api
from anlan.readiness import words as labels
from anlan.readiness.pages import reserves
from anlan.readiness.pages.files import answer_of
from anlan.readiness.pages.listing import know_names, region_choices
from anlan.support import journal
from anlan.support.rights import may
from anlan.web.auth import signed_in
from anlan.web.lists import choices, page_of

SOON: Final = timedelta(days=30)
_PLAIN: Final = ("kind", "state", "trust", "region", "sort")
_LAST: Final = 20


@require_GET
@signed_in
def list_page(request: HttpRequest, register: str) -> HttpResponse:
    """Show the entries of a register that the reader may see, as a page or as a file."""
    wanted, found = api.register(register), filter_of(request, register)
    rows = api.entries(request.actor, found)
    if request.GET.get("format") in ("csv", "xlsx"):
        return answer_of(wanted, rows, request.GET["format"])
    page = page_of(request, rows)
    know_names(page)
    context = {
        "page": page,
        "tab": register,
        "register": wanted,
        "lines": [labelled(wanted, row) for row in page],
        "sums": [(each, total) for each, total in _sums(request, wanted, found)],
        "chips": _chips(request, wanted, found.region),
        "regions": region_choices(request.actor),
        "may_keep": bool(api.kept_regions(request.actor)),
        "is_filtered": any(value for key, value in request.GET.items() if key != "page"),
    }
    return render(request, "readiness/register.html", context)


@require_GET
@signed_in
def entry_page(request: HttpRequest, register: str, entry_id: UUID) -> HttpResponse:
    """Show one entry with what was done with it last, and what the reader may do."""
    wanted, row = api.register(register), api.entry(request.actor, register, entry_id)
    may_keep = may(request.actor, "readiness.register", row.region)
    context = {
        "tab": register,
        "register": wanted,
        "row": row,
        "line": labelled(wanted, row),
        "facts": _cells(wanted.fields, row),
        "map": places.map_round(row.longitude, row.latitude, row.name, wanted.icon),
        "entries": tuple(reversed(journal.entries_about(api.subject_of(wanted, row.id), limit=_LAST))),
        "today": clock.now().date(),
        "may_keep": may_keep,
        "may_answer": api.may_answer(request.actor, row),
        "open_change": api.open_change_of(row.id),
        **ACTS[wanted.rows](request, row),
    }
    return render(request, f"readiness/entry_{wanted.rows}.html", context)


def filter_of(request: HttpRequest, register: str) -> api.EntryFilter:
    """Return what the address asks for."""
    asked = request.GET
    fields = {each.key for each in api.register(register).filtered}
    expires_by = clock.now().date() + (SOON if asked.get("expires") == "soon" else timedelta(days=-1))
    return api.EntryFilter(
        register=register,
        text=asked.get("q", "").strip(),
        chosen={key: asked[key] for key in fields if asked.get(key)},
        expires_by=expires_by if asked.get("expires") in ("soon", "over") else None,
        **{name: asked.get(name, "") for name in _PLAIN},
    )


def labelled(wanted: api.Register, row: api.Entry) -> dict[str, Any]:
    """Return an entry with the words of its codes."""
    return {
        "row": row,
        "kind": wanted.kinds.get(row.kind, row.kind),
        "state": labels.STATES[wanted.rows].get(row.state, row.state),
        "tone": labels.TONES[wanted.rows].get(row.state, "dim"),
        "trust": labels.TRUSTS[row.trust],
        "trust_tone": labels.TRUST_TONES[row.trust],
        "cells": _cells(wanted.listed, row),
    }


def _cells(fields: tuple[api.Field, ...], row: api.Entry) -> list[tuple[api.Field, Any, str]]:
    return [(each, row.values.get(each.key), api.told(each, row.values.get(each.key))) for each in fields]


def _sums(request: HttpRequest, wanted: api.Register, found: api.EntryFilter) -> list[tuple[api.Field, float]]:
    totals = api.entry_sums(request.actor, found)
    return [(each, totals[each.key]) for each in wanted.summed]


def _chips(request: HttpRequest, wanted: api.Register, region: str) -> list[tuple[str, Any, Any]]:
    """Return the filters: their name in the address, their word, and the choices that occur."""
    here = api.EntryFilter(register=wanted.key, region=region)

    def counted(key: str, words: Any) -> Any:
        return choices(words, api.entry_counts(request.actor, key, here))

    yes_no = {"yes": _("Yes"), "no": _("No")}
    fields = [(each.key, each.name, counted(each.key, each.options or yes_no)) for each in wanted.filtered]
    return [
        ("kind", _("Kind"), counted("kind", dict(wanted.kinds))),
        ("state", _("State"), counted("state", labels.STATES[wanted.rows])),
        *fields,
        ("trust", _("Confirmation"), counted("trust", labels.TRUSTS)),
        ("expires", _("Expiry"), [("over", _("Expired")), ("soon", _("Within 30 days"))]),
    ]


def _team_acts(request: HttpRequest, row: api.Entry) -> dict[str, Any]:
    return {
        "states": list(labels.TEAM_STATES.items()),
        "may_report": may(request.actor, "readiness.report_team", row.region),
        "minutes": row.values["readiness_minutes"],
    }


def _shelter_acts(request: HttpRequest, row: api.Entry) -> dict[str, Any]:
    return {
        "shelter": api.shelter(request.actor, row.id),
        "is_open": row.state == api.ShelterState.OPEN,
        "may_run": may(request.actor, "readiness.run_shelter", row.region),
    }


def _force_acts(request: HttpRequest, row: api.Entry) -> dict[str, Any]:
    return {
        "states": list(labels.FORCE_STATES.items()),
        "may_report": may(request.actor, "readiness.report_force", row.region),
        **(reserves.entry_context(request, row) if row.register in api.RESERVES else {}),
    }


ACTS: Final = {"teams": _team_acts, "shelters": _shelter_acts, "forces": _force_acts}
