"""CAP 1.2, clause by clause, on messages of our own writing."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anlan.kernel.errors import AnlanError
from anlan.kernel.levels import Level
from anlan.protocols.cap12 import profile
from anlan.protocols.cap12.checks import crossing_of
from anlan.protocols.cap12.message import (
    Alert,
    Area,
    Certainty,
    Circle,
    Info,
    MessageType,
    Reference,
    Resource,
    Scope,
    Severity,
    Status,
    Urgency,
)
from anlan.protocols.cap12.reading import LIMIT_BYTES, read
from anlan.protocols.cap12.writing import time_text, write

CHINA = timezone(timedelta(hours=8))
SENT = datetime(2020, 6, 26, 22, 10, tzinfo=CHINA)
SQUARE = ((102.1, 28.6), (102.3, 28.6), (102.3, 28.8), (102.1, 28.8), (102.1, 28.6))
BOW_TIE = ((102.1, 28.6), (102.3, 28.8), (102.3, 28.6), (102.1, 28.8), (102.1, 28.6))

AREA = Area(description="Yihai", polygons=(SQUARE,), geocodes=(profile.geocode("513433101"),))
INFO = Info(
    categories=("Geo", "Met"),
    event="flash flood",
    urgency=Urgency.IMMEDIATE,
    severity=Severity.EXTREME,
    certainty=Certainty.OBSERVED,
    language="zh-CN",
    response_types=("Evacuate",),
    event_codes=(profile.event_code("11A51"),),
    effective=SENT,
    onset=SENT,
    expires=SENT + timedelta(hours=6),
    sender_name="Mianning",
    headline="Red warning of flash flood",
    areas=(AREA,),
)
ALERT = Alert(
    identifier=profile.identifier("513433", SENT, 0),
    sender=profile.sender_code("513433"),
    sent=SENT,
    status=Status.ACTUAL,
    message_type=MessageType.ALERT,
    scope=Scope.PUBLIC,
    infos=(INFO,),
)


def refusal(raw: bytes) -> AnlanError:
    with pytest.raises(AnlanError) as caught:
        read(raw)
    return caught.value


def with_area(**changes):
    return replace(ALERT, infos=(replace(INFO, areas=(replace(AREA, **changes),)),))


def written_refusal(alert: Alert) -> tuple[str, object]:
    with pytest.raises(AnlanError) as caught:
        write(alert)
    return caught.value.code, caught.value.data["rule"]


@pytest.mark.clause("CAP 1.2", "3.2.1", "a message with every required element is read back as it was written")
def test_what_is_written_is_read_back_the_same():
    assert read(write(ALERT)) == ALERT


@given(
    longitude=st.floats(-179, 178, allow_nan=False),
    latitude=st.floats(-89, 88, allow_nan=False),
    width=st.floats(0.0001, 1),
    text=st.text(st.characters(min_codepoint=33, max_codepoint=0x4E50, exclude_categories=["Cs", "Cn"])),
)
def test_any_place_and_any_text_survive_the_way_there_and_back(longitude, latitude, width, text):
    ring = (
        (longitude, latitude),
        (longitude + width, latitude),
        (longitude + width, latitude + width),
        (longitude, latitude),
    )
    alert = replace(ALERT, infos=(replace(INFO, headline=text.strip(), areas=(replace(AREA, polygons=(ring,)),)),))
    assert read(write(alert)) == alert


@pytest.mark.clause("CAP 1.2", "3.3.2", "times carry a numeric offset; UTC is -00:00")
def test_utc_is_written_as_minus_zero():
    assert time_text(datetime(2020, 6, 26, 14, 10, tzinfo=UTC)) == "2020-06-26T14:10:00-00:00"
    assert time_text(SENT) == "2020-06-26T22:10:00+08:00"


@pytest.mark.clause("CAP 1.2", "3.3.2", "the letter Z and a missing offset are refused")
@pytest.mark.parametrize("text", ["2020-06-26T14:10:00Z", "2020-06-26T14:10:00", "2020-06-26 14:10:00+08:00", ""])
def test_a_time_without_a_numeric_offset_is_refused_with_its_line(text):
    raw = write(ALERT).replace(b"<sent>2020-06-26T22:10:00+08:00", b"<sent>" + text.encode())
    error = refusal(raw)
    assert (error.code, error.data["line"], error.data["element"]) == ("cap12.schema_violation", 5, "sent")


@pytest.mark.parametrize("name", ["a b", "a,b", "a<b", "a&b", ""])
@pytest.mark.clause("CAP 1.2", "3.2.1", "identifier and sender hold no spaces, commas, < or &")
def test_a_name_with_a_forbidden_character_is_refused(name):
    assert written_refusal(replace(ALERT, identifier=name)) == ("cap12.bad_name", "no_space_comma_or_markup")
    assert written_refusal(replace(ALERT, sender=name)) == ("cap12.bad_name", "no_space_comma_or_markup")


@pytest.mark.clause("CAP 1.2", "3.2.4", "a polygon has at least 4 points, is closed and lies on the globe")
@pytest.mark.parametrize(
    ("ring", "rule"),
    [
        (SQUARE[:2] + SQUARE[:1], "at_least_4_points"),
        ((), "at_least_4_points"),
        (SQUARE[:4], "closed"),
        (((180.1, 28.6), *SQUARE[1:4], (180.1, 28.6)), "on_globe"),
        (((102.1, 90.1), *SQUARE[1:4], (102.1, 90.1)), "on_globe"),
        (((102.1, float("nan")), *SQUARE[1:4], (102.1, float("nan"))), "closed"),
        (BOW_TIE, "does_not_cross_itself"),
        (((102.1, 28.6),) * 4, "does_not_cross_itself"),
    ],
)
def test_a_malformed_polygon_is_refused_by_its_rule(ring, rule):
    assert written_refusal(with_area(polygons=(ring,))) == ("cap12.bad_polygon", rule)


def test_a_polygon_on_the_edge_of_the_globe_passes():
    edge = ((179.0, 89.0), (180.0, 89.0), (180.0, 90.0), (179.0, 90.0), (179.0, 89.0))
    assert read(write(with_area(polygons=(edge,)))).infos[0].areas[0].polygons == (edge,)


def test_the_place_of_a_crossing_is_named():
    assert crossing_of(BOW_TIE) == pytest.approx((102.2, 28.7))
    assert crossing_of(SQUARE) is None


@pytest.mark.clause("CAP 1.2", "3.2.4", "a circle is latitude,longitude radius")
def test_a_circle_off_the_globe_or_with_a_negative_radius_is_refused():
    assert written_refusal(with_area(circles=(Circle(102, 91, 1),)))[0] == "cap12.bad_circle"
    assert written_refusal(with_area(circles=(Circle(102, 28, -0.1),)))[0] == "cap12.bad_circle"
    assert read(write(with_area(circles=(Circle(102, 28, 0),)))).infos[0].areas[0].circles == (Circle(102, 28, 0),)


@pytest.mark.clause("CAP 1.2", "3.2.1", "Update and Cancel name what they follow")
@pytest.mark.parametrize("message_type", [MessageType.UPDATE, MessageType.CANCEL])
def test_a_follower_without_references_is_refused(message_type):
    follower = replace(ALERT, message_type=message_type)
    assert written_refusal(follower) == ("cap12.bad_references", "references_on_update_and_cancel")
    earlier = Reference(ALERT.sender, "first", SENT - timedelta(hours=1))
    assert read(write(replace(follower, references=(earlier,)))).references == (earlier,)


def test_a_reference_to_a_later_message_is_refused():
    later = Reference(ALERT.sender, "later", SENT + timedelta(seconds=1))
    same = Reference(ALERT.sender, "same", SENT)
    assert written_refusal(replace(ALERT, references=(later,))) == ("cap12.bad_references", "not_later_than_sent")
    assert read(write(replace(ALERT, references=(same,)))).references == (same,)


@pytest.mark.parametrize("text", ["a,b", "a,b,c", ",b,2020-06-26T22:10:00+08:00", "a,b,2020-06-26T22:10:00"])
def test_a_malformed_reference_is_refused_with_its_text(text):
    raw = write(ALERT).replace(b"</scope>", f"</scope><references>{text}</references>".encode())
    error = refusal(raw)
    assert (error.code, error.data["value"]) == ("cap12.bad_references", text)


@pytest.mark.clause("CAP 1.2", "3.2.1", "restriction with Restricted only, addresses with Private")
def test_scope_restriction_and_addresses_go_together():
    assert written_refusal(replace(ALERT, scope=Scope.RESTRICTED))[0] == "cap12.bad_scope"
    assert written_refusal(replace(ALERT, restriction="staff"))[0] == "cap12.bad_scope"
    assert written_refusal(replace(ALERT, scope=Scope.PRIVATE))[0] == "cap12.bad_scope"
    private = replace(ALERT, scope=Scope.PRIVATE, addresses=("one two", "three"))
    assert read(write(private)).addresses == ("one two", "three")


@pytest.mark.clause("CAP 1.2", "3.2.2", "expires does not come before effective or onset")
def test_a_message_that_expires_before_it_holds_is_refused():
    early = replace(ALERT, infos=(replace(INFO, expires=SENT - timedelta(seconds=1)),))
    assert written_refusal(early)[0] == "cap12.bad_time"
    assert read(write(replace(ALERT, infos=(replace(INFO, expires=SENT),)))).infos[0].expires == SENT


@pytest.mark.parametrize("language", ["zh-CN", "ii-CN", "x-yi", "en"])
def test_language_tags_pass(language):
    assert read(write(replace(ALERT, infos=(replace(INFO, language=language),)))).infos[0].language == language


def test_wrong_language_address_and_file_kind_are_refused():
    assert written_refusal(replace(ALERT, infos=(replace(INFO, language="zh_CN"),)))[0] == "cap12.bad_language"
    assert written_refusal(replace(ALERT, infos=(replace(INFO, web="see our page"),)))[0] == "cap12.bad_address"
    picture = Resource(description="map", mime_type="picture/png")
    assert written_refusal(replace(ALERT, infos=(replace(INFO, resources=(picture,)),)))[0] == "cap12.bad_mime_type"


def test_an_empty_category_or_unknown_element_is_refused_with_line_and_element():
    raw = write(ALERT).replace(b"<msgType>Alert</msgType>", b"<msgType>Alarm</msgType>")
    error = refusal(raw)
    assert (error.code, error.data["line"], error.data["element"]) == ("cap12.schema_violation", 7, "msgType")
    error = refusal(write(ALERT).replace(b"<scope>", b"<scoep/><scope>"))
    assert (error.code, error.data["element"]) == ("cap12.schema_violation", "scoep")


def test_a_version_before_1_1_or_another_document_is_no_cap():
    older = write(ALERT).replace(b"urn:oasis:names:tc:emergency:cap:1.2", b"http://www.incident.com/cap/1.0")
    assert refusal(older).code == "cap12.other_version"
    assert refusal(b"<foo/>").code == "cap12.not_cap"


@pytest.mark.parametrize("raw", [b"", b"not xml", b"<alert", b"\xff\xfe\x00", write(ALERT)[:-20]])
def test_bytes_that_are_no_xml_are_refused_with_a_line(raw):
    error = refusal(raw)
    assert error.code == "cap12.not_well_formed"
    assert isinstance(error.data["line"], int)


def test_hostile_documents_are_refused_unread():
    laughs = b'<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;">]><alert>&y;</alert>'
    stranger = b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><alert/>'
    assert refusal(laughs).code == "cap12.doctype_not_allowed"
    assert refusal(stranger).code == "cap12.doctype_not_allowed"
    assert refusal(laughs.decode().encode("utf-16")).code == "cap12.doctype_not_allowed"


def test_a_message_is_read_up_to_the_limit_and_not_a_byte_beyond():
    raw = write(ALERT)
    assert read(raw + b" " * (LIMIT_BYTES - len(raw))) == ALERT
    assert refusal(raw + b" " * (LIMIT_BYTES - len(raw) + 1)).code == "cap12.too_large"


def test_the_national_identifier_names_division_second_and_number():
    assert profile.identifier("513433", SENT, 1) == "51343300000000_20200626221000_1"
    assert profile.follows_identifier_rule("41000041600000_20200205105119")
    assert not profile.follows_identifier_rule("41000041600000-20200205105119")
    with pytest.raises(AnlanError):
        profile.identifier("513433", SENT, 10)


@pytest.mark.parametrize(
    ("level", "own", "cap"),
    [
        (Level.RED, "Red", Severity.EXTREME),
        (Level.ORANGE, "Orange", Severity.SEVERE),
        (Level.YELLOW, "Yellow", Severity.MODERATE),
        (Level.BLUE, "Blue", Severity.MINOR),
    ],
)
def test_each_colour_has_its_severity(level, own, cap):
    assert (profile.colour(level).value, profile.level_words(level).severity) == (own, cap)


def test_no_colour_has_no_severity():
    with pytest.raises(AnlanError):
        profile.level_words(Level.NONE)


def test_geocodes_have_twelve_digits():
    assert profile.geocode("5134").value == "513400000000"
