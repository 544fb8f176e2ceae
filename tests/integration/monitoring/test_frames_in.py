"""Frames of devices, as the gateways hand them on, become readings, reports and refusals."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from tests.factories.monitoring import build_station

from anlan.kernel.clock import CHINA
from anlan.monitoring.domain.intake import Arrival
from anlan.monitoring.models import Device, DeviceCounter, DeviceReport, Position, Quarantine, Reading, Series
from anlan.monitoring.services.ingesting import Intake
from anlan.protocols import gbt26875 as fire
from anlan.protocols import jt808
from anlan.protocols.gbt26875.message import Command, Frame, PartState, Unit
from anlan.protocols.jt808.message import Frame as VehicleFrame
from anlan.protocols.jt808.message import Position as VehiclePosition

AT = datetime(2026, 7, 2, 8, 30, 15, tzinfo=CHINA)
NOW = AT + timedelta(minutes=10)

pytestmark = pytest.mark.django_db


def fire_frame(state: int, *, minutes: int = 0, part: int = 1) -> bytes:
    time = AT + timedelta(minutes=minutes)
    told = PartState(
        system_type=1, system_address=2, part_type=40, part_address=part, state=state, description=b"", time=time
    )
    unit = Unit(type_flag=2, objects=(told,))
    return fire.encode(Frame(serial=1, time=time, source=0x0102, target=1, command=Command.SEND, unit=unit))


def arrived(raw: bytes, protocol: str = "gbt26875") -> Arrival:
    return Arrival("frame", f"ingest.frame.{protocol}.10-0-0-5", raw)


@pytest.fixture
def device() -> Device:
    station = build_station("FIRE1", kind="fire_device", quantities=("fire_alarm", "fire_fault"))
    return Device.objects.create(protocol="gbt26875", address="000000000102", station=station)


def readings() -> list[tuple[str, float]]:
    rows = Reading.objects.order_by("time", "series_id")
    names = dict(Series.objects.values_list("id", "quantity"))
    return [(names[row.series_id], row.value) for row in rows]


def test_a_fire_alarm_becomes_a_report_and_a_reading_and_its_end_too(device: Device):
    outcome = Intake().take([arrived(fire_frame(0b010))], now=NOW)
    assert outcome.stored == 1
    assert readings() == [("fire_alarm", 1.0)]
    Intake().take([arrived(fire_frame(0b001, minutes=1))], now=NOW)
    assert readings() == [("fire_alarm", 1.0), ("fire_alarm", 0.0)]
    kept = DeviceReport.objects.order_by("time").values_list("kind", "is_beginning")
    assert list(kept) == [("fire", True), ("fire", False)]


def test_a_frame_that_comes_again_changes_nothing(device: Device):
    intake = Intake()
    intake.take([arrived(fire_frame(0b010))], now=NOW)
    outcome = intake.take([arrived(fire_frame(0b010)), arrived(fire_frame(0b010))], now=NOW)
    assert (outcome.stored, outcome.refused) == (0, 0)
    assert DeviceReport.objects.count() == Reading.objects.count() == 1


def test_a_broken_frame_stands_in_quarantine_with_place_and_reason(device: Device):
    raw = bytearray(fire_frame(0b010))
    raw[30] ^= 1
    assert Intake().take([arrived(bytes(raw))], now=NOW).refused == 1
    held = Quarantine.objects.get()
    assert (held.reason, bytes(held.raw)) == ("monitoring.frame_refused", bytes(raw))
    assert held.detail.startswith("checksum at byte ")
    assert not Reading.objects.exists()


def test_an_unknown_device_waits_in_quarantine_until_it_is_registered(device: Device):
    Device.objects.all().delete()
    Intake().take([arrived(fire_frame(0b010))], now=NOW)
    assert Quarantine.objects.get().reason == "monitoring.unknown_device"
    assert not DeviceReport.objects.exists()


def test_a_device_out_of_service_is_put_aside(device: Device):
    Device.objects.update(state="off")
    Intake().take([arrived(fire_frame(0b010))], now=NOW)
    assert Quarantine.objects.get().reason == "monitoring.not_in_service"
    assert not Reading.objects.exists()


def test_a_subject_of_no_protocol_is_refused():
    Intake().take([arrived(b"x", "morse")], now=NOW)
    assert Quarantine.objects.get().reason == "monitoring.malformed"


def water_frame(counter: str, level: str, *, minutes: int = 0) -> bytes:
    """Return a report of SL 651 (32H) in HEX: rain counter (26H, 0.1 mm) and level (39H, mm of a metre)."""
    sent = (AT + timedelta(minutes=minutes)).strftime("%y%m%d%H%M%S")
    body = f"0001{sent}F1F1001234567848F0F0{sent[:10]}2619{counter}3923{level}"
    raw = bytes.fromhex(f"7E7E01001234567812343200{len(body) // 2:02X}02{body}03")
    return raw + sl651_checksum(raw)


def sl651_checksum(raw: bytes) -> bytes:
    register = 0xFFFF
    for byte in raw:
        register ^= byte
        for _ in range(8):
            register = register >> 1 ^ (0xA001 if register & 1 else 0)
    return register.to_bytes(2, "big")


@pytest.fixture
def gauge() -> Device:
    station = build_station("SL01", kind="level_gauge", quantities=("rain", "level"))
    return Device.objects.create(protocol="sl651", address="0012345678", station=station)


def test_a_gauge_of_sl_651_gives_levels_and_the_growth_of_its_rain_counter(gauge: Device):
    intake = Intake()
    intake.take([arrived(water_frame("000526", "00010490"), "sl651")], now=NOW)
    assert readings() == [("level", 10.49)]
    intake.take([arrived(water_frame("000541", "00010500", minutes=5), "sl651")], now=NOW)
    assert readings() == [("level", 10.49), ("rain", 1.5), ("level", 10.5)]
    assert [value for _, value in DeviceCounter.objects.get().history] == [52.6, 54.1]


def test_a_gauges_report_that_comes_again_or_late_adds_no_rain(gauge: Device):
    intake = Intake()
    frames = [water_frame(f"00{each}", "00010490", minutes=n) for n, each in enumerate(("0526", "0541"))]
    intake.take([arrived(raw, "sl651") for raw in [*frames, *frames]], now=NOW)
    intake.take([arrived(raw, "sl651") for raw in frames], now=NOW)
    assert [value for name, value in readings() if name == "rain"] == [1.5]


def vehicle_frame(*, alarm: int = 0, minutes: int = 0, speed: int = 605) -> bytes:
    place = VehiclePosition(
        alarm=alarm,
        status=0b11,
        latitude=28_722_000,
        longitude=102_272_000,
        altitude=1800,
        speed=speed,
        direction=90,
        time=AT + timedelta(minutes=minutes),
    )
    return jt808.encode(VehicleFrame(message_id=0x0200, phone="013800000000", serial=1, body=place))


@pytest.fixture
def vehicle() -> Device:
    station = build_station("CAR1", kind="vehicle", quantities=("speed", "vehicle_alarm"))
    return Device.objects.create(protocol="jt808", address="013800000000", station=station)


def test_a_vehicle_gives_its_speed_where_it_is_and_its_alarms_once(vehicle: Device):
    intake = Intake()
    overspeed = 0b10
    frames = [vehicle_frame(alarm=overspeed, minutes=n) for n in (0, 1)] + [vehicle_frame(minutes=2, speed=400)]
    intake.take([arrived(raw, "jt808") for raw in frames], now=NOW)
    assert readings() == [("speed", 60.5), ("speed", 60.5), ("speed", 40.0)]
    place = Position.objects.get()
    assert (place.location.x, place.location.y, place.speed, place.course) == (102.272, 28.722, 40.0, 90.0)
    kept = DeviceReport.objects.order_by("time").values_list("kind", "is_beginning")
    assert list(kept) == [("overspeed", True), ("overspeed", False)]


def test_an_older_position_does_not_move_a_vehicle_back(vehicle: Device):
    intake = Intake()
    intake.take([arrived(vehicle_frame(minutes=5), "jt808")], now=NOW)
    intake.take([arrived(vehicle_frame(minutes=1), "jt808")], now=NOW)
    assert Position.objects.get().time == AT + timedelta(minutes=5)
    assert Reading.objects.count() == 2


def test_the_emergency_button_is_a_reading(vehicle: Device):
    Intake().take([arrived(vehicle_frame(alarm=1), "jt808")], now=NOW)
    assert ("vehicle_alarm", 1.0) in readings()


def test_a_vehicle_without_a_fix_gives_no_position(vehicle: Device):
    raw = vehicle_frame()
    lost = jt808.decode(raw)
    lost = replace(lost, body=replace(lost.body, status=0b01))
    Intake().take([arrived(jt808.encode(lost), "jt808")], now=NOW)
    assert not Position.objects.exists()
    assert not Quarantine.objects.exists()


def air_line(cells: str, *, minutes: int = 0) -> bytes:
    """Return a line of HJ 212 with its length and check sum (annex A: 0xA001, high byte of the register folded in)."""
    sent = (AT + timedelta(minutes=minutes)).strftime("%Y%m%d%H%M%S")
    body = f"QN={sent}001;ST=22;CN=2011;PW=123456;MN=AIR0001;Flag=5;CP=&&DataTime={sent};{cells}&&"
    register = 0xFFFF
    for byte in body.encode():
        register = register >> 8 ^ byte
        for _ in range(8):
            register = register >> 1 ^ (0xA001 if register & 1 else 0)
    return f"##{len(body):04}{body}{register:04X}\r\n".encode()


def test_an_air_station_of_hj_212_gives_values_and_what_it_distrusts_is_put_aside():
    station = build_station("AIR1", kind="air", quantities=("pm25", "temperature"))
    Device.objects.create(protocol="hj212", address="AIR0001", station=station)
    line = air_line("a34004-Rtd=35,a34004-Flag=N;a01001-Rtd=99,a01001-Flag=D")
    outcome = Intake().take([arrived(line, "hj212")], now=NOW)
    assert (outcome.stored, outcome.refused) == (1, 1)
    assert readings() == [("pm25", 35.0)]
    assert (held := Quarantine.objects.get()).reason == "monitoring.flagged_by_device"
    assert held.detail == "a01001-Rtd=D"
