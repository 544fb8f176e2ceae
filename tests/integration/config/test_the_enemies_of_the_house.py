"""Whoever tries what must not be done, at the doors that people and machines use: refused by name, nothing changed.

``untouched`` compares every row of every room before and after, so that nothing can be stored or queued unseen. That
two who press at the very same moment are served once is shown in ``public_warnings/test_at_once.py``.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import msgspec
import pytest
from django.apps import apps
from django.test import Client
from tests.factories.access import bearer, build_api_key, build_user, client_of, client_with
from tests.factories.incidents import an_incident
from tests.factories.monitoring import arrival, build_station, rain
from tests.factories.public_warnings import (
    BOW_TIE,
    COUNTY,
    NIGHT,
    RING,
    SIGNER,
    TOWNSHIP,
    VILLAGES,
    a_draft,
    a_signed,
    an_issued,
    build_places,
    build_responsible_people,
)

from anlan.access import api as access
from anlan.config.live import Client as LivePage
from anlan.config.live import _regions_of_session
from anlan.kernel.actors import SYSTEM
from anlan.kernel.levels import Level
from anlan.monitoring.adapters import publisher
from anlan.monitoring.models import Quarantine, Reading
from anlan.monitoring.services.ingesting import Intake, Outcome
from anlan.public_warnings import api as warnings
from anlan.public_warnings.models import Delivery, Transmission
from anlan.support import feed
from anlan.support.models import JournalEntry
from anlan.support.rights import role_among
from anlan.support.sealing import seal_committed

pytestmark = pytest.mark.django_db
NEIGHBOUR = "513433106"
LATER = NIGHT + timedelta(minutes=3)
MEGABYTES_50 = 50 * 1024 * 1024
_LAST_USED = {"access.ApiKey"}


@pytest.fixture(autouse=True)
def night(at):
    """A county with people who answer for it, in the night of the flood."""
    at(NIGHT)
    build_places()
    return build_responsible_people()


@pytest.fixture
def no_bus(settings) -> Iterator[None]:
    """No message bus: whatever were handed to it would be answered with 503."""
    settings.ANLAN = settings.ANLAN | {"ANLAN_NATS_URL": "nats://127.0.0.1:9"}
    publisher.bus.cache_clear()
    yield
    publisher.bus.cache_clear()


def the_house() -> dict[str, list[dict]]:
    """Return every row of every room, of the journal, and of the queue of jobs."""
    models = [each for each in apps.get_models() if each.__module__.startswith(("anlan.", "procrastinate."))]
    return {
        each._meta.label: list(each._base_manager.order_by("pk").values())
        for each in models
        if each._meta.label not in _LAST_USED
    }


@contextmanager
def untouched(*but: str) -> Iterator[None]:
    """See that no row of any table changes within, other than of those named."""
    before = the_house()
    assert {"public_warnings.Delivery", "support.JournalEntry", "procrastinate.ProcrastinateJob"} <= before.keys()
    yield
    after = the_house()
    assert [name for name in before if before[name] != after[name] and name not in but] == []


def a_form(**changes) -> dict:
    return {
        "headline": "Red warning of flash flood",
        "kind": "11A51",
        "level": "4",
        "description": "52.5 mm in one hour at Yihai.",
        "instruction": "1. Leave the river banks at once.",
        "effective": "2020-06-26T23:20",
        "expires": "2020-06-27T05:20",
        "channels": ["sms", "public_page"],
        "regions": [TOWNSHIP],
        "area_source": "",
        **changes,
    }


def drawn(ring) -> str:
    return msgspec.json.encode({"kind": "drawn", "rings": [ring]}).decode()


def a_commander_with_an_own_draft():
    """Return the browser of a commander who put a draft before those who sign, and the draft's id."""
    user = build_user("commander", COUNTY)
    actor = access.actor_of_user(user)
    rule = warnings.rule_for("11A51", Level.RED)
    assert role_among(actor, rule.review, COUNTY) == role_among(actor, rule.sign, COUNTY) == "commander"
    warning_id = a_draft(actor=actor)
    warnings.submit_warning(warning_id=warning_id, actor=actor, now=NIGHT)
    return client_of(user), warning_id


def test_an_author_who_holds_the_right_to_sign_cannot_sign_the_own_warning():
    author, warning_id = a_commander_with_an_own_draft()
    with untouched():
        page = author.post(f"/warnings/{warning_id}/sign/")
        rest = author.post(f"/api/v1/warnings/{warning_id}/sign")
    assert (page.status_code, rest.status_code) == (403, 403)
    assert "public_warnings.signer_is_author" in page.content.decode()
    assert rest.json()["code"] == "public_warnings.signer_is_author"


def test_an_author_who_holds_the_right_to_approve_cannot_approve_the_own_warning():
    author, warning_id = a_commander_with_an_own_draft()
    warnings.sign_warning(warning_id=warning_id, actor=SIGNER, now=NIGHT)
    with untouched():
        page = author.post(f"/warnings/{warning_id}/approve/")
        rest = author.post(f"/api/v1/warnings/{warning_id}/approve")
    assert (page.status_code, rest.status_code) == (403, 403)
    assert "public_warnings.approver_is_author" in page.content.decode()
    assert rest.json()["code"] == "public_warnings.approver_is_author"
    assert (Transmission.objects.count(), Delivery.objects.count()) == (0, 0)


def test_approve_pressed_twice_sends_once_and_says_who_did():
    warning_id = a_signed()
    commander = client_with("commander", COUNTY)
    assert commander.post(f"/warnings/{warning_id}/approve/").status_code == 302
    with untouched():
        page = commander.post(f"/warnings/{warning_id}/approve/")
        rest = commander.post(f"/api/v1/warnings/{warning_id}/approve")
    assert (page.status_code, rest.status_code) == (409, 409)
    assert rest.json()["code"] == "public_warnings.already_issued"
    assert Transmission.objects.get().approver_name in page.content.decode()
    assert JournalEntry.objects.filter(kind="public_warnings.warning_issued").count() == 1


@pytest.mark.parametrize("page", ["", "head/", "timeline/", "figures/"])
def test_a_township_opens_no_page_of_another_townships_incident(page):
    incident_id = an_incident(region=TOWNSHIP)
    own, other = client_with("township_officer", TOWNSHIP), client_with("township_officer", NEIGHBOUR)
    assert own.get(f"/incidents/{incident_id}/{page}").status_code == 200
    with untouched():
        answer = other.get(f"/incidents/{incident_id}/{page}")
    assert answer.status_code == 404
    assert "E20200626-001" not in answer.content.decode()


def test_a_township_neither_reads_nor_writes_another_townships_incident_by_the_api():
    incident_id = an_incident(region=TOWNSHIP)
    here = f"/api/v1/incidents/{incident_id}"
    report = {"region": TOWNSHIP, "figures": {"dead": 1}, "as_of": "2020-06-26T23:10:00+08:00", "source": "x"}
    other = client_with("township_officer", NEIGHBOUR)
    with untouched():
        answers = [other.get(here), other.get(f"{here}/timeline")]
        answers.append(other.post(f"{here}/situation", report, content_type="application/json"))
        listed = other.get("/api/v1/incidents").json()
    assert [(each.status_code, each.json()["code"]) for each in answers] == [(404, "kernel.not_found")] * 3
    assert listed == {"total": 0, "incidents": []}


def test_a_township_finds_another_townships_incident_neither_on_the_map_nor_by_search():
    incident_id = an_incident(region=TOWNSHIP)
    own, other = client_with("township_officer", TOWNSHIP), client_with("township_officer", NEIGHBOUR)
    tile = "/map/tiles/incidents/8/200/106.mvt"
    assert b"E20200626-001" in own.get(tile).content
    assert other.get(tile).content == b""
    assert other.get(f"/map/incidents/{incident_id}/").status_code == 404
    assert other.get("/search/?q=E20200626").context["groups"] == ()


@pytest.mark.django_db(transaction=True)
def test_a_township_hears_nothing_of_another_townships_incident_on_the_live_feed():
    own, other = (
        LivePage(_regions_of_session(client_with("township_officer", region).cookies.output(header="")))
        for region in (TOWNSHIP, NEIGHBOUR)
    )
    assert (own.regions, other.regions) == ((TOWNSHIP,), (NEIGHBOUR,))
    an_incident(region=TOWNSHIP)
    seal_committed()
    for notice in feed.notices_after(0):
        own.offer(notice)
        other.offer(notice)
    assert (own.queue.qsize(), other.queue.qsize()) == (1, 0)


@pytest.mark.django_db(transaction=True)
def test_the_live_feed_knows_nobody_without_a_session():
    assert _regions_of_session("") == ()
    assert _regions_of_session("sessionid=guessed") == ()


def test_a_confirm_link_used_again_names_who_confirmed_and_when_and_stores_nothing(at):
    an_issued()
    warnings.begin_calls(actor=SYSTEM, now=NIGHT)
    token = re.search(r"/c/([\w=-]+)/", Delivery.objects.get(call_step__task__region=VILLAGES[0]).text)[1]
    phone = Client()
    assert phone.post(f"/c/{token}/").status_code == 302
    at(LATER)
    with untouched():
        page = phone.post(f"/c/{token}/")
        rest = phone.post(f"/api/v1/confirm/{token}")
    assert (page.status_code, rest.status_code) == (409, 409)
    assert rest.json()["code"] == "public_warnings.already_confirmed"
    assert "Damawu A" in page.content.decode()
    assert "06-26 23:20:00" in page.content.decode()


def test_a_forged_confirm_link_is_not_found_and_stores_nothing():
    an_issued()
    warnings.begin_calls(actor=SYSTEM, now=NIGHT)
    with untouched():
        answers = [Client().post(f"/c/{forged}/").status_code for forged in ("x", "A" * 40, "%00")]
    assert answers == [404, 404, 404]


@pytest.mark.parametrize(
    ("ring", "rule"),
    [
        (BOW_TIE, "does_not_cross_itself"),
        (((10.0, 28.61), *RING[1:4], (10.0, 28.61)), "within_china"),
    ],
)
def test_a_polygon_that_is_none_is_refused_by_its_rule_on_the_form_and_by_the_api(ring, rule):
    officer = client_with("duty_officer", COUNTY)
    warning_id = a_draft()
    content = {"kind": "11A51", "level": "red", "region": COUNTY, "regions": [TOWNSHIP + "000"]}
    json = {"content_type": "application/json"}
    whole = officer.post("/api/v1/warnings/template", content, **json).json() | {"region": COUNTY, "polygons": [ring]}
    with untouched():
        page = officer.post(f"/warnings/{warning_id}/edit/", a_form(area_source=drawn(ring), headline="Changed"))
        rest = officer.post("/api/v1/warnings", whole, **json)
    assert (page.status_code, rest.status_code) == (422, 422)
    assert (rest.json()["code"], rest.json()["data"]["rule"]) == ("public_warnings.bad_area", rule)


@pytest.mark.parametrize(("ring", "rule"), [(RING[:4], "ring_closed"), (RING[:3], "at_least_4_points")])
def test_an_open_ring_is_refused_by_the_api_that_sends_exactly_what_it_is_given(ring, rule):
    officer = client_with("duty_officer", COUNTY)
    content = {"kind": "11A51", "level": "red", "region": COUNTY, "regions": [TOWNSHIP + "000"]}
    json = {"content_type": "application/json"}
    whole = officer.post("/api/v1/warnings/template", content, **json).json() | {"region": COUNTY, "polygons": [ring]}
    with untouched():
        rest = officer.post("/api/v1/warnings", whole, **json)
    assert (rest.status_code, rest.json()["data"]["rule"]) == (422, rule)


@pytest.mark.parametrize("area", ["nonsense", '{"kind":"Point"}', '{"kind":"drawn","rings":[[["NaN",1]]]}'])
def test_an_area_that_is_no_shape_at_all_is_refused_beside_the_form(area):
    warning_id = a_draft()
    officer = client_with("duty_officer", COUNTY)
    with untouched():
        answer = officer.post(f"/warnings/{warning_id}/edit/", a_form(area_source=area, headline="Changed"))
    assert answer.status_code == 422


WRONG_READINGS = pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"value": 1e308}, "monitoring.value_out_of_range"),
        ({"value": -1e308}, "monitoring.value_out_of_range"),
        ({"time": (NIGHT - timedelta(days=30)).isoformat()}, "monitoring.too_old"),
        ({"time": (NIGHT + timedelta(days=30)).isoformat()}, "monitoring.in_the_future"),
    ],
)


@WRONG_READINGS
def test_an_absurd_reading_by_http_is_named_to_its_sender_put_aside_and_not_handed_to_the_bus(change, code, no_bus):
    build_station(region=TOWNSHIP)
    (reading,) = rain(NIGHT - timedelta(minutes=5), [1.0])
    _, key = build_api_key()
    with untouched("monitoring.Quarantine"):
        answer = Client().post(
            "/api/v1/readings", msgspec.json.encode([reading | change]), "application/json", **bearer(key)
        )
    assert answer.status_code == 202
    assert answer.json()["accepted"] == 0
    assert [(each["code"], each["station"]) for each in answer.json()["refused"]] == [(code, "YHZ01")]
    assert [row.reason for row in Quarantine.objects.all()] == [code]


@WRONG_READINGS
def test_an_absurd_reading_by_radio_is_put_aside_by_name_and_alarms_nobody(change, code):
    build_station(region=TOWNSHIP)
    (reading,) = rain(NIGHT - timedelta(minutes=5), [1.0])
    intake = Intake()
    with untouched("monitoring.Quarantine", "monitoring.DirectoryEdition"):
        outcome = intake.take([arrival([reading | change], source="mqtt", station="YHZ01")], now=NIGHT)
    assert outcome == Outcome(stored=0, repeated=0, refused=1, told=0)
    assert [row.reason for row in Quarantine.objects.all()] == [code]
    assert Reading.objects.count() == 0


class NeverRead:
    """A request body that must not be touched."""

    def read(self, *_: object) -> bytes:
        raise AssertionError("the body was read")

    readline = read

    def close(self) -> None:
        """Nothing is open."""


def test_a_body_of_50_megabytes_is_refused_by_name_before_a_byte_of_it_is_read(no_bus):
    _, key = build_api_key()
    huge = {"wsgi.input": NeverRead(), "CONTENT_LENGTH": str(MEGABYTES_50)}
    with untouched():
        answer = Client().post("/api/v1/readings", b"", "application/json", **bearer(key), **huge)
    assert (answer.status_code, answer.json()["code"]) == (413, "monitoring.too_large")


def test_a_body_of_50_megabytes_that_is_really_sent_is_refused_and_not_handed_to_the_bus(no_bus):
    _, key = build_api_key()
    with untouched():
        answer = Client().post("/api/v1/readings", b" " * MEGABYTES_50, "application/json", **bearer(key))
    assert (answer.status_code, answer.json()["code"]) == (413, "monitoring.too_large")
