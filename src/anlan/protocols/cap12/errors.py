"""Why a CAP message is refused, each reason by its own name, with the line and element where it stands."""

from typing import NamedTuple

from anlan.kernel.errors import AnlanError, ErrorClass


class CapError(AnlanError):
    """A CAP message is refused; ``data`` holds ``line``, ``element``, ``value``, ``rule`` where they are known."""

    code = "cap12.refused"
    message = "The CAP message is not valid."


class MessageTooLarge(CapError):
    """The message has more bytes than is read: ``size``, ``limit``."""

    code = "cap12.too_large"
    message = "The CAP message has %(size)s bytes; at most %(limit)s are read."
    error_class = ErrorClass.TOO_LARGE


class NotWellFormed(CapError):
    """The bytes are no XML: ``line``, ``element`` (the last that was begun), ``reason``."""

    code = "cap12.not_well_formed"
    message = "Line %(line)s: the text is not well-formed XML (%(reason)s)."


class DoctypeNotAllowed(CapError):
    """The message declares a document type, which CAP never needs and attacks do."""

    code = "cap12.doctype_not_allowed"
    message = "The CAP message declares a document type; it must not."


class NotCap(CapError):
    """The root element is not an alert of CAP: ``root``."""

    code = "cap12.not_cap"
    message = "The document is no CAP 1.2 alert: its root element is %(root)s."


class Container(NotCap):
    """The document is a feed or an envelope that may hold alerts, and is none itself: ``root``, ``kind``."""

    code = "cap12.container"


class OtherVersion(NotCap):
    """The alert is of a CAP version that is not read: ``root``, ``version``."""

    code = "cap12.other_version"


class BrokenRule(CapError):
    """A rule that a schema cannot express is broken: ``line``, ``element``, ``value``, ``rule``."""

    code = "cap12.broken_rule"
    message = "Line %(line)s, %(element)s: %(value)s breaks the rule %(rule)s."


class SchemaViolation(BrokenRule):
    """An element is missing, misplaced, unknown, or holds a value that the schema does not allow."""

    code = "cap12.schema_violation"


class BadName(BrokenRule):
    """An identifier or sender is empty or holds a space, comma, ``<`` or ``&`` (CAP 1.2, 3.2.1)."""

    code = "cap12.bad_name"


class BadTime(BrokenRule):
    """A time has no explicit offset, or the times of the message contradict each other (3.2.1, 3.3.2)."""

    code = "cap12.bad_time"


class BadPolygon(BrokenRule):
    """A polygon is too short, open, crosses itself, or leaves the globe (3.2.4)."""

    code = "cap12.bad_polygon"


class BadCircle(BrokenRule):
    """A circle is not ``latitude,longitude radius`` (3.2.4)."""

    code = "cap12.bad_circle"


class BadReferences(BrokenRule):
    """References are missing where they must stand, malformed, circular, or later than the message (3.2.1)."""

    code = "cap12.bad_references"


class BadScope(BrokenRule):
    """Scope, restriction and addresses do not go together (3.2.1)."""

    code = "cap12.bad_scope"


class BadAltitude(BrokenRule):
    """A ceiling stands without its altitude, or below it (3.2.4)."""

    code = "cap12.bad_altitude"


class BadLanguage(BrokenRule):
    """A language is no RFC 3066 tag (3.2.2)."""

    code = "cap12.bad_language"


class BadAddress(BrokenRule):
    """A web address is no full absolute URI, or a file's address or content cannot be used (3.2.2, 3.2.3)."""

    code = "cap12.bad_address"


class BadMimeType(BrokenRule):
    """A resource's kind is no registered MIME type (3.2.3)."""

    code = "cap12.bad_mime_type"


class BadText(BrokenRule):
    """A text for people holds HTML entities (3.3.3), or is said to be in a language that it is not in (3.2.2)."""

    code = "cap12.bad_text"


class Finding(NamedTuple):
    """A broken rule: the error, the element's path below the alert, its value, the rule, and which elements it needs.

    A finding says nothing where an element that it ``needs`` is itself wrong.
    """

    error: type[BrokenRule]
    element: str
    value: str
    rule: str
    needs: tuple[str, ...] = ()
