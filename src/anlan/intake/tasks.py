"""The doorbell of the mailboxes."""

from procrastinate.contrib.django import app

from anlan.intake import api
from anlan.intake.adapters.imap import mailboxes
from anlan.kernel import clock


@app.task(name="intake.poll_mailboxes")
def poll_mailboxes() -> None:
    """Read every mailbox of the settings."""
    for mailbox in mailboxes():
        api.poll_mailbox(mailbox=mailbox, now=clock.now())
