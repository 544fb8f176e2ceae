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
