"""Frames one to a line: how ``anlan decode`` finds them, and that it says what the codecs say and nothing else."""

import io
import json

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from anlan.config.commands.decode import command
from anlan.config.frames import MOST_LINE, NotReadable, frame_of, lines, outcome, protocol
from anlan.protocols import gbt26875, jt808

HEARTBEAT = bytes.fromhex("7e000200000138001380000001a97e")
CONFIRMATION = bytes.fromhex("404002010101 0f1e0802071a ff0000000000 010000000000 0000 03 60 2323")
SL651 = "7E7E0100601002011234320022020007260701080005F1F1006010020148F0F026070108002019000125392300012345038786"
# the worked example of annex A of HJ 212-2017
HJ212 = (
    b"##0101QN=20160801085857223;ST=32;CN=1062;PW=100000;MN=010000A8900016F000169DC0;Flag=5;CP=&&RtdInterval=30&&1C80"
)


def run(name, given):
    result = CliRunner().invoke(command, [name], input=given)
    return result.exit_code, [json.loads(line) for line in result.output.splitlines()]


@pytest.mark.parametrize(
    "line",
    [
        b"7e000200000138001380000001a97e",
        b"7E000200000138001380000001A97E",
        b"  7e 00 02 00 00 01 38 00 13 80 00 00 01 a9 7e\t",
        b"0x7e000200000138001380000001a97e",
        b"0x7e, 0x00, 0x02, 0x00, 0x00, 0x01, 0x38, 0x00, 0x13, 0x80, 0x00, 0x00, 0x01, 0xa9, 0x7e",
        rb"\x7e\x00\x02\x00\x00\x01\x38\x00\x13\x80\x00\x00\x01\xa9\x7e",
        HEARTBEAT,
    ],
)
def test_hexadecimal_digits_are_found_however_they_are_set(line):
    assert frame_of(line, "jt808") == HEARTBEAT


def test_text_stands_as_it_is_and_may_also_come_in_hexadecimal():
    assert frame_of(HJ212, "hj212") == HJ212
    assert frame_of(HJ212.hex().encode(), "hj212") == HJ212
    assert frame_of(b"\x010060", "sl651") == b"\x010060"
    assert frame_of(b"#0101QN=1", "hj212") == b"#0101QN=1"
    assert frame_of(b"\xd6\xd0\xce\xc4", "hj212") == b"\xd6\xd0\xce\xc4"


@pytest.mark.parametrize(
    ("line", "name", "offset"),
    [
        (b"7e0002g0", "jt808", 6),
        (b"7e 00 0", "jt808", 7),
        (b"hello", "gbt26875", 0),
        (b"4040 0zz0", "gbt26875", 6),
        (b"7E7E01G0", "sl651", 6),
        (b"\xff\xfe", "jt808", 0),
    ],
)
def test_what_is_no_hexadecimal_digit_is_named_with_its_place_in_the_line(line, name, offset):
    with pytest.raises(NotReadable) as refused:
        frame_of(line, name)
    assert (refused.value.code, refused.value.offset) == ("hex", offset)


def test_lines_end_as_they_like_and_blank_ones_and_a_byte_order_mark_are_skipped():
    file = io.BytesIO(b"\xef\xbb\xbfaa\r\n\r\n   \nbb\n\tcc")
    assert list(lines(file)) == [b"aa", b"bb", b"\tcc"]


def test_a_huge_line_is_refused_and_the_next_one_is_read():
    longest = b"0" * MOST_LINE
    file = io.BytesIO(longest + b"0\n" + longest + b"00" * MOST_LINE + b"\n" + longest + b"\nbb\n")
    found = list(lines(file))
    assert [len(each) for each in found] == [MOST_LINE + 1, MOST_LINE + 1, MOST_LINE, 2]
    told = outcome(jt808, found[0])
    assert (told["ok"], told["error"]["code"], told["fields"]) == (False, "length", None)


def test_a_good_frame_is_told_as_its_codec_tells_it():
    assert outcome(gbt26875, CONFIRMATION) == {
        "ok": True,
        "error": None,
        "fields": gbt26875.fields(gbt26875.decode(CONFIRMATION)),
    }
    assert protocol("jt808") is jt808


def test_a_bad_frame_is_told_with_code_offset_and_what_could_be_read():
    told = outcome(jt808, HEARTBEAT[:-2].hex().encode() + b"aa7e")
    assert told["ok"] is False
    assert (told["error"]["code"], told["error"]["offset"]) == ("checksum", 13)
    assert told["fields"]["phone"] == "013800138000"


@pytest.mark.parametrize(
    ("name", "frame", "field", "value"),
    [
        ("gbt26875", CONFIRMATION.hex()[:-6] + "612323", "serial", 258),
        ("sl651", SL651[:-1] + "7", "station", "0060100201"),
        ("hj212", HJ212[:-1].decode() + "1", "device", "010000A8900016F000169DC0"),
        ("hj212", HJ212[:-4].decode() + "\udcff\udcfe", "device", "010000A8900016F000169DC0"),
    ],
)
def test_of_a_refused_frame_of_every_protocol_its_head_is_told(name, frame, field, value):
    code, told = run(name, frame.encode("utf-8", "surrogateescape"))
    assert (code, told[0]["ok"], told[0]["fields"][field]) == (1, False, value)


def test_bad_lines_never_stop_the_run_and_make_the_exit_code_1():
    code, told = run("jt808", HEARTBEAT.hex() + "\nrubbish\n\n7e7e\n" + HEARTBEAT.hex().upper() + "\n")
    assert code == 1
    assert [each["ok"] for each in told] == [True, False, False, True]
    assert [set(each) for each in told] == [{"ok", "error", "fields"}] * 4


@pytest.mark.parametrize(
    ("name", "line", "field", "value"),
    [
        ("jt808", HEARTBEAT.hex(), "message_name", "heartbeat"),
        ("JT808", HEARTBEAT.hex(), "message_name", "heartbeat"),
        ("gbt26875", CONFIRMATION.hex(), "command_name", "confirm"),
        ("sl651", SL651, "station", "0060100201"),
        ("hj212", HJ212.decode(), "device", "010000A8900016F000169DC0"),
        ("hj212", HJ212.hex(), "device", "010000A8900016F000169DC0"),
    ],
)
def test_every_protocol_is_read(name, line, field, value):
    code, told = run(name, line)
    assert (code, told[0]["fields"][field]) == (0, value)


def test_no_frame_at_all_is_no_failure_and_an_unknown_protocol_is_refused():
    assert run("jt808", "\n\n") == (0, [])
    assert CliRunner().invoke(command, ["modbus"]).exit_code == 2
    assert CliRunner().invoke(command, ["jt808", "/no/such/file"]).exit_code == 2


GOOD = {"jt808": HEARTBEAT, "gbt26875": CONFIRMATION, "sl651": bytes.fromhex(SL651), "hj212": HJ212}


@settings(deadline=None)
@pytest.mark.parametrize("name", GOOD)
@given(given=st.binary(max_size=60), at=st.integers(0, 120), cut=st.integers(0, 8), is_hex=st.booleans())
def test_any_line_is_told_as_one_object_of_the_three_names(name, given, at, cut, is_hex):
    frame = GOOD[name][:at] + given + GOOD[name][at + cut :]
    line = frame.hex().encode() if is_hex else frame.replace(b"\n", b" ")
    told = outcome(protocol(name), line)
    assert set(json.loads(json.dumps(told))) == {"ok", "error", "fields"}
    assert (told["error"] is None) is told["ok"]
    assert told["ok"] or 0 <= told["error"]["offset"] <= max(len(line), len(frame))
