"""Why a SensorThings request is refused."""

from anlan.kernel.errors import AnlanError, ErrorClass


class BadQuery(AnlanError):
    """A query option cannot be read or asks for what is not there: ``option``, ``detail``."""

    code = "sensorthings.bad_query"
    message = "%(option)s: %(detail)s"


class BadEntity(AnlanError):
    """An entity that was sent breaks a rule: ``entity``, ``field``, ``detail``."""

    code = "sensorthings.bad_entity"
    message = "%(entity)s, %(field)s: %(detail)s"


class NoSuchResource(AnlanError):
    """The address leads nowhere: ``path``."""

    code = "sensorthings.no_such_resource"
    message = "There is no such resource, or it lies outside your region."
    error_class = ErrorClass.NOT_FOUND
