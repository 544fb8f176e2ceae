"""What a drill is before it runs, checked; and who may know of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from anlan.drills.domain.states import DrillState
from anlan.kernel.errors import InvalidValue

FORMS: Final = ("tabletop", "functional", "full", "double_blind")
"""As the plans' own note of a drill names them."""

SEALED_FORM: Final = "double_blind"
_MOST_PARTICIPANTS: Final = 200
_MOST_INSIDERS: Final = 40
_EARLIEST: Final = timedelta(days=1)
_LATEST: Final = timedelta(days=3 * 366)


class Part(StrEnum):
    """What an insider of a drill does."""

    CONTROLLER = "controller"
    OBSERVER = "observer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """Who takes part: an organisation and, where known, a seat or person in it."""

    organisation: str
    seat: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDrill:
    """A drill to be planned. The accounts of approver, controllers and observers are its insiders, with the author.

    ``script`` is the key of a shipped script to begin with; ``place_text`` and ``location`` say where it plays.
    """

    title: str
    form: str
    plan_id: UUID
    scenario: str
    planned_start: datetime
    approver_id: str
    controllers: tuple[str, ...] = ()
    observers: tuple[str, ...] = ()
    participants: tuple[Participant, ...] = ()
    place_text: str = ""
    script: str = ""
    token: UUID | None = None


def check_drill(new: NewDrill, now: datetime) -> None:
    """Refuse a drill by the first field that cannot be."""
    for field, text, longest in (("title", new.title, 100), ("scenario", new.scenario, 4000)):
        if not text.strip() or len(text) > longest:
            raise InvalidValue(field=field, value=text[:40], rule=f"1_to_{longest}_characters")
    if len(new.place_text) > 200:
        raise InvalidValue(field="place_text", value=new.place_text[:20], rule="at_most_200_characters")
    if new.form not in FORMS:
        raise InvalidValue(field="form", value=new.form[:20], rule="known_form")
    if not now - _EARLIEST <= new.planned_start <= now + _LATEST:
        raise InvalidValue(field="planned_start", value=new.planned_start.isoformat(), rule="from_today_within_3_years")
    _check_people(new)


def _check_people(new: NewDrill) -> None:
    if len(new.participants) > _MOST_PARTICIPANTS:
        raise InvalidValue(field="who_takes_part", value=len(new.participants), rule="at_most_200_lines")
    if len(new.controllers) + len(new.observers) > _MOST_INSIDERS:
        raise InvalidValue(field="observers", value=len(new.observers), rule="at_most_40")
    if set(new.controllers) & set(new.observers):
        raise InvalidValue(field="observers", value="", rule="no_controller_observes")


def check_no_insider_takes_part(participants: tuple[Participant, ...], insiders: set[str]) -> None:
    """Refuse a double-blind drill whose participant is named among those who know of it."""
    known = [each.seat for each in participants if each.seat and each.seat in insiders]
    if known:
        raise InvalidValue(field="who_takes_part", value=known[0], rule="no_insider_takes_part")


def is_sealed(form: str, started_at: datetime | None) -> bool:
    """Tell whether only its insiders may know of a drill: a double-blind one until it starts, or for ever."""
    return form == SEALED_FORM and started_at is None


def region_told(form: str, region: str, started_at: datetime | None) -> str:
    """Return the region under which the journal tells of a drill: none while it is sealed.

    Readers of the journal and of the live feed read by region, so an entry without one reaches no county's reader.
    """
    return "" if is_sealed(form, started_at) else region


def is_over(state: DrillState) -> bool:
    """Tell whether a drill has ended, so that its whole script and the observers' notes may be read."""
    return state in (DrillState.ENDED, DrillState.SCORED, DrillState.REPORTED)
