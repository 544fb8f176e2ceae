"""Makers' own messages, read by a mapping of topic and fields."""

from dataclasses import replace

import msgspec
import pytest

from anlan.kernel.errors import InvalidValue
from anlan.monitoring.domain.errors import Malformed
from anlan.monitoring.domain.sourcing import Decoder, Pick, Source, Sources, ValueRule, check_source, fits
from anlan.monitoring.selectors.quantities import quantities

SOURCE = Source(
    way="mqtt",
    filter="dev/acme/+/up",
    each="data.items",
    station=Pick("level", "3"),
    stations={"g-7": "LSS01"},
    time="ts",
    values=(ValueRule(field="rain", quantity="rain"), ValueRule(field="lv.0", quantity="level")),
)
TOPIC = "dev/acme/g-7/up"


def decoded(source: Source, content: object, topic: str = TOPIC):
    raw = content if isinstance(content, bytes) else msgspec.json.encode(content)
    batch = Decoder(source).decode(raw, topic)
    return list(zip(batch.stations, batch.quantities, batch.times, batch.values, strict=True))


def test_station_by_topic_level_and_values_by_field():
    content = {"data": {"items": [{"ts": 1593165900, "rain": 1.5, "lv": [3]}, {"ts": 1593166200, "rain": "２.０"}]}}
    assert decoded(SOURCE, content) == [
        ("LSS01", "rain", 1593165900.0, 1.5),
        ("LSS01", "level", 1593165900.0, 3.0),
        ("LSS01", "rain", 1593166200.0, 2.0),
    ]


def test_quantity_and_station_said_by_the_message_with_factor_and_offset():
    source = Source(
        way="nats",
        filter="ingest.acme.>",
        station=Pick("field", "/dev/id"),
        quantity=Pick("field", "$.kind"),
        quantities={"T": "temperature"},
        time="/dev/t",
        time_form="ms",
        values=(ValueRule(field="v", factor=0.1, offset=-40.0),),
    )
    content = {"kind": "T", "dev": {"id": "A1", "t": 1593165900500}, "v": 600}
    assert decoded(source, content, "ingest.acme.x") == [("A1", "temperature", 1593165900.5, 20.0)]


def test_parallel_arrays_of_times_and_values():
    source = replace(SOURCE, each="", time="t", values=(ValueRule(field="v", quantity="rain"),))
    assert [row[2:] for row in decoded(source, {"t": [1, 2], "v": [0.5, 0.7]})] == [(1.0, 0.5), (2.0, 0.7)]
    with pytest.raises(Malformed, match="2 values but 1 times"):
        decoded(source, {"t": 1, "v": [0.5, 0.7]})


@pytest.mark.parametrize(
    ("form", "written", "seconds"),
    [
        ("auto", "2020-06-26 18:05:00", 1593165900.0),
        ("auto", "2020-06-26T10:05:00Z", 1593165900.0),
        ("auto", "20200626180500", 1593165900.0),
        ("auto", 1593165900, 1593165900.0),
        ("auto", 1593165900000, 1593165900.0),
        ("s", "1593165900", 1593165900.0),
        ("ns", 1593165900000000000, 1593165900.0),
        ("us", 1593165900000000, 1593165900.0),
    ],
)
def test_times_in_the_forms_that_makers_use(form, written, seconds):
    source = replace(SOURCE, each="", time="t", time_form=form, values=(ValueRule(field="v", quantity="rain"),))
    assert decoded(source, {"t": written, "v": 1}) == [("LSS01", "rain", seconds, 1.0)]


def test_line_protocol_is_read_line_by_line():
    source = Source(
        way="mqtt",
        filter="dev/#",
        payload="lines",
        station=Pick("field", "tags.site"),
        time="time",
        time_form="ms",
        values=(ValueRule(field="fields.rain", quantity="rain"),),
    )
    raw = b"m,site=A rain=1.5 1593165900000000000\nm,site=B rain=2 1593165900000000000\n"
    assert [row[0] for row in decoded(source, raw)] == ["A", "B"]


@pytest.mark.parametrize(
    ("content", "detail"),
    [
        (b"{", "truncated"),
        ({"data": {}}, "nothing at data.items"),
        ({"data": {"items": [{"rain": 1}]}}, r"\[0\] nothing at ts"),
        ({"data": {"items": [{"ts": "soon", "rain": 1}]}}, "ts is no time"),
        ({"data": {"items": [{"ts": 1, "rain": "much"}]}}, "rain is no number"),
        ({"data": {"items": [{"ts": 1, "rain": {"x": 1}}]}}, "rain is no number"),
        ({"data": {"items": [{"ts": True, "rain": 1}]}}, "ts is no time"),
        ({"data": {"items": [{"ts": 1e300, "rain": 1}]}}, "ts is no time"),
        ({"data": {"items": [{"ts": 1}]}}, "no value in any of the fields"),
        ({"data": {"items": []}}, "no value in any of the fields"),
    ],
)
def test_a_message_that_does_not_fit_says_what_is_wrong_and_where(content, detail):
    with pytest.raises(Malformed, match=detail):
        decoded(SOURCE, content)


def test_a_topic_without_the_level_is_refused():
    with pytest.raises(Malformed, match="no level 3"):
        decoded(SOURCE, {"data": {"items": [{"ts": 1, "rain": 1}]}}, "dev/acme")


@pytest.mark.parametrize(
    ("filter_", "topic", "is_fit"),
    [
        ("dev/+/up", "dev/a/up", True),
        ("dev/+/up", "dev/a/b/up", False),
        ("dev/#", "dev", True),
        ("dev/#", "dev/a/b", True),
        ("dev/a", "dev/b", False),
    ],
)
def test_filters_as_mqtt_knows_them(filter_, topic, is_fit):
    assert fits(filter_.split("/"), topic.split("/")) is is_fit


def test_a_greater_sign_needs_at_least_one_more_word():
    assert fits(["ingest", "a", ">"], ["ingest", "a"]) is False
    assert fits(["ingest", "*", ">"], ["ingest", "a", "b", "c"]) is True


def test_the_first_mapping_that_fits_counts_and_others_are_left_alone():
    other = replace(SOURCE, filter="dev/#")
    sources = Sources([(SOURCE, "5134"), (other, "51")])
    assert sources.of("mqtt", TOPIC)[1] == "5134"
    assert sources.of("mqtt", "dev/x")[1] == "51"
    assert sources.of("mqtt", "tele/LSS01") is None
    assert sources.of("nats", "dev.x") is None
    assert not Sources([])


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"way": "fax"}, "way"),
        ({"filter": "dev/#/x"}, "filter"),
        ({"filter": "home/x"}, "filter"),
        ({"filter": "dev//x"}, "filter"),
        ({"station": Pick("is", "")}, "station"),
        ({"station": Pick("level", "x")}, "station"),
        ({"time": ""}, "time"),
        ({"values": ()}, "values"),
        ({"values": (ValueRule(field="v", quantity="mood"),)}, "quantity"),
        ({"values": (ValueRule(field="v"),)}, "quantity"),
        ({"quantities": {"T": "mood"}}, "quantity"),
    ],
)
def test_a_mapping_that_cannot_work_is_refused_by_its_field(change, field):
    check_source(SOURCE, quantities())
    with pytest.raises(InvalidValue) as caught:
        check_source(replace(SOURCE, **change), quantities())
    assert caught.value.data["field"] == field
