"""The life of a document in the library: what is in force is found, what was withdrawn stays as it was."""

from enum import StrEnum
from typing import Final

from anlan.kernel.errors import TransitionNotAllowed


class DocumentState(StrEnum):
    """How a document stands."""

    DRAFT = "draft"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class DocumentAct(StrEnum):
    """What may be done with it."""

    EDIT = "edit"
    PUBLISH = "publish"
    WITHDRAW = "withdraw"
    REOPEN = "reopen"
    REPEAL = "repeal"


DOCUMENTS: Final = {
    (DocumentState.DRAFT, DocumentAct.EDIT): DocumentState.DRAFT,
    (DocumentState.DRAFT, DocumentAct.PUBLISH): DocumentState.PUBLISHED,
    (DocumentState.PUBLISHED, DocumentAct.WITHDRAW): DocumentState.WITHDRAWN,
    (DocumentState.PUBLISHED, DocumentAct.REPEAL): DocumentState.PUBLISHED,
    (DocumentState.WITHDRAWN, DocumentAct.REOPEN): DocumentState.DRAFT,
}


def document_after(state: DocumentState, act: DocumentAct) -> DocumentState:
    """Return a document's state after ``act``, or refuse where the table has no such step."""
    if (state, act) not in DOCUMENTS:
        raise TransitionNotAllowed(what="document", state=state.value, act=act.value)
    return DOCUMENTS[state, act]
