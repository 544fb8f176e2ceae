"""Source mappings: set by editions, read in the intake, tried on a sample, and replayed from quarantine."""

from dataclasses import replace
from datetime import UTC, datetime

import msgspec
import pytest
from tests.factories.access import client_with
from tests.factories.fake_bus import FakeBus
from tests.factories.monitoring import arrival, build_station, rain

from anlan.kernel.errors import InvalidValue, NotAllowed, NotFound
from anlan.monitoring import api
from anlan.monitoring.adapters.fetching import arrival_of
from anlan.monitoring.domain.intake import Arrival
from anlan.monitoring.models import Quarantine, Reading, SourceMapping
from anlan.monitoring.services.ingesting import Intake
from anlan.support.models import JournalEntry

NOW = datetime(2020, 6, 26, 10, 0, tzinfo=UTC)
SECONDS = int(NOW.timestamp()) - 300
SOURCE = api.Source(
    way="mqtt",
    filter="dev/acme/+",
    station=api.Pick("level", "3"),
    time="t",
    values=(api.ValueRule(field="mm", quantity="rain"),),
)

pytestmark = pytest.mark.django_db


class Message:
    """A message of the bus."""

    def __init__(self, subject: str, data: bytes) -> None:
        self.subject, self.data = subject, data


def makers(content: object, topic: str = "dev/acme/YHZ01") -> Arrival:
    subject = "$MQTT.msgs." + topic.replace("/", ".")
    return arrival_of(Message(subject, msgspec.json.encode(content)))


@pytest.fixture
def operator(actor_with):
    return actor_with("department_operator")


def mapped(actor, source: api.Source = SOURCE, family=None):
    return api.map_source(name="Acme", source=source, family=family, actor=actor, now=NOW)


def test_a_makers_message_becomes_readings_by_its_mapping(operator):
    build_station()
    mapped(operator)
    outcome = Intake().take([makers({"t": SECONDS, "mm": 1.5})], now=NOW)
    assert (outcome.stored, Reading.objects.get().value) == (1, 1.5)


def test_standard_messages_go_their_way_beside_mapped_ones(operator):
    build_station()
    mapped(operator)
    intake = Intake()
    standard = arrival(rain(datetime(2020, 6, 26, 9, 0, tzinfo=UTC), [1.0]))
    assert intake.take([standard, makers({"t": SECONDS, "mm": 1.5})], now=NOW).stored == 2


def test_a_message_without_mapping_waits_in_quarantine_and_is_replayed_once_there_is_one(operator):
    build_station()
    intake = Intake()
    assert intake.take([makers({"t": SECONDS, "mm": 1.5})], now=NOW).refused == 1
    held = Quarantine.objects.get()
    assert (held.reason, held.detail) == ("monitoring.malformed", "no mapping for dev/acme/YHZ01")
    mapped(operator)
    bus = FakeBus()
    api.replay_quarantined(quarantine_id=held.id, bus=bus, actor=operator, now=NOW)
    again = arrival_of(Message(*bus.messages[0]))
    assert (again.source, again.subject) == ("mqtt", "dev/acme/YHZ01")
    assert intake.take([again], now=NOW).stored == 1


def test_a_changed_mapping_is_a_new_edition_and_reads_from_then_on(operator):
    build_station()
    intake = Intake()
    family = mapped(operator)
    intake.take([makers({"t": SECONDS, "mm": 1.5})], now=NOW)
    tenths = api.ValueRule(field="mm", quantity="rain", factor=0.1)
    mapped(operator, replace(SOURCE, values=(tenths,)), family)
    intake.take([makers({"t": SECONDS + 60, "mm": 15})], now=NOW)
    assert [each.value for each in Reading.objects.order_by("time")] == [1.5, 1.5]
    assert [(each.number, each.state) for each in api.mapping_editions(operator, family)] == [
        (2, "in_force"),
        (1, "replaced"),
    ]
    assert JournalEntry.objects.filter(kind="monitoring.source_mapped").count() == 2


def test_a_retired_mapping_reads_nothing_more(operator):
    build_station()
    family = mapped(operator)
    api.retire_source(family=family, actor=operator, now=NOW)
    assert Intake().take([makers({"t": SECONDS, "mm": 1.5})], now=NOW).stored == 0
    with pytest.raises(NotFound):
        api.retire_source(family=family, actor=operator, now=NOW)


def test_a_mapping_speaks_only_for_stations_of_its_region(actor_with):
    build_station()
    mapped(actor_with("department_operator", "513401"))
    outcome = Intake().take([makers({"t": SECONDS, "mm": 1.5})], now=NOW)
    assert (outcome.stored, outcome.refused) == (0, 1)
    assert Quarantine.objects.get().reason == "monitoring.unknown_station"


def test_who_may_not_map_sources_sets_nothing(actor_with, operator):
    with pytest.raises(NotAllowed):
        mapped(actor_with("duty_officer"))
    family = mapped(operator)
    with pytest.raises(NotFound):
        mapped(actor_with("department_operator", "513401"), family=family)
    assert SourceMapping.objects.count() == 1


def test_a_mapping_without_values_is_refused(operator):
    with pytest.raises(InvalidValue):
        mapped(operator, api.Source(way="mqtt", filter="dev/#", station=api.Pick("is", "A"), time="t"))
    assert SourceMapping.objects.count() == 0


def test_an_http_sender_with_a_mapping_is_read_by_it(operator, actor_with):
    build_station()
    source = api.Source(
        way="http",
        filter="logger",
        each="rows",
        station=api.Pick("is", "YHZ01"),
        time="t",
        values=(api.ValueRule(field="mm", quantity="rain"),),
    )
    mapped(operator, source)
    bus = FakeBus()
    sent = api.Sent(msgspec.json.encode({"rows": [{"t": SECONDS, "mm": 2}]}))
    assert api.receive(sent=sent, bus=bus, actor=actor_with("gateway", name="logger"), now=NOW).accepted == 1


FORM = {
    "name": "Acme",
    "way": "mqtt",
    "filter": "dev/acme/+",
    "payload": "json",
    "each": "",
    "time": "t",
    "time_form": "auto",
    "station_kind": "level",
    "station_of": "3",
    "stations": "",
    "field-0": "mm",
    "quantity-0": "rain",
    "factor-0": "1",
    "offset-0": "0",
}


def test_a_mapping_is_tried_on_a_pasted_sample_and_then_set():
    build_station()
    client = client_with("department_operator")
    assert "还没有映射" in client.get("/monitoring/sources/").content.decode()
    sample = {"topic": "dev/acme/YHZ01", "sample": f'{{"t": {SECONDS}, "mm": 1.5}}', "act": "try"}
    shown = client.post("/monitoring/sources/new/", FORM | sample).content.decode()
    assert ("YHZ01" in shown, "样例不入库" in shown, "未登记" in shown) == (True, True, False)
    wrong = client.post("/monitoring/sources/new/", FORM | sample | {"sample": "{}"}).content.decode()
    assert "nothing at t" in wrong
    assert (SourceMapping.objects.count(), Reading.objects.count()) == (0, 0)
    client.post("/monitoring/sources/new/", FORM | {"act": "set"})
    row = SourceMapping.objects.get()
    assert "dev/acme/+" in client.get("/monitoring/sources/").content.decode()
    assert client.get(f"/monitoring/sources/{row.family}/").status_code == 200
    client.post(f"/monitoring/sources/{row.family}/retire/")
    assert SourceMapping.objects.get().state == "retired"


def test_the_page_is_for_those_who_may_map_sources():
    assert client_with("duty_officer").get("/monitoring/sources/").status_code == 403
