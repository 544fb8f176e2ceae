"""The refusals of the room."""

from anlan.kernel.errors import AnlanError, ErrorClass


class UnknownRole(AnlanError):
    """No role has this key: ``role``."""

    code = "access.unknown_role"
    message = "There is no role %(role)s."


class RoleDoesNotFit(AnlanError):
    """The role cannot be held at this level or by such a holder: ``role``, ``region``."""

    code = "access.role_does_not_fit"
    message = "This role cannot be held there. Choose a region of the right level."


class RoleAboveReach(AnlanError):
    """The giver's reach does not cover the role in this region: ``role``, ``region``."""

    code = "access.role_above_reach"
    message = "You cannot give this role there. Ask the administrator of the region above."
    error_class = ErrorClass.NOT_ALLOWED


class EnterpriseCodeWrong(AnlanError):
    """A key's grant names no enterprise where it must, a wrong code, or one where it may not: ``value``."""

    code = "access.enterprise_code_wrong"
    message = (
        "A key of an enterprise's own system names the enterprise by its unified social credit code, as on the licence;"
        " keys of other roles name none."
    )


class RoleAlreadyHeld(AnlanError):
    """The account holds the role there already: ``role``, ``region``."""

    code = "access.role_already_held"
    message = "The account holds this role there already."
    error_class = ErrorClass.CONFLICT


class UsernameTaken(AnlanError):
    """Another account has this user name: ``username``."""

    code = "access.username_taken"
    message = "Another account has the user name %(username)s. Choose another."
    error_class = ErrorClass.CONFLICT


class UsernameNotValid(AnlanError):
    """A user name is 3 to 40 of a-z, 0-9, dot, dash, underscore: ``username``."""

    code = "access.username_not_valid"
    message = "A user name has 3 to 40 lower-case letters, digits, dots, dashes or underscores."


class WeakPassword(AnlanError):
    """The new password breaks a rule: ``reasons``."""

    code = "access.weak_password"
    message = "The new password is not safe enough. %(reasons)s"


class WrongPassword(AnlanError):
    """The present password is not right."""

    code = "access.wrong_password"
    message = "The present password is not right."


class OwnAccount(AnlanError):
    """Nobody disables the account that is acting."""

    code = "access.own_account"
    message = "You cannot do this to your own account. Ask another administrator."
    error_class = ErrorClass.CONFLICT


class KeyNotValid(AnlanError):
    """The bearer key is unknown, expired or revoked."""

    code = "access.key_not_valid"
    message = "The API key is not valid: unknown, expired or revoked."
    error_class = ErrorClass.NOT_ALLOWED


class PageTokenMissing(AnlanError):
    """A changing request of a session came without the page's CSRF token."""

    code = "access.page_token_missing"
    message = "The page is out of date. Reload it and try again."
    error_class = ErrorClass.NOT_ALLOWED


class PasswordsDiffer(AnlanError):
    """The new password was typed twice and the two differ."""

    code = "access.passwords_differ"
    message = "The new password was typed differently the second time."
