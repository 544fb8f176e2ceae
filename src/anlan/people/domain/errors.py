"""The refusals of the room."""

from anlan.kernel.errors import AnlanError, ErrorClass


class PhoneNotValid(AnlanError):
    """A phone number is 3 to 20 digits, with a plus, spaces or dashes: ``phone``."""

    code = "people.phone_not_valid"
    message = "A phone number has 3 to 20 digits; a plus in front, spaces and dashes are allowed."


class NameNotValid(AnlanError):
    """A name has 1 to 40 characters: ``name``."""

    code = "people.name_not_valid"
    message = "A name has 1 to 40 characters."


class PostNotValid(AnlanError):
    """A post has at most 60 characters: ``post``."""

    code = "people.post_not_valid"
    message = "A post has at most 60 characters."


class UnknownDuty(AnlanError):
    """There is no such duty or role in a duty: ``duty``, ``role``, ``rank``."""

    code = "people.unknown_duty"
    message = "There is no such duty or role."


class PersonHasNoPhone(AnlanError):
    """There is no phone number to show: ``person_id``."""

    code = "people.person_has_no_phone"
    message = "No phone number is kept for this person."


class FieldNotValid(AnlanError):
    """A field of a household, resident or device breaks a rule: ``field``, ``rule``; never the value itself."""

    code = "people.field_not_valid"
    message = "%(field)s: %(rule)s"


class HouseholdNumberTaken(AnlanError):
    """Another household has the number: ``number``."""

    code = "people.household_number_taken"
    message = "Another household has the number %(number)s."
    error_class = ErrorClass.CONFLICT


class DeviceNumberTaken(AnlanError):
    """Another device has the number: ``number``."""

    code = "people.device_number_taken"
    message = "Another device has the number %(number)s."
    error_class = ErrorClass.CONFLICT


class NothingToReveal(AnlanError):
    """Neither a phone nor an id number is kept: ``resident_id``."""

    code = "people.nothing_to_reveal"
    message = "Neither a phone nor an id number is kept for this person."
