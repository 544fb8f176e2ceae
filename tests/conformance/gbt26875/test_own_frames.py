"""GB/T 26875.3-2011, clause by clause, on frames of our own with check sums added up by hand."""

from datetime import datetime

import pytest

from anlan.kernel.clock import CHINA
from anlan.kernel.levels import Level
from anlan.protocols import gbt26875 as codec
from anlan.protocols.framing import FrameError, Observation
from anlan.protocols.gbt26875.message import (
    Clock,
    Command,
    DeviceConfiguration,
    DeviceOperation,
    DeviceState,
    DeviceVersion,
    Frame,
    PartAnalog,
    PartConfiguration,
    PartState,
    Reserved,
    RollCall,
    SystemConfiguration,
    SystemOperation,
    SystemState,
    SystemTime,
    SystemVersion,
    Unit,
    WhichDeviceOperations,
    WhichPart,
    WhichSystem,
    WhichSystemOperations,
)
from anlan.protocols.gbt26875.writing import clock_command

STANDARD = "GB/T 26875.3-2011"
AT = datetime(2026, 7, 2, 8, 30, 15, tzinfo=CHINA)
LABEL = "0f 1e 08 02 07 1a"  # 15 + 30 + 8 + 2 + 7 + 26 = 88
# serial 1 + version 1.1 = 3; label 88; source 1; target 255; length 12; command 2; data 11 + label 88: 460 = 0x1cc
FIRE_AND_FAULT = bytes.fromhex(
    f"4040 0100 0101 {LABEL} 010000000000 ff0000000000 0c00 02 0101 0102 0600 {LABEL} cc 2323"
)
# serial 258 = 2 + 1; version 2; label 88; source 255; target 1; length 0; command 3: 352 = 0x160
CONFIRMATION = bytes.fromhex(f"4040 0201 0101 {LABEL} ff0000000000 010000000000 0000 03 60 2323")


def with_right_sum(frame):
    return frame[:-3] + bytes((sum(frame[2:-3]) & 0xFF,)) + frame[-2:]


def changed(at, *values, frame=FIRE_AND_FAULT):
    return with_right_sum(frame[:at] + bytes(values) + frame[at + len(values) :])


def refusal(frame):
    with pytest.raises(FrameError) as refused:
        codec.decode(frame)
    return refused.value.code, refused.value.offset


def framed(type_flag, *objects, command=Command.SEND):
    return Frame(
        serial=7, time=AT, source=1, target=255, command=command, unit=Unit(type_flag=type_flag, objects=objects)
    )


@pytest.mark.clause(STANDARD, "figure 4", "start, control unit, data, check sum and end, low bytes first")
def test_a_frame_is_read_with_its_low_bytes_first_and_written_again_byte_by_byte():
    frame = codec.decode(FIRE_AND_FAULT)
    assert (frame.serial, frame.version, frame.time, frame.source, frame.target) == (1, (1, 1), AT, 1, 255)
    assert frame.command == Command.SEND
    assert frame.unit == Unit(
        type_flag=1, objects=(SystemState(system_type=1, system_address=2, state=0x0006, time=AT),)
    )
    assert codec.encode(frame) == FIRE_AND_FAULT
    assert codec.decode(CONFIRMATION).serial == 258
    assert codec.encode(codec.decode(CONFIRMATION)) == CONFIRMATION


@pytest.mark.clause(STANDARD, "figure 4", "a frame begins with @@ and ends with ##")
@pytest.mark.parametrize(
    ("frame", "told"),
    [
        (b"#" + FIRE_AND_FAULT[1:], ("start", 0)),
        (b"@#" + FIRE_AND_FAULT[2:], ("start", 1)),
        (b"", ("start", 0)),
        (FIRE_AND_FAULT[:-1] + b"@", ("end", 41)),
        (FIRE_AND_FAULT[:-2] + b"@#", ("end", 40)),
        (FIRE_AND_FAULT[:-1], ("truncated", 41)),
        (FIRE_AND_FAULT[:26], ("truncated", 26)),
        (FIRE_AND_FAULT + b"#", ("length", 24)),
    ],
)
def test_a_wrong_start_or_end_is_refused_at_its_byte(frame, told):
    assert refusal(frame) == told


@pytest.mark.clause(STANDARD, "table 1", "the data unit has at most 1024 bytes; its length agrees with the bytes")
def test_a_wrong_length_is_refused():
    assert refusal(changed(24, 13)) == ("truncated", 42)
    assert refusal(changed(24, 11)) == ("length", 24)
    assert refusal(changed(24, 0x01, 0x04)) == ("length", 24)
    longest = Frame(serial=1, time=AT, source=1, target=2, command=2, unit=Unit(type_flag=200, rest=b"x" * 1023))
    assert codec.decode(codec.encode(longest)) == longest
    with pytest.raises(ValueError, match="1025 bytes"):
        codec.encode(
            Frame(serial=1, time=AT, source=1, target=2, command=2, unit=Unit(type_flag=200, rest=b"x" * 1024))
        )


@pytest.mark.clause(STANDARD, "table 1", "check sum: low byte of the sum of control unit and data")
def test_a_check_sum_one_off_is_refused():
    assert refusal(FIRE_AND_FAULT[:-3] + b"\xcd##") == ("checksum", 39)
    assert refusal(FIRE_AND_FAULT[:-3] + b"\xcb##") == ("checksum", 39)


@pytest.mark.clause(STANDARD, "table 1", "any single wrong byte within control unit, data or check sum is seen")
def test_every_single_changed_byte_is_refused():
    for at in range(len(FIRE_AND_FAULT)):
        for change in (0x01, 0x80, 0xFF):
            broken = bytearray(FIRE_AND_FAULT)
            broken[at] ^= change
            with pytest.raises(FrameError):
                codec.decode(bytes(broken))


@pytest.mark.clause(STANDARD, "8.2.2", "time label: second, minute, hour, day, month, year as binary numbers")
@pytest.mark.parametrize(
    ("index", "good", "bad"),
    [(0, 59, 60), (1, 59, 60), (2, 23, 24), (3, 31, 32), (3, 1, 0), (4, 12, 13), (4, 1, 0), (5, 99, 100)],
)
def test_a_time_that_cannot_be_is_refused_at_its_byte(index, good, bad):
    codec.decode(changed(6 + index, good))
    assert refusal(changed(6 + index, bad)) == ("value", 6 + index)
    assert refusal(changed(33 + index, bad)) == ("value", 33 + index)


@pytest.mark.clause(STANDARD, "8.2.2", "29 February only in leap years")
def test_a_day_that_its_month_has_not_is_refused():
    codec.decode(changed(6, 0, 0, 0, 29, 2, 24))
    assert refusal(changed(6, 0, 0, 0, 29, 2, 26)) == ("value", 9)


@pytest.mark.clause(STANDARD, "figure 5", "the unit holds exactly the objects it announces")
def test_objects_that_do_not_fill_the_unit_are_refused():
    assert refusal(changed(28, 2)) == ("structure", 39)
    assert refusal(changed(28, 0)) == ("structure", 28)
    one_more = FIRE_AND_FAULT[:39] + b"\0" + FIRE_AND_FAULT[39:]
    assert refusal(changed(24, 13, frame=one_more)) == ("structure", 39)


EVERY_TYPE = [
    (1, SystemState(system_type=1, system_address=2, state=0x0204, time=AT)),
    (
        2,
        PartState(
            system_type=1,
            system_address=3,
            part_type=42,
            part_address=0x000600D9,
            state=2,
            description=b"\xb6\xfe\xb2\xe3".ljust(31, b"\0"),
            time=AT,
        ),
    ),
    (3, PartAnalog(system_type=1, system_address=2, part_type=40, part_address=1, quantity=3, counts=-200, time=AT)),
    (4, SystemOperation(system_type=1, system_address=2, operation=4, operator=9, time=AT)),
    (5, SystemVersion(system_type=1, system_address=2, major=3, minor=4)),
    (6, SystemConfiguration(system_type=1, system_address=2, text=b"4 loops")),
    (
        7,
        PartConfiguration(
            system_type=1, system_address=2, part_type=40, part_address=9, description=b"x".ljust(31, b"\0")
        ),
    ),
    (8, SystemTime(system_type=1, system_address=2, time=AT)),
    (21, DeviceState(state=0x09, time=AT)),
    (24, DeviceOperation(operation=0x20, operator=1, time=AT)),
    (25, DeviceVersion(major=2, minor=7)),
    (26, DeviceConfiguration(text=b"")),
    (28, Clock(time=AT)),
    (61, WhichSystem(system_type=1, system_address=2)),
    (62, WhichPart(system_type=1, system_address=2, part_address=3)),
    (64, WhichSystemOperations(system_type=1, system_address=2, records=10, since=AT)),
    (81, Reserved(reserved=0)),
    (84, WhichDeviceOperations(records=10, since=AT)),
    (89, Reserved(reserved=0)),
    (90, Clock(time=AT)),
    (91, RollCall(minutes=5)),
]
SIZES = {1: 10, 2: 46, 3: 16, 4: 10, 5: 4, 6: 10, 7: 38, 8: 8, 21: 7, 24: 8, 25: 2, 26: 1, 28: 6}
SIZES |= {61: 2, 62: 6, 64: 9, 81: 1, 84: 7, 89: 1, 90: 6, 91: 1}


@pytest.mark.clause(STANDARD, "table 3", "every type of information object has its own layout")
@pytest.mark.parametrize(("type_flag", "each"), EVERY_TYPE)
def test_every_type_has_the_size_the_standard_gives_it_and_comes_back(type_flag, each):
    frame = framed(type_flag, each, each)
    raw = codec.encode(frame)
    assert len(raw) == 30 + 2 + 2 * SIZES[type_flag]
    assert codec.decode(raw) == frame
    assert codec.fields(frame)["type"] == type_flag
    assert codec.fields(frame)["type_zh"]
    assert codec.fields(frame)["count"] == 2


@pytest.mark.clause(STANDARD, "table 3", "reserved and user-defined types are carried, not guessed at")
def test_a_type_the_standard_leaves_open_is_kept_as_it_is():
    raw = codec.encode(
        Frame(serial=1, time=AT, source=1, target=2, command=2, unit=Unit(type_flag=130, rest=b"\x01\x02"))
    )
    told = codec.fields(codec.decode(raw))
    assert (told["type_name"], told["rest_hex"]) == ("user_defined", "0102")
    assert codec.encode(codec.decode(raw)) == raw


@pytest.mark.clause(STANDARD, "8.2.1.2", "part state: bit 1 fire, bit 2 fault, bit 3 shield; text in GB 18030")
def test_a_part_on_fire_is_an_occurrence_and_a_quiet_one_says_so():
    part = EVERY_TYPE[1][1]
    told = {each.kind: each for each in codec.occurrences(framed(2, part))}
    assert told["fire"].began
    assert told["fire"].level_hint is Level.RED
    assert (told["fire"].device, told["fire"].part, told["fire"].time) == ("000000000001", "1.3.42.000600d9", AT)
    assert [kind for kind, each in told.items() if each.began] == ["fire"]
    assert {"fault", "shield", "supervisory", "power_fault"} <= set(told)
    shown = codec.fields(framed(2, part))["objects"][0]
    assert shown["description"] == "\u4e8c\u5c42"
    assert shown["part_type_name"] == "point_photoelectric_smoke_detector"
    assert shown["state_bits"]["fire"] is True


@pytest.mark.clause(STANDARD, "8.2.1.1", "system state: bits 0-13")
@pytest.mark.parametrize(
    ("bit", "kind"),
    [
        *enumerate(
            [None, "fire", "fault", "shield", "supervisory", "started", "feedback", "delay", "main_power_fault"]
        ),
        *enumerate(["backup_power_fault", "bus_fault", None, None, None, None, None], start=9),
    ],
)
def test_each_bit_of_a_system_state_begins_its_own_kind(bit, kind):
    state = SystemState(system_type=1, system_address=2, state=1 << bit, time=AT)
    begun = [each.kind for each in codec.occurrences(framed(1, state)) if each.began]
    assert begun == ([kind] if kind else [])


@pytest.mark.clause(STANDARD, "table 3", "type 21: the device's own state")
def test_a_devices_own_faults_are_told_without_a_part():
    begun = [each for each in codec.occurrences(framed(21, DeviceState(state=0b1101001, time=AT))) if each.began]
    assert [(each.kind, each.part) for each in begun] == [
        ("main_power_fault", ""),
        ("channel_fault", ""),
        ("line_fault", ""),
    ]


@pytest.mark.clause(STANDARD, "table 3", "types 4 and 24: a manual alarm is told, other operations are no alarm")
def test_a_manual_alarm_is_an_occurrence_and_a_reset_is_none():
    pressed = SystemOperation(system_type=1, system_address=2, operation=0b101, operator=9, time=AT)
    assert [(each.kind, each.began) for each in codec.occurrences(framed(4, pressed))] == [("manual_alarm", True)]
    assert codec.occurrences(framed(24, DeviceOperation(operation=1, operator=1, time=AT))) == ()


@pytest.mark.clause(STANDARD, "table 6", "analog quantities: signed counts of the quantity's step")
@pytest.mark.parametrize(
    ("quantity", "counts", "element", "value", "flag"),
    [
        (3, -200, "temperature", -20.0, ""),
        (2, 123, "height", 1.23, ""),
        (6, 1000, "gas_concentration", 100.0, ""),
        (6, 1001, "gas_concentration", 100.1, "out_of_range"),
        (5, -1, "pressure_kpa", -0.1, "out_of_range"),
        (12, 20, "wind_speed", 20.0, ""),
        (12, 21, "wind_speed", 21.0, "out_of_range"),
        (99, 7, "quantity_99", 7.0, "unknown_quantity"),
    ],
)
def test_an_analog_value_is_observed_in_its_unit(quantity, counts, element, value, flag):
    part = PartAnalog(
        system_type=1, system_address=2, part_type=40, part_address=0x1A, quantity=quantity, counts=counts, time=AT
    )
    expected = Observation("000000000001", f"{element}:1.2.40.0000001a", AT, value, flag)
    assert codec.observations(framed(3, part)) == (expected,)


def test_an_analog_value_of_no_quantity_is_not_observed():
    part = PartAnalog(system_type=1, system_address=2, part_type=40, part_address=1, quantity=0, counts=0, time=AT)
    assert codec.observations(framed(3, part)) == ()


@pytest.mark.clause(STANDARD, "table 2", "data sent are confirmed under their serial number, addresses exchanged")
def test_data_sent_are_confirmed():
    now = datetime(2026, 7, 2, 8, 30, 16, tzinfo=CHINA)
    reply = codec.decode(codec.reply_to(codec.decode(FIRE_AND_FAULT), now))
    assert (reply.command, reply.serial, reply.source, reply.target) == (Command.CONFIRM, 1, 255, 1)
    assert (reply.time, reply.version, reply.unit) == (now, (1, 1), None)


@pytest.mark.clause(STANDARD, "table 2", "a request is answered or denied; confirmations get no reply")
def test_a_request_for_the_time_is_answered_others_are_denied_and_confirmations_are_left_alone():
    asked = framed(88, Reserved(reserved=0), command=Command.REQUEST)
    answer = codec.decode(codec.reply_to(asked, AT))
    assert (answer.command, answer.unit) == (Command.ANSWER, Unit(type_flag=90, objects=(Clock(time=AT),)))
    other = framed(61, WhichSystem(system_type=1, system_address=2), command=Command.REQUEST)
    assert codec.decode(codec.reply_to(other, AT)).command == Command.DENY
    for command in (Command.CONFIRM, Command.ANSWER, Command.DENY, Command.CONTROL):
        assert codec.reply_to(framed(28, Clock(time=AT), command=command), AT) is None


@pytest.mark.clause(STANDARD, "table 3", "type 90: the centre sets a device's clock by a control command")
def test_the_centre_sets_a_clock():
    order = codec.decode(clock_command(serial=5, source=255, target=1, now=AT))
    assert (order.command, order.source, order.target) == (Command.CONTROL, 255, 1)
    assert order.unit == Unit(type_flag=90, objects=(Clock(time=AT),))


def test_what_devices_in_the_field_do_is_read_and_told():
    assert codec.fields(codec.decode(FIRE_AND_FAULT))["deviations"] == []
    assert codec.fields(codec.decode(CONFIRMATION))["deviations"] == []
    heartbeat = Frame(serial=1, time=AT, source=0, target=1, command=2, version=(16, 0), unit=Unit(type_flag=0x16))
    told = codec.fields(codec.decode(codec.encode(heartbeat)))
    assert told["deviations"] == ["main_version_is_not_1", "unit_is_only_a_type"]
    keep_alive = Frame(serial=1, time=AT, source=0, target=1, command=7)
    assert codec.fields(keep_alive)["deviations"] == ["command_is_not_of_the_standard"]
    empty = Frame(serial=1, time=AT, source=0, target=1, command=2)
    assert codec.fields(empty)["deviations"] == ["unit_is_missing"]


def test_what_can_be_read_of_a_refused_frame_is_told():
    told = codec.salvage(FIRE_AND_FAULT[:-3] + b"\xcb##")
    assert (told["serial"], told["source"], told["objects"][0]["state"]) == (1, "000000000001", 6)
    assert codec.salvage(changed(9, 32))["time"] is None
    assert "objects" not in codec.salvage(FIRE_AND_FAULT[:30])
    assert codec.salvage(FIRE_AND_FAULT[:10])["serial"] == 1
    assert codec.salvage(b"rubbish") is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"serial": 65536},
        {"source": 1 << 48},
        {"version": (1, 256)},
        {"time": datetime(2100, 1, 1, tzinfo=CHINA)},
        {"unit": Unit(type_flag=1, objects=(Clock(time=AT),))},
        {"unit": Unit(type_flag=91, objects=(RollCall(minutes=256),))},
        {"unit": Unit(type_flag=26, objects=(DeviceConfiguration(text=b"x" * 256),))},
    ],
)
def test_what_does_not_fit_into_a_frame_is_not_written(wrong):
    good = {"serial": 1, "time": AT, "source": 1, "target": 2, "command": 2}
    with pytest.raises(ValueError, match=r"."):
        codec.encode(Frame(**(good | wrong)))
