"""What the faults of gateways mean, in the reader's words; their own words stay in the records."""

import re
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext, pgettext_lazy

_WORDS: Final[tuple[tuple[re.Pattern[str], Promise], ...]] = tuple(
    (re.compile(pattern, re.IGNORECASE), word)
    for pattern, word in (
        (r"connection ?refused|errno 111", pgettext_lazy("fault", "nobody answers at the address")),
        (r"timed? ?out", pgettext_lazy("fault", "no answer in time")),
        (r"name or service|getaddrinfo|nodename", pgettext_lazy("fault", "the gateway's name is unknown")),
        (r"unreachable|no route", pgettext_lazy("fault", "the network does not reach the gateway")),
        (r"invalid_password|invalid_system_id|bind_failed", pgettext_lazy("fault", "the gateway refuses the account")),
        (r"answered 40[13]", pgettext_lazy("fault", "the gateway refuses our rights")),
        (r"answered 429|throttled|queue_full", pgettext_lazy("fault", "the gateway takes no more just now")),
        (r"answered 5\d\d|system_error", pgettext_lazy("fault", "the gateway has a fault of its own")),
        (r"closed the link|link lost|connection ?reset|broken ?pipe", pgettext_lazy("fault", "the link was lost")),
        (r"answers nothing|no answer", pgettext_lazy("fault", "the gateway does not answer")),
        (r"invalid_destination|no such (number|receiver)", pgettext_lazy("fault", "there is no such number")),
        (r"^no address", pgettext_lazy("fault", "the receiver has no number or address")),
        (r"not set up", pgettext_lazy("fault", "the channel is not set up")),
        (r"^UNDELIV", pgettext_lazy("fault", "the telephone could not be reached")),
        (r"^EXPIRED", pgettext_lazy("fault", "the telephone was off for too long")),
        (r"^REJECTD", pgettext_lazy("fault", "the network rejects the message")),
        (
            r"answer is not signed|signature of the answer|answer is signed by|another packet",
            pgettext_lazy("fault", "the answer is not proven to be the gateway's"),
        ),
        (
            r"exercise_reaches_public|real_on_exercise_channel|on the gateway of|document with the status",
            pgettext_lazy("fault", "the wall between exercise and reality stopped it"),
        ),
        (r"gateway down", pgettext_lazy("fault", "the gateway was just found down")),
    )
)

_OWN: Final = "public_warnings."


def fault_words(fault: str) -> str:
    """Return what a fault means with its own words behind, or these alone where nobody knows them."""
    meaning = next((word for pattern, word in _WORDS if pattern.search(fault)), None)
    if meaning is not None and fault.startswith(_OWN):
        return str(meaning)
    return gettext("%(meaning)s (%(fault)s)") % {"meaning": meaning, "fault": fault[:60]} if meaning else fault
