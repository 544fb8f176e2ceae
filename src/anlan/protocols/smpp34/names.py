"""The numbers of SMPP 3.4 (Short Message Peer to Peer Protocol, issue 1.2): commands, statuses, states, tags."""

from enum import IntEnum, IntFlag
from typing import Final

VERSION: Final = 0x34
RESPONSE: Final = 0x80000000


class Command(IntEnum):
    """Command identifiers, clause 5.1.2.1."""

    GENERIC_NACK = 0x80000000
    BIND_RECEIVER = 0x00000001
    BIND_RECEIVER_RESP = 0x80000001
    BIND_TRANSMITTER = 0x00000002
    BIND_TRANSMITTER_RESP = 0x80000002
    QUERY_SM = 0x00000003
    QUERY_SM_RESP = 0x80000003
    SUBMIT_SM = 0x00000004
    SUBMIT_SM_RESP = 0x80000004
    DELIVER_SM = 0x00000005
    DELIVER_SM_RESP = 0x80000005
    UNBIND = 0x00000006
    UNBIND_RESP = 0x80000006
    BIND_TRANSCEIVER = 0x00000009
    BIND_TRANSCEIVER_RESP = 0x80000009
    ENQUIRE_LINK = 0x00000015
    ENQUIRE_LINK_RESP = 0x80000015


class Status(IntEnum):
    """Command statuses that matter here, clause 5.1.3; a centre may send others."""

    OK = 0x00
    INVALID_MESSAGE_LENGTH = 0x01
    INVALID_COMMAND_LENGTH = 0x02
    INVALID_COMMAND = 0x03
    INVALID_BIND_STATUS = 0x04
    ALREADY_BOUND = 0x05
    SYSTEM_ERROR = 0x08
    INVALID_SOURCE = 0x0A
    INVALID_DESTINATION = 0x0B
    INVALID_MESSAGE_ID = 0x0C
    BIND_FAILED = 0x0D
    INVALID_PASSWORD = 0x0E
    INVALID_SYSTEM_ID = 0x0F
    QUEUE_FULL = 0x14
    SUBMIT_FAILED = 0x45
    THROTTLED = 0x58
    TEMPORARY_APP_ERROR = 0x64
    QUERY_FAILED = 0x67
    INVALID_OPTIONAL_PART = 0xC0
    UNKNOWN_ERROR = 0xFF


class MessageState(IntEnum):
    """How far a message is, clause 5.2.28."""

    ENROUTE = 1
    DELIVERED = 2
    EXPIRED = 3
    DELETED = 4
    UNDELIVERABLE = 5
    ACCEPTED = 6
    UNKNOWN = 7
    REJECTED = 8


class Tag(IntEnum):
    """Tags of optional parameters, clause 5.3.2; 0x1400 to 0x3FFF are the centres' own."""

    PAYLOAD_TYPE = 0x0019
    RECEIPTED_MESSAGE_ID = 0x001E
    USER_MESSAGE_REFERENCE = 0x0204
    SAR_MSG_REF_NUM = 0x020C
    SAR_TOTAL_SEGMENTS = 0x020E
    SAR_SEGMENT_SEQNUM = 0x020F
    SC_INTERFACE_VERSION = 0x0210
    NETWORK_ERROR_CODE = 0x0423
    MESSAGE_PAYLOAD = 0x0424
    MESSAGE_STATE = 0x0427
    CLIENT_MESSAGE_ID = 0x1500


class EsmClass(IntFlag):
    """The bits of esm_class that matter here, clause 5.2.12."""

    RECEIPT = 0x04
    USER_DATA_HEADER = 0x40


class DataCoding(IntEnum):
    """How the text is written, clause 5.2.19."""

    GSM7 = 0x00
    UCS2 = 0x08


FINAL_WORDS: Final = {
    "DELIVRD": MessageState.DELIVERED,
    "EXPIRED": MessageState.EXPIRED,
    "DELETED": MessageState.DELETED,
    "UNDELIV": MessageState.UNDELIVERABLE,
    "ACCEPTD": MessageState.ACCEPTED,
    "UNKNOWN": MessageState.UNKNOWN,
    "REJECTD": MessageState.REJECTED,
    "ENROUTE": MessageState.ENROUTE,
}
STATE_WORDS: Final = {state: word for word, state in FINAL_WORDS.items()}
REGISTER_FINAL: Final = 0x01


def status_name(status: int) -> str:
    """Return a status as people and pages say it: its name where it is known, and its number."""
    try:
        return f"{Status(status).name.lower()} (0x{status:08X})"
    except ValueError:
        return f"0x{status:08X}"
