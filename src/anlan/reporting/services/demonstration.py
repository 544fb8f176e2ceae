"""The demonstration's drafts of official documents: put in as anybody's, taken out while nobody has issued them."""

from datetime import datetime
from typing import Final

from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.reporting.models import OfficialPaper
from anlan.reporting.selectors.templates import PaperContent
from anlan.reporting.services.papers import NewPaper, draft_paper, edit_paper
from anlan.support import rights

_AUTHOR: Final = "demonstration"


@transaction.atomic
def put_demonstration(*, wanted: NewPaper, content: PaperContent, author: str, actor: Actor, now: datetime) -> None:
    """Lay a draft with this content; another one may sign it."""
    _require_system(actor)
    writer = Actor(id=_AUTHOR, name=author, is_system=True)
    paper_id = draft_paper(wanted=wanted, actor=writer, now=now)
    edit_paper(paper_id=paper_id, content=content, actor=writer, now=now)


def remove_demonstration(*, actor: Actor) -> None:
    """Take the demonstration's drafts out; what somebody has issued of them stays, as every issued document does."""
    _require_system(actor)
    OfficialPaper.objects.filter(author_id=_AUTHOR, number=None).delete()


def _require_system(actor: Actor) -> None:
    rights.require_platform(actor)
