"""The words that a flow chart puts around a plan's own, in the reader's language."""

from django.utils.translation import gettext

from anlan.plans.domain.flow import Phrases
from anlan.plans.words import limit_text, roles_text


def phrases() -> Phrases:
    """Return the phrases of a chart."""
    return Phrases(
        when=gettext("starts when one of these holds"),
        decides=gettext("Who decides"),
        proposes=gettext("Proposes:"),
        signs=gettext("Signs:"),
        ends=gettext("The response ends"),
        administrative=gettext("Administrative headquarters:"),
        professional=gettext("Professional headquarters:"),
        tasks=gettext("{n} tasks go out at once"),
        after=gettext("After {tasks}"),
        list_comma=gettext(", "),
        limit=limit_text,
        roles=roles_text,
    )
