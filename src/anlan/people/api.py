"""The room's door: organisations, persons with masked phones, duties, and whom to call."""

from anlan.people.domain.calls import CallTarget
from anlan.people.domain.kinds import labels
from anlan.people.domain.phones import masked
from anlan.people.events import PersonAdded, PersonChanged, PhoneRevealed, ResponsibilityAssigned
from anlan.people.selectors.calls import call_chain, call_chains
from anlan.people.selectors.organisations import (
    Contact,
    Organisation,
    OrganisationFile,
    contacts_of,
    organisation,
    organisation_file,
    organisations,
    organisations_by_id,
    organisations_in,
)
from anlan.people.selectors.persons import (
    Person,
    PersonFilter,
    person,
    persons,
    persons_by_id,
    phone_of,
    phones_of,
    search_people,
    visible_person,
)
from anlan.people.services import (
    Assignment,
    PersonDetails,
    add_person,
    assign_responsibility,
    edit_person,
    initials_of,
    reveal_phone,
)

__all__ = [
    "Assignment",
    "CallTarget",
    "Contact",
    "Organisation",
    "OrganisationFile",
    "Person",
    "PersonAdded",
    "PersonChanged",
    "PersonDetails",
    "PersonFilter",
    "PhoneRevealed",
    "ResponsibilityAssigned",
    "add_person",
    "assign_responsibility",
    "call_chain",
    "call_chains",
    "contacts_of",
    "edit_person",
    "initials_of",
    "labels",
    "masked",
    "organisation",
    "organisation_file",
    "organisations",
    "organisations_by_id",
    "organisations_in",
    "person",
    "persons",
    "persons_by_id",
    "phone_of",
    "phones_of",
    "reveal_phone",
    "search_people",
    "visible_person",
]
