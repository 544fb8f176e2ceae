"""The wall between exercise and reality where it counts last: in each adapter, whoever calls it."""

from anlan.kernel.errors import AnlanError
from anlan.public_warnings.domain.channels import require_world
from anlan.public_warnings.ports import MessageRefused, Outgoing


def require_own(message: Outgoing, channel: str) -> None:
    """Refuse a message of another channel, and one whose world is not the channel's."""
    if message.channel != channel:
        raise MessageRefused(f"a message of {message.channel} on the gateway of {channel}")
    require_own_world(message)


def require_own_world(message: Outgoing) -> None:
    """Refuse a message whose world is not that of its own channel."""
    try:
        require_world(message.channel, is_exercise=message.is_exercise)
    except AnlanError as error:
        raise MessageRefused(str(error)) from error
