"""Readings by HTTP: checked at the door, kept by the bus before the sender hears 202."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from django.test import Client
from tests.factories.access import build_api_key, client_with
from tests.factories.fake_bus import FakeBus
from tests.factories.monitoring import build_station, rain

from anlan.kernel.errors import InvalidValue
from anlan.monitoring.adapters import publisher
from anlan.monitoring.domain.errors import BusUnavailable, Malformed, TooManyReadings, UnknownFormat
from anlan.monitoring.domain.messages import decode
from anlan.monitoring.models import Quarantine, Reading
from anlan.monitoring.services.receiving import Sent, receive

START = datetime(2020, 6, 26, 10, 0, tzinfo=UTC)
NOW = START + timedelta(hours=2)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(at) -> None:
    at(NOW)


@pytest.fixture
def dead_bus(settings) -> Iterator[None]:
    settings.ANLAN = settings.ANLAN | {"ANLAN_NATS_URL": "nats://127.0.0.1:9"}
    publisher.bus.cache_clear()
    yield
    publisher.bus.cache_clear()


def send(content: bytes | object, role: str = "gateway", region: str = "5134", **more):
    _, token = build_api_key(role, region)
    raw = content if isinstance(content, bytes) else msgspec.json.encode(content)
    headers = {"authorization": f"Bearer {token}"}
    return Client().post("/api/v1/readings", raw, content_type="application/json", headers=headers, **more)


def test_good_readings_reach_the_bus_and_refused_ones_are_named(actor_with):
    build_station()
    bus = FakeBus()
    good, wrong, unknown = rain(START, [1.0, 1e308, 2.0])
    content = [good, wrong, unknown | {"station": "NOBODY"}]
    receipt = receive(sent=Sent(msgspec.json.encode(content)), bus=bus, actor=actor_with("gateway", name="k1"), now=NOW)
    assert receipt.accepted == 1
    assert [(each.code, each.station, each.value) for each in receipt.refused] == [
        ("monitoring.unknown_station", "NOBODY", 2.0),
        ("monitoring.value_out_of_range", "YHZ01", 1e308),
    ]
    ((subject, data),) = bus.messages
    assert subject == "ingest.http.k1"
    assert (decode(data).stations, decode(data).values) == (["YHZ01"], [1.0])


def test_a_key_may_send_only_for_stations_of_its_region(actor_with):
    build_station()
    bus = FakeBus()
    raw = msgspec.json.encode(rain(START, [1.0]))
    receipt = receive(sent=Sent(raw), bus=bus, actor=actor_with("gateway", "513401"), now=NOW)
    assert [each.code for each in receipt.refused] == ["monitoring.unknown_station"]
    assert (receipt.accepted, bus.messages) == (0, [])


def test_while_the_bus_is_away_nothing_counts_as_received(actor_with):
    build_station()
    raw = msgspec.json.encode(rain(START, [1.0]))
    with pytest.raises(BusUnavailable):
        receive(sent=Sent(raw), bus=FakeBus(is_away=True), actor=actor_with("gateway"), now=NOW)
    assert Reading.objects.count() == 0


def test_a_message_that_is_none_is_refused_whole(actor_with):
    bus = FakeBus()
    with pytest.raises(Malformed):
        receive(sent=Sent(b"{"), bus=bus, actor=actor_with("gateway"), now=NOW)
    assert bus.messages == []


def test_more_readings_than_the_table_allows_are_refused(actor_with):
    bus = FakeBus()
    content = {"station": "YHZ01", "quantity": "rain", "times": [1] * 20_001, "values": [0.0] * 20_001}
    with pytest.raises(TooManyReadings):
        receive(sent=Sent(msgspec.json.encode(content)), bus=bus, actor=actor_with("gateway"), now=NOW)
    assert bus.messages == []


def test_a_dead_bus_is_answered_with_503_and_its_code(dead_bus):
    build_station()
    answer = send(rain(START, [1.0]))
    assert (answer.status_code, answer.json()["code"]) == (503, "monitoring.bus_unavailable")
    assert Reading.objects.count() == 0


def test_a_body_of_50_megabytes_is_refused_by_its_size_before_it_is_read():
    answer = send(b"[]", CONTENT_LENGTH=str(50 * 1024 * 1024))
    assert (answer.status_code, answer.json()["code"]) == (413, "monitoring.too_large")


def test_a_body_that_is_larger_than_it_says_is_cut_off():
    answer = send(b" " * (4 * 1024 * 1024 + 1))
    assert (answer.status_code, answer.json()["code"]) == (413, "monitoring.too_large")
    assert Quarantine.objects.count() == 0


def test_without_a_key_nothing_is_taken():
    answer = Client().post("/api/v1/readings", b"[]", content_type="application/json")
    assert answer.status_code == 401


def test_an_account_that_may_not_send_readings_is_refused():
    answer = client_with("duty_officer").post("/api/v1/readings", b"[]", content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (403, "kernel.not_allowed")


def csv_of(lines: str, encoding: str = "utf-8") -> Sent:
    return Sent(lines.encode(encoding), "text/csv; charset=utf-8")


def test_csv_is_read_by_its_heads_and_its_bad_lines_are_named(actor_with):
    build_station(quantities=("rain", "level"))
    bus = FakeBus()
    body = (
        "时间,测站编码,降雨量(mm),水位(cm)\n"
        "2020-06-26 18:05,YHZ01,1.5,120\n"
        "26/6/2020 18:10,YHZ01,1.0,121\n"
        "2020-06-26 18:15,YHZ01,大雨,--\n"
        "2020-06-26 18:20,NOBODY,2.0,\n"
    )
    receipt = receive(sent=csv_of(body, "gbk"), bus=bus, actor=actor_with("gateway", name="k1"), now=NOW)
    assert receipt.accepted == 2
    ((_, data),) = bus.messages
    stored = decode(data)
    assert sorted(zip(stored.quantities, stored.values, strict=True)) == [("level", 1.2), ("rain", 1.5)]
    assert stored.times == [START.timestamp() + 300] * 2
    assert [(each.code, each.line, each.station) for each in receipt.refused] == [
        ("monitoring.unknown_station", 5, "NOBODY"),
        ("monitoring.year_not_first", 3, ""),
        ("monitoring.not_a_number", 4, ""),
    ]


def test_what_http_refuses_is_kept_in_quarantine_with_the_reason(actor_with):
    build_station()
    body = "station,quantity,time,value\nYHZ01,rain,2020-06-26 18:05,x\nNOBODY,rain,2020-06-26 18:05,1\n"
    receive(sent=csv_of(body), bus=FakeBus(), actor=actor_with("gateway", name="k1"), now=NOW)
    held = list(Quarantine.objects.order_by("reason").values_list("reason", "source", "subject", "count"))
    assert held == [("monitoring.malformed", "http", "k1", 1), ("monitoring.unknown_station", "http", "k1", 1)]
    with pytest.raises(Malformed):
        receive(sent=Sent(b"{"), bus=FakeBus(), actor=actor_with("gateway", name="k1"), now=NOW)
    assert bytes(Quarantine.objects.filter(reason="monitoring.malformed").latest("id").raw) == b"{"


def test_while_the_bus_is_away_nothing_is_kept_in_quarantine_either(actor_with):
    body = "station,quantity,time,value\nNOBODY,rain,2020-06-26 18:05,1\nYHZ01,rain,2020-06-26 18:05,1\n"
    build_station()
    with pytest.raises(BusUnavailable):
        receive(sent=csv_of(body), bus=FakeBus(is_away=True), actor=actor_with("gateway"), now=NOW)
    assert Quarantine.objects.count() == 0


def test_a_csv_without_needed_columns_is_refused_by_what_it_lacks(actor_with):
    with pytest.raises(InvalidValue) as caught:
        receive(sent=csv_of("station,value\nYHZ01,1\n"), bus=FakeBus(), actor=actor_with("gateway"), now=NOW)
    assert caught.value.data["rule"] == "needs_a_quantity_column_or_one_quantity"


def test_line_protocol_takes_the_station_from_its_tag(actor_with):
    build_station(quantities=("rain", "level"))
    bus = FakeBus()
    seconds = int(START.timestamp()) + 300
    body = (
        f'gauge,station=YHZ01,maker=a\\ b rain=1.5,level=12i,note="x y" {seconds}\n'
        f"gauge,station=YHZ01 rain {seconds}\n"
        "# a comment\n"
        f"gauge rain=1 {seconds}\n"
    )
    sent = Sent(body.encode(), "text/plain", {"precision": "s"})
    receipt = receive(sent=sent, bus=bus, actor=actor_with("gateway", name="k1"), now=NOW)
    assert receipt.accepted == 2
    stored = decode(bus.messages[0][1])
    assert sorted(zip(stored.quantities, stored.values, strict=True)) == [("level", 12.0), ("rain", 1.5)]
    assert [(each.code, each.line) for each in receipt.refused] == [
        ("monitoring.malformed", 2),
        ("monitoring.malformed", 4),
    ]


def test_a_precision_or_a_form_that_is_unknown_is_refused(actor_with):
    bus = FakeBus()
    with pytest.raises(Malformed):
        receive(sent=Sent(b"", "text/plain", {"precision": "day"}), bus=bus, actor=actor_with("gateway"), now=NOW)
    with pytest.raises(UnknownFormat):
        receive(sent=Sent(b"", "application/xml"), bus=bus, actor=actor_with("gateway"), now=NOW)
    assert bus.messages == []


@pytest.mark.parametrize("said", ["", "application/x-www-form-urlencoded", "application/json; charset=utf-8"])
def test_a_body_of_which_nothing_is_said_is_read_as_json_as_the_readme_sends_it(actor_with, said):
    build_station()
    bus = FakeBus()
    raw = msgspec.json.encode(rain(START, [1.0]))
    receipt = receive(sent=Sent(raw, said), bus=bus, actor=actor_with("gateway"), now=NOW)
    assert (receipt.accepted, receipt.refused) == (1, ())
    assert len(bus.messages) == 1


def test_csv_by_http_is_answered_like_json(dead_bus):
    build_station()
    _, token = build_api_key("gateway", "5134")
    body = "station,quantity,time,value\nNOBODY,rain,2020-06-26 18:05,1\n"
    headers = {"authorization": f"Bearer {token}"}
    answer = Client().post("/api/v1/readings", body, content_type="text/csv", headers=headers)
    assert (answer.status_code, answer.json()["accepted"]) == (202, 0)
    assert [(each["code"], each["line"]) for each in answer.json()["refused"]] == [("monitoring.unknown_station", 2)]
