"""The published figures of the Mianning flood of 26 June 2020, entered by place as they came.

Where only a total was published (more than 7,000 moved by 11:00), the county's own entry holds what no township named.
"""

from datetime import datetime
from decimal import Decimal

import pytest
from django.db import transaction
from tests.factories.incidents import an_incident
from tests.factories.losses import COUNTY, DUTY, LEADER, figures, somebody

from anlan.incidents import api as incidents
from anlan.kernel.clock import CHINA
from anlan.losses import api
from anlan.losses.models import Entry, Note

pytestmark = pytest.mark.django_db
GAOYANG, DAQIAO, YIHAI, HUIAN = (COUNTY + tail for tail in ("001", "102", "106", "113"))
DAMAWU = YIHAI + "201"
EARLY, NOON, NEXT_DAY = (
    datetime(2020, 6, day, hour, minute, tzinfo=CHINA) for day, hour, minute in ((27, 3, 30), (27, 11, 0), (28, 16, 0))
)
MOVED = {GAOYANG: (600, 3000), HUIAN: (9, 36), YIHAI: (620, 3000), DAQIAO: (52, 285)}
VERIFIED = {
    "affected_households": 2100,
    "affected_pop": 9880,
    "evacuated_households": 1705,
    "preemptive_evacuees": 7705,
    "crop_affected": 500,
    "crop_damaged": 280,
    "crop_failed": 70,
    "collapsed_households": 80,
    "collapsed_rooms": 280,
    "slight_households": 620,
    "slight_rooms": 2300,
    "road_km": "10.5",
    "bridges": 5,
    "bridge_m": 370,
    "dike_km": "1.5",
    "power_line_km": 3,
}


class Count:
    """A count and what its people do, each at a time."""

    def __init__(self, incident_id, table, now):
        new = api.NewSurvey(table=table, region=COUNTY, incident_id=incident_id, asked=tuple(MOVED))
        self.id = api.open_survey(new=new, actor=LEADER, now=now)

    def tell(self, place, now, reason="", **values):
        new = api.NewEntry(survey_id=self.id, region=place, values=values, as_of=now, reason=reason)
        entry_id = api.enter_figures(new=new, actor=DUTY, now=now)
        api.accept_figures(entry_id=entry_id, actor=DUTY, now=now)

    def send(self, place, now, reason=""):
        entry_id = api.send_up(survey_id=self.id, region=place, reason=reason, actor=DUTY, now=now)
        receiver = somebody("duty_officer", "5134") if place == COUNTY else DUTY
        api.accept_figures(entry_id=entry_id, actor=receiver, now=now)


def totals_of(incident_id, *keys):
    situation = incidents.situation(DUTY, incident_id)
    return tuple(situation.total(key) for key in keys)


def test_the_figures_as_they_came_give_the_published_totals_at_every_level():
    incident_id = an_incident()
    quick = Count(incident_id, "quick", EARLY)
    for place, (households, persons) in MOVED.items():
        quick.tell(place, EARLY, evacuated_households=households, preemptive_evacuees=persons)
        quick.send(place, EARLY)
    quick.send(COUNTY, EARLY)
    assert api.rolled_up(quick.id, "5134") == figures(evacuated_households=1281, preemptive_evacuees=6321)

    quick.tell(DAMAWU, NOON, dead=1, missing=9)
    quick.send(YIHAI, NOON)
    quick.tell(COUNTY, NOON, dead=2, missing=3, preemptive_evacuees=679)
    quick.send(COUNTY, NOON, reason="G248 and Damawu found; more than 7,000 moved in all")
    assert totals_of(incident_id, "dead", "missing", "evacuated_pop") == (3, 12, 7000)

    with pytest.raises(api.ReasonNeeded), transaction.atomic():
        quick.tell(DAMAWU, NEXT_DAY, dead=10, missing=7)
    quick.tell(DAMAWU, NEXT_DAY, dead=10, missing=7, reason="missing persons were found dead")
    with pytest.raises(api.ReasonNeeded), transaction.atomic():
        quick.send(YIHAI, NEXT_DAY)
    for place in (YIHAI, COUNTY):
        quick.send(place, NEXT_DAY, reason="missing persons of Damawu were found dead")
    expected = figures(evacuated_households=1281, preemptive_evacuees=7000, dead=12, missing=10)
    assert api.rolled_up(quick.id, COUNTY) == api.rolled_up(quick.id, "5134") == expected
    assert totals_of(incident_id, "dead", "missing") == (12, 10)
    assert not Note.objects.filter(explanation="", entry__state="accepted").exists()
    assert Entry.objects.filter(region=DAMAWU).count() == 2

    verified = Count(incident_id, "verified", NEXT_DAY)
    verified.tell(COUNTY, NEXT_DAY, dead=12, missing=10, **VERIFIED)
    assert totals_of(incident_id, "dead", "affected_pop", "house_collapsed_rooms", "road_km") == (
        12,
        9880,
        280,
        Decimal("10.5"),
    )
    quick.tell(GAOYANG, NEXT_DAY, evacuated_households=601, preemptive_evacuees=3001)
    quick.send(GAOYANG, NEXT_DAY)
    assert totals_of(incident_id, "evacuated_pop") == (7705,)
