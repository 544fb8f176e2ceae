"""Refusals of this room."""

from anlan.kernel.errors import AnlanError, ErrorClass


class UnreadablePaper(AnlanError):
    """A file is no .docx, web page or plain text, is too large, or holds nothing: ``name``."""

    code = "knowledge.unreadable_paper"
    message = (
        "%(name)s cannot be read. Send a Word file (.docx), a web page (.html) or plain text (.txt) of at most 5 MB; "
        "of a PDF, its text."
    )


class ArticlesNotInOrder(AnlanError):
    """The articles of a law do not follow each other: ``count`` times, the first one at ``label`` after ``after``."""

    code = "knowledge.articles_not_in_order"
    message = (
        "The articles do not follow each other: \u201c%(label)s\u201d stands after \u201c%(after)s\u201d "
        "(%(count)s such places). Mend the text, or say that it is an excerpt or numbered otherwise."
    )


class NothingToPrint(AnlanError):
    """No document matches what was to be printed."""

    code = "knowledge.nothing_to_print"
    message = "No document matches, so there is nothing to print. Take a filter away."
    error_class = ErrorClass.NOT_FOUND


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
