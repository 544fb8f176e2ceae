"""SL 651-2014, telemetry of hydrological stations in its ASCII and HEX/BCD encodings: bytes to dataclasses and back."""

from anlan.protocols.sl651.content import fields, observations, salvage
from anlan.protocols.sl651.frame import CUTTER, decode, encode, head_of, joined, made
from anlan.protocols.sl651.replies import reply_to, resend

__all__ = [
    "CUTTER",
    "decode",
    "encode",
    "fields",
    "head_of",
    "joined",
    "made",
    "observations",
    "reply_to",
    "resend",
    "salvage",
]
