"""Why a SensorThings request is refused."""

from anlan.kernel.errors import AnlanError, ErrorClass


class BadQuery(AnlanError):
    """A query option cannot be read or asks for what is not there: ``option``, ``detail``."""

    code = "sensorthings.bad_query"
    message = "%(option)s: %(detail)s"


class BadEntity(AnlanError):
    """An entity that was sent breaks a rule: ``entity``, ``property`` (by its name in the standard), ``detail``."""

    code = "sensorthings.bad_entity"
    message = "%(entity)s, %(property)s: %(detail)s"

    def __init__(self, *, entity: str, field: str, detail: str) -> None:
        super().__init__(entity=entity, property=field, detail=detail)


class NoSuchResource(AnlanError):
    """The address leads nowhere: ``path``."""

    code = "sensorthings.no_such_resource"
    message = "There is no such resource, or it lies outside your region."
    error_class = ErrorClass.NOT_FOUND
