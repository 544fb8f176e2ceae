"""Refusals of this room."""

from anlan.kernel.errors import AnlanError, ErrorClass


class UnreadablePaper(AnlanError):
    """A file is no .docx or plain text, is too large, or holds nothing: ``name``."""

    code = "knowledge.unreadable_paper"
    message = "%(name)s cannot be read. Send a Word file (.docx) or plain text (.txt) of at most 5 MB."


class TitleTaken(AnlanError):
    """The library holds a document of this kind, title and edition already: ``title``."""

    code = "knowledge.title_taken"
    message = "The library holds \u201c%(title)s\u201d in this edition already. Open it there, or name another edition."
    error_class = ErrorClass.CONFLICT


class NothingToDraftFrom(AnlanError):
    """No passage answers, so there is nothing that a draft could quote."""

    code = "knowledge.nothing_to_draft_from"
    message = "No passage of the library answers this, so nothing can be drafted. Ask in other words."


class DraftsOff(AnlanError):
    """No language model is set up."""

    code = "knowledge.drafts_off"
    message = "No language model is set up here. The passages themselves are found without one."
    error_class = ErrorClass.UNAVAILABLE
