"""The domestic warning message (12379), by the names and values of published ones: there and back, every refusal."""

import math
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anlan.config.checking import cap_line
from anlan.kernel.errors import AnlanError
from anlan.kernel.levels import Level
from anlan.protocols.cap12 import profile
from anlan.protocols.cap12.checks import MOST_POINTS
from anlan.protocols.cap12.message import (
    Alert,
    Area,
    Certainty,
    Circle,
    Info,
    MessageType,
    NamedValue,
    Reference,
    Scope,
    Severity,
    Status,
    Urgency,
)
from anlan.protocols.nation12379.message import Method, NationalAlert, NationalArea, NationalInfo
from anlan.protocols.nation12379.reading import read
from anlan.protocols.nation12379.translating import of_cap
from anlan.protocols.nation12379.writing import time_text, write

CHINA = timezone(timedelta(hours=8), "Asia/Shanghai")
SENT = datetime(2020, 2, 5, 10, 51, 19, tzinfo=CHINA)
RING = ((113.1, 34.6), (113.3, 34.6), (113.3, 34.8), (113.1, 34.6))
AREA = NationalArea(description="Henan", geocodes=("410000000000",), polygons=(RING,), circles=(Circle(113, 34, 5),))
INFO = NationalInfo(
    event_type="11B06",
    level=Level.BLUE,
    effective=SENT,
    onset=SENT,
    expires=SENT + timedelta(hours=24),
    sender_name="Henan observatory",
    headline="Blue warning of strong wind",
    description="Gusts of force 7.",
    instruction="Stay inside.",
    areas=(AREA,),
)
ALERT = NationalAlert(
    identifier="41000041600000_20200205105119",
    sender="Henan observatory",
    sender_code="41000041600000",
    sent=SENT,
    status=Status.ACTUAL,
    message_type=MessageType.ALERT,
    methods=(Method(name="SMS", message="Strong wind"), Method(name="SPEAKER")),
    infos=(INFO,),
)


def refusal(raw: bytes) -> tuple[str, str]:
    with pytest.raises(AnlanError) as caught:
        read(raw)
    return caught.value.data["element"], caught.value.data["rule"]


def written_refusal(alert: NationalAlert) -> tuple[str, str]:
    with pytest.raises(AnlanError) as caught:
        write(alert)
    assert caught.value.code == "nation12379.broken_rule"
    return caught.value.data["element"], caught.value.data["rule"]


def test_a_message_is_read_back_as_it_was_written():
    assert read(write(ALERT)) == ALERT


@given(
    level=st.sampled_from([level for level in Level if level]),
    text=st.text(st.characters(min_codepoint=33, max_codepoint=0x4E50, exclude_categories=["Cs", "Cn"]), min_size=1),
    hours=st.integers(1, 1000),
)
def test_any_level_text_and_time_survive(level, text, hours):
    info = replace(INFO, level=level, headline=text.strip() or "x", expires=SENT + timedelta(hours=hours))
    assert read(write(replace(ALERT, infos=(info,)))).infos == (info,)


@pytest.mark.clause("12379", "sendTime", "a blank stands between day and hour")
def test_times_have_a_blank_and_the_offset_of_china():
    assert time_text(SENT) == "2020-02-05 10:51:19+08:00"
    assert b"<sendTime>2020-02-05 10:51:19+08:00</sendTime>" in write(ALERT)


@pytest.mark.parametrize("text", ["2020-02-05T10:51:19+08:00", "2020-02-05 10:51:19", "2020-02-31 10:51:19+08:00", ""])
def test_a_time_in_another_form_is_refused(text):
    raw = write(ALERT).replace(b"2020-02-05 10:51:19+08:00</sendTime>", text.encode() + b"</sendTime>")
    assert refusal(raw)[0] == "sendTime"


@pytest.mark.clause("12379", "severity", "the colour is the severity")
@pytest.mark.parametrize("word", ["Severe", "red", "Green", ""])
def test_a_severity_that_is_no_colour_is_refused(word):
    raw = write(ALERT).replace(b"<severity>Blue", b"<severity>" + word.encode())
    rule = "one_of Blue Orange Red Yellow" if word else "required"
    assert refusal(raw) == ("info[1]/severity", rule)


@pytest.mark.clause("12379", "identifier", "division, institution, unit, then the second, then perhaps a number")
@pytest.mark.parametrize("tail", ["", "_0", "_9"])
def test_an_identifier_by_the_rule_passes(tail):
    assert read(write(replace(ALERT, identifier=ALERT.identifier + tail))).identifier.endswith(tail)


@pytest.mark.parametrize("identifier", ["", "41000041600000-20200205105119", "41000041600000_2020020510511", "a_b"])
def test_an_identifier_against_the_rule_is_refused(identifier):
    assert written_refusal(replace(ALERT, identifier=identifier))[0] == "identifier"


def test_the_senders_code_begins_the_identifier():
    assert written_refusal(replace(ALERT, sender_code="41000041600001"))[0] == "senderCode"


@pytest.mark.clause("12379", "references", "an update and a cancel name the earlier identifier")
@pytest.mark.parametrize("kind", [MessageType.UPDATE, MessageType.CANCEL])
def test_a_follower_names_the_identifier_it_follows(kind):
    follower = replace(ALERT, message_type=kind)
    assert written_refusal(follower) == ("references", "references_on_update_and_cancel")
    assert written_refusal(replace(follower, references="somewhere"))[0] == "references"
    assert read(write(replace(follower, references=ALERT.identifier))).references == ALERT.identifier


@pytest.mark.parametrize(
    ("info", "element"),
    [
        (replace(INFO, event_type="wind"), "info[1]/eventType"),
        (replace(INFO, headline=""), "info[1]/headline"),
        (replace(INFO, expires=SENT), "info[1]/expires"),
        (replace(INFO, areas=()), "info[1]/area"),
        (replace(INFO, areas=(replace(AREA, geocodes=("4100",)),)), "info[1]/area[1]/geocode[1]"),
        (replace(INFO, areas=(NationalArea(description="x"),)), "info[1]/area[1]/geocode"),
        (replace(INFO, areas=(replace(AREA, polygons=(RING[:3],)),)), "info[1]/area[1]/polygon[1]"),
        (replace(INFO, areas=(replace(AREA, circles=(Circle(113, 34, -1),)),)), "info[1]/area[1]/circle[1]"),
        (replace(INFO, areas=(replace(AREA, circles=(Circle(113, 34, math.inf),)),)), "info[1]/area[1]/circle[1]"),
    ],
)
def test_each_rule_of_an_info_is_refused_by_its_element(info, element):
    assert written_refusal(replace(ALERT, infos=(info,)))[0] == element


@pytest.mark.parametrize(("copies", "is_read"), [(MOST_POINTS // 4, True), (MOST_POINTS // 4 + 1, False)])
def test_a_message_with_more_points_than_are_looked_at_is_refused(copies, is_read):
    alert = replace(ALERT, infos=(replace(INFO, areas=(replace(AREA, polygons=(RING,) * copies),)),))
    if is_read:
        assert read(write(alert)) == alert
    else:
        assert written_refusal(alert) == ("info/area/polygon", "at_most_40000_points_in_a_message")


def test_every_error_is_listed_by_the_command():
    raw = write(ALERT).replace(b"11B06", b"wind").replace(b"<severity>Blue", b"<severity>Cold")
    raw = raw.replace(b"<status>Actual", b"<status>Real")
    told = cap_line("a.xml", raw)
    assert (told["valid"], told["version"]) == (False, "12379")
    assert {error["element"] for error in told["errors"]} == {"status", "info[1]/eventType", "info[1]/severity"}
    assert cap_line("a.xml", write(ALERT))["valid"] is True


@pytest.mark.parametrize("raw", [b"<alert/>", b'<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"/>', b"<a/>"])
def test_another_document_is_refused(raw):
    with pytest.raises(AnlanError) as caught:
        read(raw)
    assert caught.value.code == "nation12379.not_national"


def test_a_cap_message_of_ours_becomes_the_same_warning():
    info = Info(
        categories=("Met",),
        event="strong wind",
        urgency=Urgency.EXPECTED,
        severity=Severity.MINOR,
        certainty=Certainty.LIKELY,
        language="zh-CN",
        event_codes=(profile.event_code("11B06"),),
        effective=SENT,
        expires=SENT + timedelta(hours=24),
        sender_name="Henan observatory",
        headline="Blue warning of strong wind",
        description="Gusts of force 7.",
        parameters=(profile.colour(Level.BLUE),),
        areas=(Area(description="Henan", geocodes=(profile.geocode("41"),)),),
    )
    earlier = Reference("41000041600000", "41000041600000_20200205100000", SENT)
    alert = Alert(
        identifier=ALERT.identifier,
        sender="41000041600000",
        sent=SENT,
        status=Status.EXERCISE,
        message_type=MessageType.UPDATE,
        scope=Scope.PUBLIC,
        references=(earlier,),
        infos=(info,),
    )
    found = read(write(of_cap(alert, (Method(name="SMS"),))))
    assert (found.identifier, found.references) == (ALERT.identifier, earlier.identifier)
    assert (found.status, found.message_type) == (Status.EXERCISE, MessageType.UPDATE)
    assert (found.infos[0].event_type, found.infos[0].level) == ("11B06", Level.BLUE)
    assert found.infos[0].areas[0].geocodes == ("410000000000",)
    without = replace(info, parameters=(NamedValue("colour", "Blue"),))
    with pytest.raises(AnlanError):
        of_cap(replace(alert, infos=(without,)))
