"""Patrols: planned, made denser by warnings, sent late from the phone, taken once, with photos and track."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.factories.access import client_with
from tests.factories.pictures import picture
from tests.factories.risks import build_site

from anlan.kernel.actors import SYSTEM
from anlan.kernel.errors import NotFound
from anlan.kernel.levels import Level
from anlan.risks import api
from anlan.risks.models import HazardSite, Patrol, PatrolPhoto
from anlan.support.models import JournalEntry
from anlan.workflows import issued_warning_thickens_patrols

pytestmark = pytest.mark.django_db

NOW = datetime(2020, 6, 26, 10, tzinfo=UTC)
VILLAGE, TOWNSHIP, OTHER = "513433106200", "513433106", "513433102"
PNG = picture(90)


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def due(site):
    return HazardSite.objects.get(id=site.id).patrol_due_at


def report(finding=api.Finding.UNCHANGED, note="", **more):
    return api.PatrolReport(finding, note, **more)


def test_every_open_site_gets_a_next_patrol_by_its_class_once():
    small, large, gone = build_site(), build_site(grade="large"), build_site(state="eliminated")

    assert api.plan_patrols(actor=SYSTEM, now=NOW) == 2
    assert api.plan_patrols(actor=SYSTEM, now=NOW + timedelta(hours=1)) == 0

    assert (due(small), due(large), due(gone)) == (NOW + timedelta(days=7), NOW + timedelta(days=1), None)


def test_a_rain_warning_makes_the_patrols_of_its_regions_denser_and_no_lighter_one_undoes_it():
    here, there = build_site(), build_site(f"{OTHER}200")
    fire = build_site(kind="forest_fire", grade="fire_5")
    api.plan_patrols(actor=SYSTEM, now=NOW)

    warned = {"regions": [TOWNSHIP], "actor": SYSTEM}
    assert api.thicken_patrols(kind="11B03", level=Level.ORANGE, now=NOW, **warned) == 1
    assert api.thicken_patrols(kind="11B03", level=Level.BLUE, now=NOW + timedelta(hours=1), **warned) == 1
    assert api.thicken_patrols(kind="11C02", level=Level.RED, now=NOW, **warned) == 0

    row = HazardSite.objects.get(id=here.id)
    assert (row.patrol_due_at, row.dense_hours, row.dense_until) == (
        NOW + timedelta(hours=6),
        6,
        NOW + timedelta(hours=25),
    )
    assert (due(there), due(fire)) == (NOW + timedelta(days=7), NOW + timedelta(days=15))
    assert JournalEntry.objects.filter(kind="risks.patrols_thickened").count() == 2


def test_densities_of_warnings_that_are_over_are_forgotten():
    site = build_site(dense_hours=2, dense_until=NOW)
    assert api.forget_densities(actor=SYSTEM, now=NOW) == 1
    assert HazardSite.objects.get(id=site.id).dense_hours is None


def test_a_patrol_with_photos_and_track_is_taken_once_and_plans_the_next(actor_with):
    site, officer = build_site(), actor_with("village_officer", VILLAGE)
    walked = NOW - timedelta(hours=3)
    told = report(
        api.Finding.CHANGED,
        "crack",
        track=[[102.2, 28.7, 1], [102.2, 28.701, 2]],
        photos=(api.SentPhoto("a.png", PNG), api.SentPhoto("b.png", PNG)),
        walked_at=walked,
        token=uuid4(),
    )

    for _ in range(2):
        api.record_patrol(site_id=site.id, report=told, actor=officer, now=NOW)

    (row,) = api.patrols(site.id)
    assert (row.at, row.received_at, len(row.photo_ids), round(row.metres)) == (walked, NOW, 2, 111)
    assert due(site) == walked + timedelta(days=7)
    assert api.photo(officer, row.photo_ids[0]) == (PNG, "image/png")
    with pytest.raises(NotFound):
        api.photo(actor_with("village_officer", f"{OTHER}200"), row.photo_ids[0])
    (entry,) = JournalEntry.objects.filter(kind="risks.site_patrolled")
    assert (entry.payload["photos"], entry.payload["metres"]) == (2, 111)


def test_a_patrol_that_arrives_late_does_not_undo_what_a_later_walk_found(actor_with):
    site, officer = build_site(), actor_with("village_officer", VILLAGE)
    api.record_patrol(site_id=site.id, report=report(api.Finding.IMMINENT, "moves"), actor=officer, now=NOW)

    late = report(walked_at=NOW - timedelta(hours=5))
    state = api.record_patrol(site_id=site.id, report=late, actor=officer, now=NOW + timedelta(minutes=1))

    assert (state, Patrol.objects.count()) == ("dangerous", 2)
    assert HazardSite.objects.get(id=site.id).last_patrol_at == NOW


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"photos": (api.SentPhoto("a.png", b"<html>"),)}, api.NotAPhoto),
        ({"photos": (api.SentPhoto("a.png", PNG),) * 7}, api.TooManyPhotos),
        ({"track": [["x", 1, 1]]}, api.TrackIsBroken),
    ],
)
def test_a_patrol_with_what_is_no_photo_or_track_is_refused_whole(actor_with, more, refusal):
    site = build_site()
    with pytest.raises(refusal):
        api.record_patrol(site_id=site.id, report=report(**more), actor=actor_with("village_officer", VILLAGE), now=NOW)
    assert (Patrol.objects.count(), PatrolPhoto.objects.count(), JournalEntry.objects.count()) == (0, 0, 0)


def test_late_patrols_stand_on_the_list_the_status_line_and_the_phone():
    late = build_site(patrol_due_at=NOW - timedelta(days=3000))
    calm = build_site(patrol_due_at=NOW + timedelta(days=30_000))
    client = client_with("township_officer", TOWNSHIP)

    page = client.get("/risks/?due=late&sort=due").content.decode()
    assert late.name in page
    assert calm.name not in page
    assert "/risks/?due=late&amp;sort=due" in page
    phone = client.get("/patrols/").content.decode()
    assert late.name in phone
    assert calm.name not in phone
    assert calm.name in client.get(f"/patrols/?q={calm.code}").content.decode()


def test_the_phone_page_takes_a_patrol_once():
    site, token = build_site(), str(uuid4())
    client, path = client_with("village_officer", VILLAGE), f"/patrols/{site.id}/"
    assert client.get(path).status_code == 200

    for _ in range(2):
        photo = SimpleUploadedFile("a.png", PNG, "image/png")
        sent = {"finding": "changed", "note": "wet foot", "track": "[[102.2,28.7,5]]", "client_token": token}
        assert client.post(path, sent | {"photo": photo, "pressed_ago": "60000"}).status_code == 302
    assert client.post(path, {"finding": "unchanged", "track": "{"}).status_code == 422

    assert (Patrol.objects.count(), PatrolPhoto.objects.count()) == (1, 1)
    (photo_id,) = api.patrols(site.id)[0].photo_ids
    assert client.get(f"/risks/photos/{photo_id}/").content == PNG
    assert client_with("auditor", TOWNSHIP).get(path).status_code == 403


@pytest.mark.parametrize(("told", "hours"), [({}, 6), ({"exercise": True}, None), ({"message_type": "cancel"}, None)])
def test_an_issued_warning_makes_patrols_denser_but_no_exercise_and_no_lifting(told, hours):
    site = build_site()
    plain = {"regions": (TOWNSHIP,), "event_code": "11A51", "level": 3, "message_type": "alert", "exercise": False}
    issued_warning_thickens_patrols.run(SimpleNamespace(**plain | told), actor=SYSTEM, now=NOW)
    assert HazardSite.objects.get(id=site.id).dense_hours == hours
