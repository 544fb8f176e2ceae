"""Whom warnings reached, and which were right: counted, and shown with the list behind every number."""

import csv
import io
from datetime import timedelta

import pytest
from django.contrib.gis.geos import Point, Polygon
from tests.factories.access import build_user, client_of
from tests.factories.alarms import an_alarm
from tests.factories.public_warnings import (
    APPROVER,
    AUTHOR,
    COUNTY,
    NIGHT,
    SIGNER,
    TOWNSHIP,
    VILLAGES,
    an_actor,
    an_issued,
)

from anlan.alarms import api as alarms
from anlan.alarms.models import Alarm
from anlan.incidents import api as incidents
from anlan.kernel.actors import SYSTEM
from anlan.kernel.errors import NotFound
from anlan.kernel.ids import new_id
from anlan.people.models import Device, Resident
from anlan.public_warnings import api
from anlan.public_warnings.models import CoverageSummary, Delivery, Transmission
from anlan.public_warnings.services.tallying import ring_for_counting

pytestmark = pytest.mark.usefixtures("ground")
OFFICER = an_actor("duty_officer")
LATER = NIGHT + timedelta(minutes=30)


@pytest.fixture(autouse=True)
def _night(at):
    at(LATER)


def residents(count: int, region: str, longitude: float = 102.25) -> list[Resident]:
    rows = [
        Resident(name=f"resident {n}", region=region, location=Point(longitude, 28.7, srid=4326)) for n in range(count)
    ]
    return Resident.objects.bulk_create(rows)


def message(warning_id, *, minutes: float | None = 1, region: str = VILLAGES[0], **fields) -> Delivery:
    """Store a message that arrived so many minutes after issuing, or did not arrive."""
    sent = Transmission.objects.get(warning_id=warning_id)
    at = None if minutes is None else sent.sent_at + timedelta(minutes=minutes)
    values = {
        "channel": "sms",
        "receiver": str(new_id()),
        "address": str(new_id()),
        "state": "sent" if at is None else "delivered",
        "is_exercise": False,
        "next_try_real": sent.sent_at,
        "queued_at": sent.sent_at,
        "delivered_at": at,
    } | fields
    return Delivery.objects.create(transmission=sent, warning_id=warning_id, region=region, **values)


def only_pages(**changes):
    return an_issued(channels=("public_page", "cap_feed"), **changes)


def counted(warning_id):
    api.count_coverage(warning_id=warning_id, now=LATER)
    return api.coverage(OFFICER, warning_id)


def test_messages_are_counted_by_channel_place_and_hour():
    issued = only_pages()
    for minutes in (1, 10, 10.01, 50, None):
        message(issued, minutes=minutes)
    message(issued, region=VILLAGES[1], channel="loudspeaker")
    found = counted(issued)
    assert [(row.key, row.total, row.reached, row.in_time) for row in found.channels] == [
        ("loudspeaker", 1, 1, 1),
        ("sms", 5, 4, 2),
    ]
    assert [(row.region, row.total, row.reached, row.in_time) for row in found.places] == [(TOWNSHIP, 6, 5, 3)]
    assert [count for _, count in found.hours] == [4, 1]


def test_the_platforms_own_pages_are_no_messages():
    found = counted(only_pages())
    assert (found.channels, found.sum_of("total")) == ((), 0)


def test_a_resident_counts_once_by_message_or_by_a_loudspeaker_that_covers_the_home():
    issued = only_pages()
    here = residents(4, VILLAGES[0], 102.25)
    residents(2, VILLAGES[1], 102.35)
    ring = Polygon.from_bbox((102.24, 28.69, 102.26, 28.71))
    ring.srid = 4326
    values = {"kind": "loudspeaker", "region": TOWNSHIP, "location": Point(102.25, 28.7, srid=4326)}
    Device.objects.create(code="D1", name="speaker", address="speakers/1", covers=ring, **values)
    message(issued, person_id=here[0].id)
    found = counted(issued)
    assert (found.sum_of("registered"), found.sum_of("reached_residents")) == (6, 1)
    assert (found.population, found.covered) == (1700, 225)
    message(issued, channel="loudspeaker", address="speakers/1", region=TOWNSHIP)
    found = counted(issued)
    assert (found.sum_of("reached_residents"), found.covered) == (4, 900)
    assert found.share == pytest.approx(900 / 1700)


def test_a_village_without_registered_residents_counts_as_not_reached():
    issued = only_pages()
    row = residents(1, VILLAGES[0])[0]
    message(issued, person_id=row.id)
    found = counted(issued)
    assert (found.covered, found.population, found.unregistered) == (900, 1700, 800)


def test_an_exercise_resident_and_an_exercise_device_are_not_counted():
    issued = only_pages()
    row = residents(2, VILLAGES[0])
    Resident.objects.filter(id=row[1].id).update(is_exercise=True)
    assert counted(issued).sum_of("registered") == 1


def test_a_fresh_warning_is_rung_for_once_until_it_was_counted():
    issued = only_pages()
    assert ring_for_counting(now=LATER) == 1
    assert ring_for_counting(now=LATER) == 0
    assert api.coverage(OFFICER, issued).counted_at is None
    api.count_coverage(warning_id=issued, now=LATER)
    assert api.coverage(OFFICER, issued).counted_at == LATER
    assert ring_for_counting(now=LATER) == 0
    CoverageSummary.objects.update(counted_real=NIGHT)
    assert ring_for_counting(now=LATER) == 1


def test_a_warning_of_long_ago_is_counted_for_good():
    issued = only_pages()
    api.count_coverage(warning_id=issued, now=NIGHT + timedelta(hours=49))
    CoverageSummary.objects.update(counted_real=NIGHT)
    assert CoverageSummary.objects.get().is_final
    assert ring_for_counting(now=NIGHT + timedelta(hours=50)) == 0


def an_incident(minutes: int, *, kind: str = "11A51", region: str = VILLAGES[0], is_exercise: bool = False):
    at = NIGHT + timedelta(minutes=minutes)
    new = incidents.NewIncident(
        kind=kind,
        title=f"{kind} after {minutes} minutes",
        region=region,
        location=None,
        happened_at=at,
        learned_at=max(at, NIGHT),
        grade=3,
        alarm_ids=(),
        is_exercise=is_exercise,
    )
    return incidents.open_incident(new=new, actor=SYSTEM, now=NIGHT + timedelta(days=1))


def year(now=NIGHT + timedelta(days=2)):
    return api.warned_year(OFFICER, 2020, COUNTY, now)


def test_an_incident_of_the_kind_in_area_and_period_makes_a_hit_with_its_lead():
    only_pages()
    proof = an_incident(90)
    found = year()
    assert [(row.judged.verdict, row.judged.lead) for row in found.rows] == [("hit", timedelta(minutes=90))]
    assert found.rows[0].judged.incidents == (proof,)
    assert (found.score.hits, found.score.false, found.missed) == (1, 0, ())


@pytest.mark.parametrize(
    ("minutes", "kind", "region", "verdict"),
    [
        (0, "11A51", VILLAGES[0], "hit"),
        (-1, "11A51", VILLAGES[0], "late"),
        (-720, "11A51", VILLAGES[0], "late"),
        (-721, "11A51", VILLAGES[0], "false"),
        (720, "11A51", VILLAGES[0], "hit"),
        (721, "11A51", VILLAGES[0], "false"),
        (60, "11D02", TOWNSHIP, "hit"),
        (60, "11A51", COUNTY, "hit"),
        (60, "11B20", VILLAGES[0], "false"),
        (60, "11A51", "513433101", "false"),
    ],
)
def test_kind_place_and_time_decide_at_their_borders(minutes, kind, region, verdict):
    only_pages()
    if kind in incidents.event_kinds():
        an_incident(minutes, kind=kind, region=region)
    assert [row.judged.verdict for row in year().rows] == [verdict]


def an_alarm_of(first: int, last: int | None = None, *, verified=True, region=VILLAGES[0], **changes):
    alarm_id = an_alarm(NIGHT + timedelta(minutes=first), region=region, **changes)
    if last is not None:
        Alarm.objects.filter(id=alarm_id).update(last_at=NIGHT + timedelta(minutes=last))
    if verified:
        alarms.verify_alarm(alarm_id=alarm_id, actor=OFFICER, now=NIGHT + timedelta(minutes=first))
    return alarm_id


@pytest.mark.parametrize(
    ("alarm", "verdict", "lead"),
    [
        ({"first": 0}, "hit", 0),
        ({"first": 45}, "hit", 45),
        ({"first": -20, "last": 0}, "hit", None),
        ({"first": -20, "last": -1}, "false", None),
        ({"first": 720}, "hit", 720),
        ({"first": 721}, "false", None),
        ({"first": 45, "verified": False}, "false", None),
        ({"first": 45, "region": "513433101"}, "false", None),
        ({"first": 45, "is_exercise": True}, "false", None),
    ],
)
def test_a_verified_alarm_after_the_warning_makes_a_hit_and_one_before_it_proves_nothing(alarm, verdict, lead):
    only_pages()
    alarm_id = an_alarm_of(**alarm)
    (row,) = year().rows
    minutes = None if row.judged.lead is None else row.judged.lead.total_seconds() / 60
    assert (row.judged.verdict, minutes) == (verdict, lead)
    assert row.judged.alarms == ((alarm_id,) if verdict == "hit" else ())


def test_an_alarm_found_false_later_proves_nothing_any_more():
    only_pages()
    Alarm.objects.filter(id=an_alarm_of(45)).update(is_false=True)
    assert [row.judged.verdict for row in year().rows] == ["false"]


def test_hits_by_alarms_alone_are_no_foreseen_incidents():
    only_pages()
    an_alarm_of(45)
    score = year().score
    assert (score.hits, score.hits_by_alarm, score.hit_share, score.false_share) == (1, 1, None, 0)
    an_incident(90)
    score = year().score
    assert (score.hits, score.hits_by_alarm, score.hit_share) == (1, 0, 1)


def test_a_verified_alarm_from_which_no_warning_came_is_named():
    only_pages()
    inside, outside = an_alarm_of(45), an_alarm_of(46, region="513433101")
    an_alarm_of(47, region="513433102", verified=False)
    found = year()
    assert [row.id for row in found.unwarned] == [outside]
    page = client_of(build_user("duty_officer", COUNTY)).get("/warnings/coverage/?year=2020").content.decode()
    assert f"/alarms/{inside}/" in page
    assert f"/alarms/{outside}/" in page


def test_a_warning_whose_time_is_not_over_is_not_yet_judged():
    only_pages()
    assert [row.judged.verdict for row in year(LATER).rows] == ["open"]
    assert year(LATER).score.false_share is None


def test_what_no_warning_foresaw_is_missed_and_exercises_are_left_out():
    an_issued(is_exercise=True, channels=("exercise_email",))
    missed = an_incident(60)
    an_incident(70, is_exercise=True)
    found = year()
    assert (found.rows, [row.id for row in found.missed]) == ((), [missed])


def test_updates_and_the_lifting_belong_to_the_first_message():
    issued = only_pages()
    follower = api.lift_warning(warning_id=issued, reason="over", actor=AUTHOR, now=LATER)
    api.submit_warning(warning_id=follower, actor=AUTHOR, now=LATER)
    api.sign_warning(warning_id=follower, actor=SIGNER, now=LATER)
    api.approve_warning(warning_id=follower, actor=APPROVER, now=LATER)
    an_incident(30 + 361)
    found = year()
    assert [(row.until, row.judged.verdict) for row in found.rows] == [(LATER, "false")]


def test_another_county_sees_none_of_it():
    issued = only_pages()
    elsewhere = an_actor("duty_officer", region="513434")
    assert api.warned_year(elsewhere, 2020, "", LATER).rows == ()
    with pytest.raises(NotFound):
        api.coverage(elsewhere, issued)


def test_the_pages_open_with_nothing_and_with_everything_and_leave_as_files():
    officer = client_of(build_user("duty_officer", COUNTY))
    assert officer.get("/warnings/coverage/").status_code == 200
    issued = only_pages()
    assert officer.get(f"/warnings/{issued}/coverage/").status_code == 200
    row = residents(1, VILLAGES[0])[0]
    message(issued, person_id=row.id)
    message(issued, minutes=90)
    api.count_coverage(warning_id=issued, now=LATER)
    an_incident(90)
    an_incident(90, kind="11D01")
    for path in (f"/warnings/{issued}/coverage/", "/warnings/coverage/?year=2020"):
        page = officer.get(path)
        assert page.status_code == 200
        assert "52.9" in page.content.decode(), path
    answer = officer.get(f"/warnings/coverage/?year=2020&region={COUNTY}&format=csv")
    lines = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))
    assert lines[1][1:] == ["Red warning of flash flood", lines[1][2], "1700", "900", "52.9", lines[1][6], "90"]
    paper = officer.get("/warnings/coverage/?year=2020&format=docx")
    assert (paper.content[:2], paper["Content-Type"].split(".")[-1]) == (b"PK", "document")
    assert officer.get(f"/warnings/{issued}/coverage/?format=csv").status_code == 200


def test_strangers_are_sent_to_sign_in(client):
    issued = only_pages()
    for path in ("/warnings/coverage/", f"/warnings/{issued}/coverage/"):
        assert client.get(path).status_code == 302
