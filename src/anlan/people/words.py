"""Words for what the journal says of persons; message ids, translated where they are shown."""

from typing import Final

from django.utils.translation import gettext, gettext_noop

WORDS: Final = {
    "people.person_added": gettext_noop("Person entered"),
    "people.person_changed": gettext_noop("Person changed"),
    "people.phone_revealed": gettext_noop("Phone number shown"),
    "people.responsibility_assigned": gettext_noop("Duty taken over"),
}


def what(kind: str) -> str:
    """Return what a journal entry of ``kind`` says, in the reader's language."""
    return gettext(WORDS[kind]) if kind in WORDS else kind
