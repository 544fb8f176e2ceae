"""Packets and signatures to XML."""

import base64
from datetime import datetime
from typing import Any, Final

from lxml import etree

from anlan.kernel.clock import CHINA
from anlan.protocols.emergency_broadcast.message import (
    Auxiliary,
    Broadcast,
    Header,
    Receipt,
    Signed,
    State,
)

_VERSION: Final = "1.0"
_NAMESPACES: Final = {"xs": "http://www.w3.org/2001/XMLSchema"}


def write_broadcast(header: Header, message: Broadcast) -> bytes:
    """Return the packet of a message."""
    root = _packet(header, "EBM")
    body = etree.SubElement(root, "EBM")
    _texts(body, EBMVersion=_VERSION, EBMID=message.id)
    if message.related:
        _texts(etree.SubElement(body, "RelatedInfo"), EBMID=message.related)
    _texts(
        etree.SubElement(body, "MsgBasicInfo"),
        MsgType=str(int(message.kind)),
        SenderName=message.sender_name,
        SenderCode=message.sender_code,
        SendTime=moment(message.sent),
        EventType=message.event_type,
        Severity=str(message.severity),
        StartTime=moment(message.start),
        EndTime=moment(message.end),
    )
    content = etree.SubElement(body, "MsgContent")
    _texts(
        content,
        LanguageCode=message.language,
        MsgTitle=message.title,
        MsgDesc=message.text,
        AreaCode=",".join(message.areas),
    )
    for each in message.auxiliary:
        _auxiliary(content, each)
    return _bytes(root)


def _auxiliary(content: Any, each: Auxiliary) -> None:
    _texts(
        etree.SubElement(content, "Auxiliary"),
        AuxiliaryType=str(each.kind),
        AuxiliaryDesc=each.name,
        Size=str(each.size),
        Digest=each.digest,
    )


def write_state_request(header: Header, message_id: str) -> bytes:
    """Return the packet that asks how far a platform is with a message."""
    root = _packet(header, "EBMStateRequest")
    _texts(etree.SubElement(etree.SubElement(root, "EBMStateRequest"), "EBM"), EBMID=message_id)
    return _bytes(root)


def write_state(header: Header, state: State) -> bytes:
    """Return the packet that says how far a platform is with a message."""
    root = _packet(header, "EBMStateResponse")
    body = etree.SubElement(root, "EBMStateResponse")
    _texts(body, RptTime=moment(state.reported))
    _texts(etree.SubElement(body, "EBM"), EBMID=state.message_id)
    _texts(body, BrdStateCode=str(int(state.state)), BrdStateDesc=state.description)
    return _bytes(root)


def write_receipt(header: Header, receipt: Receipt) -> bytes:
    """Return the packet that says whether another was taken."""
    root = _packet(header, "EBDResponse")
    _texts(etree.SubElement(root, "EBDResponse"), ResultCode=str(receipt.code), ResultDesc=receipt.description)
    return _bytes(root)


def write_connection_check(header: Header) -> bytes:
    """Return the packet that asks whether the platform is there."""
    root = _packet(header, "ConnectionCheck")
    _texts(etree.SubElement(root, "ConnectionCheck"), RptTime=moment(header.sent))
    return _bytes(root)


def write_signature(signed: Signed) -> bytes:
    """Return the signature file of a packet."""
    root = etree.Element("Signature")
    _texts(root, Version=_VERSION)
    _texts(etree.SubElement(root, "RelatedEBD"), EBDID=signed.packet_id)
    _texts(etree.SubElement(root, "SignatureCert"), CertType="1", IssuerID=signed.issuer, CertSN=signed.serial)
    _texts(
        root,
        SignatureTime=f"{int(signed.signed.timestamp()):08x}",
        DigestAlgorithm=signed.digest_algorithm,
        SignatureAlgorithm=signed.algorithm,
        SignatureValue=base64.b64encode(signed.value).decode(),
    )
    return _bytes(root)


def moment(at: datetime) -> str:
    """Return a time as packets have it: Chinese time to the second."""
    return f"{at.astimezone(CHINA):%Y-%m-%d %H:%M:%S}"


def _packet(header: Header, kind: str) -> Any:
    root = etree.Element("EBD", nsmap=_NAMESPACES)
    _texts(root, EBDVersion=_VERSION, EBDID=header.id, EBDType=kind)
    _texts(etree.SubElement(root, "SRC"), EBRID=header.source)
    if header.destination:
        _texts(etree.SubElement(root, "DEST"), EBRID=header.destination)
    _texts(root, EBDTime=moment(header.sent))
    if header.related:
        _texts(etree.SubElement(root, "RelatedEBD"), EBDID=header.related)
    return root


def _texts(parent: Any, **texts: str) -> None:
    for tag, text in texts.items():
        etree.SubElement(parent, tag).text = text


def _bytes(root: Any) -> bytes:
    raw: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)
    return raw
