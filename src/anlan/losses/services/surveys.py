"""Opening and closing counts of losses."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from anlan.incidents import api as incidents
from anlan.kernel.actors import Actor
from anlan.kernel.errors import InvalidValue, NotFound
from anlan.kernel.regions import RegionLevel, at_level, level_of, lies_within, normalise
from anlan.losses.domain import errors
from anlan.losses.events import SurveyClosed, SurveyOpened
from anlan.losses.models import Survey
from anlan.losses.selectors.tables import loss_table, period_title
from anlan.support import journal, locks, rights


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSurvey:
    """What is counted where: ``asked`` are the townships that must tell; ``period`` a year or winter."""

    table: str
    region: str
    incident_id: UUID | None = None
    period: str = ""
    asked: tuple[str, ...] = ()


@transaction.atomic
def open_survey(*, new: NewSurvey, actor: Actor, now: datetime) -> UUID:
    """Begin to count a table in a county, of an incident or of a year."""
    region = normalise(new.region)
    rights.require(actor, "losses.open", region)
    table = loss_table(new.table)
    of_incident = table.stage == "incident"
    title, begins_at, is_exercise = _of_incident(new, region, actor) if of_incident else (_period(new), now, False)
    asked = _asked(new, region)
    locks.hold(f"losses:open:{region}")
    same = Survey.objects.filter(table=new.table, incident_id=new.incident_id, region=region, period=new.period)
    if same.exists():
        raise errors.SurveyExists(title=f"{title} {table.name}")
    survey = Survey.objects.create(
        table=table.key,
        edition=table.edition,
        incident_id=new.incident_id,
        region=region,
        period=new.period,
        title=title,
        asked=asked,
        begins_at=begins_at,
        opened_by=actor.name,
        opened_at=now,
        is_exercise=is_exercise,
    )
    journal.announce(SurveyOpened(**named(survey), units=len(asked)), actor=actor, now=now)
    return survey.id


@transaction.atomic
def close_survey(*, survey_id: UUID, reason: str, actor: Actor, now: datetime) -> None:
    """Close a count: what it holds stays, and no more is taken."""
    survey = Survey.objects.select_for_update().filter(id=survey_id).first()
    if survey is None:
        raise NotFound(what="survey")
    rights.require(actor, "losses.open", survey.region)
    if survey.closed_at:
        raise errors.SurveyClosed(title=survey.title)
    survey.closed_by, survey.closed_at = actor.name, now
    survey.save()
    journal.announce(SurveyClosed(**named(survey), reason=checked_text("reason", reason)), actor=actor, now=now)


def named(survey: Survey) -> dict[str, object]:
    """Return what every event of a survey says of it."""
    return {
        "subject": f"survey:{survey.id}",
        "region": survey.region,
        "incident_id": survey.incident_id,
        "exercise": survey.is_exercise,
        "survey_id": survey.id,
        "table": survey.table,
        "title": survey.title,
    }


def checked_text(field: str, text: str, *, most: int = 500) -> str:
    """Return a text without blanks around it, or refuse an empty or overlong one."""
    text = text.strip()
    if not 1 <= len(text) <= most:
        raise InvalidValue(field=field, value=text[:most], rule=f"1_to_{most}_characters")
    return text


def _of_incident(new: NewSurvey, region: str, actor: Actor) -> tuple[str, datetime, bool]:
    if new.incident_id is None or new.period:
        raise InvalidValue(field="incident", value=new.period[:20], rule="chosen_from_the_list")
    incident = incidents.incident(actor, new.incident_id)
    county = at_level(incident.region, RegionLevel.COUNTY)
    if not lies_within(region, county) and not lies_within(county, region):
        raise InvalidValue(field="region", value=region, rule="in_the_incidents_county")
    return incident.title, incident.happened_at, incident.is_exercise


def _period(new: NewSurvey) -> str:
    if new.incident_id is not None or not (new.period.isascii() and new.period.isdigit() and len(new.period) == 4):
        raise InvalidValue(field="period", value=new.period[:20], rule="a_year")
    return period_title(new.period)


def _asked(new: NewSurvey, region: str) -> list[str]:
    if level_of(region) is not RegionLevel.COUNTY:
        raise InvalidValue(field="region", value=region, rule="a_county")
    asked = sorted({normalise(each) for each in new.asked})
    for each in asked:
        if level_of(each) is not RegionLevel.TOWNSHIP or not lies_within(each, region):
            raise InvalidValue(field="asked", value=each, rule="a_township_of_the_county")
    if not asked:
        raise InvalidValue(field="asked", value="", rule="at_least_one")
    return asked
