"""Why a file is no table that can be read, and why a cell means nothing."""

from anlan.kernel.errors import AnlanError, ErrorClass


class MixedEncodings(AnlanError):
    """The file begins in one encoding and goes on in another: ``line``, ``offset`` of its first byte."""

    code = "spreadsheet.mixed_encodings"
    message = "The file changes its encoding at line %(line)s (byte %(offset)s). Save all of it anew as UTF-8."


class UnknownEncoding(AnlanError):
    """A byte belongs to no encoding that is read here: ``line``, ``offset``."""

    code = "spreadsheet.unknown_encoding"
    message = "The text cannot be read at line %(line)s (byte %(offset)s). Save the file anew as UTF-8."


class NotATable(AnlanError):
    """The bytes are neither text nor a workbook."""

    code = "spreadsheet.not_a_table"
    message = "The file is neither text nor an Excel workbook. Save it as .xlsx or as CSV."


class OldWorkbook(AnlanError):
    """The bytes are an Excel workbook of before 2007, or a protected one."""

    code = "spreadsheet.old_workbook"
    message = "This is an old (.xls) or a protected workbook. Save it as .xlsx without a password, or as CSV."


class BrokenWorkbook(AnlanError):
    """The workbook is damaged or not one: ``detail``."""

    code = "spreadsheet.broken_workbook"
    message = "The workbook cannot be read (%(detail)s). Open it in your spreadsheet program and save it anew."


class UnsafeWorkbook(AnlanError):
    """The workbook unpacks to more than is taken, or carries what no table needs: ``detail``."""

    code = "spreadsheet.unsafe_workbook"
    message = "The workbook is refused: %(detail)s."
    error_class = ErrorClass.TOO_LARGE


class FormulasWithoutValues(AnlanError):
    """The workbook was written by a program that saved formulas but not what they give: ``count``."""

    code = "spreadsheet.formulas_without_values"
    message = "%(count)s formulas have no saved result. Open the workbook in your spreadsheet program and save it anew."


class BrokenText(AnlanError):
    """The text cannot be cut into cells: ``line``."""

    code = "spreadsheet.broken_text"
    message = "Line %(line)s cannot be cut into cells: look for a quotation mark that is never closed."


class CellRefused(Exception):
    """A cell's text is no number or no time, for the reason ``code``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
