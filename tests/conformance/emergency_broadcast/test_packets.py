"""Packets, signatures and packages: our own, those of recorded shape, and hostile ones."""

import base64
import io
import tarfile
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from anlan.kernel.clock import CHINA
from anlan.protocols import emergency_broadcast as eb
from anlan.protocols.emergency_broadcast.table import names, value

PLATFORM, OTHER = "010334152300000001", "010334150000000001"
NOW = datetime(2026, 7, 1, 8, 0, tzinfo=CHINA)
HEADER = eb.Header(id=eb.packet_id(PLATFORM, 7), source=PLATFORM, destination=OTHER, sent=NOW)
MESSAGE = eb.Broadcast(
    id=eb.message_id(PLATFORM, date(2026, 7, 1), 1),
    kind=eb.MessageKind.REQUEST,
    sender_name="县应急管理局",
    sender_code="51343300000000",
    sent=NOW,
    event_type="11A51",
    severity=1,
    start=NOW,
    end=NOW + timedelta(hours=6),
    language="zho",
    title="山洪灾害红色预警",
    text="请立即转移 & 不要过河 <沟口>",
    areas=("513433103000", "513433104000"),
    auxiliary=(eb.Auxiliary(kind=3, name="EBDR_x_1.wav", size=44, digest="ab"),),
)
RECORDED_CHECK = b"""<?xml version="1.0" encoding="utf-8"?>
<EBD xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <EBDVersion>1.0</EBDVersion>
  <EBDID>010100000000000000010000000000000000</EBDID>
  <EBDType>ConnectionCheck</EBDType>
  <SRC>
    <EBRID>010000000000000001</EBRID>
  </SRC>
  <DEST>
    <EBRID>020000000000000001</EBRID>
  </DEST>
  <EBDTime>2018-06-19 13:16:53</EBDTime>
  <RelatedEBD />
  <ConnectionCheck>
    <RptTime>2018-06-19 13:16:53</RptTime>
  </ConnectionCheck>
</EBD>
"""


def test_a_message_goes_out_and_comes_back_the_same():
    found = eb.read_packet(eb.write_broadcast(HEADER, MESSAGE))
    assert (found.header, found.body) == (HEADER, MESSAGE)


def test_a_cancellation_names_the_message_that_it_ends():
    message = replace(MESSAGE, kind=eb.MessageKind.CANCEL, related=MESSAGE.id, auxiliary=())
    raw = eb.write_broadcast(HEADER, message)
    assert b"<RelatedInfo>" in raw
    assert eb.read_packet(raw).body == message
    assert eb.read_packet(raw.replace(b"RelatedInfo", b"RelatedEBM")).body == message


def test_both_spellings_of_the_time_of_sending_are_read():
    raw = eb.write_broadcast(HEADER, MESSAGE)
    assert eb.read_packet(raw.replace(b"SendTime", b"SentTime")).body == MESSAGE


@pytest.mark.parametrize(
    ("raw", "body"),
    [
        (eb.write_state_request(HEADER, MESSAGE.id), eb.StateRequest(message_id=MESSAGE.id)),
        (
            eb.write_state(
                HEADER,
                eb.State(message_id=MESSAGE.id, state=eb.BroadcastState.PLAYED, description="done", reported=NOW),
            ),
            eb.State(message_id=MESSAGE.id, state=eb.BroadcastState.PLAYED, description="done", reported=NOW),
        ),
        (eb.write_receipt(HEADER, eb.Receipt(code=1, description="ok")), eb.Receipt(code=1, description="ok")),
        (eb.write_connection_check(HEADER), eb.ConnectionCheck(reported=NOW)),
    ],
)
def test_every_other_packet_comes_back_the_same(raw, body):
    assert eb.read_packet(raw).body == body


def test_a_packet_of_the_recorded_shape_is_read():
    found = eb.read_packet(RECORDED_CHECK)
    assert found.header.source == "010000000000000001"
    assert found.header.related == ""
    assert found.body == eb.ConnectionCheck(reported=datetime(2018, 6, 19, 13, 16, 53, tzinfo=CHINA))


def test_our_check_has_the_recorded_elements_in_their_order():
    def tags(raw: bytes) -> list[bytes]:
        return [line.split(b">")[0] for line in raw.split(b"<") if line and line[:1].isalpha()]

    header = replace(HEADER, sent=NOW)
    ours = [tag for tag in tags(eb.write_connection_check(header)) if tag != b"RelatedEBD /"]
    assert ours == [tag for tag in tags(RECORDED_CHECK) if tag != b"RelatedEBD /"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (b"<EBMID>01", b"<EBMID>x1", "EBMID"),
        (b"<MsgTitle>", b"<Other>", "no well-formed XML"),
        (b"<MsgType>1", b"<MsgType>3", "MsgType 3"),
        (b"<Severity>1", b"<Severity>9", "Severity 9"),
        (b"<Severity>1", b"<Severity>red", "Severity 'red'"),
        (b"<EBDType>EBM", b"<EBDType>Else", "EBDType 'Else'"),
        (b"<StartTime>2026-07-01 ", b"<StartTime>2026-07-01T", "StartTime"),
        (b"<EBRID>010334152300000001", b"<EBRID>1", "eighteen digits"),
        (b"<Size>44", b"<Size>-4", "Size"),
        (b"<SenderName>" + "县应急管理局".encode(), b"<SenderName>", "SenderName is missing"),
    ],
)
def test_what_is_wrong_is_refused_by_its_element(old, new, said):
    raw = eb.write_broadcast(HEADER, MESSAGE)
    assert old in raw
    with pytest.raises(eb.PacketError, match=said):
        eb.read_packet(raw.replace(old, new))


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"<EBD>",
        b"<Other/>",
        b'<!DOCTYPE EBD [<!ENTITY a "aa">]><EBD>&a;</EBD>',
        b'<!DOCTYPE EBD SYSTEM "file:///etc/passwd"><EBD/>',
        b"<EBD>" + b"x" * 1_048_577 + b"</EBD>",
        b"<EBD>" * 300 + b"</EBD>" * 300,
    ],
)
def test_hostile_xml_is_refused(raw):
    with pytest.raises(eb.PacketError):
        eb.read_packet(raw)


def test_a_comment_cuts_no_text_in_two():
    raw = eb.write_broadcast(HEADER, MESSAGE)
    told = raw.replace(b"<MsgTitle>", b"<MsgTitle><!-- x -->").replace(b"<MsgDesc>", b"<MsgDesc><?x y?>")
    assert told != raw
    assert eb.read_packet(told) == eb.read_packet(raw)


def test_numbers_have_their_digits():
    assert MESSAGE.id == "010334152300000001" + "20260701" + "0001"
    assert HEADER.id == "01" + "010334152300000001" + "0000000000000007"
    assert eb.message_id(PLATFORM, date(2026, 7, 1), 9_999)[-4:] == "9999"
    assert eb.packet_id(PLATFORM, 10**16 - 1)[-16:] == "9" * 16


@pytest.mark.parametrize(
    "made",
    [
        lambda: eb.message_id(PLATFORM, date(2026, 7, 1), 0),
        lambda: eb.message_id(PLATFORM, date(2026, 7, 1), 10_000),
        lambda: eb.packet_id(PLATFORM, 10**16),
        lambda: eb.packet_id(PLATFORM, -1),
        lambda: eb.packet_id("51", 1),
        lambda: eb.require_resource("0103341523000000010"),
    ],
)
def test_a_number_that_does_not_fit_is_refused(made):
    with pytest.raises(eb.PacketError):
        made()


SIGNED = eb.Signed(packet_id=HEADER.id, issuer="", serial="a1", signed=NOW.astimezone(UTC), value=bytes(range(64)))


def test_a_signature_goes_out_and_comes_back_the_same():
    raw = eb.write_signature(SIGNED)
    assert b"<SignatureTime>6a44587" in raw or int(NOW.timestamp()) == int(
        raw.split(b"<SignatureTime>")[1].split(b"<")[0], 16
    )
    assert eb.read_signature(raw) == SIGNED


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (base64.b64encode(bytes(range(64))), base64.b64encode(b"short")),
        (base64.b64encode(bytes(range(64))), b"%%%"),
        (b"<CertSN>a1", b"<CertSN>"),
        (HEADER.id.encode(), b"12"),
    ],
)
def test_a_broken_signature_file_is_refused(old, new):
    raw = eb.write_signature(SIGNED)
    assert old in raw
    with pytest.raises(eb.PacketError):
        eb.read_signature(raw.replace(old, new))


def test_a_package_holds_packet_signature_and_sound_under_their_names():
    package = eb.Package(b"<EBD/>", b"<Signature/>", {eb.file_name("resource", HEADER.id): b"RIFF"})
    raw = eb.pack(HEADER.id, package)
    with tarfile.open(fileobj=io.BytesIO(raw)) as tar:
        assert tar.getnames() == [
            f"EBDB_{HEADER.id}.xml",
            f"EBDS_EBDB_{HEADER.id}.xml",
            f"EBDR_{HEADER.id}_1.wav",
        ]
    assert eb.unpack(raw) == package
    assert eb.pack(HEADER.id, package) == raw
    assert eb.file_name("package", HEADER.id) == f"EBDT_{HEADER.id}.tar"


def a_tar(*entries: tuple[str, bytes, bytes]) -> bytes:
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w") as tar:
        for name, kind, raw in entries:
            entry = tarfile.TarInfo(name)
            entry.type, entry.size, entry.linkname = kind, len(raw), "/etc/passwd"
            tar.addfile(entry, io.BytesIO(raw))
    return held.getvalue()


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"not a tar" * 200,
        a_tar(("EBDB_1.xml", tarfile.SYMTYPE, b"")),
        a_tar(("../EBDB_1.xml", tarfile.REGTYPE, b"x")),
        a_tar(("a\\EBDB_1.xml", tarfile.REGTYPE, b"x")),
        a_tar(("EBDB_1.xml", tarfile.REGTYPE, b"x"), ("EBDB_2.xml", tarfile.REGTYPE, b"x")),
        a_tar(("EBDB_1.xml", tarfile.REGTYPE, b"x"), ("EBDB_1.xml", tarfile.REGTYPE, b"x")),
        a_tar(("EBDR_1.wav", tarfile.REGTYPE, b"x")),
        a_tar(*((f"f{n}", tarfile.REGTYPE, b"x") for n in range(17))),
        a_tar(("EBDB_1.xml", tarfile.REGTYPE, b"x" * (33 * 1024 * 1024))),
        eb.pack(HEADER.id, eb.Package(b"<EBD/>"))[:700],
    ],
)
def test_a_hostile_package_is_refused(raw):
    with pytest.raises(eb.PacketError):
        eb.unpack(raw)


def test_every_fact_of_the_table_says_how_sure_it_is():
    table = names()
    for part in ("element", "file", "number", "transport"):
        assert all(row["mark"].startswith(("verified", "doubtful")) for row in table[part].values())
    assert all(row["mark"].startswith(("verified", "doubtful")) for row in table["value"].values())
    assert value("severity", "test") == 15


def test_every_element_that_is_written_stands_in_the_table():
    known = {name for row in names()["element"].values() for name in row["names"]}
    message = replace(MESSAGE, related=MESSAGE.id)
    state = eb.State(message_id=MESSAGE.id, state=eb.BroadcastState.PLAYED, description="done", reported=NOW)
    written = b"".join(
        (
            eb.write_broadcast(replace(HEADER, related=HEADER.id), message),
            eb.write_state(HEADER, state),
            eb.write_state_request(HEADER, MESSAGE.id),
            eb.write_receipt(HEADER, eb.Receipt(code=1, description="ok")),
            eb.write_connection_check(HEADER),
            eb.write_signature(SIGNED),
        )
    )
    tags = {
        tag.decode()
        for tag in (part.split(b">")[0].split(b" ")[0] for part in written.split(b"<"))
        if tag[:1].isalpha()
    }
    assert tags - known == set()


def test_a_signature_holds_for_its_packet_and_its_key_alone():
    private, public = eb.new_key()
    packet = eb.write_broadcast(HEADER, MESSAGE)
    value = eb.sign(private, public, packet)
    assert len(value) == 64
    assert eb.holds(public, packet, value)
    assert not eb.holds(public, packet + b" ", value)
    assert not eb.holds(eb.new_key()[1], packet, value)
    assert not eb.holds(public, packet, bytes(64))
    assert not eb.holds(public, packet, value[:-1])
    with pytest.raises(eb.PacketError):
        eb.sign(private[:-1], public, packet)
