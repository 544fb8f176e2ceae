"""Refusals about enterprises."""

from typing import ClassVar

from anlan.kernel.errors import AnlanError, ErrorClass


class CodeIsTaken(AnlanError):
    """An enterprise of this code is registered: ``code``."""

    code: ClassVar[str] = "enterprises.code_is_taken"
    message = "An enterprise with the code %(code)s is registered already. Search for it by its code."
    error_class: ClassVar[ErrorClass] = ErrorClass.CONFLICT


class PictureUnreadable(AnlanError):
    """The file is no whole picture."""

    code: ClassVar[str] = "enterprises.picture_unreadable"
    message = "The file is no whole JPEG, PNG or WebP picture of at most 8 MB. Export the plan as a picture."


class StandsInTheStaff(AnlanError):
    """The same person, hired the same day, stands in the staff."""

    code: ClassVar[str] = "enterprises.stands_in_the_staff"
    message = "A person of this name, hired on this day, stands in the staff already."
    error_class: ClassVar[ErrorClass] = ErrorClass.CONFLICT


class TrainingTwice(AnlanError):
    """The same course on the same day stands at one of these persons."""

    code: ClassVar[str] = "enterprises.training_twice"
    message = "This course of this day is entered already for one of these persons. Nothing is stored."
    error_class: ClassVar[ErrorClass] = ErrorClass.CONFLICT
