"""Words for what the journal says of persons; message ids, translated where they are shown."""

from typing import Final

from django.utils.translation import gettext, gettext_noop

WORDS: Final = {
    "people.person_added": gettext_noop("Person entered"),
    "people.person_changed": gettext_noop("Person changed"),
    "people.phone_revealed": gettext_noop("Phone number shown"),
    "people.responsibility_assigned": gettext_noop("Duty taken over"),
    "people.household_kept": gettext_noop("Household entered or changed"),
    "people.resident_kept": gettext_noop("Resident entered or changed"),
    "people.resident_removed": gettext_noop("Resident removed"),
    "people.resident_revealed": gettext_noop("Phone and id number shown"),
    "people.residents_imported": gettext_noop("Households imported"),
    "people.residents_exported": gettext_noop("Households taken out as a file"),
    "people.device_kept": gettext_noop("Device entered or changed"),
}

FIELDS_AND_RULES: Final = (
    gettext_noop("own_number"),
    gettext_noop("address"),
    gettext_noop("head_name"),
    gettext_noop("hazard"),
    gettext_noop("name"),
    gettext_noop("persons_count"),
    gettext_noop("place"),
    gettext_noop("language"),
    gettext_noop("languages"),
    gettext_noop("ways"),
    gettext_noop("duties"),
    gettext_noop("device_kind"),
    gettext_noop("reach_m"),
    gettext_noop("id_number"),
    gettext_noop("region"),
    gettext_noop("phone"),
    gettext_noop("not_empty"),
    gettext_noop("shorter"),
    gettext_noop("1_to_99"),
    gettext_noop("0_to_20000_m"),
    gettext_noop("with_a_place"),
    gettext_noop("county_or_below"),
    gettext_noop("18_digits"),
    gettext_noop("check_digit"),
    gettext_noop("both_or_neither"),
    gettext_noop("within_the_country"),
    gettext_noop("known_word"),
    gettext_noop("a_number"),
    gettext_noop("yes_or_no"),
    gettext_noop("one_of_your_regions"),
    gettext_noop("same_as_the_first_row"),
    gettext_noop("known_number"),
)
"""What refusals name; the words stand in the catalogue."""


def what(kind: str) -> str:
    """Return what a journal entry of ``kind`` says, in the reader's language."""
    return gettext(WORDS[kind]) if kind in WORDS else kind
