"""What waits on the duty desk, in one shape whichever room it waits in."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskItem:
    """One thing that waits for a person: ``title`` in the reader's language, ``url`` the page where it is done.

    ``subject`` is the journal's name of the thing (``warning:ID``), ``level`` 0 to 4, ``word`` what is to be done in
    one or two words, ``since`` when it began to wait, ``due`` its legal or set end where it has one.
    """

    subject: str
    title: str
    word: str
    url: str
    region: str
    level: int
    since: datetime
    due: datetime | None = None
    is_exercise: bool = False
