"""What the centre answers: data by 9014, a notice by 9013, where the sender asks for it."""

from dataclasses import replace
from datetime import datetime

from anlan.protocols.hj212.content import data_time
from anlan.protocols.hj212.frame import encode, made
from anlan.protocols.hj212.message import Frame
from anlan.protocols.hj212.tables import Command, commands

SYSTEM = "91"


def reply_to(frame: Frame, now: datetime) -> bytes | None:
    """Return the answer of the centre, or None where the sender wants none (bit A of the flag) or answered itself.

    It carries the request number, password and device of the message and the version of its flag, and asks for nothing.
    A message without a request number cannot be answered. ``now`` is not sent: the request number is the sender's.
    """
    head = frame.head
    command = commands().get(head.command) or Command(id=head.command, name="")
    is_request = bool(command.period) and data_time(frame) is None
    if not head.wants_answer or not head.number or not command.answer or is_request:
        return None
    answer = replace(head, system=SYSTEM, command=command.answer, flag=head.version << 2, packets=None, packet=None)
    return encode(made(answer))
