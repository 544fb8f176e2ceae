"""GB/T 26875.3-2011, user information devices of fire protection and their centre: bytes to dataclasses and back."""

from anlan.protocols.gbt26875.reading import CUTTER, Splitter, decode
from anlan.protocols.gbt26875.telling import fields, observations, occurrences, salvage
from anlan.protocols.gbt26875.writing import clock_command, encode, reply_to

__all__ = [
    "CUTTER",
    "Splitter",
    "clock_command",
    "decode",
    "encode",
    "fields",
    "observations",
    "occurrences",
    "reply_to",
    "salvage",
]
