"""The refusals of the room."""

from anlan.kernel.errors import AnlanError


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
