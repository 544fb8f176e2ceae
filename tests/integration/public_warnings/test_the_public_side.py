"""What everyone may read: by plain HTTP, without a script, a cookie or an account."""

import gzip
import json
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.contrib.gis.geos import Point
from django.test import Client
from lxml import etree
from tests.factories.public_warnings import (
    APPROVER,
    AUTHOR,
    COUNTY,
    NIGHT,
    SIGNER,
    TOWNSHIP,
    VILLAGES,
    a_draft,
    an_issued,
)
from tests.factories.readiness import build_shelter

from anlan.kernel.levels import Level
from anlan.public_warnings import api
from anlan.public_warnings.models import Transmission

pytestmark = pytest.mark.usefixtures("ground")
LATER = NIGHT + timedelta(minutes=30)
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&"


@pytest.fixture(autouse=True)
def _night(at):
    at(LATER)


def text_of(path: str, **headers: str) -> str:
    answer = Client(headers=headers).get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def shelter(name: str, longitude: float, latitude: float, **fields: object) -> None:
    row = build_shelter(TOWNSHIP, **fields)
    row.name, row.location = name, Point(longitude, latitude, srid=4326)
    row.save()


def lifted(warning_id):
    follower = api.lift_warning(warning_id=warning_id, reason="The rain is over.", actor=AUTHOR, now=LATER)
    api.submit_warning(warning_id=follower, actor=AUTHOR, now=LATER)
    api.sign_warning(warning_id=follower, actor=SIGNER, now=LATER)
    api.approve_warning(warning_id=follower, actor=APPROVER, now=LATER)
    return follower


EVERYWHERE = ("/public/", "/public/warnings.geojson", "/public/embed/", "/public/map/")


def test_a_warning_stands_on_every_page_the_moment_it_is_issued():
    for path in EVERYWHERE:
        assert "Red warning" not in text_of(path)
    issued = an_issued()
    for path in ("/public/", "/public/warnings.geojson", "/public/embed/", "/public/cap/feed.atom"):
        assert "Red warning of flash flood" in text_of(path), path
    page = text_of(f"/public/warnings/{issued}/")
    assert "Leave the river banks at once." in page
    assert text_of("/public/map.svg").count("<path") > 2


def test_what_stands_is_known_by_one_look_until_something_is_sent_or_expires(django_assert_num_queries):
    an_issued(regions=(VILLAGES[0],))
    (first,) = api.standing_notices(LATER).notices
    with django_assert_num_queries(1):
        assert api.standing_notices(LATER).notices == (first,)
    an_issued(regions=(VILLAGES[1],))
    assert len(api.standing_notices(LATER).notices) == 2
    assert len(api.standing_notices(first.expires - timedelta(seconds=1)).notices) == 2
    assert api.standing_notices(first.expires).notices == ()
    assert len(api.standing_notices(LATER).notices) == 2


def test_a_lifted_warning_leaves_page_map_frame_and_geojson_at_once():
    issued = an_issued()
    assert "Red warning" in text_of("/public/")
    lifted(issued)
    for path in ("/public/warnings.geojson", "/public/embed/"):
        assert "Red warning" not in text_of(path), path
    page = text_of("/public/")
    standing, ended = page.split('class="ended"')
    assert ("Red warning" in standing, "Red warning" in ended) == (False, True)
    assert Client().get("/public/map.svg").status_code == 404
    own = text_of(f"/public/warnings/{issued}/")
    assert 'class="over"' in own
    assert "Red warning" in text_of("/public/archive/")
    feed = etree.fromstring(text_of("/public/cap/feed.atom").encode())
    assert len(feed.findall("{http://www.w3.org/2005/Atom}entry")) == 2


def test_a_warning_ends_by_itself_when_its_time_is_over(at):
    an_issued()
    at(NIGHT + timedelta(hours=6) - timedelta(seconds=1))
    assert json.loads(text_of("/public/warnings.geojson"))["features"]
    at(NIGHT + timedelta(hours=6))
    assert json.loads(text_of("/public/warnings.geojson"))["features"] == []
    assert "Red warning" in text_of("/public/archive/")


def test_an_exercise_is_on_no_public_page_by_any_path():
    exercise = an_issued(is_exercise=True, channels=("exercise_email",), headline="Only practice")
    sent = Transmission.objects.get(warning_id=exercise)
    for path in (
        *EVERYWHERE,
        f"/public/?place={COUNTY}",
        "/public/?level=4",
        "/public/?kind=11A51",
        "/public/archive/",
        "/public/cap/feed.atom",
        "/public/cap/feed.rss",
        "/public/cap/feed.xml",
        f"/public/cap/feed.atom?region={COUNTY}",
        f"/public/embed/?region={COUNTY}",
        f"/public/warnings.geojson?region={COUNTY}",
    ):
        page = text_of(path)
        assert ("Only practice" in page, str(exercise) in page, sent.identifier in page) == (False, False, False), path
    for path in (
        f"/public/warnings/{exercise}/",
        f"/public/warnings/{exercise}/map.svg",
        f"/public/cap/{sent.identifier}.xml",
    ):
        assert Client().get(path).status_code == 404, path


def test_drafts_and_what_was_not_sent_by_the_public_page_are_not_shown():
    draft = a_draft(headline="Not yet")
    inward = an_issued(channels=("email",), headline="Only inside", regions=(VILLAGES[1],))
    for path in (*EVERYWHERE, "/public/archive/"):
        page = text_of(path)
        assert ("Not yet" in page, "Only inside" in page) == (False, False), path
    for warning_id in (draft, inward):
        assert Client().get(f"/public/warnings/{warning_id}/").status_code == 404


def test_texts_and_places_can_bring_no_script_onto_a_page():
    issued = an_issued(headline=HOSTILE, description=HOSTILE, instruction=f"1. {HOSTILE}\n2. Go.")
    from anlan.places.models import Division
    from anlan.places.selectors.naming import forget_names

    Division.objects.filter(code=VILLAGES[0]).update(name=HOSTILE)
    forget_names()
    shelter(HOSTILE, 102.25, 28.7, state="open")
    for path in (
        "/public/",
        f"/public/?place={VILLAGES[0]}",
        f"/public/warnings/{issued}/",
        f"/public/warnings/{issued}/map.svg?place={VILLAGES[0]}",
        f"/public/map.svg?place={VILLAGES[0]}",
        f"/public/map/?place={VILLAGES[0]}",
        f"/public/embed/?region={VILLAGES[0]}",
        f"/public/embed/code/?region={VILLAGES[0]}",
        "/public/cap/feed.atom",
        "/public/cap/feed.rss",
        "/public/?q=%3Cscript%3Ealert(1)%3C/script%3E",
        "/public/?place=%22%3E%3Cscript%3E&lang=%22%3E%3Cscript%3E&kind=%22%3E%3C",
    ):
        page = text_of(path)
        assert ("<script>alert" in page, "<img src=x" in page) == (False, False), path
    for path in ("/public/cap/feed.atom", "/public/cap/feed.rss", f"/public/warnings/{issued}/map.svg"):
        etree.fromstring(text_of(path).encode())
    raw = Client().get("/public/warnings.geojson")
    assert (raw["Content-Type"], raw["X-Content-Type-Options"]) == ("application/geo+json", "nosniff")


@pytest.mark.parametrize(
    ("place", "is_shown"), [(COUNTY, True), (TOWNSHIP, True), (VILLAGES[0], True), ("5134", True), ("513427", False)]
)
def test_a_place_shows_what_concerns_it_above_and_below(place, is_shown):
    from anlan.places.models import Division

    Division.objects.create(
        code="513427", name="Ningnan", level=3, parent="5134", standing="civil", source="a test", edition="2020-01-01"
    )
    an_issued()
    for path in (
        f"/public/?place={place}",
        f"/public/embed/?region={place}",
        f"/public/warnings.geojson?region={place}",
    ):
        assert ("Red warning" in text_of(path).split('class="ended"')[0]) is is_shown, path
    feed = text_of(f"/public/cap/feed.atom?region={place}")
    assert ("<entry>" in feed) is is_shown
    lifted(api.standing_notices(LATER).notices[0].warning_id)
    assert ("Red warning" in text_of(f"/public/archive/?place={place}")) is is_shown


def test_colour_and_kind_choose_and_what_is_unknown_chooses_nothing_out():
    an_issued()
    blue = {"level": Level.BLUE, "headline": "Blue of rain", "kind": "11B03", "regions": (VILLAGES[1],)}
    an_issued(**blue, channels=("public_page", "cap_feed"))
    assert "Blue of rain" not in text_of("/public/?level=4").split('class="ended"')[0]
    assert "Red warning" not in text_of("/public/?kind=11B03")
    for nonsense in (
        "level=9",
        "kind=x",
        "place=99",
        "page=-3",
        "page=99999999999",
        "lang=xx",
        "year=abc",
        "place=%00",
    ):
        page = text_of(f"/public/?{nonsense}")
        assert ("Red warning" in page, "Blue of rain" in page) == (True, True), nonsense


def test_a_name_or_its_pinyin_leads_to_the_place():
    an_issued()
    assert Client().get("/public/?q=Yihai")["Location"] == f"/public/?place={TOWNSHIP}"
    assert Client().get(f"/public/?q={COUNTY}&lang=en")["Location"] == f"/public/?place={COUNTY}&lang=en"
    found = text_of("/public/?q=i")
    assert f"/public/?place={TOWNSHIP}" in found
    assert "place=" not in text_of("/public/?q=nowhere+at+all")


def test_a_point_leads_to_its_township_and_is_not_kept():
    answer = Client().get("/public/?at=102.25,28.7")
    assert (answer["Location"], answer["Cache-Control"]) == (f"/public/?place={TOWNSHIP}", "no-store")
    for nonsense in ("0,0", "x,y", "102.25", "999,999", "nan,nan", "1e400,2"):
        assert Client().get(f"/public/?at={nonsense}")["Location"] == "/public/?lost=1", nonsense


def test_only_open_shelters_are_shown_the_nearest_first_and_no_keeper():
    issued = an_issued()
    shelter("Far hall", 102.35, 28.7, state="open", capacity=80)
    shelter("Near hall", 102.2, 28.6, state="open", capacity=50, occupants=20)
    shelter("Shut hall", 102.2, 28.6)
    page = text_of(f"/public/warnings/{issued}/?place={TOWNSHIP}")
    assert page.index("Near hall") < page.index("Far hall")
    assert "Shut hall" not in page
    assert "30" in page.split("Near hall")[1].split("Far hall")[0]
    lifted(issued)
    assert "Near hall" not in text_of(f"/public/warnings/{issued}/?place={TOWNSHIP}")


def test_another_language_is_shown_where_the_message_has_it():
    english = api.Translation("en", "Flash flood: red", "Water rises.", "1. Go to high ground.")
    yi = api.Translation("ii-CN", "\ua188\ua320", "\ua188", "\ua188")
    issued = an_issued(translations=(yi, english))
    page = text_of(f"/public/warnings/{issued}/?lang=en")
    assert "Go to high ground." in page
    assert "Leave the river banks" not in page
    assert '<html lang="en">' in page
    assert 'lang="ii"' in text_of(f"/public/warnings/{issued}/?lang=ii-CN")
    assert "Flash flood: red" in text_of("/public/?lang=en")
    assert json.loads(text_of("/public/warnings.geojson?lang=en"))["features"][0]["properties"]["language"] == "en"


def test_a_reader_who_has_the_answer_is_sent_its_mark_only():
    issued = an_issued()
    for path in ("/public/", f"/public/warnings/{issued}/", "/public/warnings.geojson", "/public/cap/feed.atom"):
        first = Client().get(path)
        again = Client(headers={"If-None-Match": f"W/{first['ETag']}"}).get(path)
        assert (again.status_code, again.content) == (304, b""), path
    mark = Client().get("/public/warnings.geojson")["ETag"]
    lifted(issued)
    assert Client(headers={"If-None-Match": mark}).get("/public/warnings.geojson").status_code == 200


def test_pages_are_packed_small_and_set_no_cookie():
    an_issued()
    for path in (*EVERYWHERE, "/public/archive/", "/public/cap/feed.rss", "/public/embed/code/"):
        answer = Client().get(path)
        assert answer.cookies == {}, path
    packed = Client(headers={"Accept-Encoding": "gzip"}).get("/public/")
    assert packed["Content-Encoding"] == "gzip"
    assert b"Red warning" in gzip.decompress(packed.content)
    assert len(packed.content) < 6_000


def test_a_frame_of_another_site_is_let_in_as_the_settings_say(settings):
    embed = Client().get("/public/embed/")
    assert "frame-ancestors *;" in embed["Content-Security-Policy"] + ";"
    assert "X-Frame-Options" not in embed
    page = Client().get("/public/")
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]
    assert page["X-Frame-Options"] == "DENY"
    code = text_of(f"/public/embed/code/?region={COUNTY}")
    assert f"/public/embed/?region={COUNTY}" in code


def test_other_sites_may_read_the_data_and_not_the_pages():
    an_issued()
    for path in ("/public/warnings.geojson", "/public/cap/feed.atom", "/public/cap/feed.rss"):
        assert Client().get(path)["Access-Control-Allow-Origin"] == "*", path
    assert "Access-Control-Allow-Origin" not in Client().get("/public/")


def test_nothing_public_takes_a_post():
    issued = an_issued()
    for path in (
        "/public/",
        f"/public/warnings/{issued}/",
        "/public/archive/",
        "/public/embed/",
        "/public/warnings.geojson",
    ):
        assert Client().post(path).status_code == 405, path


def many(count: int) -> None:
    """Issue one warning and copy its frozen row, each in one of the two villages."""
    first = Transmission.objects.get(warning_id=an_issued())
    rows = []
    for number in range(count - 1):
        row = Transmission.objects.get(id=first.id)
        fresh = replace_ids(row, number)
        rows.append(fresh)
    Transmission.objects.bulk_create(rows)


def replace_ids(row, number: int):
    from anlan.kernel.ids import new_id

    row.id, row.warning_id, row.identifier = new_id(), new_id(), f"51343300000000_20190626232000_{number}"
    row.level, row.headline = 1 + number % 4, f"Warning number {number}"
    row.pk, row._state.adding = row.id, True
    return row


def test_a_thousand_warnings_in_force_are_paged_and_asked_for_by_few_queries(django_assert_num_queries):
    many(1000)
    first = text_of("/public/")
    assert len(re.findall('<article class="card"', first)) == 20
    assert "1 / 50" in first
    assert len(re.findall('<article class="card"', text_of("/public/?page=50"))) == 20
    assert len(json.loads(text_of("/public/warnings.geojson"))["features"]) == 1000
    with django_assert_num_queries(1):
        assert Client().get("/public/").status_code == 200
    assert len(gzip.compress(first.encode())) < 12_000


def test_the_archive_is_paged_by_a_few_queries(at, django_assert_max_num_queries):
    many(120)
    at(NIGHT + timedelta(hours=7))
    with django_assert_max_num_queries(12):
        page = text_of("/public/archive/")
    assert len(re.findall("<li data-level", page)) == 50
    assert len(re.findall("<li data-level", text_of("/public/archive/?page=3"))) == 20
    assert len(re.findall("<li data-level", text_of("/public/archive/?year=2019"))) == 0


def test_what_is_kept_forgets_nothing_when_the_same_page_is_asked_by_another_language():
    issued = an_issued(translations=(api.Translation("en", "In English", "d", "1. e"),))
    pages = {text_of(f"/public/warnings/{issued}/{query}") for query in ("", "?lang=en", "?lang=en", "")}
    assert len(pages) == 2
    assert replace(api.NoticeFilter(), level=4).fits(api.standing_notices(LATER).notices[0])


def test_a_notice_opens_its_own_warning_and_one_that_is_not_public_the_list(ground):
    issued, hidden, exercise = (
        an_issued(),
        an_issued(channels=("sms",)),
        an_issued(is_exercise=True, channels=("exercise_sms",)),
    )
    named = dict(Transmission.objects.values_list("warning_id", "identifier"))

    def leads(identifier: str) -> str:
        answer = Client().get(f"/public/messages/{identifier}/?lang=en")
        assert answer.status_code == 302
        return answer["Location"]

    assert leads(named[issued]) == f"/public/warnings/{issued}/?lang=en"
    for other in (named[hidden], named[exercise], "unknown", "%27--"):
        assert leads(other) == "/public/?lang=en"
