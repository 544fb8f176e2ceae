"""Reading the form by which an incident is declared."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _

from anlan.alarms.api import AlarmRow, event_kind_of
from anlan.incidents import api as incidents
from anlan.intake import api as intake
from anlan.kernel.errors import InvalidValue
from anlan.kernel.levels import Level
from anlan.kernel.regions import normalise
from anlan.places import api as places
from anlan.web.forms import typed_moment

FIGURES: Final = ("dead", "missing", "injured")
_BY_FIGURES: Final = "auto"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the form begins with: what a matter or an alarm tells, or nothing but the address."""

    kind: str = ""
    region: str = ""
    point: tuple[float | None, float | None] = (None, None)
    place_text: str = ""
    happened_at: datetime
    learned_at: datetime
    hurt: int = 0
    is_exercise: bool = False


def known_of(request: HttpRequest, matters: Sequence[intake.MatterRow], alarm: AlarmRow | None, now: datetime) -> Known:
    """Return what the form begins with; what a person told goes before what a sensor measured."""
    if matters:
        first = matters[0]
        return Known(
            kind=first.event_kind or request.GET.get("kind", ""),
            region=first.region,
            point=(first.longitude, first.latitude),
            place_text=first.place_text,
            happened_at=min(row.told_at for row in matters),
            learned_at=min(row.received_at for row in matters),
            hurt=first.hurt,
            is_exercise=first.is_exercise,
        )
    if alarm is not None:
        return Known(
            kind=event_kind_of(alarm.rule_family),
            region=alarm.region,
            point=(alarm.longitude, alarm.latitude),
            happened_at=min(alarm.observed_at, now),
            learned_at=now,
            is_exercise=alarm.is_exercise,
        )
    return Known(
        kind=request.GET.get("kind", ""),
        region=normalise(request.GET.get("region", "")),
        happened_at=now,
        learned_at=now,
        is_exercise=request.GET.get("exercise") == "1",
    )


def grade_choices() -> list[tuple[str, str]]:
    """Return the grades to choose from: first the one that the figures reach."""
    graded = [(str(level.value), incidents.grade_word(level)) for level in Level]
    return [(_BY_FIGURES, _("As the figures say")), *graded]


def declaration_of(request: HttpRequest, now: datetime) -> intake.Declaration:
    """Return the incident that the form declares, with its matters and first figures."""
    sent = request.POST
    kind, region = sent.get("event_kind", ""), normalise(sent.get("region", ""))
    if kind not in incidents.event_kinds():
        raise InvalidValue(field="kind", value=kind[:20], rule="event_type_code")
    figures = _figures(request)
    happened = sent.get("happened_at", "").strip()
    alarms = tuple(ids_of("alarm", sent.getlist("alarm")))
    new = incidents.NewIncident(
        id=next(iter(ids_of("token", [sent.get("token", "")])), None),
        kind=kind,
        title=sent.get("title", "").strip() or _title(kind, region),
        region=region,
        place_text=sent.get("place_text", "").strip(),
        location=point_of(sent.get("longitude", ""), sent.get("latitude", "")) or places.middle_of(region),
        happened_at=typed_moment(happened, "happened_at") if happened else now,
        learned_at=now,
        grade=_grade(sent.get("grade", _BY_FIGURES), kind, figures),
        alarm_ids=alarms,
        is_exercise="exercise" in sent,
    )
    matters = tuple(ids_of("matter", sent.getlist("matter")))
    return intake.Declaration(incident=new, matter_ids=matters, figures=figures)


def _title(kind: str, region: str) -> str:
    return _("%(what)s in %(place)s") % {"what": incidents.event_kinds()[kind].name, "place": places.name(region)}


def _figures(request: HttpRequest) -> dict[str, Decimal]:
    found = {}
    for key in FIGURES:
        value = request.POST.get(key, "").strip()
        if value and not (value.isascii() and value.isdigit() and len(value) < 9):
            raise InvalidValue(field=key, value=value[:20], rule="whole_number")
        if value:
            found[key] = Decimal(value)
    return found


def _grade(chosen: str, kind: str, figures: dict[str, Decimal]) -> int:
    if chosen != _BY_FIGURES:
        if chosen not in {str(level.value) for level in Level}:
            raise InvalidValue(field="grade", value=chosen[:20], rule="0_to_4")
        return int(chosen)
    proposal = incidents.proposed_grade(kind, figures)
    return int(proposal.grade) if proposal else 0


def ids_of(field: str, texts: Iterable[str]) -> list[UUID]:
    """Return texts as ids, empty ones left out; refuse what is none by its field's name."""
    try:
        return [UUID(text) for text in texts if text]
    except ValueError:
        raise InvalidValue(field=field, value="", rule="chosen_from_the_list") from None


def point_of(longitude: str, latitude: str) -> tuple[float, float] | None:
    """Return a point from its two texts, or nothing where they are empty or no numbers."""
    try:
        point = (float(longitude), float(latitude))
    except ValueError:
        return None
    return point if abs(point[0]) <= 180 and abs(point[1]) <= 90 else None
