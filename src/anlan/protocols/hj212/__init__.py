"""HJ 212-2017, data of environmental monitoring as lines of text: bytes to dataclasses and back."""

from anlan.protocols.hj212.content import fields, observations, salvage
from anlan.protocols.hj212.frame import CUTTER, decode, encode, made
from anlan.protocols.hj212.replies import reply_to

__all__ = ["CUTTER", "decode", "encode", "fields", "made", "observations", "reply_to", "salvage"]
