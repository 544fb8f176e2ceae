"""Partners' CAP messages: polled and pushed, judged, kept once, and never more than a draft of a person."""

import http.server
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connections
from tests.factories.access import client_with
from tests.factories.public_warnings import COUNTY, NIGHT, TOWNSHIP

from anlan.kernel import clock
from anlan.kernel.actors import SYSTEM
from anlan.kernel.errors import AnlanError
from anlan.kernel.levels import Level
from anlan.protocols.cap12 import profile
from anlan.protocols.cap12.document import LIMIT_BYTES
from anlan.protocols.cap_feed.feed import Entry, Feed
from anlan.protocols.cap_feed.writing import write_atom, write_rss
from anlan.public_warnings import api
from anlan.public_warnings.adapters.fetching import HttpFetcher
from anlan.public_warnings.models import (
    Delivery,
    Partner,
    PublicWarning,
    ReceivedMessage,
    RefusedMessage,
    SeenEntry,
    Transmission,
)
from anlan.public_warnings.ports import Fetched, FetchFailed

pytestmark = pytest.mark.django_db
ADDRESS = "https://met.example/cap/feed.atom"
KINDS = {"Alert": "", "Update": "first", "Cancel": "first"}


@pytest.fixture(autouse=True)
def night(at, ground):
    at(NIGHT)
    return ground


def message(identifier="first", *, kind="Alert", status="Actual", scope="Public", **changes) -> bytes:
    sent = "2020-06-26T23:00:00+08:00" if kind == "Alert" else "2020-06-26T23:10:00+08:00"
    before = f"<references>met.example,{KINDS[kind]},2020-06-26T23:00:00+08:00</references>" if KINDS[kind] else ""
    text = f"""<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>{identifier}</identifier>
<sender>met.example</sender><sent>{sent}</sent><status>{status}</status><msgType>{kind}</msgType><scope>{scope}</scope>
{before}<info><language>zh-CN</language><category>Met</category><event>Flash flood</event><urgency>Immediate</urgency>
<severity>Extreme</severity><certainty>Observed</certainty><eventCode><valueName>12379</valueName><value>11A51</value>
</eventCode><expires>2020-06-27T06:00:00+08:00</expires><headline>Red warning</headline><description>Heavy rain.
</description><instruction>Go up.</instruction><area><areaDesc>Yihai</areaDesc><geocode>
<valueName>{profile.geocode(TOWNSHIP).name}</valueName><value>{TOWNSHIP}000</value></geocode></area></info></alert>"""
    for old, new in changes.items():
        text = text.replace(f"<{old}>", f"<{old}>{new}")
    return text.encode()


class Outside:
    """A partner's server as our port sees it: documents by address, or a fault."""

    def __init__(self, **documents):
        self.documents = documents or {}
        self.asked = []
        self.etag = ""

    def get(self, address, *, limit, etag="", last_modified=""):
        self.asked.append(address)
        if address == ADDRESS and etag and etag == self.etag:
            return Fetched(is_unchanged=True)
        found = self.documents.get(address)
        if found is None or len(found) > limit:
            raise FetchFailed("answers 404")
        return Fetched(body=found, etag=self.etag)


def feed(*names, write=write_atom) -> bytes:
    entries = tuple(
        Entry(id=name, title=name, updated=NIGHT, cap_address=f"https://met.example/cap/{name}.xml") for name in names
    )
    return write(Feed(id="f", title="f", updated=NIGHT, address=ADDRESS, entries=entries))


def outside(**messages) -> Outside:
    found = Outside(**{f"https://met.example/cap/{name}.xml": raw for name, raw in messages.items()})
    found.documents[ADDRESS] = feed(*messages)
    return found


@pytest.fixture
def leader(actor_with):
    return actor_with("duty_leader", COUNTY, "Leader")


def added(leader, **changes):
    new = api.NewPartner(**{"name": "Met office", "region": COUNTY, "address": ADDRESS, **changes})
    return api.add_partner(new=new, actor=leader, now=NIGHT)


def polled(partner_id, fetcher, *, is_due=True):
    if is_due:
        Partner.objects.filter(id=partner_id).update(next_poll_at=clock.real_now(), claimed_until=None)
    return api.poll_partner(partner_id=partner_id, fetcher=fetcher, actor=SYSTEM, now=NIGHT)


def taken(partner_id, raw):
    return api.take_message(partner_id=partner_id, raw=raw, came_from="push", actor=SYSTEM, now=NIGHT)


def nothing_left():
    return not Transmission.objects.exists() and not Delivery.objects.exists()


@pytest.mark.parametrize("write", [write_atom, write_rss])
def test_a_polled_feed_brings_messages_that_wait_for_a_person(leader, write):
    server = outside(first=message(), second=message("second"))
    server.documents[ADDRESS] = feed("first", "second", write=write)
    found = polled(added(leader).id, server)
    assert (found.kept, found.refused, found.failed, found.fault) == (2, 0, 0, "")
    assert set(ReceivedMessage.objects.values_list("state", "level", "event_code")) == {("waiting", 4, "11A51")}
    assert not PublicWarning.objects.exists()
    assert nothing_left()


def test_one_broken_entry_never_stops_the_feed_and_is_tried_again(leader):
    server = outside(first=message(), gone=b"", bad=message("b d"), second=message("second"))
    del server.documents["https://met.example/cap/gone.xml"]
    partner = added(leader).id
    found = polled(partner, server)
    assert (found.kept, found.refused, found.failed) == (2, 1, 1)
    assert Partner.objects.get(id=partner).etag == ""
    server.documents["https://met.example/cap/gone.xml"] = message("late")
    server.asked.clear()
    found = polled(partner, server)
    assert (found.kept, found.known, found.refused, found.failed) == (1, 0, 0, 0)
    assert server.asked == [ADDRESS, "https://met.example/cap/gone.xml"]
    assert SeenEntry.objects.count() == 4


def test_an_unchanged_feed_is_asked_for_by_its_mark_and_not_read_again(leader):
    server, partner = outside(first=message()), added(leader).id
    server.etag = '"7"'
    polled(partner, server)
    assert Partner.objects.get(id=partner).etag == '"7"'
    server.asked.clear()
    assert polled(partner, server).kept == 0
    assert server.asked == [ADDRESS]


def test_a_partner_that_fails_is_asked_less_often_and_says_why(leader):
    partner = added(leader).id
    for _ in range(3):
        assert polled(partner, Outside()).fault == "answers 404"
    row = Partner.objects.get(id=partner)
    assert (row.faults, row.fault) == (3, "answers 404")
    assert timedelta(minutes=39) < row.next_poll_at - clock.real_now() <= timedelta(minutes=40)


def test_a_partner_that_is_not_due_paused_or_claimed_is_not_asked(leader):
    partner, server = added(leader).id, outside(first=message())
    Partner.objects.filter(id=partner).update(next_poll_at=clock.real_now() + timedelta(minutes=1))
    assert polled(partner, server, is_due=False) is None
    Partner.objects.filter(id=partner).update(
        next_poll_at=clock.real_now(), claimed_until=clock.real_now() + timedelta(minutes=1)
    )
    assert polled(partner, server, is_due=False) is None
    api.pause_partner(partner_id=partner, is_paused=True, actor=leader, now=NIGHT)
    assert polled(partner, server) is None
    assert server.asked == []


def test_the_same_message_by_feed_and_by_push_is_kept_once(leader):
    polled(added(leader).id, outside(first=message()))
    other = added(leader, name="Second way", address="", pushes=True)
    again = taken(other.id, message())
    assert again.outcome == api.Intake.KNOWN
    assert again.id == ReceivedMessage.objects.get().id


def test_a_refused_message_is_kept_once_with_every_error(leader):
    partner = added(leader).id
    raw = message("b d", status="Real")
    for _ in range(2):
        assert taken(partner, raw).outcome == api.Intake.REFUSED
    row = RefusedMessage.objects.get()
    assert (row.times, row.size) == (2, len(raw))
    assert {error["element"] for error in row.errors} == {"identifier", "status"}
    assert not ReceivedMessage.objects.exists()


def test_a_partner_that_pushes_needs_its_own_key(client, leader):
    partner, other = added(leader, address="", pushes=True), added(leader, name="Other", address="", pushes=True)
    url = f"/api/v1/warnings/partners/{partner.id}/cap"

    def post(raw, **headers):
        return client.post(url, raw, content_type="application/cap+xml", headers=headers)

    for key in ("", "wrong", other.key):
        assert post(message(), **{"Anlan-Partner-Key": key}).status_code == 403
    unknown = f"/api/v1/warnings/partners/{uuid4()}/cap"
    assert client.post(unknown, message(), content_type="application/cap+xml").status_code == 403
    assert not ReceivedMessage.objects.exists()
    own = {"Anlan-Partner-Key": partner.key}
    assert post(message(), **own).status_code == 201
    assert post(message(), **own).status_code == 200
    refused = post(message("b d"), **own)
    assert (refused.status_code, refused.json()["errors"][0]["element"]) == (422, "identifier")
    assert post(b" " * (LIMIT_BYTES + 100), **own).json()["errors"][0]["code"] == "cap12.too_large"
    api.pause_partner(partner_id=partner.id, is_paused=True, actor=leader, now=NIGHT)
    assert post(message("third"), **own).status_code == 403
    assert ReceivedMessage.objects.count() == 1


def test_another_key_ends_the_first(leader):
    partner = added(leader, address="", pushes=True)
    fresh = api.renew_partner_key(partner_id=partner.id, actor=leader, now=NIGHT)
    assert api.partner_pushing(partner.id, fresh.key) == partner.id
    with pytest.raises(AnlanError) as caught:
        api.partner_pushing(partner.id, partner.key)
    assert caught.value.code == "public_warnings.wrong_partner_key"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"address": "ftp://met.example/a"}, "public_warnings.address_not_allowed"),
        ({"address": "https://u:p@met.example/a"}, "public_warnings.address_not_allowed"),
        ({"address": "file:///etc/passwd"}, "public_warnings.address_not_allowed"),
        ({"address": ""}, "kernel.invalid_value"),
        ({"name": " "}, "kernel.invalid_value"),
        ({"poll_minutes": 0}, "kernel.invalid_value"),
        ({"region": "5101"}, "kernel.not_allowed"),
    ],
)
def test_a_partner_that_may_not_be_is_not_added(leader, changes, code):
    with pytest.raises(AnlanError) as caught:
        added(leader, **changes)
    assert (caught.value.code, Partner.objects.count()) == (code, 0)


def test_an_officer_may_not_add_partners_and_another_county_sees_none(leader, actor_with):
    with pytest.raises(AnlanError):
        added(actor_with("duty_officer", COUNTY))
    added(leader)
    assert api.partners(actor_with("duty_officer", "513423")) == ()


def test_a_person_turns_a_message_into_a_draft_of_his_own_unit(leader, actor_with):
    officer = actor_with("duty_officer", COUNTY, "Officer")
    message_id = taken(added(leader).id, message()).id
    warning_id = api.draft_of_received(message_id=message_id, actor=officer, now=NIGHT)
    warning = PublicWarning.objects.get(id=warning_id)
    assert (warning.state, warning.region, warning.level) == ("draft", COUNTY, 4)
    assert (warning.headline, warning.regions) == ("Red warning", [TOWNSHIP])
    assert nothing_left()
    with pytest.raises(AnlanError) as caught:
        api.draft_of_received(message_id=message_id, actor=officer, now=NIGHT)
    assert caught.value.code == "public_warnings.already_decided"
    assert PublicWarning.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"status": "Test"}, "actual_or_exercise"),
        ({"status": "System"}, "actual_or_exercise"),
        ({"kind": "Cancel"}, "alert_or_update"),
    ],
)
def test_a_message_that_is_no_warning_for_the_public_gives_no_draft(leader, actor_with, changes, rule):
    message_id = taken(added(leader).id, message(**changes)).id
    with pytest.raises(AnlanError) as caught:
        api.draft_of_received(message_id=message_id, actor=actor_with("duty_officer", COUNTY), now=NIGHT)
    assert (caught.value.code, caught.value.data["rule"]) == ("public_warnings.not_for_drafting", rule)
    assert not PublicWarning.objects.exists()
    assert ReceivedMessage.objects.get().state == "waiting"


def test_an_exercise_of_a_partner_becomes_an_exercise_only(leader, actor_with):
    message_id = taken(added(leader).id, message(status="Exercise")).id
    officer = actor_with("duty_officer", COUNTY)
    warning = PublicWarning.objects.get(id=api.draft_of_received(message_id=message_id, actor=officer, now=NIGHT))
    assert warning.is_exercise
    assert all(key.startswith("exercise_") for key in warning.channels)


def test_a_message_is_set_aside_with_a_reason_only(leader, actor_with):
    message_id, officer = taken(added(leader).id, message()).id, actor_with("duty_officer", COUNTY, "Officer")
    with pytest.raises(AnlanError):
        api.set_aside(message_id=message_id, reason=" ", actor=officer, now=NIGHT)
    assert ReceivedMessage.objects.get().state == "waiting"
    api.set_aside(message_id=message_id, reason="Not our river", actor=officer, now=NIGHT)
    row = ReceivedMessage.objects.get()
    assert (row.state, row.reason, row.decided_by) == ("set_aside", "Not our river", "Officer")


def test_who_may_not_draft_decides_nothing(leader, actor_with):
    message_id = taken(added(leader).id, message()).id
    for actor in (actor_with("inspector", COUNTY), actor_with("duty_officer", "513423")):
        with pytest.raises(AnlanError):
            api.draft_of_received(message_id=message_id, actor=actor, now=NIGHT)
        with pytest.raises(AnlanError):
            api.set_aside(message_id=message_id, reason="x", actor=actor, now=NIGHT)
    assert ReceivedMessage.objects.get().state == "waiting"
    assert not PublicWarning.objects.exists()


def test_a_cancel_is_shown_on_the_earlier_message_and_on_its_draft(leader, actor_with):
    partner, officer = added(leader).id, actor_with("duty_officer", COUNTY)
    first = taken(partner, message()).id
    warning_id = api.draft_of_received(message_id=first, actor=officer, now=NIGHT)
    cancel = taken(partner, message("second", kind="Cancel")).id
    assert [row.id for row in api.received_message(officer, first).later] == [cancel]
    (origin,) = api.origins_of(officer, warning_id)
    assert [row.message_type for row in origin.later] == ["Cancel"]
    page = client_with("duty_officer", COUNTY).get(f"/warnings/{warning_id}/").content.decode()
    assert f"/warnings/received/{cancel}/" in page
    assert PublicWarning.objects.get().state == "draft"


def test_the_pages_show_decide_and_refuse(leader):
    partner = added(leader).id
    message_id = taken(partner, message()).id
    taken(partner, message("b d"))
    officer = client_with("duty_officer", COUNTY)
    assert "Red warning" in officer.get("/warnings/received/?state=waiting").content.decode()
    assert "Red warning" not in officer.get("/warnings/received/?state=drafted").content.decode()
    assert officer.get(f"/warnings/received/{message_id}/").status_code == 200
    assert client_with("duty_officer", "513423").get(f"/warnings/received/{message_id}/").status_code == 404
    answer = officer.post(f"/warnings/received/{message_id}/set-aside/", {"reason": ""})
    assert (answer.status_code, ReceivedMessage.objects.get().state) == (422, "waiting")
    answer = officer.post(f"/warnings/received/{message_id}/draft/", {"kind": "11A51", "level": "3"})
    assert answer["Location"] == f"/warnings/{PublicWarning.objects.get().id}/"
    assert PublicWarning.objects.get().level == int(Level.ORANGE)


def test_the_page_of_partners_adds_pauses_and_shows_a_key_once(leader):
    client = client_with("duty_leader", COUNTY)
    answer = client.post("/warnings/partners/", {"name": "Hydrology", "poll_minutes": "5", "pushes": "on"})
    row = Partner.objects.get()
    assert (answer.status_code, row.region, row.name) == (200, COUNTY, "Hydrology")
    assert f"/api/v1/warnings/partners/{row.id}/cap" in answer.content.decode()
    assert "Anlan-Partner-Key" not in client.get("/warnings/partners/").content.decode()
    client.post(f"/warnings/partners/{row.id}/pause/")
    assert Partner.objects.get().is_paused
    wrong = client.post("/warnings/partners/", {"name": "x", "poll_minutes": "5", "address": "ftp://a/"})
    assert (wrong.status_code, Partner.objects.count()) == (422, 1)


@pytest.mark.django_db(transaction=True)
def test_two_workers_polling_at_once_fetch_once(leader):
    partner, server = added(leader).id, outside(first=message())
    Partner.objects.filter(id=partner).update(next_poll_at=clock.real_now())
    both, slow = threading.Barrier(2), server.get

    def get(address, **rest):
        time.sleep(0.2)
        return slow(address, **rest)

    server.get = get

    def work():
        try:
            both.wait(5)
            return api.poll_partner(partner_id=partner, fetcher=server, actor=SYSTEM, now=NIGHT)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        found = [each.result() for each in [pool.submit(work), pool.submit(work)]]
    assert sorted(each is None for each in found) == [False, True]
    assert server.asked.count(ADDRESS) == 1
    assert ReceivedMessage.objects.count() == 1


class Server(http.server.BaseHTTPRequestHandler):
    """A partner's web server: well behaved, hanging, dripping, too big, sending elsewhere."""

    def do_GET(self):
        if self.path == "/hangs":
            time.sleep(3)
            return
        if self.path.startswith("/to?"):
            self.send_response(302)
            self.send_header("Location", self.path[4:])
            self.end_headers()
            return
        if self.headers.get("If-None-Match") == '"1"':
            self.send_response(304)
            self.end_headers()
            return
        self.send_response(200)
        self.send_header("ETag", '"1"')
        if self.path == "/says-65-megabytes":
            self.send_header("Content-Length", str(65 * 1024 * 1024))
        self.end_headers()
        try:
            self.body()
        except (BrokenPipeError, ConnectionResetError):
            return

    def body(self):
        if self.path == "/drips":
            for _ in range(30):
                self.wfile.write(b" ")
                time.sleep(0.1)
        elif self.path == "/65-megabytes":
            for _ in range(65):
                self.wfile.write(b" " * 1024 * 1024)
        else:
            self.wfile.write(b"<x/>")

    def log_message(self, *args):
        """Say nothing."""


@pytest.fixture
def server():
    httpd = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
    httpd.daemon_threads = True
    thread = threading.Thread(target=httpd.serve_forever, daemon=True)
    thread.start()
    yield f"http://localhost:{httpd.server_address[1]}"
    httpd.shutdown()
    httpd.server_close()


def named_fetcher(**rest):
    return HttpFetcher(("localhost",), resolve=lambda host, port: ("127.0.0.1",), **rest)


def test_a_document_is_fetched_and_asked_for_by_its_mark(server):
    found = named_fetcher().get(f"{server}/a", limit=100)
    assert (found.body, found.etag, found.is_unchanged) == (b"<x/>", '"1"', False)
    assert named_fetcher().get(f"{server}/a", limit=100, etag='"1"').is_unchanged


@pytest.mark.parametrize("path", ["/65-megabytes", "/says-65-megabytes", "/hangs", "/drips"])
def test_a_server_that_hangs_drips_or_sends_too_much_is_left_in_time(server, path):
    begun = time.monotonic()
    with pytest.raises(FetchFailed):
        named_fetcher(most_seconds=1.0).get(server + path, limit=LIMIT_BYTES)
    assert time.monotonic() - begun < 12


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.0.0.1", "192.168.1.1", "169.254.169.254", "::1", "fd00::1", "::ffff:10.0.0.1"],
)
def test_a_name_that_stands_for_a_private_address_is_never_connected_to(address):
    fetcher = HttpFetcher(resolve=lambda host, port: ("8.8.8.8", address))
    with pytest.raises(AnlanError) as caught:
        fetcher.get("https://met.example/feed", limit=100)
    assert caught.value.code == "public_warnings.address_not_allowed"


def test_a_redirection_is_checked_like_the_first_address(server):
    for target in ("http://metadata.example/", "file:///etc/passwd"):
        fetcher = HttpFetcher(("localhost",), resolve=lambda host, port: ("127.0.0.1",))
        with pytest.raises(AnlanError) as caught:
            fetcher.get(f"{server}/to?{target}", limit=100)
        assert caught.value.code == "public_warnings.address_not_allowed"
    with pytest.raises(FetchFailed):
        named_fetcher().get(f"{server}/to?/to?/to?/to?/to?/a", limit=100)
