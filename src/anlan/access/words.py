"""Words for what the journal says of accounts and keys; message ids, translated where they are shown."""

from typing import Final

from django.utils.translation import gettext, gettext_noop

from anlan.access.domain.roles import roles
from anlan.support.journal import Entry

WORDS: Final = {
    "access.account_created": gettext_noop("Account created"),
    "access.account_disabled": gettext_noop("Account disabled, its sessions ended"),
    "access.account_enabled": gettext_noop("Account enabled again"),
    "access.role_granted": gettext_noop("Role given"),
    "access.role_revoked": gettext_noop("Role taken"),
    "access.password_changed": gettext_noop("Own password changed"),
    "access.password_reset": gettext_noop("New password given"),
    "access.signed_in": gettext_noop("Signed in"),
    "access.signed_out": gettext_noop("Signed out"),
    "access.session_ended": gettext_noop("Another session ended"),
    "access.key_created": gettext_noop("Key created"),
    "access.key_revoked": gettext_noop("Key revoked"),
}


def role_word(key: str) -> str:
    """Return a role's name in the reader's language."""
    return gettext(roles()[key].label) if key in roles() else key


def what(entry: Entry) -> str:
    """Return what a journal entry says, in the reader's language."""
    word = gettext(WORDS[entry.kind]) if entry.kind in WORDS else entry.kind
    role = entry.payload.get("role")
    return f"{word} · {role_word(role)}" if role else word
