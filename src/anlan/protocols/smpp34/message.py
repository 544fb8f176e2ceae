"""The messages of SMPP 3.4 as frozen records, and why bytes are refused.

What comes by the million is a named tuple, which is made in a quarter of a dataclass's time.
"""

from dataclasses import dataclass
from typing import Final, NamedTuple

from anlan.protocols.smpp34.names import Command, DataCoding, EsmClass, Status

LONGEST_PDU: Final = 70_000
HEADER_LENGTH: Final = 16
LONGEST_SHORT_MESSAGE: Final = 254


class SmppError(Exception):
    """Bytes or fields break the specification: ``clause``, ``field``, and the ``status`` to answer with.

    ``sequence`` is that of the refused PDU where it could be read.
    """

    def __init__(self, clause: str, field: str, status: Status = Status.SYSTEM_ERROR, *, sequence: int = 0) -> None:
        super().__init__(f"SMPP 3.4 clause {clause}: {field}")
        self.clause, self.field, self.status, self.sequence = clause, field, status, sequence


class Address(NamedTuple):
    """A number with its type and plan, clauses 5.2.5 and 5.2.6."""

    number: str = ""
    ton: int = 0
    npi: int = 0


UNSAID: Final = Address()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bind:
    """bind_transceiver and its two lesser forms, clauses 4.1.1 to 4.1.5."""

    system_id: str
    password: str = ""
    system_type: str = ""
    interface_version: int = 0x34
    address_range: Address = UNSAID


@dataclass(frozen=True, slots=True)
class Bound:
    """The answer to a bind, clause 4.1.6."""

    system_id: str = ""
    options: tuple[tuple[int, bytes], ...] = ()


class ShortMessage(NamedTuple):
    """submit_sm and deliver_sm, clauses 4.4.1 and 4.6.1; ``content`` is the text's octets, any header included."""

    source: Address = UNSAID
    destination: Address = UNSAID
    content: bytes = b""
    data_coding: int = DataCoding.GSM7
    esm_class: int = 0
    registered_delivery: int = 0
    service_type: str = ""
    protocol_id: int = 0
    priority: int = 0
    schedule_time: str = ""
    validity_period: str = ""
    replace_if_present: int = 0
    default_message: int = 0
    options: tuple[tuple[int, bytes], ...] = ()

    @property
    def is_receipt(self) -> bool:
        """Tell whether a centre says with it what became of a message."""
        return self.esm_class & 0x3C == EsmClass.RECEIPT

    def option(self, tag: int) -> bytes | None:
        """Return the value of an optional parameter."""
        for found, value in self.options:
            if found == tag:
                return value
        return None


class Taken(NamedTuple):
    """The answer to submit_sm or deliver_sm, clauses 4.4.2 and 4.6.2: the centre's own id of the message."""

    message_id: str = ""


@dataclass(frozen=True, slots=True)
class Query:
    """query_sm, clause 4.8.1: what became of a message."""

    message_id: str
    source: Address = UNSAID


@dataclass(frozen=True, slots=True)
class Told:
    """query_sm_resp, clause 4.8.2."""

    message_id: str = ""
    final_date: str = ""
    message_state: int = 0
    error_code: int = 0


@dataclass(frozen=True, slots=True)
class Empty:
    """The body of what has none: enquire_link, unbind, generic_nack and their answers; failed answers too."""


Body = Bind | Bound | ShortMessage | Taken | Query | Told | Empty


class Pdu(NamedTuple):
    """One protocol data unit, clause 3.2."""

    command: Command
    sequence: int
    body: Body = Empty()
    status: int = 0
