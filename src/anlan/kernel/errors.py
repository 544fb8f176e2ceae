"""Failures as named types with a code and data; the page makes the sentence, in the reader's language."""

from enum import Enum
from typing import ClassVar


class ErrorClass(Enum):
    """What sort of "no" it is; the edge maps it to a status, the domain knows no HTTP."""

    INVALID = "invalid"
    NOT_ALLOWED = "not_allowed"
    NOT_FOUND = "not_found"
    CONFLICT = "conflict"
    TOO_LARGE = "too_large"
    UNAVAILABLE = "unavailable"


class AnlanError(Exception):
    """A refusal. ``code`` is stable, ``message`` is an English message id with ``%(name)s`` places for ``data``."""

    code: ClassVar[str] = "kernel.error"
    message: str = "The request could not be carried out."
    error_class: ClassVar[ErrorClass] = ErrorClass.INVALID

    def __init__(self, **data: object) -> None:
        super().__init__(self.code, data)
        self.data = data

    def __str__(self) -> str:
        return f"{self.code} {self.data}"


class InvalidValue(AnlanError):
    """A field's value breaks a rule: ``field``, ``value``, ``rule``."""

    code = "kernel.invalid_value"
    message = "%(field)s: %(value)s breaks the rule %(rule)s."


class NotAllowed(AnlanError):
    """The actor holds no right to do this here: ``right``, ``region``."""

    code = "kernel.not_allowed"
    message = "Your account has no right to do this here. Ask your administrator."
    error_class = ErrorClass.NOT_ALLOWED


class NotFound(AnlanError):
    """There is no such thing, or the actor may not know of it: ``what``, ``id``."""

    code = "kernel.not_found"
    message = "There is no such record, or it lies outside your region."
    error_class = ErrorClass.NOT_FOUND


class TransitionNotAllowed(AnlanError):
    """The state table has no such step: ``what``, ``state``, ``act``."""

    code = "kernel.transition_not_allowed"
    message = "This step is no longer possible: the state has changed. Reload the page."
    error_class = ErrorClass.CONFLICT
