"""Two editions of a plan side by side, in words."""

from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from anlan.kernel.errors import NotFound
from anlan.plans import words
from anlan.plans.domain.differing import Difference, differences
from anlan.plans.selectors.plans import plan
from anlan.plans.wording import spoken
from anlan.web.auth import signed_in
from anlan.web.parts import Difference as Row
from anlan.web.parts import compared


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry of a plan that differs, with its fields side by side."""

    name: str
    change: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a plan with the entries that differ."""

    part: str
    level: int
    entries: tuple[Entry, ...]


@require_GET
@signed_in
def diff_page(request: HttpRequest, plan_id: UUID, other_id: UUID) -> HttpResponse:
    """Show what an edition changed against another one of the same plan."""
    found, other = plan(request.actor, plan_id), plan(request.actor, other_id)
    if found.key != other.key or found.region != other.region:
        raise NotFound(what="plan")
    old, new = sorted((found, other), key=lambda each: each.version)
    told = differences(old.text, new.text)
    parts = tuple(
        Part(part=part, level=level, entries=tuple(_entry(each) for each in group))
        for (part, level), group in groupby(told, key=lambda each: (each.part, each.level))
    )
    context = {"old": old, "new": new, "parts": parts, "count": len(told)}
    return render(request, "plans/diff.html", context)


def _entry(told: Difference) -> Entry:
    rows = tuple(
        compared(words.word(words.FIELDS, key), spoken(key, told.before.get(key)), spoken(key, told.after.get(key)))
        for key in dict.fromkeys((*told.before, *told.after))
        if key != "key"
    )
    return Entry(name=_name(told), change=told.change, rows=rows)


def _name(told: Difference) -> str:
    """Return what an entry is called: its name, title or words, rather than its key."""
    of = told.after or told.before
    if told.part == "sections":
        return words.word(words.SECTIONS, told.name)
    if told.part in ("basics", "level"):
        return ""
    shown = next((of[field] for field in ("name", "title", "to_text") if of.get(field)), "")
    return str(shown) or (told.name if told.part == "resources" else gettext("Entry %(key)s") % {"key": told.name})
