"""Emergency broadcast messages between platforms: data packets (EBD) as XML, their signature, and the tar of both."""

from anlan.protocols.emergency_broadcast.message import (
    Auxiliary,
    Broadcast,
    BroadcastState,
    ConnectionCheck,
    Header,
    MessageKind,
    Packet,
    PacketError,
    Receipt,
    Signed,
    State,
    StateRequest,
)
from anlan.protocols.emergency_broadcast.numbers import message_id, packet_id, require_resource
from anlan.protocols.emergency_broadcast.package import Package, file_name, pack, unpack
from anlan.protocols.emergency_broadcast.reading import read_packet, read_signature
from anlan.protocols.emergency_broadcast.signing import holds, sign
from anlan.protocols.emergency_broadcast.writing import (
    write_broadcast,
    write_connection_check,
    write_receipt,
    write_signature,
    write_state,
    write_state_request,
)
from anlan.protocols.xml_signature.sm2 import new_key

__all__ = [
    "Auxiliary",
    "Broadcast",
    "BroadcastState",
    "ConnectionCheck",
    "Header",
    "MessageKind",
    "Package",
    "Packet",
    "PacketError",
    "Receipt",
    "Signed",
    "State",
    "StateRequest",
    "file_name",
    "holds",
    "message_id",
    "new_key",
    "pack",
    "packet_id",
    "read_packet",
    "read_signature",
    "require_resource",
    "sign",
    "unpack",
    "write_broadcast",
    "write_connection_check",
    "write_receipt",
    "write_signature",
    "write_state",
    "write_state_request",
]
