"""A reader has an answer drafted from the passages found; shown above them, or why there is none."""

from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest

from anlan.kernel import clock
from anlan.kernel.later import later
from anlan.knowledge import api, words
from anlan.knowledge.domain.errors import DraftsOff

language_model: Final = later("anlan.knowledge.adapters.language_model")


def are_on() -> bool:
    """Tell whether the operator has set up a language model."""
    return bool(settings.ANLAN["ANLAN_MODEL_URL"])


def drafted(request: HttpRequest, text: str, kind: str) -> dict[str, Any]:
    """Have an answer drafted, and return what the page shows of it."""
    if not are_on():
        raise DraftsOff
    model = language_model.drafter()
    draft = api.draft_answer(question=text, kind=kind, drafter=model, actor=request.actor, now=clock.now())
    numbered = dict(enumerate(draft.passages, start=1))
    sentences = [(each.text, [(number, numbered[number]) for number in each.numbers]) for each in draft.sentences]
    used = sorted({number for each in draft.sentences for number in each.numbers})
    return {
        "draft": draft,
        "draft_sentences": sentences,
        "draft_passages": [(number, numbered[number]) for number in used],
        "draft_why": _why(draft),
    }


def _why(draft: api.Draft) -> str:
    """Return in words why no draft is shown."""
    if draft.outcome == "refused":
        return str(words.REFUSED_WORDS[draft.why])
    fault, _, detail = draft.why.partition(" ")
    return f"{words.FAULT_WORDS[fault]} {detail}".strip() if fault in words.FAULT_WORDS else draft.why
