"""Packets and signatures from XML: safe against hostile XML, and exact about what is missing."""

import base64
import binascii
import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final

from anlan.kernel.clock import CHINA
from anlan.protocols.emergency_broadcast.message import (
    Auxiliary,
    Body,
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
from anlan.protocols.emergency_broadcast.numbers import require_resource
from anlan.protocols.safe_xml import XmlRefused, parse

LIMIT_BYTES: Final = 1024 * 1024
_SIGNATURE_BYTES: Final = 64
_DIGITS: Final = {"EBDID": re.compile(r"[0-9]{36}"), "EBMID": re.compile(r"[0-9]{30}")}
_SEVERITIES: Final = frozenset({0, 1, 2, 3, 4, 15})
_REFUSALS: Final = {
    "too_large": "",
    "doctype_not_allowed": "a document type is not allowed",
    "not_well_formed": "no well-formed XML: ",
}


def read_packet(raw: bytes) -> Packet:
    """Return what a packet says; raise ``PacketError`` naming the element that is missing or wrong."""
    root = _root(raw, "EBD")
    header = Header(
        id=_number(root, "EBDID"),
        source=require_resource(_text(root, "SRC/EBRID")),
        sent=_moment(root, "EBDTime"),
        destination=_text(root, "DEST/EBRID", default=""),
        related=_text(root, "RelatedEBD/EBDID", default=""),
    )
    kind = _text(root, "EBDType")
    if kind not in _BODIES:
        raise PacketError(f"EBDType {kind[:40]!r} is not known here")
    return Packet(header=header, body=_BODIES[kind](root))


def read_signature(raw: bytes) -> Signed:
    """Return a signature file's content; whether it holds is the verifier's business."""
    root = _root(raw, "Signature")
    try:
        value = base64.b64decode(_text(root, "SignatureValue"), validate=True)
        at = datetime.fromtimestamp(int(_text(root, "SignatureTime"), 16), UTC)
    except (binascii.Error, ValueError, OverflowError, OSError) as error:
        raise PacketError(f"SignatureValue or SignatureTime: {error}") from error
    if len(value) != _SIGNATURE_BYTES:
        raise PacketError(f"SignatureValue has {len(value)} bytes, not {_SIGNATURE_BYTES}")
    return Signed(
        packet_id=_number(root, "RelatedEBD/EBDID"),
        issuer=_text(root, "SignatureCert/IssuerID", default=""),
        serial=_text(root, "SignatureCert/CertSN"),
        signed=at,
        value=value,
        digest_algorithm=_text(root, "DigestAlgorithm"),
        algorithm=_text(root, "SignatureAlgorithm"),
    )


def _broadcast(root: Any) -> Broadcast:
    basic, content = "EBM/MsgBasicInfo/", "EBM/MsgContent/"
    severity = _whole(root, basic + "Severity")
    if severity not in _SEVERITIES:
        raise PacketError(f"Severity {severity} is not one of {sorted(_SEVERITIES)}")
    return Broadcast(
        id=_number(root, "EBM/EBMID"),
        kind=_kind(root, basic + "MsgType"),
        sender_name=_text(root, basic + "SenderName"),
        sender_code=_text(root, basic + "SenderCode"),
        sent=_moment(root, basic + ("SentTime" if root.find(basic + "SentTime") is not None else "SendTime")),
        event_type=_text(root, basic + "EventType"),
        severity=severity,
        start=_moment(root, basic + "StartTime"),
        end=_moment(root, basic + "EndTime"),
        language=_text(root, content + "LanguageCode"),
        title=_text(root, content + "MsgTitle"),
        text=_text(root, content + "MsgDesc"),
        areas=tuple(code.strip() for code in _text(root, content + "AreaCode").split(",") if code.strip()),
        related=_text(root, "EBM/RelatedInfo/EBMID", default="") or _text(root, "EBM/RelatedEBM/EBMID", default=""),
        auxiliary=tuple(_auxiliary(each) for each in root.findall(content + "Auxiliary")),
    )


def _auxiliary(each: Any) -> Auxiliary:
    return Auxiliary(
        kind=_whole(each, "AuxiliaryType"),
        name=_text(each, "AuxiliaryDesc"),
        size=_whole(each, "Size"),
        digest=_text(each, "Digest", default=""),
    )


def _state(root: Any) -> State:
    where = "EBMStateResponse/"
    code = _whole(root, where + "BrdStateCode")
    if code not in tuple(BroadcastState):
        raise PacketError(f"BrdStateCode {code} is not 0 to 5")
    return State(
        message_id=_number(root, where + "EBM/EBMID"),
        state=BroadcastState(code),
        description=_text(root, where + "BrdStateDesc", default=""),
        reported=_moment(root, where + "RptTime"),
        coverage=_text(root, where + "Coverage/CoverageRate", default=""),
    )


def _receipt(root: Any) -> Receipt:
    where = "EBDResponse/"
    return Receipt(code=_whole(root, where + "ResultCode"), description=_text(root, where + "ResultDesc", default=""))


_BODIES: Final[dict[str, Callable[[Any], Body]]] = {
    "EBM": _broadcast,
    "EBMStateRequest": lambda root: StateRequest(message_id=_number(root, "EBMStateRequest/EBM/EBMID")),
    "EBMStateResponse": _state,
    "EBDResponse": _receipt,
    "ConnectionCheck": lambda root: ConnectionCheck(reported=_moment(root, "ConnectionCheck/RptTime")),
}


def _root(raw: bytes, tag: str) -> Any:
    """Return the root element of hostile bytes, or refuse them."""
    try:
        root = parse(raw, LIMIT_BYTES)
    except XmlRefused as refused:
        raise PacketError(f"{tag}: {_REFUSALS[refused.code]}{refused.detail}") from refused
    if root.tag != tag:
        raise PacketError(f"{tag}: the root element is {str(root.tag)[:80]}")
    return root


def _text(parent: Any, path: str, *, default: str | None = None) -> str:
    text = (parent.findtext(path) or "").strip()
    if text:
        return text
    if default is None:
        raise PacketError(f"{path} is missing or empty")
    return default


def _number(parent: Any, path: str) -> str:
    text = _text(parent, path)
    name = path.rpartition("/")[2]
    if not _DIGITS[name].fullmatch(text):
        raise PacketError(f"{path} {text[:50]!r} has not the digits of {name}")
    return text


def _whole(parent: Any, path: str) -> int:
    text = _text(parent, path)
    if not (text.isascii() and text.isdigit()) or len(text) > 18:
        raise PacketError(f"{path} {text[:40]!r} is no whole number")
    return int(text)


def _kind(parent: Any, path: str) -> MessageKind:
    code = _whole(parent, path)
    if code not in tuple(MessageKind):
        raise PacketError(f"{path} {code} is not 1 or 2")
    return MessageKind(code)


def _moment(parent: Any, path: str) -> datetime:
    text = _text(parent, path)
    try:
        return datetime.strptime(text, "%Y-%m-%d %H:%M:%S").replace(tzinfo=CHINA)
    except ValueError as error:
        raise PacketError(f"{path} {text[:40]!r} is no time like 2026-07-01 08:00:00") from error
