"""HJ 212-2017, clause by clause, on frames of our own writing."""

import json
import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from anlan.kernel.clock import CHINA
from anlan.protocols import hj212
from anlan.protocols.framing import FrameError
from anlan.protocols.hj212.frame import checksum
from anlan.protocols.hj212.message import Head, Item

STANDARD = "HJ 212-2017"
NOW = datetime(2026, 7, 1, 8, 0, tzinfo=CHINA)
DEVICE = "010000A8900016F000169DC0"
HEAD = f"QN=20260701080000123;ST=31;CN=2011;PW=123456;MN={DEVICE};Flag=5;"
DATA = "DataTime=20260701080000;a34004-Rtd=35.2,a34004-Flag=N;a21028-Rtd=1.5,a21028-Flag=D"
clause = pytest.mark.clause


def crc(data: bytes) -> int:
    """The check sum as annex A tells it, bit by bit, apart from the table of the codec."""
    register = 0xFFFF
    for byte in data:
        register = register >> 8 ^ byte
        for _ in range(8):
            bit = register & 1
            register >>= 1
            if bit:
                register ^= 0xA001
    return register


def framed(parameters: str = DATA, head: str = HEAD, *, encoding: str = "utf-8") -> bytes:
    raw = f"{head}CP=&&{parameters}&&".encode(encoding)
    return b"##%04d%s%04X\r\n" % (len(raw), raw, crc(raw))


def refusal(frame: bytes) -> tuple[str, int]:
    with pytest.raises(FrameError) as caught:
        hj212.decode(frame)
    return caught.value.code, caught.value.offset


GOOD = framed()


@clause(STANDARD, "A", "the CRC takes only the high byte of the register into the next step")
def test_the_check_sum_of_the_worked_example_is_the_published_one():
    segment = b"QN=20160801085857223;ST=32;CN=1062;PW=100000;MN=010000A8900016F000169DC0;Flag=5;CP=&&RtdInterval=30&&"
    assert checksum(segment) == 0x1C80
    assert checksum(segment) == crc(segment)


@clause(STANDARD, "6.3.1", "## length data CRC, carriage return and line feed")
def test_a_frame_is_read():
    frame = hj212.decode(GOOD)
    assert frame.head == Head(
        number="20260701080000123", system="31", command="2011", password="123456", device=DEVICE, flag=5
    )
    assert frame.groups == (
        (Item("", "DataTime", "20260701080000"),),
        (Item("a34004", "Rtd", "35.2"), Item("a34004", "Flag", "N")),
        (Item("a21028", "Rtd", "1.5"), Item("a21028", "Flag", "D")),
    )
    assert frame.deviations == ()


@clause(STANDARD, "6.3.1", "a frame ends with carriage return and line feed; kept in a line it may have lost them")
def test_the_line_end_is_whole_or_absent():
    assert hj212.decode(GOOD[:-2]) == hj212.decode(GOOD)
    assert refusal(GOOD[:-1]) == ("end", len(GOOD) - 2)
    assert refusal(GOOD + b"x") == ("end", len(GOOD) - 2)


@clause(STANDARD, "6.3.1", "the packet begins with ##")
def test_another_start_is_refused():
    assert refusal(b"#" + GOOD) == ("length", 2)
    assert refusal(b"@@" + GOOD[2:]) == ("start", 0)
    assert refusal(b"") == ("start", 0)


@clause(STANDARD, "6.3.1", "the length is four digits and counts the bytes of the data segment")
def test_another_length_is_refused():
    size = int(GOOD[2:6])
    assert refusal(b"##%04d" % (size + 5) + GOOD[6:-2]) == ("truncated", len(GOOD) - 2)
    assert refusal(b"##%04d" % (size - 5) + GOOD[6:]) == ("length", 2)
    assert refusal(b"##00A1" + GOOD[6:]) == ("length", 2)
    assert refusal(b"##01") == ("truncated", 4)


@clause(STANDARD, "A", "a wrong check sum is refused where it stands; small letters are the same")
def test_a_wrong_check_sum_is_refused():
    assert refusal(GOOD[:-6] + b"0000\r\n") == ("checksum", len(GOOD) - 6)
    assert refusal(GOOD[:-6] + b"00G0\r\n") == ("checksum", len(GOOD) - 6)
    assert hj212.decode(GOOD[:-6] + GOOD[-6:].lower()) == hj212.decode(GOOD)


@clause(STANDARD, "6.3.1", "a data segment has at most 1024 bytes; longer ones are read and told")
def test_a_segment_of_more_than_1024_bytes_is_told():
    fill = ";".join(f"a{number:05d}-Rtd=1.5" for number in range(80))
    assert hj212.decode(framed(fill)).deviations == ("longer_than_1024",)


@clause(STANDARD, "6.3.2", "ST, CN, PW and MN must be there, each field once and in its form")
@pytest.mark.parametrize(
    ("before", "after", "at"),
    [
        ("ST=31;", "", 6),
        ("ST=31", "ST=311", 30),
        ("CN=2011", "CN=201", 36),
        ("CN=2011", "CN=20A1", 36),
        ("MN=" + DEVICE, "MN=", 54),
        ("Flag=5", "Flag=x", 84),
        ("Flag=5", "Flag=256", 84),
        ("ST=31;", "ST=31;ST=31;", 33),
        ("ST=31;", "ST=31;XX=1;", 33),
        ("QN=20260701080000123", "QN=2026070108000012", 9),
    ],
)
def test_a_head_that_is_not_in_its_form_is_refused(before, after, at):
    assert refusal(framed(head=HEAD.replace(before, after))) == ("header", at)


@clause(STANDARD, "6.3.2", "QN is a time to the millisecond")
def test_a_request_number_that_is_no_time_is_refused():
    assert refusal(framed(head=HEAD.replace("QN=202607", "QN=202613"))) == ("value", 9)
    assert hj212.fields(hj212.decode(GOOD))["sent_at"] == "2026-07-01T08:00:00.123000+08:00"


@clause(STANDARD, "6.3.2", "the flag: version in the six high bits, packet numbers D, answer wanted A")
def test_the_flag_is_read_in_its_bits():
    fields = hj212.fields(hj212.decode(GOOD))
    assert (fields["version"], fields["wants_answer"]) == ("HJ 212-2017", True)
    old = hj212.decode(framed(head="ST=31;CN=2011;PW=123456;MN=88888880000001;"))
    assert old.deviations == ("number_is_missing", "flag_is_missing")
    assert hj212.fields(old)["version"] == "HJ/T 212-2005"
    later = hj212.decode(framed(head=HEAD.replace("Flag=5", "Flag=8")))
    assert later.deviations == ("version_is_unknown",)


@clause(STANDARD, "6.3.2", "where bit D is set PNUM and PNO follow")
def test_packets_are_numbered():
    head = hj212.decode(framed(head=HEAD.replace("Flag=5;", "Flag=7;PNUM=3;PNO=2;"))).head
    assert (head.packets, head.packet) == (3, 2)
    assert refusal(framed(head=HEAD.replace("Flag=5", "Flag=7"))) == ("header", 6)
    assert refusal(framed(head=HEAD.replace("Flag=5;", "Flag=7;PNUM=3;PNO=4;"))) == ("value", 97)


@clause(STANDARD, "6.3.2", "a device has 24 digits; others are told")
def test_a_device_of_another_form_is_told():
    assert hj212.decode(framed(head=HEAD.replace(DEVICE, "Y80110010000010"))).deviations == ("device_is_not_24_digits",)


@clause(STANDARD, "6.3.3", "the parameters stand between && and &&, groups parted by ; and items by ,")
@pytest.mark.parametrize(
    ("parameters", "code", "at"),
    [
        ("DataTime", "structure", 91),
        ("a34004-Rtd=1,=2", "structure", 104),
        ("a3 4-Rtd=1", "structure", 91),
        ("DataTime=20260701080000&&x=1", "structure", 116),
    ],
)
def test_parameters_of_another_form_are_refused(parameters, code, at):
    assert refusal(framed(parameters)) == (code, at)


@clause(STANDARD, "6.3.3", "parameters begin with CP=&& and end the segment with &&")
def test_a_segment_without_parameters_is_refused():
    raw = HEAD.encode()
    assert refusal(b"##%04d%s%04X\r\n" % (len(raw), raw, crc(raw)))[0] == "structure"
    raw = HEAD.encode() + b"CP=&&DataTime=20260701080000"
    assert refusal(b"##%04d%s%04X\r\n" % (len(raw), raw, crc(raw))) == ("structure", 6 + len(raw))


@clause(STANDARD, "6.3.3", "times are YYYYMMDDhhmmss, numbers are numbers; an empty number is none")
def test_values_that_cannot_be_are_refused():
    assert refusal(framed("DataTime=20260230080000")) == ("value", 100)
    assert refusal(framed("DataTime=2026070108")) == ("value", 100)
    assert refusal(framed("a34004-Rtd=high")) == ("value", 102)
    assert refusal(framed("a34004-SampleTime=20260701250000")) == ("value", 109)
    assert hj212.fields(hj212.decode(framed("a34004-Rtd=")))["values"][0]["value"] is None


@clause(STANDARD, "6.3.3", "text may be Chinese")
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_chinese_text_is_read(encoding):
    frame = hj212.decode(framed("i13001-Info=冕宁县,i13001-SN=1", encoding=encoding))
    assert hj212.fields(frame)["parameters"] == {"i13001-Info": "冕宁县", "i13001-SN": "1"}


@clause(STANDARD, "B", "factors by code with name and unit, and the mark of each number")
def test_each_number_is_told_with_its_name_and_mark():
    first, second = hj212.fields(hj212.decode(GOOD))["values"]
    assert (first["factor"], first["field"], first["value"], first["unit"]) == ("a34004", "Rtd", 35.2, "μg/m³")
    assert first["flag_name"] == "正常"
    assert (second["name"], second["unit"], second["flag"], second["flag_name"]) == ("硫化氢", "mg/m³", "D", "故障")
    air = hj212.decode(framed("a21026-Rtd=6", head=HEAD.replace("ST=31", "ST=22")))
    assert hj212.fields(air)["values"][0]["unit"] == "μg/m³"


@clause(STANDARD, "6.6", "an observation carries the mark where it is not N")
def test_observations_name_factor_and_field():
    found = hj212.observations(hj212.decode(GOOD))
    assert [(each.device, each.element, each.time, each.value, each.flag) for each in found] == [
        (DEVICE, "a34004-Rtd", NOW, 35.2, ""),
        (DEVICE, "a21028-Rtd", NOW, 1.5, "D"),
    ]


@clause(STANDARD, "6.6", "an hour's values: minimum, mean, maximum and sum; the time is the beginning of the period")
def test_the_statistics_of_an_hour_are_read():
    text = "DataTime=20260701070000;w01018-Cou=3.5,w01018-Min=1,w01018-Avg=2,w01018-Max=3,w01018-Flag=N"
    frame = hj212.decode(framed(text, head=HEAD.replace("CN=2011", "CN=2061")))
    assert hj212.fields(frame)["period"] == "hour"
    assert [(each.element, each.time, each.value) for each in hj212.observations(frame)] == [
        (f"w01018-{field}", NOW - timedelta(hours=1), value)
        for field, value in (("Cou", 3.5), ("Min", 1), ("Avg", 2), ("Max", 3))
    ]


@clause(STANDARD, "6.6", "a factor's own sample time goes before the time of the data")
def test_the_sample_time_of_a_factor_is_its_time():
    text = "DataTime=20260701080000;w01018-SampleTime=20260701074500,w01018-Rtd=12.5"
    (found,) = hj212.observations(hj212.decode(framed(text)))
    assert found.time == NOW - timedelta(minutes=15)


@clause(STANDARD, "6.5", "data are answered by 9014 with the same QN where bit A is set")
def test_data_are_answered_where_the_sender_asks():
    answer = hj212.reply_to(hj212.decode(GOOD), NOW)
    assert answer == framed("", f"QN=20260701080000123;ST=91;CN=9014;PW=123456;MN={DEVICE};Flag=4;")
    assert hj212.reply_to(hj212.decode(framed(head=HEAD.replace("Flag=5", "Flag=4"))), NOW) is None
    assert hj212.reply_to(hj212.decode(answer), NOW) is None


@clause(STANDARD, "6.5", "a notice is answered by 9013")
def test_a_notice_is_answered():
    frame = hj212.decode(framed("PolId=w01018", head=HEAD.replace("CN=2011", "CN=1013")))
    assert hj212.decode(hj212.reply_to(frame, NOW)).head.command == "9013"


@clause(STANDARD, "6.5", "requests of a centre and messages without QN are not answered")
@pytest.mark.parametrize(
    ("head", "parameters"),
    [
        (HEAD.replace("CN=2011", "CN=1062"), "RtdInterval=30"),
        (HEAD.replace("CN=2011", "CN=2031"), "BeginTime=20260701000000,EndTime=20260701080000"),
        (HEAD.replace("CN=2011", "CN=9011"), "QnRtn=1"),
        (HEAD.partition(";")[2], DATA),
    ],
)
def test_what_asks_for_no_answer_of_a_centre_gets_none(head, parameters):
    assert hj212.reply_to(hj212.decode(framed(parameters, head)), NOW) is None


@clause(STANDARD, "6.6", "QnRtn and ExeRtn tell how a request goes")
def test_results_are_told_by_name():
    started = hj212.fields(hj212.decode(framed("QnRtn=1", HEAD.replace("CN=2011", "CN=9011"))))
    done = hj212.fields(hj212.decode(framed("ExeRtn=100", HEAD.replace("CN=2011", "CN=9012"))))
    assert (started["request_result"], done["execution_result"]) == ("准备执行请求", "没有数据")


def test_of_a_refused_frame_its_head_is_still_told():
    told = hj212.salvage(GOOD[:-6] + b"0000\r\n")
    assert (told["device"], told["command"], told["system"]) == (DEVICE, "2011", "31")
    assert [hj212.salvage(raw) for raw in (b"", b"##0003abc", framed(head="ST=31;"))] == [None, None, None]


def test_the_page_for_integrators_shows_what_its_example_says():
    page = (Path(__file__).parents[3] / "docs" / "integrators" / "hj212.md").read_text(encoding="utf-8")
    frame = re.search(r"'(##[^']+)'", page)[1].encode()
    shown = json.loads(re.search(r"```json\n(.*?)```", page, re.DOTALL)[1])
    fields = hj212.fields(hj212.decode(frame))
    values = [{name: each[name] for name in shown["values"][0]} for each in fields["values"]]
    assert {name: fields[name] for name in shown} | {"values": values} == shown
