"""Counts of losses for tests; the county of public_warnings' factory, with two townships of villages."""

from datetime import timedelta
from decimal import Decimal
from uuid import UUID, uuid4

from tests.factories.incidents import LEARNED, an_incident

from anlan.kernel.actors import Actor, Grant
from anlan.losses import api

COUNTY, YIHAI, DAQIAO = "513433", "513433103", "513433102"
DAMAWU, CAOGU, BRIDGE = YIHAI + "201", YIHAI + "202", DAQIAO + "201"
OPENED = LEARNED + timedelta(minutes=30)


def somebody(role: str, region: str = COUNTY) -> Actor:
    """Return an actor of one role in one region."""
    return Actor(id=f"{role}:{region}", name=f"{role} of {region}", grants=(Grant(role, region),))


VILLAGE_OFFICER, TOWNSHIP_OFFICER = somebody("village_officer", DAMAWU), somebody("township_officer", YIHAI)
DUTY = somebody("duty_officer")
LEADER = somebody("duty_leader")


def a_survey(now=OPENED, **changes: object) -> UUID:
    """Open a count of quick figures in two townships of Mianning."""
    given = {"table": "quick", "region": COUNTY, "asked": (YIHAI, DAQIAO), **changes}
    if "incident_id" not in given and not given.get("period"):
        given["incident_id"] = an_incident()
    return api.open_survey(new=api.NewSurvey(**given), actor=LEADER, now=now)


def told(survey_id: UUID, region: str = DAMAWU, minutes: float = 10, *, by: Actor = DUTY, **given: object) -> UUID:
    """Let a place tell figures so many minutes after the opening; reserved words are fields of the entry."""
    fields = {key: given.pop(key) for key in ("reason", "is_zero", "token", "arrives", "pressed") if key in given}
    as_of = OPENED + timedelta(minutes=minutes)
    now = OPENED + timedelta(minutes=fields.pop("arrives", minutes))
    fields.setdefault("token", uuid4())
    new = api.NewEntry(survey_id=survey_id, region=region, values=given, as_of=as_of, **fields)
    return api.enter_figures(new=new, actor=by, now=now)


def accepted(survey_id: UUID, region: str = DAMAWU, minutes: float = 10, **given: object) -> UUID:
    """Let a place tell figures, and accept them."""
    entry_id = told(survey_id, region, minutes, **given)
    api.accept_figures(entry_id=entry_id, actor=DUTY, now=OPENED + timedelta(minutes=minutes))
    return entry_id


def sent_up(
    survey_id: UUID, region: str = YIHAI, minutes: float = 20, *, accept: bool = False, reason: str = ""
) -> UUID:
    """Send a region's sum up, and accept it where wanted."""
    now = OPENED + timedelta(minutes=minutes)
    entry_id = api.send_up(survey_id=survey_id, region=region, reason=reason, actor=DUTY, now=now)
    if accept:
        api.accept_figures(entry_id=entry_id, actor=DUTY, now=now)
    return entry_id


def figures(**given: object) -> dict[str, Decimal]:
    """Return figures as numbers."""
    return {key: Decimal(str(value)) for key, value in given.items()}
