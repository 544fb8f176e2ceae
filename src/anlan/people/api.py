"""The room's door: organisations, persons with masked phones, duties, and whom to call."""

from anlan.people.domain.calls import CallTarget, Holder, superiors_of
from anlan.people.domain.kinds import labels
from anlan.people.domain.phones import checked, masked
from anlan.people.domain.registry import DeviceDetails, HouseholdDetails, ResidentDetails
from anlan.people.events import (
    DeviceKept,
    HouseholdKept,
    PersonAdded,
    PersonChanged,
    PhoneRevealed,
    ResidentKept,
    ResidentRemoved,
    ResidentRevealed,
    ResidentsExported,
    ResidentsImported,
    ResponsibilityAssigned,
)
from anlan.people.selectors.addressees import (
    Headcount,
    Statement,
    device_count_in,
    devices_for,
    headcounts,
    helpers_for,
    holders_for,
    resident_ids,
    residents_in,
    staff_for,
)
from anlan.people.selectors.book import phone_book, phone_book_of
from anlan.people.selectors.calls import call_chain, call_chains, holders_of
from anlan.people.selectors.devices import Device, DeviceFilter, device, device_counts, devices, devices_in, tile
from anlan.people.selectors.dwelling import Dwelling, dwellings_in
from anlan.people.selectors.households import (
    Household,
    HouseholdFilter,
    HouseholdName,
    Resident,
    household,
    household_names,
    households,
    persons_near,
    resident,
    residents_of,
)
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
    persons_with_phone,
    phone_of,
    phones_of,
    search_people,
    visible_person,
)
from anlan.people.selectors.reached import Reached, residents_reached
from anlan.people.selectors.standing import held_posts, reachable, standing_of_numbers
from anlan.people.services.devices import keep_device, note_receipts
from anlan.people.services.directory import (
    ContactRecord,
    Directory,
    DutyRecord,
    MemberRecord,
    OrganisationRecord,
    PersonRecord,
    PostRecord,
    put_demonstration,
    remove_demonstration,
)
from anlan.people.services.persons import (
    Assignment,
    PersonDetails,
    add_person,
    assign_responsibility,
    edit_person,
    initials_of,
    reveal_phone,
)
from anlan.people.services.registry import (
    Registry,
    ResidentRecord,
    put_demonstration_registry,
    remove_demonstration_registry,
)
from anlan.people.services.residents import keep_household, keep_resident, remove_resident, reveal_resident
