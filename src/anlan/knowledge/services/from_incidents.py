"""A closed incident becomes a draft case: its facts, figures, the course that the journal tells, its lessons."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from html import unescape
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from anlan.command import api as command
from anlan.incidents import api as incidents
from anlan.incidents.api import IncidentRow
from anlan.kernel.actors import SYSTEM, Actor
from anlan.kernel.clock import in_china
from anlan.kernel.regions import RegionLevel, at_level
from anlan.knowledge.domain.papers import Part
from anlan.knowledge.domain.states import DocumentAct
from anlan.knowledge.selectors.tables import case_parts
from anlan.knowledge.services.cases import NewCase, add_case, is_in_library, open_draft_of
from anlan.knowledge.services.steps import move, put_passages
from anlan.places import api as places
from anlan.support.journal import Entry
from anlan.web.templatetags.journal import journal_line

_MOST_LINES: Final = 80
_MOST_ENTRIES: Final = 2000
_TIME: Final = re.compile(r"<time.*?</time>", re.DOTALL)
_CHATTER: Final = frozenset({"public_warnings.delivery_finished", "public_warnings.call_made"})


@transaction.atomic
def draft_case_of_incident(*, incident_id: UUID, actor: Actor, now: datetime) -> UUID | None:
    """Draft a case from a closed incident; nothing for an exercise, or where it is in the library already."""
    incident = incidents.incident(SYSTEM, incident_id)
    if incident.is_exercise or incident.is_open or is_in_library(incident_id):
        return None
    entries = tuple(reversed(incidents.timeline(SYSTEM, incident_id, limit=_MOST_ENTRIES)))
    figures = incidents.situation(SYSTEM, incident_id).totals
    return add_case(
        new=NewCase(
            title=incident.title,
            event_kind=incident.event_kind,
            place_region=incident.region,
            region=at_level(incident.region, RegionLevel.PREFECTURE),
            place_text=incident.place_text,
            longitude=incident.longitude,
            latitude=incident.latitude,
            happened_at=incident.happened_at,
            ended_at=incident.closed_at,
            grade=int(incident.grade),
            figures={key: float(total.value) for key, total in figures.items()},
            origin=_("Incident %(number)s of this platform") % {"number": incident.number},
            words=_words(incident, entries),
            incident_id=incident_id,
        ),
        actor=actor,
        now=now,
    )


@transaction.atomic
def add_lessons_of_incident(*, incident_id: UUID, actor: Actor, now: datetime) -> bool:
    """Write what the signed review taught into the draft case; a published case is changed by nobody but a person."""
    row = open_draft_of(incident_id)
    text = _lessons(incident_id)
    if row is None or not text:
        return False
    name = case_parts()["lessons"]
    kept = [Part(p.label, p.heading, p.text) for p in row.passages.order_by("number") if p.label != name]
    put_passages(row, [*kept, Part(name, name, text)])
    move(row, DocumentAct.EDIT, text="", actor=actor, now=now)
    return True


def _words(incident: IncidentRow, entries: Sequence[Entry]) -> dict[str, str]:
    data = {
        "at": in_china(incident.happened_at).strftime("%Y-%m-%d %H:%M"),
        "place": places.full_names([incident.region])[incident.region] + incident.place_text,
        "kind": incident.kind_name,
        "learned": in_china(incident.learned_at).strftime("%Y-%m-%d %H:%M"),
    }
    summary = _("%(kind)s at %(place)s, %(at)s. Learned of at %(learned)s.") % data
    figures = incidents.situation(SYSTEM, incident.id).totals
    known = incidents.indicators()
    told = [f"{known[key].name} {total.value.normalize():f} {known[key].unit}" for key, total in figures.items()]
    return {
        "summary": "\n".join(filter(None, (summary, "\n".join(told)))),
        "course": "\n".join(_lines(entries)),
        "handling": incident.closing_note,
        "lessons": _lessons(incident.id),
    }


def _lines(entries: Iterable[Entry]) -> list[str]:
    """Return what the journal says in the rooms' own words, a line each; deliveries and single calls are left out."""
    found = [
        f"{in_china(entry.happened_at):%m-%d %H:%M} {_told(entry)}" for entry in entries if entry.kind not in _CHATTER
    ]
    if len(found) > _MOST_LINES:
        half = _MOST_LINES // 2
        left_out = _("(%(count)s entries are left out here)") % {"count": len(found) - 2 * half}
        found = [*found[:half], left_out, *found[-half:]]
    return found


def _told(entry: Entry) -> str:
    drawn = _TIME.sub("", journal_line(entry))
    return " ".join(unescape(strip_tags(drawn.replace("<", " <"))).split())


def _lessons(incident_id: UUID) -> str:
    review = command.review_of(SYSTEM, incident_id)
    if review is None:
        return ""
    rows = command.lessons_from(SYSTEM, review.subject)
    lines = [f"{row.finding} \u2192 {row.task}" for row in rows]
    return "\n".join(filter(None, (review.judgement, *lines)))
