"""SMPP 3.4, short messages to and from a centre: bytes to dataclasses and back."""

from anlan.protocols.smpp34.message import (
    Address,
    Bind,
    Body,
    Bound,
    Empty,
    Pdu,
    Query,
    ShortMessage,
    SmppError,
    Taken,
    Told,
)
from anlan.protocols.smpp34.names import (
    REGISTER_FINAL,
    STATE_WORDS,
    Command,
    DataCoding,
    EsmClass,
    MessageState,
    Status,
    Tag,
    status_name,
)
from anlan.protocols.smpp34.reading import Splitter, decode
from anlan.protocols.smpp34.text import DeliveryReceipt, LongBy, Part, parts_of, receipt_in, text_of
from anlan.protocols.smpp34.writing import encode, encode_body, frame

__all__ = [
    "REGISTER_FINAL",
    "STATE_WORDS",
    "Address",
    "Bind",
    "Body",
    "Bound",
    "Command",
    "DataCoding",
    "DeliveryReceipt",
    "Empty",
    "EsmClass",
    "LongBy",
    "MessageState",
    "Part",
    "Pdu",
    "Query",
    "ShortMessage",
    "SmppError",
    "Splitter",
    "Status",
    "Tag",
    "Taken",
    "Told",
    "decode",
    "encode",
    "encode_body",
    "frame",
    "parts_of",
    "receipt_in",
    "status_name",
    "text_of",
]
