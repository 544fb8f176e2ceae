"""A machine's draft of an answer, made from the passages found and from nothing else; it decides nothing."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.kernel.clock import in_china
from anlan.kernel.ids import new_id
from anlan.knowledge.domain.drafting import DraftRefused, Sentence, masked, sentences_of
from anlan.knowledge.domain.errors import NothingToDraftFrom
from anlan.knowledge.events import AnswerDrafted, DraftAsked, DraftEvent
from anlan.knowledge.ports import Drafter, DrafterAway
from anlan.knowledge.selectors.library import SEE
from anlan.knowledge.selectors.search import LONGEST, Found, search
from anlan.support import journal, rights
from anlan.support.tables import load_table

MOST_PASSAGES: Final = 8
_MOST_CHARACTERS: Final = 700
_LONGEST_REASON: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What came of asking: ``outcome`` is drafted, refused (``why`` names the rule) or away (``why`` tells the fault).

    ``passages`` are those that the model was given, numbered from 1 in their order.
    """

    id: UUID
    model: str
    outcome: str
    passages: tuple[Found, ...]
    sentences: tuple[Sentence, ...] = ()
    why: str = ""


def draft_answer(*, question: str, kind: str, drafter: Drafter, actor: Actor, now: datetime) -> Draft:
    """Have an answer drafted from the passages that the actor finds, and write down who asked before anything leaves.

    The model is asked outside any transaction: it may take a minute.
    """
    regions = rights.regions_of(actor, SEE)
    if not regions:
        rights.require(actor, SEE, "")
    question = question.strip()[:LONGEST]
    passages = search(actor, question, kind=kind, most=MOST_PASSAGES, on=in_china(now).date()).found
    if not passages:
        raise NothingToDraftFrom
    asked, texts = masked(question), tuple(masked(each.text)[:_MOST_CHARACTERS] for each in passages)
    draft = Draft(id=new_id(), model=drafter.name, outcome="away", passages=passages)
    head = {"region": regions[0], "question": asked, "model": drafter.name}
    quoted = tuple(each.url for each in passages)
    _tell(DraftAsked(subject=f"draft:{draft.id}", **head, passages=quoted), actor, now)
    draft = _drafted(draft, drafter, asked, texts)
    said = "\n".join(f"{each.text} {list(each.numbers)}" for each in draft.sentences)
    _tell(
        AnswerDrafted(subject=f"draft:{draft.id}", **head, outcome=draft.outcome, why=draft.why, text=said), actor, now
    )
    return draft


def _drafted(draft: Draft, drafter: Drafter, question: str, texts: tuple[str, ...]) -> Draft:
    told = load_table("anlan.knowledge", "drafting")["told"]
    lines = [
        told["passage"].format(number=number, title=masked(each.document.title), label=masked(each.label), text=text)
        for number, (each, text) in enumerate(zip(draft.passages, texts, strict=True), start=1)
    ]
    known = [f"{each.document.title}{each.label}{text}" for each, text in zip(draft.passages, texts, strict=True)]
    asked = told["question"].format(passages="\n".join(lines), question=question).strip()
    try:
        text = drafter.draft(told["instructions"].format(count=len(lines)).strip(), asked)
        sentences = sentences_of(text, known)
    except DrafterAway as error:
        return replace(draft, why=str(error)[:_LONGEST_REASON])
    except DraftRefused as error:
        return replace(draft, outcome="refused", why=error.why.value)
    return replace(draft, outcome="drafted", sentences=sentences)


@transaction.atomic
def _tell(event: DraftEvent, actor: Actor, now: datetime) -> None:
    journal.announce(event, actor=actor, now=now)
