"""The wall between exercise and reality where it counts last: in each adapter, whoever calls it."""

from functools import lru_cache

from anlan.kernel.errors import AnlanError
from anlan.protocols.cap12.message import Status
from anlan.protocols.cap12.reading import read
from anlan.public_warnings.domain.channels import require_one_world
from anlan.public_warnings.ports import MessageRefused, Outgoing


def require_own(message: Outgoing, channel: str) -> None:
    """Refuse a message of another channel, and one whose row, transmission, document and channel are not of one world.

    The row can be altered; the transmission cannot, and the document is what the outside reads.
    """
    if message.channel != channel:
        raise MessageRefused(f"a message of {message.channel} on the gateway of {channel}")
    try:
        require_one_world(channel, row=message.is_exercise, frozen=message.is_frozen_exercise)
        status = _status(bytes(message.document)) if message.document else None
    except AnlanError as error:
        raise MessageRefused(str(error)) from error
    if status is not None and (status == Status.EXERCISE) != message.is_exercise:
        raise MessageRefused(f"a document with the status {status.value} on the channel {channel}")


@lru_cache(maxsize=64)
def _status(document: bytes) -> Status:
    return read(document).status
