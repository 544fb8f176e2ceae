"""The codec of JT/T 808 as gateways and ``anlan decode`` use it; every protocol's ``codec`` gives these names."""

from anlan.protocols.jt808.reading import decode
from anlan.protocols.jt808.stream import Joiner, Splitter
from anlan.protocols.jt808.telling import fields, observations, occurrences, salvage
from anlan.protocols.jt808.writing import encode, reply_to

__all__ = ["Joiner", "Splitter", "decode", "encode", "fields", "observations", "occurrences", "reply_to", "salvage"]
