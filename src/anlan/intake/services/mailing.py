"""Mail that comes in: handed over by a mail server, or read from a mailbox letter by letter."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from anlan.intake.domain.errors import MailUnreadable
from anlan.intake.domain.mails import MOST_BYTES, Mail, mail_of
from anlan.intake.domain.matters import LONGEST_TEXT, NewMatter
from anlan.intake.domain.states import MatterKind
from anlan.intake.models import ReadMailbox
from anlan.intake.ports import Letter, Mailbox, MailboxDown, Seen
from anlan.intake.services.receiving import receive_matter
from anlan.kernel import clock
from anlan.kernel.actors import Actor
from anlan.kernel.errors import AnlanError
from anlan.support.pictures import picture_of

POLL: Final = "intake.poll_mailboxes"
MOST_LETTERS: Final = 50
_EVERY: Final = timedelta(minutes=1)
_MOST_FAULT: Final = 200


@dataclass(slots=True)
class Polled:
    """What reading a mailbox brought."""

    taken: int = 0
    refused: int = 0
    fault: str = ""


def receive_mail(*, raw: bytes, region: str, actor: Actor, now: datetime) -> UUID:
    """Store a mail as a matter, once however often it comes; what is no picture stays out and is named in the text."""
    if len(raw) > MOST_BYTES:
        raise MailUnreadable(why="more than 20 MB")
    mail = _with_real_pictures(mail_of(raw))
    new = NewMatter(
        kind=MatterKind.MAIL,
        text=_text(mail),
        region=region,
        token=mail.number,
        teller_name=mail.sender,
        pictures=mail.pictures,
    )
    return receive_matter(new=new, actor=actor, now=now)


def _with_real_pictures(mail: Mail) -> Mail:
    """Leave out what only says that it is a picture."""
    real = tuple(each for each in mail.pictures if picture_of(each.content) is not None)
    false = tuple(each.name for each in mail.pictures if each not in real)
    return replace(mail, pictures=real, left_out=(*mail.left_out, *false))


def _text(mail: Mail) -> str:
    if not mail.left_out:
        return mail.text
    words = _("Attachments that stayed in the mailbox: %(names)s") % {"names": ", ".join(mail.left_out)}
    return f"{mail.text[: LONGEST_TEXT - len(words) - 1]}\n{words}"


def ring_for_mailboxes(names: tuple[str, ...]) -> bool:
    """Queue one reading of the mailboxes where one of them is due; tell whether it was queued."""
    now = clock.real_now()
    read_lately = ReadMailbox.objects.filter(name__in=names, polled_at__gt=now - _EVERY).count()
    if read_lately == len(set(names)):
        return False
    try:
        with transaction.atomic():
            app.configure_task(POLL, queueing_lock=POLL, lock=POLL).defer()
    except AlreadyEnqueued:
        return False
    return True


def poll_mailbox(*, mailbox: Mailbox, now: datetime) -> Polled:
    """Take every new letter, each in a transaction of its own; one that is refused never stops the rest."""
    row, _made = ReadMailbox.objects.get_or_create(name=mailbox.name, defaults={"region": mailbox.region})
    polled = Polled()
    after = None if row.validity is None else Seen(row.validity, row.last_uid)
    try:
        for letter in mailbox.letters(after, MOST_LETTERS):
            refusal = _take(mailbox, letter, now)
            polled.taken, polled.refused = polled.taken + (not refusal), polled.refused + bool(refusal)
    except MailboxDown as error:
        polled.fault = (str(error) or type(error).__name__)[:_MOST_FAULT]
    _record(mailbox.name, polled)
    return polled


@transaction.atomic
def _take(mailbox: Mailbox, letter: Letter, now: datetime) -> str:
    """Store a letter and how far the mailbox is read; return why it was refused, or nothing."""
    row = ReadMailbox.objects.select_for_update().get(name=mailbox.name)
    refusal = ""
    try:
        if letter.raw is None:
            raise MailUnreadable(why="more than 20 MB")
        with transaction.atomic():
            reader = Actor(id=f"mailbox:{mailbox.name}"[:80], name=mailbox.name[:80], is_system=True)
            receive_mail(raw=letter.raw, region=mailbox.region, actor=reader, now=now)
    except AnlanError as error:
        refusal = _refusal(error)[:_MOST_FAULT]
        row.refused, row.last_refused, row.refused_at = row.refused + 1, refusal, clock.real_now()
    row.validity, row.last_uid = letter.seen.validity, letter.seen.uid
    row.save()
    return refusal


def _refusal(error: AnlanError) -> str:
    return _(error.message) % {key: _(str(value)) if value else "" for key, value in error.data.items()}


@transaction.atomic
def _record(name: str, polled: Polled) -> None:
    """Keep how the reading went, by the machine's clock: what a mail server does is in no replay."""
    row, now = ReadMailbox.objects.select_for_update().get(name=name), clock.real_now()
    row.polled_at = now
    row.fault_since = (row.fault_since or now) if polled.fault else None
    row.fault = polled.fault
    row.save()
