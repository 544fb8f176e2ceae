"""CAP 1.2: the clauses that a schema cannot express, and any valid message there and back."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anlan.protocols.cap12.message import (
    Alert,
    Area,
    Certainty,
    Circle,
    Info,
    MessageType,
    NamedValue,
    Reference,
    Resource,
    Scope,
    Severity,
    Status,
    Urgency,
)
from anlan.protocols.cap12.verdict import judge
from anlan.protocols.cap12.writing import write

SENT = datetime(2020, 6, 26, 22, 10, tzinfo=timezone(timedelta(hours=8)))
SQUARE = ((102.1, 28.6), (102.3, 28.6), (102.3, 28.8), (102.1, 28.8), (102.1, 28.6))
INNER = ((102.15, 28.65), (102.2, 28.65), (102.2, 28.7), (102.15, 28.65))
INFO = Info(
    categories=("Geo",),
    event="flood",
    urgency=Urgency.IMMEDIATE,
    severity=Severity.SEVERE,
    certainty=Certainty.LIKELY,
    language="zh-CN",
    expires=SENT + timedelta(hours=1),
    areas=(Area(description="Yihai", polygons=(SQUARE,)),),
)
ALERT = Alert(
    identifier="a",
    sender="b",
    sent=SENT,
    status=Status.ACTUAL,
    message_type=MessageType.ALERT,
    scope=Scope.PUBLIC,
    infos=(INFO,),
)


def flaws(raw: bytes) -> list[tuple[str, str, str]]:
    return [(flaw.code, flaw.element, flaw.rule) for flaw in judge(raw).flaws]


def info(**changes) -> bytes:
    return write(replace(ALERT, infos=(replace(INFO, **changes),)))


def put(old: str, new: str, raw: bytes | None = None) -> bytes:
    raw = raw or write(ALERT)
    assert old.encode() in raw
    return raw.replace(old.encode(), new.encode())


REQUIRED = ["identifier", "sender", "sent", "status", "msgType", "scope"]
REQUIRED_OF_INFO = ["category", "event", "urgency", "severity", "certainty"]


@pytest.mark.clause("CAP 1.2", "3.2.1", "each required element of the alert is missed by name")
@pytest.mark.parametrize("name", REQUIRED)
def test_a_missing_element_is_named(name):
    raw = write(ALERT).decode()
    start, end = raw.index(f"<{name}>"), raw.index(f"</{name}>") + len(name) + 3
    assert ("cap12.schema_violation", name, "required") in flaws((raw[:start] + raw[end:]).encode())


@pytest.mark.clause("CAP 1.2", "3.2.2", "each required element of an info is missed by name")
@pytest.mark.parametrize("name", REQUIRED_OF_INFO)
def test_a_missing_element_of_an_info_is_named(name):
    raw = write(ALERT).decode()
    start, end = raw.index(f"<{name}>"), raw.index(f"</{name}>") + len(name) + 3
    place = f"info[1]/{name}"
    assert ("cap12.schema_violation", place, "required") in flaws((raw[:start] + raw[end:]).encode())


@pytest.mark.clause("CAP 1.2", "3.2.4", "an area has its description")
def test_an_area_without_description_is_named():
    raw = put("<areaDesc>Yihai</areaDesc>", "")
    assert ("cap12.schema_violation", "info[1]/area[1]/areaDesc", "required") in flaws(raw)


@pytest.mark.clause("CAP 1.2", "3.2", "elements stand once and in their order")
def test_a_repeated_and_a_misplaced_element_are_named():
    assert ("cap12.schema_violation", "sender[2]", "at_most_once") in flaws(
        put("<sender>b</sender>", "<sender>b</sender><sender>c</sender>")
    )
    moved = put("<sender>b</sender>", "", put("</status>", "</status><source>x</source>"))
    moved = put("<scope>", "<note>n</note><scope>", moved)
    assert ("cap12.schema_violation", "note", "out_of_order") in flaws(moved)


@pytest.mark.clause("CAP 1.2", "3.2.1", "a message does not refer to itself")
def test_a_reference_to_itself_is_refused():
    raw = put("</scope>", "</scope><references>b,a,2020-06-26T22:10:00+08:00</references>")
    assert flaws(raw) == [("cap12.bad_references", "references", "not_to_itself")]


@pytest.mark.clause("CAP 1.2", "3.2.3", "a relative address needs the content beside it")
def test_a_relative_address_without_content_is_refused():
    resource = (
        "<resource><resourceDesc>x</resourceDesc><mimeType>text/plain</mimeType><uri>a.txt</uri>{}</resource><area>"
    )
    place = "info[1]/resource[1]/"
    assert flaws(put("<area>", resource.format(""))) == [
        ("cap12.bad_address", place + "uri", "absolute_or_with_content")
    ]
    assert flaws(put("<area>", resource.format("<derefUri>aGVsbG8=</derefUri>"))) == []
    assert flaws(put("<area>", resource.format("<derefUri>?</derefUri>"))) == [
        ("cap12.bad_address", place + "derefUri", "base64")
    ]


@pytest.mark.clause("CAP 1.2", "3.3.3", "HTML entities do not stand in texts")
@pytest.mark.parametrize("text", ["a&amp;nbsp;b", "a&amp;#160;b", "a&amp;#xA0;b", "<![CDATA[&eacute;]]>"])
def test_html_entities_in_a_text_are_refused(text):
    assert flaws(put("<areaDesc>Yihai", f"<areaDesc>{text}"))[0][:2] == ("cap12.bad_text", "info[1]/area[1]/areaDesc")


@pytest.mark.parametrize("text", ["Marks &amp; Co; open", "a&amp;b", "x &lt; y", "AT&amp;T;"])
def test_an_ampersand_that_is_no_entity_passes(text):
    assert flaws(put("<areaDesc>Yihai", f"<areaDesc>{text}")) == []


def test_html_tags_are_refused_in_lines_and_advised_on_in_prose():
    assert flaws(info(headline="a <b>b</b>")) == [("cap12.bad_text", "info[1]/headline", "no_html_tags")]
    verdict = judge(info(description="a<br/>b"))
    assert (verdict.flaws, [each.reason for each in verdict.advice]) == ((), ["html_tags_in_plain_text"])


@pytest.mark.clause("CAP 1.2", "3.2.2", "a text is in the language that is said")
def test_one_text_in_two_languages_is_refused_and_in_two_kinds_of_one_passes():
    first = replace(INFO, instruction="Go up")
    both = (first, replace(first, language="en"))
    assert flaws(write(replace(ALERT, infos=both))) == [
        ("cap12.bad_text", "info[2]/instruction", "same_text_in_two_languages")
    ]
    assert flaws(write(replace(ALERT, infos=(first, replace(first, language="zh-HK"))))) == []


@pytest.mark.clause("CAP 1.2", "3.2.4", "polygons of an area add up; none is a hole")
def test_a_ring_in_a_ring_is_refused_and_one_beside_it_passes():
    area = Area(description="x", polygons=(SQUARE, INNER))
    assert flaws(info(areas=(area,))) == [
        ("cap12.bad_polygon", "info[1]/area[1]/polygon[2]", "ring_in_a_ring_is_no_hole")
    ]
    beside = tuple((longitude + 1, latitude) for longitude, latitude in SQUARE)
    assert flaws(info(areas=(replace(area, polygons=(SQUARE, beside)),))) == []
    assert flaws(info(areas=(replace(area, polygons=(SQUARE,)), replace(area, polygons=(INNER,))))) == []


@pytest.mark.clause("CAP 1.2", "3.3.4.1", "a signature may stand at the end, and its elements are nobody else's")
def test_a_signature_at_the_end_passes_and_smuggles_nothing_in():
    signature = (
        '<d:Signature xmlns:d="http://www.w3.org/2000/09/xmldsig#"/><d:xreferences xmlns:d="{}">b,c,d</d:xreferences>'
    )
    raw = put("</alert>", signature.format("http://www.w3.org/2000/09/xmldsig#") + "</alert>")
    verdict = judge(raw)
    assert (verdict.is_valid, verdict.alert.is_signed, verdict.alert.references) == (True, True, ())


@pytest.mark.clause("CAP 1.1", "3.2", "an older message is judged by its own lists")
def test_a_message_of_1_1_is_judged_by_its_own_schema():
    older = put("cap:1.2", "cap:1.1")
    verdict = judge(older)
    assert (verdict.version, verdict.is_valid) == ("1.1", True)
    assert "superseded_version" in {each.reason for each in verdict.advice}
    avoid = put("<urgency>", "<responseType>Avoid</responseType><urgency>", older)
    assert flaws(avoid)[0][:2] == ("cap12.schema_violation", "info[1]/responseType[1]")


words = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cs", "Cc", "Cn", "Zs", "Zl", "Zp"]), min_size=1, max_size=30
)
texts = words.filter(lambda text: "&" not in text and "<" not in text)
names = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=30).filter(
    lambda text: not set(text) & set(",<&")
)
instants = st.integers(631152000, 4102444800).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))


@st.composite
def areas(draw):
    x, y = draw(st.floats(-179, 178)), draw(st.floats(-89, 88))
    size = draw(st.floats(0.001, 1))
    ring = ((x, y), (x + size, y), (x + size, y + size), (x, y))
    circles = st.builds(Circle, st.floats(-180, 180), st.floats(-90, 90), st.floats(0, 1000))
    return Area(
        description=draw(texts),
        polygons=draw(st.sampled_from([(), (ring,)])),
        circles=tuple(draw(st.lists(circles, max_size=2))),
        geocodes=tuple(draw(st.lists(st.builds(NamedValue, texts, texts), max_size=2))),
        altitude=draw(st.none() | st.decimals(-100, 100, places=2)),
    )


@st.composite
def infos(draw):
    start = draw(instants)
    resource = Resource(
        description=draw(texts),
        mime_type="image/png",
        size=draw(st.none() | st.integers(0, 10**9)),
        uri="https://a.example/b",
    )
    return Info(
        categories=tuple(draw(st.lists(st.sampled_from(["Geo", "Met", "Fire", "Other"]), min_size=1, max_size=3))),
        event=draw(texts),
        urgency=draw(st.sampled_from(Urgency)),
        severity=draw(st.sampled_from(Severity)),
        certainty=draw(st.sampled_from(Certainty)),
        language=draw(st.sampled_from(["zh-CN", "zh-HK", "zh"])),
        response_types=tuple(draw(st.lists(st.sampled_from(["Shelter", "Avoid", "None"]), max_size=2))),
        audience=draw(texts),
        event_codes=tuple(draw(st.lists(st.builds(NamedValue, texts, texts), max_size=2))),
        effective=start,
        onset=draw(st.sampled_from([None, start])),
        expires=start + timedelta(minutes=draw(st.integers(0, 10_000))),
        headline=draw(texts),
        description=draw(texts),
        instruction=draw(texts),
        web=draw(st.sampled_from(["", "https://a.example/"])),
        parameters=tuple(draw(st.lists(st.builds(NamedValue, texts, texts), max_size=2))),
        resources=draw(st.sampled_from([(), (resource,)])),
        areas=tuple(draw(st.lists(areas(), max_size=2))),
    )


@st.composite
def alerts(draw):
    sent = draw(instants)
    kind = draw(st.sampled_from(MessageType))
    scope = draw(st.sampled_from(Scope))
    earlier = st.builds(Reference, names, names, st.just(sent - timedelta(days=1)))
    return Alert(
        identifier=draw(names),
        sender=draw(names),
        sent=sent,
        status=draw(st.sampled_from(Status)),
        message_type=kind,
        scope=scope,
        source=draw(texts),
        restriction=draw(texts) if scope is Scope.RESTRICTED else "",
        addresses=("one two", "three") if scope is Scope.PRIVATE else (),
        codes=tuple(draw(st.lists(texts, max_size=2))),
        note=draw(texts),
        references=() if kind is MessageType.ALERT else tuple(draw(st.lists(earlier, min_size=1, max_size=3))),
        infos=tuple(draw(st.lists(infos(), max_size=3))),
    )


@settings(max_examples=150, deadline=None)
@given(alerts())
def test_any_valid_message_is_read_back_as_it_was_written(alert):
    verdict = judge(write(alert))
    assert verdict.flaws == ()
    assert verdict.alert == alert


def test_a_height_keeps_its_digits():
    area = replace(INFO.areas[0], altitude=Decimal("1.50"), ceiling=Decimal("2.00"))
    assert judge(info(areas=(area,))).alert.infos[0].areas == (area,)
