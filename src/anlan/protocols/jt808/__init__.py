"""JT/T 808-2019 and the heads of 2013 and 2011, terminals of road vehicles: bytes to dataclasses and back."""

from anlan.protocols.jt808.reading import decode, head_of
from anlan.protocols.jt808.stream import Joiner, Splitter
from anlan.protocols.jt808.telling import fields, observations, occurrences, salvage
from anlan.protocols.jt808.writing import encode, reply_to

__all__ = [
    "Joiner",
    "Splitter",
    "decode",
    "encode",
    "fields",
    "head_of",
    "observations",
    "occurrences",
    "reply_to",
    "salvage",
]
