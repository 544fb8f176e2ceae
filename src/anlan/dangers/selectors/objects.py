"""The objects at which hidden dangers are found: their names."""

from uuid import UUID

from anlan.dangers.domain.states import ObjectKind
from anlan.enterprises import api as enterprises
from anlan.kernel.actors import SYSTEM
from anlan.kernel.errors import NotFound
from anlan.risks import api as risks


def name_of(kind: ObjectKind, object_id: UUID | None) -> str:
    """Return an object's name, or nothing where it has none; refuse an object that is not registered."""
    if kind is ObjectKind.PLACE or object_id is None:
        return ""
    if kind is ObjectKind.SITE:
        return risks.site(SYSTEM, object_id).name
    name = enterprises.enterprise_names([object_id]).get(object_id)
    if name is None:
        raise NotFound(what="enterprise", id=str(object_id))
    return name
