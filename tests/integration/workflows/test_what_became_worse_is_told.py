"""What became worse on the registers: the alarm follows it, and those who answer are told by name."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from tests.factories.enterprises import a_risk, build_enterprise, build_risk
from tests.factories.major_hazards import build_site_of_a_trade, build_unit
from tests.factories.people import build_person
from tests.factories.places import build_divisions
from tests.factories.risks import build_site

from anlan.alarms import api as alarms
from anlan.alarms.models import Alarm
from anlan.enterprises import api as enterprises
from anlan.enterprises.models import Enterprise
from anlan.kernel.actors import SYSTEM, Actor, Grant
from anlan.kernel.errors import InvalidValue, NotAllowed
from anlan.kernel.levels import Level
from anlan.major_hazards import api as hazards
from anlan.notices.models import Notice
from anlan.risks import api as risks
from anlan.risks.models import SiteDuty
from anlan.support.journal import event_of
from anlan.support.models import JournalEntry
from anlan.workflows import (
    changed_class_of_major_hazard_is_told,
    changed_colour_of_special_site_is_told,
    graver_class_of_site_is_told,
    graver_risk_point_is_told,
    patrolled_site_became_worse,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 7, 1, 4, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def ground():
    build_divisions()


def a_site(**fields):
    site = build_site(**fields)
    for role, name in (("grid_village", "Li"), ("technical", "Wang")):
        SiteDuty.objects.create(site=site, role=role, person=build_person(name))
    return site


def run(arrow, kind, now=NOW):
    entry = JournalEntry.objects.filter(kind=kind).latest("recorded_at")
    arrow.run(event_of(entry, arrow.ON), actor=SYSTEM.because(entry.id), now=now)


def patrol(site, finding, now):
    report = risks.PatrolReport(finding, "cracks" if finding != "unchanged" else "")
    risks.record_patrol(site_id=site.id, report=report, actor=SYSTEM, now=now)
    run(patrolled_site_became_worse, "risks.site_patrolled", now)


def test_a_patrol_that_finds_a_site_worse_raises_an_alarm_and_tells_all_who_answer_for_it():
    site = a_site()
    patrol(site, risks.Finding.UNCHANGED, NOW)
    assert (Alarm.objects.count(), Notice.objects.count()) == (0, 0)
    patrol(site, risks.Finding.CHANGED, NOW + HOUR)
    alarm = Alarm.objects.get()
    assert (alarm.rule_family, alarm.level, alarm.value, alarm.threshold) == ("site_worse", Level.YELLOW, 2, 2)
    assert {(row.kind, row.person_name) for row in Notice.objects.all()} == {
        ("site_changing", "Li"),
        ("site_changing", "Wang"),
    }
    patrol(site, risks.Finding.CHANGED, NOW + 2 * HOUR)
    assert Notice.objects.count() == 2
    patrol(site, risks.Finding.IMMINENT, NOW + 3 * HOUR)
    alarm.refresh_from_db()
    assert (alarm.level, alarm.times, Notice.objects.filter(kind="site_dangerous").count()) == (Level.RED, 2, 2)
    patrol(site, risks.Finding.UNCHANGED, NOW + 4 * HOUR)
    patrol(site, risks.Finding.UNCHANGED, NOW + 5 * HOUR)
    alarm.refresh_from_db()
    assert (alarm.level, alarm.current_level, alarm.state) == (Level.RED, 0, "raised")
    assert Notice.objects.count() == 4


def test_a_site_of_a_graver_class_is_told_and_raises_no_alarm():
    site = a_site(threatened_persons=99)
    told = {"code": site.code, "name": site.name, "kind": site.kind, "region": site.region}
    told |= {"longitude": site.location.x, "latitude": site.location.y}
    for persons, notices in ((100, 2), (101, 2), (99, 2)):
        details = risks.SiteDetails(**told, threatened_persons=persons)
        risks.keep_site(details=details, site_id=site.id, actor=SYSTEM, now=NOW)
        run(graver_class_of_site_is_told, "risks.site_changed")
        assert Notice.objects.count() == notices
    assert {row.kind for row in Notice.objects.all()} == {"site_graver"}
    assert not Alarm.objects.exists()


def colour(site, before, after):
    told = {"subject": f"trade_site:{site.id}", "region": site.region, "name": site.name, "score": 60}
    event = hazards.ColourChanged(
        **told, site_id=site.id, enterprise_id=site.enterprise_id, before=int(before), after=int(after)
    )
    changed_colour_of_special_site_is_told.run(event, actor=SYSTEM.because(uuid4()), now=NOW)


def test_the_colour_of_a_special_site_is_followed_from_orange_on_and_its_firm_told_of_each_rise():
    site = hazards.site(SYSTEM, build_site_of_a_trade())
    Enterprise.objects.filter(id=site.enterprise_id).update(contact=build_person("Zhang"))
    colour(site, Level.NONE, Level.RED)
    assert (Alarm.objects.count(), Notice.objects.count()) == (0, 0)
    colour(site, Level.BLUE, Level.YELLOW)
    assert (Alarm.objects.count(), Notice.objects.count()) == (0, 1)
    colour(site, Level.YELLOW, Level.ORANGE)
    assert (Alarm.objects.get().level, Notice.objects.count()) == (Level.ORANGE, 2)
    colour(site, Level.ORANGE, Level.BLUE)
    assert Notice.objects.count() == 2


def class_of(unit, before, after, cause, now=NOW):
    told = {"subject": f"unit:{unit.id}", "region": unit.region, "name": unit.name, "s": "4", "r": "18"}
    ids = {"unit_id": unit.id, "enterprise_id": unit.enterprise_id}
    event = hazards.ClassChanged(**told, **ids, before=before, after=after, cause=cause)
    changed_class_of_major_hazard_is_told.run(event, actor=SYSTEM.because(uuid4()), now=now)


def test_a_graver_class_by_measured_stock_raises_an_alarm_and_one_by_hand_only_tells():
    unit = hazards.unit(SYSTEM, build_unit(("7782-50-5", "10")))
    Enterprise.objects.filter(id=unit.enterprise_id).update(contact=build_person("Zhang"))
    class_of(unit, 3, 2, "hand")
    assert (Alarm.objects.count(), Notice.objects.count()) == (0, 1)
    class_of(unit, 2, 1, "series")
    assert (Alarm.objects.get().level, Notice.objects.count()) == (Level.RED, 2)
    class_of(unit, 1, 4, "series", NOW + HOUR)
    assert (Alarm.objects.get().current_level, Notice.objects.count()) == (Level.BLUE, 2)


def test_a_risk_point_that_was_judged_graver_is_told_to_its_firm():
    firm = build_enterprise(contact=build_person("Zhang"))
    yellow, red = {"L": "3", "E": "6", "C": "7"}, {"L": "6", "E": "6", "C": "15"}
    point = build_risk(firm, factors=yellow)
    for factors, notices in ((red, 1), (yellow, 1)):
        entry = a_risk(factors=factors)
        enterprises.change_risk_point(point_id=point.id, entry=entry, actor=SYSTEM, now=NOW)
        run(graver_risk_point_is_told, "enterprises.risk_point_kept")
        assert Notice.objects.count() == notices
    assert Notice.objects.get().person_name == "Zhang"


@pytest.mark.parametrize(
    ("family", "actor", "refusal"),
    [
        ("site_worse", Actor(id="a", name="a", grants=(Grant("auditor", "51"),)), NotAllowed),
        ("water_level", SYSTEM, InvalidValue),
        ("gossip", SYSTEM, InvalidValue),
    ],
)
def test_whoever_may_not_raise_alarms_and_a_family_of_measurements_are_refused(family, actor, refusal):
    told = alarms.Standing(family=family, label="s", region="513433", before=Level.BLUE, level=Level.RED, at=NOW)
    with pytest.raises(refusal):
        alarms.follow_standing(told=told, actor=actor, now=NOW)
    assert not Alarm.objects.exists()
