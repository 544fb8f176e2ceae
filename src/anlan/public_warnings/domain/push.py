"""What a browser has to send to be told of warnings, and what is refused."""

import base64
import binascii
from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatch
from typing import Final
from urllib.parse import urlsplit

from anlan.kernel.errors import AnlanError, ErrorClass, InvalidValue
from anlan.kernel.regions import NATION, normalise

LANGUAGES: Final = ("zh-CN", "ii-CN", "en")
MOST_PLACES: Final = 5
_LONGEST_ENDPOINT: Final = 600
_PUBLIC_KEY_BYTES: Final = 65
_UNCOMPRESSED: Final = 4
_AUTH_BYTES: Final = 16


class PushHostNotAllowed(AnlanError):
    """A push service that the settings do not name: ``host``."""

    code = "public_warnings.push_host_not_allowed"
    message = "This platform cannot reach the notification service of your browser (%(host)s)."
    error_class = ErrorClass.NOT_ALLOWED


class PushIsOff(AnlanError):
    """No push service is allowed by the settings."""

    code = "public_warnings.push_is_off"
    message = "Notifications by browser are not offered here."
    error_class = ErrorClass.UNAVAILABLE


class NoSuchSubscription(AnlanError):
    """The browser has no subscription here."""

    code = "public_warnings.no_such_subscription"
    message = "This browser has no subscription here."
    error_class = ErrorClass.NOT_FOUND


class TooManyRequests(AnlanError):
    """One address, or all together, asked too often."""

    code = "public_warnings.too_many_requests"
    message = "Too many requests. Please wait some minutes and try again."
    error_class = ErrorClass.UNAVAILABLE


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSubscription:
    """What a browser sends: where to push, its two keys, the places and the language."""

    endpoint: str
    p256dh: str
    auth: str
    language: str
    regions: tuple[str, ...]


def checked(wanted: NewSubscription, allowed_hosts: Iterable[str]) -> NewSubscription:
    """Return the subscription, its places in order and once each; refuse it by field and rule."""
    require_host(wanted.endpoint, tuple(allowed_hosts))
    _require_bytes("p256dh", wanted.p256dh, _PUBLIC_KEY_BYTES)
    if _bytes(wanted.p256dh)[0] != _UNCOMPRESSED:
        raise InvalidValue(field="p256dh", value="", rule="uncompressed_point")
    _require_bytes("auth", wanted.auth, _AUTH_BYTES)
    if wanted.language not in LANGUAGES:
        raise InvalidValue(field="language", value=wanted.language[:20], rule="known_language")
    regions = tuple(sorted(set(wanted.regions)))
    if not 1 <= len(regions) <= MOST_PLACES or not all(_is_place(region) for region in regions):
        raise InvalidValue(field="regions", value=", ".join(regions)[:80], rule="one_to_five_places")
    return NewSubscription(
        endpoint=wanted.endpoint, p256dh=wanted.p256dh, auth=wanted.auth, language=wanted.language, regions=regions
    )


def require_host(endpoint: str, allowed_hosts: tuple[str, ...]) -> None:
    """Refuse an endpoint that is no https address of an allowed push service."""
    if not allowed_hosts:
        raise PushIsOff()
    try:
        parts = urlsplit(endpoint)
        port = parts.port
    except ValueError as error:
        raise InvalidValue(field="endpoint", value=endpoint[:80], rule="https_address") from error
    is_plain = parts.username is None and parts.password is None and port in (None, 443)
    if len(endpoint) > _LONGEST_ENDPOINT or parts.scheme != "https" or not parts.hostname or not is_plain:
        raise InvalidValue(field="endpoint", value=endpoint[:80], rule="https_address")
    if not endpoint.isascii() or any(each <= " " for each in endpoint):
        raise InvalidValue(field="endpoint", value="", rule="https_address")
    if not any(fnmatch(parts.hostname, allowed) for allowed in allowed_hosts):
        raise PushHostNotAllowed(host=parts.hostname[:80])


def _is_place(region: str) -> bool:
    try:
        return region != NATION and normalise(region) == region
    except InvalidValue:
        return False


def _require_bytes(field: str, text: str, length: int) -> None:
    try:
        found = len(_bytes(text))
    except (binascii.Error, ValueError):
        found = -1
    if found != length:
        raise InvalidValue(field=field, value="", rule="key_length")


def _bytes(text: str) -> bytes:
    """Return the bytes of base64url text, padded or not."""
    plain = text.rstrip("=")
    return base64.b64decode(plain + "=" * (-len(plain) % 4), altchars=b"-_", validate=True)
