"""Gateways and devices on their pages: registered, changed, switched, and refused."""

from datetime import UTC, datetime

import pytest
from tests.factories.access import client_with
from tests.factories.monitoring import YIHAI, build_station
from tests.factories.places import build_divisions

from anlan.kernel.errors import InvalidValue, NotAllowed, NotFound
from anlan.monitoring import api
from anlan.monitoring.adapters.gateways.book import LineBook, polled_devices, write_down
from anlan.monitoring.models import Device, Line
from anlan.support.models import JournalEntry

NOW = datetime(2026, 7, 1, 4, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture
def station(at):
    at(NOW)
    build_divisions()
    return build_station("SL01", name="彝海水位站", quantities=("rain", "level"), kind="level_gauge")


def new(station, **values) -> api.NewDevice:
    return api.NewDevice(**{"protocol": "sl651", "address": "0012345678", "station_id": station.id} | values)


def text_of(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_operator_registers_a_device_and_sees_how_it_is_read(station):
    client = client_with("department_operator")
    form = {"protocol": "sl651", "address": "0012345678", "station": "SL01", "elements": "{}", "options": "{}"}
    answer = client.post("/gateways/devices/new/", form, follow=True)
    page = text_of(answer)
    assert "0012345678" in page
    assert "累计值增量" in page
    assert JournalEntry.objects.filter(kind="monitoring.device_registered").count() == 1
    assert "0012345678" in text_of(client.get("/gateways/?q=0012&protocol=sl651&state=on"))
    assert "没有符合条件的设备" in text_of(client.get("/gateways/?q=zzz"))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("address", "a b"),
        ("protocol", "morse"),
        ("station", "NONE"),
        ("elements", '{"39": {"quantity": "lvel"}}'),
        ("elements", "{"),
    ],
)
def test_a_form_that_cannot_be_is_refused_beside_its_field_and_nothing_is_stored(station, field: str, value: str):
    client = client_with("department_operator")
    form = {"protocol": "sl651", "address": "1", "station": "SL01", "elements": "{}", "options": "{}"} | {field: value}
    page = text_of(client.post("/gateways/devices/new/", form))
    assert "field-wrong" in page
    assert not Device.objects.exists()


def test_the_same_address_is_registered_once(station, actor_with):
    actor = actor_with("department_operator")
    api.register_device(device=new(station), actor=actor, now=NOW)
    with pytest.raises(api.DeviceExists):
        api.register_device(device=new(station), actor=actor, now=NOW)
    assert Device.objects.count() == 1


def test_another_regions_station_or_device_is_unknown_and_a_reader_may_not_register(station, actor_with):
    with pytest.raises(NotFound):
        api.register_device(device=new(station), actor=actor_with("department_operator", "513401"), now=NOW)
    with pytest.raises(NotAllowed):
        api.register_device(device=new(station), actor=actor_with("duty_officer"), now=NOW)
    assert not Device.objects.exists()
    device_id = api.register_device(device=new(station), actor=actor_with("department_operator"), now=NOW)
    stranger = actor_with("department_operator", "513401")
    with pytest.raises(NotFound):
        api.switch_device(device_id=device_id, state="off", actor=stranger, now=NOW)
    assert Device.objects.get().state == "on"
    assert client_with("duty_officer", "513401").get(f"/gateways/devices/{device_id}/").status_code == 404


def test_a_device_is_changed_and_switched_on_its_page(station, actor_with):
    device_id = api.register_device(device=new(station), actor=actor_with("department_operator"), now=NOW)
    client = client_with("department_operator")
    path = f"/gateways/devices/{device_id}/"
    client.post(path, {"elements": '{"39": {"quantity": "level", "offset": 1800.5}}', "options": "{}"})
    assert Device.objects.get().elements == {"39": {"quantity": "level", "offset": 1800.5}}
    client.post(path + "switch/", {"state": "off"})
    assert Device.objects.get().state == "off"
    assert client.post(path + "switch/", {"state": "off"}).status_code == 409
    changes = JournalEntry.objects.filter(kind="monitoring.device_changed").order_by("recorded_at", "id")
    assert [each.payload["change"] for each in changes] == ["mapping", "off"]


def test_a_polled_device_needs_registers_that_can_be_asked(station, actor_with):
    actor = actor_with("department_operator")
    with pytest.raises(InvalidValue):
        api.register_device(device=new(station, protocol="modbus", address="tank-1"), actor=actor, now=NOW)
    options = {"host": "10.0.0.7", "registers": [{"address": 0, "quantity": "level"}]}
    device = new(station, protocol="modbus", address="tank-1", options=options)
    api.register_device(device=device, actor=actor, now=NOW)
    assert polled_devices()["tank-1"].registers[0].quantity == "level"


def test_the_lines_show_what_the_gateway_wrote_of_them(station, actor_with):
    api.register_device(device=new(station), actor=actor_with("department_operator"), now=NOW)
    book = LineBook("sl651", 7651)
    book.note_frame("0012345678", "10-0-0-5")
    write_down(book)
    assert Device.objects.get().heard_from == "10-0-0-5"
    assert "监听中" in text_of(client_with("duty_officer").get("/gateways/"))
    Line.objects.update(seen_at=NOW)
    assert "未运行" in text_of(client_with("duty_officer").get("/gateways/"))


def test_the_list_asks_the_same_number_of_questions_for_one_device_as_for_many(
    station, actor_with, django_assert_max_num_queries
):
    Device.objects.bulk_create(Device(protocol="sl651", address=f"{n:010}", station=station) for n in range(120))
    client = client_with("duty_officer", YIHAI[:6])
    client.get("/gateways/")
    with django_assert_max_num_queries(20):
        assert "0000000049" in text_of(client.get("/gateways/"))
