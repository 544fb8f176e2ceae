"""JT/T 808, clause by clause, on frames of our own with check codes worked out by hand."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from anlan.kernel.clock import CHINA
from anlan.kernel.levels import Level
from anlan.protocols import jt808 as codec
from anlan.protocols.framing import FrameError, Observation
from anlan.protocols.jt808.message import (
    Authentication,
    Frame,
    GeneralReply,
    Item,
    Parameters,
    Position,
    PositionAnswer,
    PositionBatch,
    Raw,
    Registration,
    RegistrationReply,
    ServerTime,
)

STANDARD = "JT/T 808-2019"
AT = datetime(2026, 7, 2, 8, 30, 15, tzinfo=CHINA)
PHONE = "013800138000"
LONG_PHONE = "00000000013800138000"
# 02 ^ 01 ^ 38 ^ 13 ^ 80 ^ 01 = a9
HEARTBEAT = bytes.fromhex("7e 0002 0000 013800138000 0001 a9 7e")
# 02 ^ 40 ^ 01 ^ 01 ^ 38 ^ 13 ^ 80 ^ 01 = e8
HEARTBEAT_2019 = bytes.fromhex("7e 0002 4000 01 00000000013800138000 0001 e8 7e")
POSITION = Position(
    alarm=0b11,
    status=0b11,
    latitude=26_580_000,
    longitude=102_170_000,
    altitude=1700,
    speed=605,
    direction=90,
    time=AT,
    items=(Item(0x01, b"\0\0\x03\xe8"), Item(0x31, b"\x0b")),
)
# alarm, status, latitude, longitude, altitude, speed, direction, time, 100.0 km, 11 satellites
BODY = "00000003 00000003 01959420 0616fd90 06a4 025d 005a 260702083015 0104 000003e8 3101 0b"


def framed(message_id, body, version=None, **more):
    phone = PHONE if version is None else LONG_PHONE
    return Frame(message_id=message_id, phone=phone, serial=7, body=body, version=version, **more)


def sent(plain):
    code = 0
    for each in plain:
        code ^= each
    return b"\x7e" + (plain + bytes((code,))).replace(b"\x7d", b"\x7d\x01").replace(b"\x7e", b"\x7d\x02") + b"\x7e"


def refusal(frame):
    with pytest.raises(FrameError) as refused:
        codec.decode(frame)
    return refused.value.code, refused.value.offset


def position(**changes):
    return codec.encode(framed(0x0200, replace(POSITION, **changes)))


def body_of(hexadecimal, message_id=0x0200, version=None):
    return codec.encode(framed(message_id, Raw(bytes.fromhex(hexadecimal)), version))


@pytest.mark.clause(STANDARD, "4.4.3", "message head of 2013 and 2011: 12 bytes, phone of 6 bytes BCD")
def test_a_heartbeat_of_2013_is_read_and_written_again():
    frame = codec.decode(HEARTBEAT)
    assert frame == Frame(message_id=2, phone=PHONE, serial=1)
    assert codec.encode(frame) == HEARTBEAT
    assert codec.fields(frame)["edition"] == "2013"


@pytest.mark.clause(STANDARD, "4.4.3", "message head of 2019: version bit 14, protocol version, phone of 10 bytes BCD")
def test_a_heartbeat_of_2019_is_read_and_written_again():
    frame = codec.decode(HEARTBEAT_2019)
    assert frame == Frame(message_id=2, phone=LONG_PHONE, serial=1, version=1)
    assert codec.encode(frame) == HEARTBEAT_2019
    assert codec.fields(frame)["edition"] == "2019"


@pytest.mark.clause(STANDARD, "4.4.2", "7e is sent as 7d 02, 7d as 7d 01, also in the check code")
def test_escapes_are_undone_and_done():
    frame = Frame(message_id=2, phone=PHONE, serial=0x7E7D)
    raw = codec.encode(frame)
    assert raw[11:15] == b"\x7d\x02\x7d\x01"
    assert codec.decode(raw) == frame
    for serial in range(0x400):
        each = Frame(message_id=2, phone=PHONE, serial=serial)
        raw = codec.encode(each)
        assert b"\x7e" not in raw[1:-1]
        assert codec.decode(raw) == each


@pytest.mark.clause(STANDARD, "4.4.2", "any other escape and a bare flag within are refused")
def test_a_wrong_escape_is_refused_at_its_byte():
    plain = HEARTBEAT[1:-1]
    assert refusal(b"\x7e" + plain[:5] + b"\x7d\x03" + plain[6:] + b"\x7e") == ("escape", 6)
    assert refusal(b"\x7e" + plain + b"\x7d\x7e") == ("escape", 14)
    assert refusal(b"\x7e" + plain[:5] + b"\x7e" + plain[6:] + b"\x7e") == ("escape", 6)
    assert refusal(HEARTBEAT + HEARTBEAT) == ("escape", 14)


@pytest.mark.clause(STANDARD, "4.4.1", "a frame stands between flags")
@pytest.mark.parametrize(
    ("frame", "told"),
    [
        (b"", ("start", 0)),
        (HEARTBEAT[1:], ("start", 0)),
        (b"\x7e", ("end", 0)),
        (HEARTBEAT[:-1], ("end", 13)),
        (b"\x7e\x7e", ("truncated", 1)),
        (HEARTBEAT[:10] + b"\x7e", ("truncated", 10)),
    ],
)
def test_a_frame_without_its_flags_or_too_short_is_refused(frame, told):
    assert refusal(frame) == told


@pytest.mark.clause(STANDARD, "4.4.4", "check code: exclusive or from the message id to the end of the body")
def test_a_wrong_check_code_is_refused_at_its_byte_as_sent():
    assert refusal(HEARTBEAT[:-2] + b"\xa8\x7e") == ("checksum", 13)
    escaped = codec.encode(Frame(message_id=2, phone=PHONE, serial=0x7E7D))
    broken = escaped[:2] + bytes((escaped[2] ^ 1,)) + escaped[3:]
    assert refusal(broken) == ("checksum", 15)


@pytest.mark.clause(STANDARD, "4.4.3", "the head's length is that of the body")
def test_a_length_that_is_not_the_bodys_is_refused():
    assert refusal(sent(bytes.fromhex("0002 0001 013800138000 0001"))) == ("length", 3)
    assert refusal(sent(bytes.fromhex("0002 0000 013800138000 0001 00"))) == ("length", 3)
    assert refusal(sent(bytes.fromhex("0002 4000 01 0000000001380013"))) == ("truncated", 14)


@pytest.mark.clause(STANDARD, "4.4.3", "encrypted bodies and other messages are framed, their bodies kept")
def test_a_body_that_is_not_read_is_kept():
    encrypted = framed(0x0200, Raw(b"secret"), encryption=1)
    assert codec.decode(codec.encode(encrypted)) == encrypted
    assert codec.fields(encrypted)["body_hex"] == "736563726574"
    told = codec.fields(codec.decode(body_of("0102", message_id=0x1205)))
    assert (told["message_id"], told["message_name"], told["body_hex"]) == ("1205", "media_list", "0102")
    assert codec.fields(codec.decode(body_of("", message_id=0x6006)))["message_name"] == "unknown"


@pytest.mark.clause(STANDARD, "4.4.3", "messages in parts: how many, and which")
def test_a_part_is_framed_and_an_impossible_part_is_refused():
    part = framed(0x0801, Raw(b"xyz"), part=(3, 2))
    told = codec.fields(codec.decode(codec.encode(part)))
    assert (told["is_part"], told["part_total"], told["part_number"], told["body_hex"]) == (True, 3, 2, "78797a")
    assert refusal(codec.encode(replace(part, part=(3, 4)))) == ("header", 15)
    assert refusal(codec.encode(replace(part, part=(3, 0)))) == ("header", 15)
    assert codec.reply_to(part, AT) is None


@pytest.mark.clause(STANDARD, "4.4.3", "parts come together in any order under the first part's serial number")
def test_parts_are_joined_in_any_order():
    whole = PositionBatch(kind=0, positions=(POSITION,) * 40)
    joiner, raw = codec.Joiner(), whole_body(whole)
    pieces = [raw[begin : begin + 700] for begin in range(0, len(raw), 700)]
    parts = [
        Frame(
            message_id=0x0704,
            phone=PHONE,
            serial=(0xFFFF + number) & 0xFFFF,
            body=Raw(piece),
            part=(len(pieces), number),
        )
        for number, piece in enumerate(pieces, 1)
    ]
    assert joiner.add(parts[-1]) is None
    assert joiner.missing(parts[-1]) == tuple(range(1, len(parts)))
    found = [joiner.add(part) for part in parts[:-1]]
    assert found[:-1] == [None] * (len(parts) - 2)
    assert found[-1] == Frame(message_id=0x0704, phone=PHONE, serial=0, body=whole)
    assert joiner.missing(parts[0]) == ()
    assert joiner.add(codec.decode(HEARTBEAT)) == codec.decode(HEARTBEAT)


def whole_body(batch):
    one = bytes.fromhex(BODY)
    return (
        len(batch.positions).to_bytes(2, "big")
        + bytes((batch.kind,))
        + (b"\0" + bytes((len(one),)) + one) * len(batch.positions)
    )


@pytest.mark.clause(
    STANDARD, "message 0200", "position: words, coordinates in millionths, speed in tenths, BCD time of GMT+8"
)
def test_a_position_is_read_word_by_word():
    assert codec.decode(body_of(BODY)).body == POSITION
    assert codec.encode(framed(0x0200, POSITION)) == body_of(BODY)
    told = codec.fields(framed(0x0200, POSITION))
    assert (told["longitude"], told["latitude"], told["altitude"]) == (102.17, 26.58, 1700)
    assert (told["speed_kmh"], told["direction"], told["time"]) == (60.5, 90, "2026-07-02T08:30:15+08:00")
    assert [each["name"] for each in told["alarms"]] == ["emergency", "overspeed"]
    assert (told["status_bits"]["acc_on"], told["status_bits"]["positioned"], told["load"]) == (True, True, "empty")
    assert [(each["name"], each["value"]) for each in told["items"]] == [("mileage_km", 100.0), ("satellites", 11)]


@pytest.mark.clause(STANDARD, "message 0200", "status bits 2 and 3: south and west")
def test_south_and_west_are_negative():
    assert replace(POSITION, status=0b1110).degrees == (-102.17, -26.58)


@pytest.mark.clause(STANDARD, "message 0200", "coordinates and direction beyond their range are refused")
@pytest.mark.parametrize(
    ("field", "most", "at"), [("latitude", 90_000_000, 21), ("longitude", 180_000_000, 25), ("direction", 359, 33)]
)
def test_a_coordinate_that_cannot_be_is_refused_at_its_byte(field, most, at):
    codec.decode(position(**{field: most}))
    assert refusal(position(**{field: most + 1})) == ("value", at)


@pytest.mark.clause(STANDARD, "message 0200", "a BCD time that cannot be is refused")
@pytest.mark.parametrize(
    ("digits", "index"),
    [
        ("2a0702083015", 0),
        ("261302083015", 1),
        ("260002083015", 1),
        ("260732083015", 2),
        ("260229083015", 2),
        ("260702243015", 3),
        ("260702086015", 4),
        ("260702083060", 5),
        ("000000000000", 1),
    ],
)
def test_a_time_that_cannot_be_is_refused_at_its_byte(digits, index):
    assert refusal(body_of(BODY.replace("260702083015", digits))) == ("value", 35 + index)


@pytest.mark.clause(
    STANDARD, "message 0200", "additional items: id, length, value; lengths of the standard's own are fixed"
)
def test_items_that_go_beyond_the_body_or_have_a_wrong_size_are_refused():
    assert refusal(body_of(BODY + "e0 05 01")) == ("structure", 50)
    assert refusal(body_of(BODY + "e0")) == ("structure", 50)
    assert refusal(body_of(BODY + "30 02 0102")) == ("structure", 51)
    assert refusal(body_of(BODY.replace(" ", "")[:50])) == ("structure", 13 + 25)
    assert refusal(body_of(BODY + "06 01 02", version=1)) == ("structure", 56)
    kept = codec.decode(body_of(BODY + "06 01 02 e1 03 010203")).body.items
    assert kept[-2:] == (Item(0x06, b"\x02"), Item(0xE1, b"\x01\x02\x03"))


@pytest.mark.clause(STANDARD, "message 0200", "additional items and what they say")
@pytest.mark.parametrize(
    ("item", "told"),
    [
        ("02 01f4", {"name": "fuel_l", "value": 50.0, "unit": "L"}),
        ("03 0259", {"name": "recorder_speed_kmh", "value": 60.1}),
        ("04 0009", {"name": "alarm_event_id", "value": 9}),
        ("06 8005", {"name": "cabin_temperature", "value": -5}),
        ("11 00", {"name": "overspeed_detail", "place_name": "none"}),
        ("11 04 00000007", {"place_name": "section", "place_id": 7}),
        ("12 01 00000007 01", {"place_name": "circle", "place_id": 7, "way_name": "out"}),
        ("13 00000007 0258 01", {"place_id": 7, "seconds": 600, "result_name": "too_long"}),
        ("15 00000005", {"name": "video_signal_lost", "channels": [1, 3]}),
        ("2b 00020001", {"analog_0": 1, "analog_1": 2}),
        ("30 1f", {"name": "signal_strength", "value": 31}),
        ("e1 0102", {"id": "e1", "hex": "0102"}),
    ],
)
def test_an_item_says_what_the_standard_gives_it_to_say(item, told):
    raw = bytes.fromhex(item)
    at = codec.fields(framed(0x0200, replace(POSITION, items=(Item(raw[0], raw[1:]),)), version=1))["items"][0]
    assert {name: at[name] for name in told} == told


def test_the_bits_of_vehicle_signals_are_named():
    at = codec.fields(framed(0x0200, replace(POSITION, items=(Item(0x25, b"\0\0\0\x11"),))))["items"][0]
    assert [name for name, on in at["bits"].items() if on] == ["low_beam", "braking"]


@pytest.mark.clause(
    STANDARD, "message 0200", "alarm bits that last are told begun or over, those of a moment only begun"
)
def test_alarms_are_occurrences():
    told = codec.occurrences(framed(0x0200, POSITION))
    assert [(each.kind, each.level_hint) for each in told if each.began] == [
        ("emergency", Level.RED),
        ("overspeed", Level.YELLOW),
    ]
    assert {(each.device, each.part, each.time) for each in told} == {(PHONE, "", AT)}
    over = {each.kind for each in codec.occurrences(framed(0x0200, replace(POSITION, alarm=0))) if not each.began}
    assert {"overspeed", "fatigue", "collision", "stolen"} <= over
    assert not over & {"emergency", "area_crossed", "illegal_ignition", "illegal_displacement"}


@pytest.mark.clause("JT/T 1078-2016", "item 14", "alarms about video, too many passengers, abnormal driving")
def test_video_alarms_are_occurrences():
    told = codec.occurrences(framed(0x0200, replace(POSITION, alarm=0, items=(Item(0x14, b"\0\0\0\x11"),))))
    begun = [(each.kind, each.level_hint) for each in told if each.began]
    assert begun == [("video_lost", Level.BLUE), ("passengers_overloaded", Level.ORANGE)]
    assert "abnormal_driving" in {each.kind for each in told if not each.began}


@pytest.mark.clause(STANDARD, "message 0200", "every bit of the alarm word has its own name")
def test_every_alarm_bit_begins_one_kind():
    kinds = [
        [each.kind for each in codec.occurrences(framed(0x0200, replace(POSITION, alarm=1 << bit))) if each.began]
        for bit in range(32)
    ]
    assert all(len(each) == 1 for each in kinds)
    assert len({each[0] for each in kinds}) == 32


def test_a_position_is_observed_as_longitude_latitude_altitude_speed_direction_and_items():
    told = codec.observations(framed(0x0200, POSITION))
    assert told == tuple(
        Observation(PHONE, element, AT, value)
        for element, value in [
            ("longitude", 102.17),
            ("latitude", 26.58),
            ("altitude", 1700.0),
            ("speed_kmh", 60.5),
            ("direction", 90.0),
            ("mileage_km", 100.0),
            ("satellites", 11.0),
        ]
    )


@pytest.mark.clause(STANDARD, "message 0200", "status bit 1: positioned; bit 5: coordinates encrypted")
def test_a_position_that_is_none_is_flagged():
    flags = {each.element: each.flag for each in codec.observations(framed(0x0200, replace(POSITION, status=0)))}
    assert (flags["longitude"], flags["speed_kmh"], flags["mileage_km"]) == ("not_positioned", "not_positioned", "")
    hidden = {
        each.element: each.flag for each in codec.observations(framed(0x0200, replace(POSITION, status=0b100010)))
    }
    assert (hidden["latitude"], hidden["speed_kmh"]) == ("encrypted", "")


@pytest.mark.clause(STANDARD, "message 0704", "batch of positions: number, kind, each with its length")
def test_a_batch_is_read_and_a_wrong_count_or_length_is_refused():
    one = bytes.fromhex(BODY).hex()
    good = f"0002 01 0025 {one} 0025 {one}"
    assert len(bytes.fromhex(one)) == 0x25
    assert codec.decode(body_of(good, message_id=0x0704)).body == PositionBatch(kind=1, positions=(POSITION,) * 2)
    told = codec.fields(codec.decode(body_of(good, message_id=0x0704)))
    assert (told["count"], told["batch_kind_name"], len(told["positions"])) == (2, "after_blind_spot", 2)
    size = len(bytes.fromhex(good))
    assert refusal(body_of(good.replace("0002", "0003", 1), message_id=0x0704)) == ("structure", 13 + size)
    assert refusal(body_of(good.replace("0002", "0001", 1), message_id=0x0704)) == ("structure", 13 + 3 + 39)
    assert refusal(body_of(f"0001 01 0026 {one}", message_id=0x0704)) == ("structure", 13 + 5 + 37)


@pytest.mark.clause(
    STANDARD, "messages 0201, 0500", "answers to a position query and to vehicle control carry a position"
)
@pytest.mark.parametrize("message_id", [0x0201, 0x0500])
def test_an_answer_carries_a_position(message_id):
    raw = body_of("0009" + BODY, message_id=message_id)
    frame = codec.decode(raw)
    assert frame.body == PositionAnswer(serial=9, position=POSITION)
    assert codec.encode(frame) == raw
    assert (codec.fields(frame)["answered_serial"], len(codec.observations(frame))) == (9, 7)


REGISTRATION = {"province": 51, "city": 3433, "colour": 2, "plate": "\u5dddW12345".encode("gbk")}


@pytest.mark.clause(
    STANDARD, "message 0100", "registration: fields of 5, 8, 7 (2011), 5, 20, 7 (2013) and 11, 30, 30 bytes (2019)"
)
@pytest.mark.parametrize(("edition", "version", "size"), [(2011, None, 33), (2013, None, 45), (2019, 1, 84)])
def test_a_registration_of_every_edition_is_read(edition, version, size):
    widths = {2011: (5, 8, 7), 2013: (5, 20, 7), 2019: (11, 30, 30)}[edition]
    maker, model, terminal = (
        text.ljust(width, b"\0") for text, width in zip((b"ANLAN", b"V1", b"T7"), widths, strict=True)
    )
    body = Registration(**REGISTRATION, manufacturer=maker, model=model, terminal=terminal, edition=edition)
    frame = framed(0x0100, body, version)
    assert codec.decode(codec.encode(frame)) == frame
    told = codec.fields(frame)
    assert (told["body_length"], told["edition"]) == (size, str(edition))
    assert (told["manufacturer"], told["model"], told["terminal"]) == ("ANLAN", "V1", "T7")
    assert (told["plate"], told["plate_colour_name"], told["region"]) == ("\u5dddW12345", "yellow", "513433")


@pytest.mark.clause(STANDARD, "message 0100", "a registration shorter than its fields is refused")
def test_a_registration_too_short_is_refused():
    assert refusal(body_of("00" * 24, message_id=0x0100)) == ("structure", 37)
    assert refusal(body_of("00" * 75, message_id=0x0100, version=1)) == ("structure", 93)


@pytest.mark.clause(
    STANDARD, "message 0102", "authentication: the code alone; since 2019 its length, IMEI and software version too"
)
def test_an_authentication_of_either_edition_is_read():
    old = framed(0x0102, Authentication(code=b"secret"))
    assert codec.decode(codec.encode(old)) == old
    new = framed(0x0102, Authentication(code=b"secret", imei=b"8" * 15, software=b"1.0".ljust(20, b"\0")), version=1)
    assert codec.decode(codec.encode(new)) == new
    told = codec.fields(new)
    assert (told["authentication_code"], told["imei"], told["software"]) == ("secret", "8" * 15, "1.0")
    assert refusal(body_of("06" + "00" * 40, message_id=0x0102, version=1)) == ("structure", 59)


@pytest.mark.clause(STANDARD, "messages 0104, 8103", "parameters: number, length and value of each")
def test_parameters_are_listed():
    answer = Parameters(serial=3, values=((1, b"\0\0\0\x1e"), (0x13, b"centre")))
    frame = framed(0x0104, answer)
    assert codec.decode(codec.encode(frame)) == frame
    assert codec.fields(frame)["parameters"][1] == {"id": "0013", "hex": "63656e747265"}
    order = framed(0x8103, replace(answer, serial=None))
    assert codec.decode(codec.encode(order)) == order
    assert refusal(body_of("02 00000001 04 0000001e", message_id=0x8103)) == ("structure", 23)


@pytest.mark.clause(STANDARD, "messages 0001, 8001", "general replies: serial, message and result, five bytes")
def test_general_replies_are_read():
    for message_id in (0x0001, 0x8001):
        frame = framed(message_id, GeneralReply(serial=5, message_id=0x8103, result=3))
        assert codec.decode(codec.encode(frame)) == frame
        told = codec.fields(frame)
        assert (told["answered_message_name"], told["result_name"]) == ("set_parameters", "not_supported")
    assert refusal(body_of("0005 8103", message_id=0x0001)) == ("structure", 17)
    assert refusal(body_of("0005 8103 00 00", message_id=0x8001)) == ("structure", 18)


@pytest.mark.clause(
    STANDARD, "message 8001", "the centre's general reply names serial and message; unknown ones are not supported"
)
@pytest.mark.parametrize("message_id", [0x0002, 0x0003, 0x0102, 0x0200, 0x0704, 0x1205])
def test_the_centre_answers_with_the_general_reply(message_id):
    body = {0x0200: POSITION, 0x0704: PositionBatch(kind=0, positions=(POSITION,))}.get(message_id, Raw())
    body = Authentication(code=b"x") if message_id == 0x0102 else body
    reply = codec.decode(codec.reply_to(framed(message_id, body), AT, serial=99))
    assert (reply.message_id, reply.serial, reply.phone) == (0x8001, 99, PHONE)
    assert reply.body == GeneralReply(serial=7, message_id=message_id, result=0)


def test_an_unknown_message_is_answered_as_not_supported_and_replies_are_not_answered():
    reply = codec.decode(codec.reply_to(framed(0x6006, Raw()), AT))
    assert reply.body == GeneralReply(serial=7, message_id=0x6006, result=3)
    assert codec.reply_to(framed(0x0001, GeneralReply(serial=1, message_id=2, result=0)), AT) is None
    assert codec.reply_to(framed(0x8001, GeneralReply(serial=1, message_id=2, result=0)), AT) is None


@pytest.mark.clause(
    STANDARD, "message 8100", "registration reply: serial, result, and the authentication code on success only"
)
def test_a_registration_gets_a_code_or_a_refusal():
    body = Registration(**REGISTRATION, manufacturer=b"", model=b"", terminal=b"", edition=2019)
    frame = framed(0x0100, body, version=1)
    reply = codec.decode(codec.reply_to(frame, AT, serial=5, code="key-1"))
    assert (reply.message_id, reply.version, reply.phone) == (0x8100, 1, LONG_PHONE)
    assert reply.body == RegistrationReply(serial=7, result=0, code=b"key-1")
    assert codec.decode(codec.reply_to(frame, AT)).body.code == LONG_PHONE.encode()
    refused = codec.decode(codec.reply_to(frame, AT, code="key-1", result=2))
    assert refused.body == RegistrationReply(serial=7, result=2)
    assert codec.fields(refused)["result_name"] == "no_such_vehicle"


@pytest.mark.clause(STANDARD, "messages 0004, 8004", "the centre's time is told in UTC")
def test_a_question_for_the_time_gets_the_time_in_utc():
    raw = codec.reply_to(framed(0x0004, Raw(), version=1), AT)
    assert bytes.fromhex("260702003015") in raw
    assert codec.decode(raw).body == ServerTime(time=AT.astimezone(UTC))
    assert codec.fields(codec.decode(raw))["server_time"] == "2026-07-02T08:30:15+08:00"


@pytest.mark.clause(STANDARD, "message 8800", "multimedia data are answered under their own number")
def test_multimedia_data_get_their_own_reply():
    reply = codec.decode(codec.reply_to(framed(0x0801, Raw(bytes.fromhex("0000007b 01020304"))), AT))
    assert (reply.message_id, reply.body) == (0x8800, Raw(b"\0\0\0\x7b"))


def test_what_terminals_in_the_field_do_is_read_and_told():
    assert codec.fields(codec.decode(HEARTBEAT))["deviations"] == []
    odd = Frame(message_id=0x6006, phone="4eb6fb4afd9e", serial=1, reserved=True, encryption=2)
    assert codec.fields(codec.decode(codec.encode(odd)))["deviations"] == [
        "phone_is_not_decimal",
        "reserved_bit_is_set",
        "encryption_is_reserved",
        "message_is_unknown",
    ]


def test_what_can_be_read_of_a_refused_frame_is_told():
    told = codec.salvage(position(latitude=116_000_000))
    assert (told["message_id"], told["serial"], told["latitude"], told["speed_kmh"]) == ("0200", 7, 116.0, 60.5)
    assert codec.salvage(body_of(BODY.replace("260702083015", "000000000000")))["time"] is None
    assert codec.salvage(HEARTBEAT[:-1])["phone"] == PHONE
    assert codec.salvage(HEARTBEAT[:8]) is None
    assert codec.salvage(b"rubbish") is None
    broken = position()
    broken = broken[:-2] + bytes((broken[-2] ^ 1,)) + b"\x7e"
    assert codec.salvage(broken)["longitude"] == 102.17


@pytest.mark.parametrize(
    "frame",
    [
        Frame(message_id=2, phone="1", serial=1),
        Frame(message_id=2, phone=PHONE, serial=65536),
        Frame(message_id=2, phone=PHONE, serial=1, body=Raw(b"x" * 1024)),
        Frame(message_id=2, phone=PHONE, serial=1, version=1),
        framed(0x0200, replace(POSITION, speed=65536)),
        framed(0x0200, replace(POSITION, time=datetime(2100, 1, 1, tzinfo=CHINA))),
        framed(0x0100, Registration(**REGISTRATION, manufacturer=b"123456", model=b"", terminal=b"", edition=2013)),
        framed(0x0100, Registration(**REGISTRATION, manufacturer=b"", model=b"", terminal=b"", edition=2019)),
    ],
)
def test_what_does_not_fit_into_a_frame_is_not_written(frame):
    with pytest.raises(ValueError, match=r"."):
        codec.encode(frame)
