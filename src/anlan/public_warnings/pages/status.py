"""What this room says on the status line."""

from datetime import datetime

from django.utils.translation import gettext as _

from anlan.kernel.actors import Actor
from anlan.public_warnings import api
from anlan.web.status import StatusItem


def status(actor: Actor, now: datetime) -> tuple[StatusItem, ...]:
    """Return warnings in force, reviews owed by the fast channel, calls nobody answered, and messages given up."""
    items = []
    standing = api.standing(actor, now)
    if standing:
        tone = "red" if standing[0].level >= 3 else "amber"
        items.append(_item("broadcast", _("Warnings in force"), len(standing), tone, "/warnings/?state=issued"))
    owed = api.after_reviews_owed(actor)
    if owed:
        tone = "red" if any(each.due_at <= now for each in owed) else "amber"
        items.append(_item("signature", _("After-review owed"), len(owed), tone, f"/warnings/{owed[0].warning_id}/"))
    unanswered = api.handed_up_calls(actor)
    if unanswered:
        url = f"/warnings/{unanswered[0].warning_id}/calls/?show=handed_up"
        items.append(_item("phone-x", _("Nobody answered"), len(unanswered), "red", url))
    given_up = api.dead_letter_count(actor)
    if given_up:
        items.append(_item("mail", _("Messages given up"), given_up, "red", "/warnings/dead-letters/"))
    lost = api.lost_channels(actor)
    if lost:
        items.append(_item("link-off", _("Channels lost"), len(lost), "red", "/warnings/channels/"))
    wrong = api.open_audit_count(actor)
    if wrong:
        items.append(_item("alert-triangle", _("Audit of calls"), wrong, "red", "/warnings/audit/"))
    return tuple(items)


def _item(icon: str, label: str, count: int, tone: str, url: str) -> StatusItem:
    return StatusItem(icon=icon, label=label, value=str(count), tone=tone, url=url)
