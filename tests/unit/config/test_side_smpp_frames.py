"""The simulated centre's short way with bytes says the same as the protocol's long one."""

import pytest

from anlan.config.side.smpp_frames import SubmitReader, Submitted, answered, receipt
from anlan.protocols import smpp34
from anlan.protocols.smpp34 import Address, Command, EsmClass, MessageState, Pdu, ShortMessage, Status, Tag

ID = "01a20442-2c9c-7c63-b9d2-a75d62f46ac6"


def submit(number: str, text: str, *options: tuple[int, bytes], source: str = "10639", wants: int = 1) -> bytes:
    (part,) = smpp34.parts_of(text)
    body = ShortMessage(
        source=Address(source),
        destination=Address(number, 1, 1),
        content=part.content,
        data_coding=part.data_coding,
        registered_delivery=wants,
        options=options,
    )
    return smpp34.encode(Pdu(Command.SUBMIT_SM, 7, body))


def named(message_id: str = ID) -> tuple[int, bytes]:
    return int(Tag.CLIENT_MESSAGE_ID), message_id.encode()


@pytest.mark.parametrize("times", [1, 2])
def test_messages_are_read_alike_the_first_time_and_every_further_one(times):
    reader = SubmitReader()
    for n in range(times):
        own = f"{n:08d}{ID[8:]}"
        found = reader.read(submit(f"139{n:08d}", "flood {n}", named(own)))
        assert found == Submitted(f"139{n:08d}", own, "flood {n}", True)


def test_what_differs_in_text_or_wish_is_not_taken_for_the_same():
    reader = SubmitReader()
    for text, wants in (("a", 1), ("b", 1), ("a", 0), ("\u5c71\u6d2a", 1)):
        assert reader.read(submit("1", text, named(), wants=wants)) == Submitted("1", ID, text, bool(wants))


@pytest.mark.parametrize("options", [(), (named("x"),), (named(ID + "/0"),), (named(), (0x0204, b"\0\1"))])
def test_ids_of_another_length_or_place_or_none_are_read_too(options):
    reader = SubmitReader()
    wanted = next((value.decode() for tag, value in options if tag == Tag.CLIENT_MESSAGE_ID), "")
    for number in ("13900000001", "13900000002"):
        assert reader.read(submit(number, "a", *options)) == Submitted(number, wanted, "a", True)


def test_a_text_that_ends_like_an_id_is_no_id():
    fake = "\x15@@$" + ID
    reader = SubmitReader()
    for _ in range(2):
        assert reader.read(submit("1", fake)).client_id == ""


def test_an_answer_is_that_of_the_protocol():
    frame = submit("1", "a")
    assert smpp34.decode(answered(frame, message_id="1-1")) == Pdu(Command.SUBMIT_SM_RESP, 7, smpp34.Taken("1-1"))
    assert smpp34.decode(answered(frame, status=Status.THROTTLED)).status == Status.THROTTLED


@pytest.mark.parametrize("client_id", ["", ID])
def test_a_receipt_is_that_of_the_protocol(client_id):
    options: tuple[tuple[int, bytes], ...] = (
        (int(Tag.RECEIPTED_MESSAGE_ID), b"1-1\0"),
        (int(Tag.MESSAGE_STATE), bytes([MessageState.UNDELIVERABLE])),
    )
    wanted = ShortMessage(
        source=Address("13900000001", 1, 1),
        esm_class=EsmClass.RECEIPT,
        content=b"id:1-1 sub:001 dlvrd:001 stat:UNDELIV err:000 text:",
        options=options + ((named(client_id),) if client_id else ()),
    )
    found = receipt(9, "13900000001", ("1-1", client_id), MessageState.UNDELIVERABLE)
    assert found == smpp34.encode(Pdu(Command.DELIVER_SM, 9, wanted))
