"""SMPP 3.4 (issue 1.2), clause by clause; numbers in brackets are the specification's."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anlan.protocols import smpp34
from anlan.protocols.smpp34 import (
    Address,
    Bind,
    Command,
    DataCoding,
    LongBy,
    MessageState,
    Pdu,
    ShortMessage,
    Tag,
    reading,
)

# The example of clause 3.2.3: a bind_transmitter PDU, octet by octet.
EXAMPLE = bytes.fromhex(
    "0000002F000000020000000000000001534D50503354455354007365637265743038005355424D49543100000101 00".replace(" ", "")
)


def test_the_specifications_own_example_is_read_and_written_octet_by_octet():
    bind = Bind(
        system_id="SMPP3TEST",
        password="secret08",
        system_type="SUBMIT1",
        interface_version=0,
        address_range=Address("", 1, 1),
    )
    assert smpp34.decode(EXAMPLE) == Pdu(Command.BIND_TRANSMITTER, 1, bind)
    assert smpp34.encode(Pdu(Command.BIND_TRANSMITTER, 1, bind)) == EXAMPLE


@pytest.mark.parametrize("command", [Command.ENQUIRE_LINK, Command.UNBIND, Command.UNBIND_RESP, Command.GENERIC_NACK])
def test_what_has_no_body_is_sixteen_octets(command):
    raw = smpp34.encode(Pdu(command, 7, status=3 if command is Command.GENERIC_NACK else 0))
    assert (len(raw), smpp34.decode(raw).command) == (16, command)
    with pytest.raises(smpp34.SmppError) as caught:
        smpp34.decode((17).to_bytes(4) + raw[4:] + b"x")
    assert caught.value.clause == "5.1.1"


def test_a_message_comes_back_as_it_went():
    message = ShortMessage(
        source=Address("10639", 0, 1),
        destination=Address("13900000001", 1, 1),
        content="\u5c71\u6d2a".encode("utf-16-be"),
        data_coding=DataCoding.UCS2,
        esm_class=0,
        registered_delivery=1,
        priority=3,
        validity_period="000001000000000R",
        options=((Tag.USER_MESSAGE_REFERENCE, b"\x01\x02"), (Tag.CLIENT_MESSAGE_ID, b"abc")),
    )
    raw = smpp34.encode(Pdu(Command.SUBMIT_SM, 0x7FFFFFFF, message))
    assert smpp34.decode(raw) == Pdu(Command.SUBMIT_SM, 0x7FFFFFFF, message)


@pytest.mark.parametrize(
    ("clause", "body"),
    [
        ("5.2.1", Bind(system_id="x" * 16)),
        ("5.2.2", Bind(system_id="x", password="x" * 9)),
        ("5.2.3", Bind(system_id="x", system_type="x" * 13)),
        ("5.2.4", Bind(system_id="x", interface_version=256)),
        ("5.2.7", Bind(system_id="x", address_range=Address("1" * 41))),
        ("5.2.5", ShortMessage(source=Address("1", ton=300))),
        ("5.2.8", ShortMessage(source=Address("1" * 21))),
        ("5.2.9", ShortMessage(destination=Address("\u4e00"))),
        ("5.2.9", ShortMessage(destination=Address("1\x002"))),
        ("5.2.11", ShortMessage(service_type="LONGER")),
        ("5.2.15", ShortMessage(schedule_time="1")),
        ("5.2.16", ShortMessage(validity_period="12345")),
        ("5.2.21", ShortMessage(content=b"x" * 255)),
        ("3.2.4.1", ShortMessage(options=((0, b""),))),
        ("3.2.4.1", ShortMessage(options=((1, b"x" * 65536),))),
        ("5.2.23", smpp34.Taken("x" * 65)),
    ],
)
def test_what_does_not_fit_its_field_is_refused_by_clause_before_it_leaves(clause, body):
    with pytest.raises(smpp34.SmppError) as caught:
        smpp34.encode(Pdu(Command.SUBMIT_SM, 1, body))
    assert caught.value.clause == clause


@pytest.mark.parametrize("sequence", [0, -1, 0x80000000])
def test_sequence_numbers_are_1_to_7fffffff(sequence):
    with pytest.raises(smpp34.SmppError) as caught:
        smpp34.encode(Pdu(Command.ENQUIRE_LINK, sequence))
    assert caught.value.clause == "5.1.4"


def message_bytes(**changes) -> bytes:
    return smpp34.encode(Pdu(Command.DELIVER_SM, 9, ShortMessage(content=b"hello", **changes)))


def renumbered(raw: bytes) -> bytes:
    return len(raw).to_bytes(4) + raw[4:]


@pytest.mark.parametrize(
    ("clause", "status", "raw"),
    [
        ("3.2", 2, b""),
        ("3.2", 2, b"\0" * 15),
        ("5.1.1", 2, message_bytes() + b"x"),
        ("5.1.2.1", 3, smpp34.encode(Pdu(Command.ENQUIRE_LINK, 9))[:4] + b"\0\0\0\x99" + b"\0\0\0\0\0\0\0\x09"),
        ("5.2.11", 2, renumbered(message_bytes()[:16] + b"LONGER\0")),
        ("5.2.22", 2, renumbered(message_bytes()[:-1])),
        ("3.2.4.1", 2, renumbered(message_bytes() + b"\x02")),
        ("3.2.4.1", 2, renumbered(message_bytes() + b"\x02\x04\x00\x09ab")),
    ],
)
def test_bytes_that_break_a_clause_are_refused_with_it_and_the_status_to_answer(clause, status, raw):
    with pytest.raises(smpp34.SmppError) as caught:
        smpp34.decode(raw)
    assert (caught.value.clause, int(caught.value.status)) == (clause, status)


def test_a_refused_pdu_is_named_by_its_sequence_number():
    with pytest.raises(smpp34.SmppError) as caught:
        smpp34.decode(renumbered(message_bytes()[:-1]))
    assert caught.value.sequence == 9


def test_sm_length_255_is_refused():
    raw = bytearray(message_bytes())
    raw[-6] = 255
    with pytest.raises(smpp34.SmppError) as caught:
        smpp34.decode(bytes(raw))
    assert (caught.value.clause, int(caught.value.status)) == ("5.2.21", 1)


def test_an_answer_that_failed_has_no_body():
    raw = smpp34.encode(Pdu(Command.SUBMIT_SM_RESP, 5, status=0x58))
    assert smpp34.decode(raw) == Pdu(Command.SUBMIT_SM_RESP, 5, smpp34.Empty(), 0x58)


def test_a_stream_is_cut_wherever_the_network_cut_it():
    raw = message_bytes() + smpp34.encode(Pdu(Command.ENQUIRE_LINK, 10)) + message_bytes()
    splitter = smpp34.Splitter()
    found = [pdu for at in range(0, len(raw), 3) for pdu in splitter.feed(raw[at : at + 3])]
    assert [smpp34.decode(each).sequence for each in found] == [9, 10, 9]


@pytest.mark.parametrize("length", [0, 15, 70_001, 0xFFFFFFFF])
def test_a_length_that_cannot_be_ends_the_stream(length):
    with pytest.raises(smpp34.SmppError) as caught:
        smpp34.Splitter().feed(length.to_bytes(4))
    assert caught.value.clause == "5.1.1"


def test_the_default_alphabet_is_one_octet_a_character_and_its_extension_two():
    (part,) = smpp34.parts_of("@ \u20ac {}")
    assert (part.content, part.data_coding) == (b"\x00 \x1be \x1b(\x1b)", DataCoding.GSM7)
    assert smpp34.text_of(ShortMessage(content=part.content)) == "@ \u20ac {}"


@pytest.mark.parametrize(("length", "parts"), [(160, 1), (161, 2), (306, 2), (307, 3)])
def test_default_texts_are_cut_at_160_and_153(length, parts):
    assert len(smpp34.parts_of("a" * length)) == parts


@pytest.mark.parametrize(("length", "parts"), [(70, 1), (71, 2), (134, 2), (135, 3)])
def test_chinese_texts_are_cut_at_70_and_67(length, parts):
    found = smpp34.parts_of("\u6c34" * length)
    assert (len(found), found[0].data_coding) == (parts, DataCoding.UCS2)


@pytest.mark.parametrize(
    ("text", "units", "parts", "is_gsm"),
    [
        ("a" * 160, 160, 1, True),
        ("a" * 161, 161, 2, True),
        ("{" * 80, 160, 1, True),
        # An escape and its letter stay together: 76 of them fill a part, and one octet is left over.
        ("{" * 152, 304, 2, True),
        ("{" * 153, 306, 3, True),
        ("\u6c34" * 70, 70, 1, False),
        ("\u6c34" * 71, 71, 2, False),
        ("\U00020000" * 66, 132, 2, False),
        ("\U00020000" * 67, 134, 3, False),
        ("", 0, 1, True),
    ],
)
def test_a_texts_size_is_that_of_the_parts_it_travels_in(text, units, parts, is_gsm):
    assert smpp34.message_size(text) == smpp34.MessageSize(units, parts, is_gsm)
    assert len(smpp34.parts_of(text)) == parts


def test_parts_say_by_options_that_they_belong_together():
    first, second = smpp34.parts_of("\u6c34" * 71, reference=0x1234)
    assert [value for _, value in first.options] == [b"\x12\x34", b"\x02", b"\x01"]
    assert [value for _, value in second.options] == [b"\x12\x34", b"\x02", b"\x02"]
    assert (first.esm_class, len(first.content), len(second.content)) == (0, 134, 8)


def test_parts_say_by_header_that_they_belong_together():
    first, second = smpp34.parts_of("a" * 161, reference=0x1234, by=LongBy.HEADER)
    assert (first.content[:6], second.content[:6]) == (b"\x05\x00\x03\x34\x02\x01", b"\x05\x00\x03\x34\x02\x02")
    assert (first.esm_class, len(first.content)) == (0x40, 159)
    assert smpp34.text_of(ShortMessage(content=second.content, esm_class=0x40)) == "a" * 8


def test_no_character_beyond_the_basic_plane_is_cut_in_two():
    found = smpp34.parts_of("\u6c34" * 66 + "\U00020000" + "\u6c34" * 10)
    assert [part.content.decode("utf-16-be") for part in found] == ["\u6c34" * 66, "\U00020000" + "\u6c34" * 10]


def test_a_text_of_more_than_255_parts_is_refused():
    with pytest.raises(smpp34.SmppError) as caught:
        smpp34.parts_of("\u6c34" * (67 * 255 + 1))
    assert caught.value.clause == "5.3.2.23"


RECEIPT = (
    b"id:8a7f sub:001 dlvrd:001 submit date:2011221013 done date:2011221014 stat:DELIVRD err:000 text:id:x stat:UNDELIV"
)


def test_a_receipt_is_read_from_its_text():
    told = smpp34.receipt_in(ShortMessage(content=RECEIPT, esm_class=4))
    assert (told.message_id, told.state, told.error) == ("8a7f", MessageState.DELIVERED, "000")


def test_a_receipts_options_stand_over_its_text():
    options = ((Tag.RECEIPTED_MESSAGE_ID, b"other\0"), (Tag.MESSAGE_STATE, b"\x05"))
    told = smpp34.receipt_in(ShortMessage(content=RECEIPT, esm_class=4, options=options))
    assert (told.message_id, told.state) == ("other", MessageState.UNDELIVERABLE)


@pytest.mark.parametrize("content", [b"", b"sub:001 stat:DELIVRD", b"\xff\xff"])
def test_a_receipt_that_names_no_message_is_refused(content):
    with pytest.raises(smpp34.SmppError):
        smpp34.receipt_in(ShortMessage(content=content, esm_class=4))


@pytest.mark.parametrize(("esm_class", "is_receipt"), [(0, False), (4, True), (0x44, True), (8, False), (0x40, False)])
def test_a_receipt_is_known_by_its_esm_class(esm_class, is_receipt):
    assert ShortMessage(esm_class=esm_class).is_receipt is is_receipt


@settings(max_examples=400, deadline=None)
@given(st.sampled_from([each.value for each in Command]), st.binary(max_size=120))
def test_no_bytes_raise_anything_but_our_own_error(command, body):
    raw = (16 + len(body)).to_bytes(4) + command.to_bytes(4) + bytes(4) + (1).to_bytes(4) + body
    try:
        pdu = smpp34.decode(raw)
    except smpp34.SmppError:
        return
    if isinstance(pdu.body, ShortMessage):
        smpp34.text_of(pdu.body)
        try:
            smpp34.receipt_in(pdu.body)
        except smpp34.SmppError:
            return


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=400), st.sampled_from(list(LongBy)))
def test_every_text_comes_back_from_its_parts(text, by):
    parts = smpp34.parts_of(text, reference=1, by=by)
    joined = "".join(
        smpp34.text_of(ShortMessage(content=each.content, data_coding=each.data_coding, esm_class=each.esm_class))
        for each in parts
    )
    assert joined == text
    assert all(len(each.content) <= 160 for each in parts)


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=60))
def test_a_message_is_read_in_one_look_as_field_by_field(raw):
    at_once, by_fields = [], []
    for read, found in ((reading._message, at_once), (reading._message_by_fields, by_fields)):
        try:
            found.append(read(reading._Reader(b"\0" * 16 + raw)))
        except smpp34.SmppError as error:
            found.append((error.clause, error.field, error.status))
    assert at_once == by_fields


def test_a_mould_writes_the_bytes_of_the_whole_message():
    message = ShortMessage(source=Address("10639", 0, 1), destination=Address("", 1, 1), content=b"hello")
    mould = smpp34.Mould(message, Tag.CLIENT_MESSAGE_ID)
    whole = message._replace(destination=Address("13900000001", 1, 1), options=((int(Tag.CLIENT_MESSAGE_ID), b"abc"),))
    assert mould.body("13900000001", b"abc") == smpp34.encode_body(whole)
    assert mould.body("13900000001") == smpp34.encode_body(whole._replace(options=()))
    with pytest.raises(smpp34.SmppError) as caught:
        mould.body("1" * 21)
    assert caught.value.clause == "5.2.9"
