"""SL 651-2014, clause by clause, on frames of our own writing."""

import json
import re
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from anlan.kernel.clock import CHINA
from anlan.protocols import sl651
from anlan.protocols.framing import FrameError
from anlan.protocols.sl651.message import (
    Blob,
    Body,
    Definition,
    Encoding,
    End,
    Events,
    Gates,
    Group,
    Head,
    Observed,
    Packet,
    Period,
    Quota,
    Rest,
    Setting,
    State,
    Station,
    Step,
    Switches,
    Value,
    Version,
)
from anlan.protocols.sl651.values import checksum

STANDARD = "SL 651-2014"
NOW = datetime(2026, 7, 1, 8, 0, 5, tzinfo=CHINA)
HOUR = datetime(2026, 7, 1, 8, 0, tzinfo=CHINA)
HEAD = "7E7E 01 0060100201 1234 32"
SENT = "0007 260701080005"
STATION = "F1F1 0060100201 48 F0F0 2607010800"
clause = pytest.mark.clause


def crc(data: bytes) -> int:
    """The check sum as H.3.2 tells it, bit by bit, apart from the table of the codec."""
    register = 0xFFFF
    for byte in data:
        register ^= byte
        for _ in range(8):
            register = register >> 1 ^ 0xA001 if register & 1 else register >> 1
    return register


def framed(body: str, *, head: str = HEAD, start: str = "02", end: str = "03", direction: int = 0) -> bytes:
    content = bytes.fromhex(body)
    size = f"{len(content) | direction << 12:04X}"
    raw = bytes.fromhex(head + size + start) + content + bytes.fromhex(end)
    return raw + crc(raw).to_bytes(2, "big")


def in_ascii(body: str, *, function: str = "32", end: str = "\x03") -> bytes:
    raw = f"\x010100601002011234{function}{len(body):04X}\x02{body}{end}".encode("latin-1")
    return raw + f"{crc(raw):04X}".encode()


def ascii_report(text: str) -> bytes:
    return in_ascii("0007260701080005ST 0060100201 H TT 2607010800 " + text)


def refusal(frame: bytes) -> tuple[str, int]:
    with pytest.raises(FrameError) as caught:
        sl651.decode(frame)
    return caught.value.code, caught.value.offset


def entries(frame: bytes):
    return sl651.decode(frame).body.entries


def only_value(text: str):
    return entries(framed(SENT + STATION + text))[2]


GOOD = framed(SENT + STATION + "20 19 000125 39 23 00012345")
IN_ASCII = ascii_report("PJ 12.5 Z 12.345 ")


@clause(STANDARD, "6.2.3.1", "the check sum is CRC-16 of X16+X15+X2+1, high byte first")
def test_the_check_sum_of_the_nine_digits_is_the_published_one():
    assert checksum(b"123456789") == 0x4B37
    assert sl651.decode(GOOD).checksum == crc(GOOD[:-2])


@clause(STANDARD, "6.2.3.1", "a wrong check sum is refused where it stands")
def test_a_wrong_check_sum_is_refused():
    assert refusal(GOOD[:-1] + bytes((GOOD[-1] ^ 1,))) == ("checksum", len(GOOD) - 2)


@clause(STANDARD, "6.2.3.1", "high byte first; gauges that send the low byte first are read, and it is told")
def test_a_check_sum_with_its_low_byte_first_is_read_and_told():
    found = sl651.decode(GOOD[:-2] + GOOD[:-3:-1])
    assert found.deviations == ("checksum_low_byte_first",)
    assert found.body == sl651.decode(GOOD).body


@clause(STANDARD, "6.2.2", "HEX/BCD frames begin with 7E7EH, ASCII frames with 01H")
@pytest.mark.parametrize("start", [b"\x7e\x7f", b"\x02", b"ST"])
def test_another_start_is_refused(start):
    assert refusal(start + GOOD[2:]) == ("start", 0)


@clause(STANDARD, "6.5.2", "the head of table 20")
def test_the_head_of_a_hex_frame_is_read():
    assert sl651.decode(GOOD).head == Head(
        encoding=Encoding.HEX, is_down=False, center=1, station="0060100201", password=0x1234, function=0x32
    )


@clause(STANDARD, "6.4.2", "the head of table 16")
def test_the_head_of_an_ascii_frame_is_read():
    assert sl651.decode(IN_ASCII).head == Head(
        encoding=Encoding.ASCII, is_down=False, center=1, station="0060100201", password=0x1234, function=0x32
    )


@clause(STANDARD, "6.6.1", "both encodings say the same body")
def test_both_encodings_say_the_same():
    assert sl651.observations(sl651.decode(IN_ASCII)) == sl651.observations(sl651.decode(GOOD))
    assert [(each.element, each.value) for each in sl651.observations(sl651.decode(GOOD))] == [
        ("20", 12.5),
        ("39", 12.345),
    ]


@clause(STANDARD, "6.5.2", "the length counts the bytes between the start and the end of the body")
@pytest.mark.parametrize("frame", [GOOD, IN_ASCII])
def test_a_frame_longer_or_shorter_than_its_length_is_refused(frame):
    assert refusal(frame + b"\x00")[0] == "length"
    assert refusal(frame[:-1]) == ("truncated", len(frame) - 1)
    assert refusal(frame[:10]) == ("truncated", 10)


@clause(STANDARD, "6.5.2", "the length is 1 to 4095")
def test_a_length_of_zero_is_refused():
    assert refusal(framed("", start="02") + b"\x00")[0] == "length"


@clause(STANDARD, "6.5.2", "the high four bits of the length are 0 up and 8 down")
def test_another_direction_is_refused():
    assert refusal(framed(SENT, direction=4)) == ("header", 11)


@clause(STANDARD, "6.2.3.1", "an uplink body ends with ETX or ETB")
def test_an_uplink_that_ends_like_a_downlink_is_refused():
    assert refusal(framed(SENT, head="7E7E 01 0060100201 1234 30", end="04")) == ("end", 22)
    assert refusal(framed(SENT, end="41"))[0] == "end"


@clause(STANDARD, "6.2.3.1", "a body begins with STX or SYN")
def test_another_body_start_is_refused():
    assert refusal(framed(SENT, start="05")) == ("header", 13)


@clause(STANDARD, "6.2.3.2", "the station's address is eight digits, or a division and a number in two bytes")
@pytest.mark.parametrize(("address", "code"), [("0060100201", "60100201"), ("513433EA61", "513433060001")])
def test_a_station_code_is_restored_from_the_address(address, code):
    frame = sl651.decode(framed(SENT, head=f"7E7E 01 {address} 1234 2F"))
    assert sl651.fields(frame)["station_code"] == code
    assert frame.deviations == ()


@clause(STANDARD, "6.2.3.2", "an address whose code part is no BCD is told")
def test_an_address_that_is_no_bcd_is_told():
    assert sl651.decode(framed(SENT, head="7E7E 01 00601002AB 1234 2F")).deviations == ("station_is_not_bcd",)


@clause(STANDARD, "B", "reserved functions are refused, users' own are read as bytes")
def test_functions_outside_table_b1():
    assert refusal(framed(SENT, head="7E7E 01 0060100201 1234 52")) == ("unknown_function", 10)
    assert entries(framed(SENT + "AABB", head="7E7E 01 0060100201 1234 E1")) == (Rest(b"\xaa\xbb"),)


@clause(STANDARD, "6.6.2.5", "the time sent is YYMMDDHHmmSS")
@pytest.mark.parametrize("sent", ["261301080005", "260230080005", "260701240005", "260701086005", "2607010800AF"])
def test_a_time_that_cannot_be_is_refused(sent):
    assert refusal(framed("0007" + sent))[0] == "value"
    assert sl651.decode(GOOD).body.sent == NOW


@clause(STANDARD, "6.6.2.4", "uplink serial numbers run from 1 to 65535")
def test_the_serial_number_zero_is_told():
    assert sl651.decode(framed("0000 260701080005", head="7E7E 01 0060100201 1234 2F")).deviations == (
        "serial_is_zero",
    )


@clause(STANDARD, "6.6.3.2", "the definition byte holds the length in five bits and the decimals in three")
def test_length_and_decimals_come_from_the_definition_byte():
    assert only_value("39 22 00012345") == Value(Definition("39", 4, 2), Decimal("123.45"))
    assert only_value("39 1B 012345") == Value(Definition("39", 3, 3), Decimal("12.345"))


@clause(STANDARD, "6.6.3.2", "FFH is followed by one byte of an extended identifier")
def test_an_extended_identifier_is_kept():
    assert only_value("FF 0E 12 1234") == Value(Definition("FF0E", 2, 2), Decimal("12.34"))
    assert only_value("FF 0E 10 ABCD") == Blob(Definition("FF0E", 2, 0), b"\xab\xcd")


@clause(STANDARD, "6.6.3.3", "a first byte FF says the number is negative, with or without a filling zero")
@pytest.mark.parametrize(
    ("text", "value"),
    [("02 11 FF053", "-5.3"), ("39 2B FF00001720", "-1.720"), ("39 23 FF012345", "-12.345"), ("02 11 0053", "5.3")],
)
def test_a_number_is_signed_by_its_first_byte(text, value):
    raw = text.replace("FF053", "FF53")
    assert only_value(raw).number == Decimal(value)


@clause(STANDARD, "6.6.3.3", "a BCD digit above 9 is refused where it stands")
def test_a_digit_above_nine_is_refused():
    frame = framed(SENT + STATION + "39 23 00A12345")
    assert refusal(frame) == ("value", frame.index(b"\xa1\x23"))


@clause(STANDARD, "6.6.4.4", "F in every digit says that there is no value")
def test_a_value_of_nothing_but_f_is_missing():
    frame = sl651.decode(framed(SENT + STATION + "39 23 FFFFFFFF 20 19 000125"))
    assert frame.body.entries[2].number is None
    assert [each.element for each in sl651.observations(frame)] == ["20"]


@clause(STANDARD, "6.6.2.7", "the station's address also parts the stations of one message")
def test_the_values_of_two_stations_are_kept_apart():
    second = "F1F1 0060100202 50 F0F0 2607010755 20 19 000010"
    found = sl651.observations(sl651.decode(framed(SENT + STATION + "39 23 00001000" + second)))
    assert [(each.device, each.element, each.time) for each in found] == [
        ("0060100201", "39", HOUR),
        ("0060100202", "20", HOUR - timedelta(minutes=5)),
    ]


@clause(STANDARD, "6.6.2.6", "the class belongs to the address; gauges leave it out or add it, the time tells")
def test_a_class_is_found_where_the_time_observed_follows():
    typed = framed(SENT + STATION + "F2F2 41", head="7E7E 01 0060100201 1234 35")
    bare = framed(SENT + "F1F1 0060100201 F0F0 2607010800 20 19 000125")
    assert entries(typed)[0] == Station("0060100201", "H")
    assert entries(bare)[:2] == (Station("0060100201"), Observed(HOUR))


@clause(STANDARD, "6.6.2.8", "a second time observed holds for what follows it")
def test_a_second_time_observed_holds_for_what_follows():
    found = sl651.observations(sl651.decode(framed(SENT + STATION + "20 19 000010 F0F0 2607010755 39 23 00001000")))
    assert [(each.element, each.time) for each in found] == [("20", HOUR), ("39", HOUR - timedelta(minutes=5))]


@clause(STANDARD, "C", "twelve five-minute rains of one byte, FF is none; twelve relative levels of two bytes")
def test_the_hour_report_gives_twelve_values_five_minutes_apart():
    rain, level = "05" * 11 + "FF", "0064" * 11 + "FFFF"
    found = sl651.decode(framed(SENT + STATION + f"F4 60 {rain} F5 C0 {level}", head="7E7E 01 0060100201 1234 34"))
    assert found.body.entries[2] == Group("F4", (Decimal("0.5"),) * 11 + (None,))
    assert found.body.entries[3] == Group("F5", (Decimal("1.00"),) * 11 + (None,))
    assert [each.time for each in sl651.observations(found)[:11]] == [
        HOUR + timedelta(minutes=5 * index) for index in range(11)
    ]
    assert refusal(framed(SENT + STATION + "F4 58" + "05" * 11)) == ("structure", 38)


@clause(STANDARD, "6.6.4.4", "rows at a time step follow one identifier; each has the length it defines")
def test_a_uniform_report_gives_each_row_its_time():
    head = "7E7E 01 0060100201 1234 31"
    rows = "00012340 FFFFFFFF 00012360"
    found = sl651.observations(sl651.decode(framed(SENT + STATION + "04 18 000005 39 23" + rows, head=head)))
    assert [(each.time, each.value) for each in found] == [(HOUR, 12.34), (HOUR + timedelta(minutes=10), 12.36)]
    assert refusal(framed(SENT + STATION + "04 18 000005 39 23 00012340 0001", head=head))[0] == "structure"


@clause(STANDARD, "6.6.4.4", "in ASCII several elements may stand in a row, M is a missing number")
def test_an_ascii_uniform_report_holds_several_elements():
    body = "0007260701080005ST 0060100201 H TT 2607010800 DRH01 Z Q 12.34 100.5 M 101 "
    found = sl651.observations(sl651.decode(in_ascii(body, function="31")))
    assert [(each.element, each.time, each.value) for each in found] == [
        ("39", HOUR, 12.34),
        ("27", HOUR, 100.5),
        ("27", HOUR + timedelta(hours=1), 101.0),
    ]
    assert refusal(in_ascii(body + "12.36 ", function="31"))[0] == "structure"


@clause(STANDARD, "C.3", "the time step is days, hours or minutes; all zero announces the groups of an hour")
def test_the_time_step_is_one_of_three():
    head = "7E7E 01 0060100201 1234 31"
    assert entries(framed(SENT + STATION + "04 18 000000 F4 60" + "00" * 12, head=head))[2] == Step()
    for wrong in ("000160", "010100", "320000", "002400", "0000AA"):
        assert refusal(framed(SENT + STATION + f"04 18 {wrong}", head=head))[0] == "value"
    assert refusal(in_ascii("0007260701080005ST 0060100201 H TT 2607010800 DRN00 Z 1 ", function="31"))[0] == "value"


@clause(STANDARD, "6.6.2.1", "in ASCII a space ends every identifier and every number, the last too")
def test_an_ascii_body_without_its_last_space_is_refused():
    assert refusal(ascii_report("Z 12.345"))[0] == "structure"
    assert refusal(ascii_report("Z  12.345 "))[0] == "structure"
    assert refusal(ascii_report("Z 12.3.4 "))[0] == "value"
    assert refusal(ascii_report("12.3 Z "))[0] == "structure"


@clause(STANDARD, "6.6.2.2", "negative numbers, groups and the station's state in ASCII")
def test_the_data_of_an_ascii_body():
    found = entries(ascii_report("AI -5.3 DRP " + "05" * 11 + "FF ZT 00000002 ABC x1 "))
    assert found[2:] == (
        Value(Definition("02"), Decimal("-5.3")),
        Group("F4", (Decimal("0.5"),) * 11 + (None,)),
        State(2),
        Blob(Definition("ABC"), b"x1"),
    )


@clause(STANDARD, "E.1.2.5", "wind directions are 1 to 16; what an element can never be is refused")
@pytest.mark.parametrize("text", ["33 08 17", "18 11 1001", "46 12 1401", "05 12 0160"])
def test_a_number_an_element_can_never_have_is_refused(text):
    assert refusal(framed(SENT + STATION + text))[0] == "value"


@clause(STANDARD, "6.6.4.3", "the numbers of a test report are not stored with the others")
def test_the_numbers_of_a_test_report_are_flagged():
    frame = framed(SENT + STATION + "39 23 00001000", head="7E7E 01 0060100201 1234 30")
    assert [each.flag for each in sl651.observations(sl651.decode(frame))] == ["test"]
    assert [each.flag for each in sl651.observations(sl651.decode(GOOD))] == ["", ""]


@clause(STANDARD, "6.6.4.8", "what people type follows its identifier to the end")
def test_typed_text_is_kept():
    found = entries(framed(SENT + "F2F2" + b"H 60100201 Z 12.3".hex(), head="7E7E 01 0060100201 1234 35"))
    assert found == (Blob(Definition("F2", 30, 2), b"H 60100201 Z 12.3"),)


@clause(STANDARD, "6.6.4.14", "parameters of the station")
def test_parameters_are_read_by_their_table():
    body = SENT + "F1F1 0060100201 01 20 01000000 04 50 02 192168001100 008080 20 08 01 28 23 FF001500"
    frame = sl651.decode(framed(body, head="7E7E 01 0060100201 1234 42"))
    values = {each["identifier"]: each["value"] for each in sl651.fields(frame)["settings"]}
    assert frame.body.entries[1] == Setting(Definition("01", 4, 0), b"\x01\x00\x00\x00")
    assert values == {
        "01": [1, 0, 0, 0],
        "04": {"kind": 2, "kind_name": "IPv4", "address": "192.168.1.100:8080"},
        "20": 1.0,
        "28": -1.5,
    }


@clause(STANDARD, "6.6.4.19-31", "answers to commands and queries")
@pytest.mark.parametrize(
    ("function", "text", "entry"),
    [
        ("45", "04 56312E30", Version("V1.0")),
        ("46", "45 20 00000102", State(0x102)),
        ("4C", "01 05", Switches((True, False, True, False, False, False, False, False))),
        ("4D", "01 00", Switches((False,) * 8)),
        ("4E", "02 01 0123 FFFF", Gates((True, False), (123, None))),
        ("4F", "FF", Quota(is_on=True)),
        ("50", "0001 0002", Events((1, 2))),
    ],
)
def test_an_answer_is_read(function, text, entry):
    frame = framed(SENT + "F1F1 0060100201" + text, head=f"7E7E 01 0060100201 1234 {function}")
    assert entries(frame) == (Station("0060100201"), entry)


@clause(STANDARD, "6.6.4.11", "a query of a period names two hours, a step and an element")
def test_a_query_of_a_period_is_read():
    body = "0000 260701080005 26070100 26070108 04 18 000100 1A 19"
    frame = framed(body, head="7E7E 0060100201 01 1234 38", end="05", direction=8)
    period, step, asked = entries(frame)
    assert period == Period(HOUR - timedelta(hours=8), HOUR)
    assert step == Step(hours=1)
    assert asked.definitions == (Definition("1A", 3, 1),)
    assert refusal(framed(body.replace("26070100", "26070109"), head=frame[:11].hex(), end="05", direction=8)) == (
        "value",
        26,
    )


@clause(STANDARD, "6.3.1.2 b", "M2: a good report is confirmed with its serial number, by EOT or ESC")
@pytest.mark.parametrize("frame", [GOOD, IN_ASCII])
def test_a_report_is_confirmed(frame):
    answer = sl651.decode(sl651.reply_to(sl651.decode(frame), NOW))
    assert answer.head.is_down
    assert (answer.head.station, answer.head.center, answer.head.password, answer.head.function) == (
        "0060100201",
        1,
        0x1234,
        0x32,
    )
    assert answer.body == Body(7, NOW, ())
    assert answer.end is End.EOT
    online = sl651.reply_to(sl651.decode(frame), NOW, is_kept_online=True)
    assert sl651.decode(online).end is End.ESC


@clause(STANDARD, "6.2.2", "ETB promises more messages and is confirmed by ACK")
def test_a_report_with_more_to_come_is_confirmed_by_ack():
    answer = sl651.reply_to(sl651.decode(framed(SENT + STATION, end="17")), NOW)
    assert answer == framed(SENT, head="7E7E 0060100201 01 1234 32", end="06", direction=8)


@clause(STANDARD, "6.6.4.2", "the keep-alive of the link has no downlink")
def test_a_keep_alive_is_not_answered():
    assert sl651.reply_to(sl651.decode(framed(SENT, head="7E7E 01 0060100201 1234 2F")), NOW) is None
    assert sl651.reply_to(sl651.decode(sl651.reply_to(sl651.decode(GOOD), NOW)), NOW) is None


PICTURE = (SENT + STATION + "F3F3" + "FFD8" + "AB" * 20).replace(" ", "")
PACKETS = [
    framed("002001" + PICTURE[:60], head="7E7E 01 0060100201 1234 36", start="16", end="17"),
    framed("002002" + PICTURE[60:], head="7E7E 01 0060100201 1234 36", start="16"),
]


@clause(STANDARD, "6.3.1.2 c", "M3: packets are joined to one message and confirmed once")
def test_packets_are_joined_and_confirmed_once():
    first, second = (sl651.decode(each) for each in PACKETS)
    assert (first.head.packet, second.head.packet) == (Packet(2, 1), Packet(2, 2))
    assert sl651.reply_to(first, NOW) is None
    assert sl651.reply_to(second, NOW) is None
    whole = sl651.joined([second, first])
    assert whole.body.entries[2] == Blob(Definition("F3", 30, 3), bytes.fromhex("FFD8" + "AB" * 20))
    answer = sl651.decode(sl651.reply_to(whole, NOW))
    assert (answer.end, answer.head.packet, answer.body.serial) == (End.EOT, Packet(2, 2), 7)


@clause(STANDARD, "6.5.3", "NAK asks for one packet by its number; the total is that of the uplink")
def test_a_lost_packet_is_asked_for():
    first = sl651.decode(PACKETS[0])
    with pytest.raises(FrameError):
        sl651.joined([first])
    answer = sl651.decode(sl651.resend(first, 2, NOW))
    assert (answer.end, answer.head.packet, answer.body) == (End.NAK, Packet(2, 2), Body(7, NOW, ()))


@clause(STANDARD, "6.5.3", "packets number from 1 to their total")
@pytest.mark.parametrize("numbers", ["002003", "002000", "000000"])
def test_a_packet_beyond_its_total_is_refused(numbers):
    frame = framed(numbers + PICTURE, head="7E7E 01 0060100201 1234 36", start="16")
    assert refusal(frame) == ("value", 14)


def test_of_a_refused_frame_its_head_is_still_told():
    told = sl651.salvage(GOOD[:-2] + b"\x00\x00")
    assert (told["station"], told["function"], told["center"]) == ("0060100201", "32", 1)
    assert sl651.salvage(in_ascii("x"))["station"] == "0060100201"
    assert [sl651.salvage(raw) for raw in (b"", GOOD[:13], b"\x01zz" + IN_ASCII[3:])] == [None, None, None]


def test_the_page_for_integrators_shows_what_its_example_says():
    page = (Path(__file__).parents[3] / "docs" / "integrators" / "sl651.md").read_text(encoding="utf-8")
    frame = bytes.fromhex(re.search(r"echo (7E7E[0-9A-F]+)", page)[1])
    shown = json.loads(re.search(r"```json\n(.*?)```", page, re.DOTALL)[1])
    fields = sl651.fields(sl651.decode(frame))
    values = [{name: each[name] for name in shown["values"][0]} for each in fields["values"]]
    assert {name: fields[name] for name in shown} | {"values": values} == shown
