"""The codec of GB/T 26875.3 as gateways and ``anlan decode`` use it; every protocol's ``codec`` gives these names."""

from anlan.protocols.gbt26875.reading import Splitter, decode
from anlan.protocols.gbt26875.telling import fields, observations, occurrences, salvage
from anlan.protocols.gbt26875.writing import encode, reply_to

__all__ = ["Splitter", "decode", "encode", "fields", "observations", "occurrences", "reply_to", "salvage"]
