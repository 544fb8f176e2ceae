"""The four sources of a draft: what a text says is taken over, what it leaves open stays for the person."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from tests.factories.access import client_with
from tests.factories.public_warnings import COUNTY, NIGHT, TOWNSHIP, VILLAGES, a_draft
from tests.integration.public_warnings.test_areas import CAP, CODE, GEOCODE

from anlan.kernel.errors import AnlanError
from anlan.kernel.levels import Level
from anlan.places.models import Division
from anlan.places.selectors.naming import forget_names
from anlan.public_warnings import api
from anlan.public_warnings.domain.forecast import read_text
from anlan.public_warnings.models import PublicWarning

pytestmark = pytest.mark.django_db

SENTENCES = {
    "rain": "\u9884\u8ba1\u672a\u67656\u5c0f\u65f6Mianning Yihai\u964d\u96e8\u91cf\u5c06\u8fbe"
    "50\u6beb\u7c73\u4ee5\u4e0a",
    "signal": "Mianning\u53d1\u5e03\u66b4\u96e8\u6a59\u8272\u9884\u8b66[II\u7ea7/\u91cd\u5927]\uff0c"
    "3\u5c0f\u65f6\u5185\u964d\u96e850\u6beb\u7c73",
    "past": "\u8fc7\u53bb3\u5c0f\u65f6\u964d\u96e842\u6beb\u7c73",
    "span": "6\u670827\u65e58\u65f6\u81f328\u65e58\u65f6\u6709\u5927\u98ce",
    "two": "\u5c71\u6d2a\u548c\u6ed1\u5761\u98ce\u9669\u9ad8\uff0c\u7ea2\u8272\u6216\u6a59\u8272",
    "nothing": "\u4eca\u5929\u591a\u4e91",
}


@pytest.fixture(autouse=True)
def night(at, ground):
    at(NIGHT)
    return ground


def said(name):
    return api.read_forecast(SENTENCES[name], within=COUNTY, now=NIGHT)


def test_rain_places_and_hours_are_recognised_and_the_level_is_only_proposed():
    found = said("rain")
    assert (found.kind, found.level, found.level_by_criteria) == ("11B03", Level.NONE, Level.YELLOW)
    assert found.regions == (TOWNSHIP,)
    assert (found.effective, found.expires) == (NIGHT, NIGHT + timedelta(hours=6))


def test_a_signal_is_recognised_with_its_colour_and_both_ways_of_writing_agree():
    found = said("signal")
    assert (found.kind, found.level, found.level_by_criteria) == ("11B03", Level.ORANGE, Level.ORANGE)


def test_hours_that_are_over_are_no_period():
    assert (said("past").expires, said("nothing").finds) == (None, ())


def test_from_one_day_and_hour_to_another_is_read_in_chinas_time():
    found = said("span")
    assert (found.kind, found.effective) == ("11B06", datetime(2020, 6, 27, 0, tzinfo=UTC))
    assert found.expires == datetime(2020, 6, 28, 0, tzinfo=UTC)


def test_two_kinds_or_two_colours_are_left_to_the_person():
    found = said("two")
    assert (found.kind, found.level) == ("", Level.NONE)
    assert {find.what for find in found.finds} == {"kind", "level"}


def test_a_name_that_two_places_share_is_marked_and_taken_for_neither():
    Division.objects.filter(code=TOWNSHIP).update(name="Mianning")
    forget_names()
    found = said("rain")
    assert found.regions == ()
    assert "doubtful" in {find.what for find in found.finds}


@pytest.mark.parametrize("name", SENTENCES)
def test_the_marked_runs_are_the_whole_text_again(name):
    assert "".join(text for _mark, text in said(name).runs()) == SENTENCES[name]


def test_an_empty_or_endless_text_is_refused():
    for text in ("", "x" * 2001):
        with pytest.raises(AnlanError):
            api.read_forecast(text, within=COUNTY, now=NIGHT)
    assert read_text("x" * 2000, kinds={}, places={}, now=NIGHT).finds == ()


def test_the_page_shows_what_was_recognised_and_the_draft_begun_from_it_says_it():
    officer = client_with("duty_officer", COUNTY)
    page = officer.post("/warnings/new/forecast/", {"text": SENTENCES["signal"]}).content.decode()
    assert 'data-find="kind"' in page
    assert PublicWarning.objects.count() == 0
    form = {
        "token": re.search(r'name="token" value="([^"]+)"', page)[1],
        "kind": "11B03",
        "level": "3",
        "regions": [TOWNSHIP],
        "facts": SENTENCES["signal"],
        "effective": "2020-06-26T23:30",
        "expires": "2020-06-27T02:30",
    }
    assert officer.post("/warnings/new/", form).status_code == 302
    row = PublicWarning.objects.get()
    assert row.description.startswith(SENTENCES["signal"])
    assert row.expires - row.effective == timedelta(hours=3)


def a_message(officer, **changes):
    page = officer.get("/warnings/new/partner/").content.decode()
    token = re.search(r'name="token" value="([^"]+)"', page)[1]
    parts = {"event": "x", "severity": "Severe", "code": CODE, "area": GEOCODE, **changes.pop("parts", {})}
    text = CAP.format(**parts)
    for old, new in changes.pop("replaced", ()):
        text = text.replace(old, new)
    return {"token": token, "message": text, "kind": "", "level": "", **changes}


def test_a_partners_message_begins_a_draft_once_and_issues_nothing():
    officer = client_with("duty_officer", COUNTY)
    form = a_message(officer)
    assert [officer.post("/warnings/new/partner/", form).status_code for _ in range(2)] == [302, 302]
    row = PublicWarning.objects.get()
    assert (row.state, row.regions, row.is_exercise) == ("draft", [VILLAGES[0]], False)


def test_a_partners_exercise_stays_an_exercise():
    officer = client_with("duty_officer", COUNTY)
    officer.post("/warnings/new/partner/", a_message(officer, replaced=((">Actual<", ">Exercise<"),)))
    row = PublicWarning.objects.get()
    assert row.is_exercise
    assert all(key.startswith("exercise_") for key in row.channels)


@pytest.mark.parametrize(
    "changes",
    [
        {"replaced": ((">Actual<", ">Test<"),)},
        {"replaced": ((">Actual<", ">Draft<"),)},
        {"replaced": ((">Alert<", ">Cancel<"),)},
        {"replaced": (("</alert>", ""),)},
        {"parts": {"severity": "Unknown"}},
        {"parts": {"code": ""}},
        {"parts": {"area": "<geocode><valueName>GB</valueName><value>110101001001</value></geocode>"}},
        {"message": "nonsense"},
        {"message": ""},
    ],
)
def test_a_message_that_is_no_reason_to_warn_is_refused_in_words_and_stores_nothing(changes):
    officer = client_with("duty_officer", COUNTY)
    assert officer.post("/warnings/new/partner/", a_message(officer, **changes)).status_code == 422
    assert PublicWarning.objects.count() == 0


def test_drafts_of_alarms_wait_on_the_page_and_those_by_hand_do_not():
    officer = client_with("duty_officer", COUNTY)
    a_draft(headline="one by hand")
    assert "one by hand" not in officer.get("/warnings/new/alarm/").content.decode()
    PublicWarning.objects.update(source_alarm_id="01900000-0000-7000-8000-000000000001")
    assert "one by hand" in officer.get("/warnings/new/alarm/").content.decode()


def test_who_may_not_draft_begins_nothing():
    inspector = client_with("auditor", COUNTY)
    for path in ("", "alarm/", "forecast/", "partner/"):
        assert inspector.get(f"/warnings/new/{path}").status_code == 403
