"""What becomes of a partner's message, which partners may be, and why something is refused."""

import ipaddress
from collections.abc import Iterable
from enum import StrEnum
from typing import Final
from urllib.parse import urlsplit

from anlan.kernel.errors import AnlanError, ErrorClass, InvalidValue

LONGEST_NAME: Final = 80
LONGEST_REASON: Final = 500
LONGEST_ADDRESS: Final = 500
POLL_MINUTES: Final = range(1, 1441)
LONGEST_PAUSE_MINUTES: Final = 60


class ReceivedState(StrEnum):
    """Where a received message stands."""

    WAITING = "waiting"
    DRAFTED = "drafted"
    SET_ASIDE = "set_aside"


class AddressNotAllowed(AnlanError):
    """A partner's address leads where the platform must not go: ``address``, ``rule``."""

    code = "public_warnings.address_not_allowed"
    message = "This platform does not fetch from %(address)s (%(rule)s)."
    error_class = ErrorClass.NOT_ALLOWED


class WrongPartnerKey(AnlanError):
    """The key is not this partner's, or the partner is paused or only polled."""

    code = "public_warnings.wrong_partner_key"
    message = "The partner's key is wrong."
    error_class = ErrorClass.NOT_ALLOWED


class AlreadyDecided(AnlanError):
    """A person has decided on the message before: ``by``."""

    code = "public_warnings.already_decided"
    message = "%(by)s has already decided on this message."
    error_class = ErrorClass.CONFLICT


class NotForDrafting(AnlanError):
    """The message is not one that leads to a warning of ours: ``rule``."""

    code = "public_warnings.not_for_drafting"
    message = "No draft can be made of this message (%(rule)s). Set it aside with a reason."
    error_class = ErrorClass.CONFLICT


def require_partner(*, name: str, address: str, poll_minutes: int) -> None:
    """Refuse by field and rule what a partner may not be."""
    if not 1 <= len(name.strip()) <= LONGEST_NAME:
        raise InvalidValue(field="name", value=name[:20], rule=f"1_to_{LONGEST_NAME}_characters")
    if poll_minutes not in POLL_MINUTES:
        raise InvalidValue(field="poll_minutes", value=str(poll_minutes), rule="1_to_1440")
    if address:
        host_of(address)


def host_of(address: str) -> tuple[str, int]:
    """Return host and port of a web address; refuse any other scheme, a password in it, or none of a host."""
    try:
        parts = urlsplit(address)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as error:
        raise AddressNotAllowed(address=address[:80], rule="web_address") from error
    if parts.scheme not in {"http", "https"} or len(address) > LONGEST_ADDRESS:
        raise AddressNotAllowed(address=address[:80], rule="http_or_https")
    if not parts.hostname or parts.username is not None or parts.password is not None:
        raise AddressNotAllowed(address=address[:80], rule="host_without_password")
    return parts.hostname, port


def public_address(found: Iterable[str], *, host: str, named_hosts: Iterable[str]) -> str:
    """Return the address to connect to; refuse a host of which any address is not of the open internet.

    ``named_hosts`` are those of the setting: they may be anywhere.
    """
    addresses = tuple(found)
    if not addresses:
        raise AddressNotAllowed(address=host, rule="host_is_not_known")
    if host.lower() not in {each.lower() for each in named_hosts}:
        for each in addresses:
            ip = ipaddress.ip_address(each.partition("%")[0])
            mapped = getattr(ip, "ipv4_mapped", None)
            if not (mapped or ip).is_global or ip.is_multicast:
                raise AddressNotAllowed(address=host, rule="no_private_address")
    return addresses[0]


def pause_after(faults: int, poll_minutes: int) -> int:
    """Return the minutes to the next poll: longer after each fault, an hour at most or the partner's own pace."""
    return max(poll_minutes, min(poll_minutes << min(faults, 10), LONGEST_PAUSE_MINUTES))
