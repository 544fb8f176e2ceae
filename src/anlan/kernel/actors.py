"""Who acts: every act and every question takes an actor."""

from dataclasses import dataclass, replace
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Grant:
    """A role held in a region and all below it, for an organisation where one is named.

    ``code`` names the one enterprise, by its unified social credit code, whose own system holds the role.
    """

    role: str
    region: str
    organisation_id: UUID | None = None
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A person, a key or the platform itself, with what it may do.

    ``cause`` is the journal entry because of which it acts, where a workflow acts.
    """

    id: str
    name: str
    grants: tuple[Grant, ...] = ()
    person_id: UUID | None = None
    cause: UUID | None = None
    is_system: bool = False

    def because(self, entry_id: UUID) -> "Actor":
        """Return the same actor acting because of a journal entry."""
        return replace(self, cause=entry_id)


SYSTEM = Actor(id="system", name="Anlan", is_system=True)
NOBODY = Actor(id="nobody", name="")
