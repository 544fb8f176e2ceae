"""Refusals of this room."""

from anlan.kernel.errors import AnlanError, ErrorClass


class TooFewOfficers(AnlanError):
    """Fewer officers with a valid certificate than the law wants: ``needed``, ``found``, ``names`` of the others."""

    code = "supervision.too_few_officers"
    message = (
        "At least %(needed)s officers with valid law-enforcement certificates must go; %(found)s are named. "
        "Without a valid certificate: %(names)s"
    )


class NotEnoughOfficers(AnlanError):
    """An object of the pool has fewer officers without a conflict than must go: ``needed``, ``found``."""

    code = "supervision.not_enough_officers"
    message = (
        "An object of the pool has only %(found)s officers without a conflict of interest; %(needed)s must go. "
        "Add officers to the pool."
    )
    error_class = ErrorClass.CONFLICT


class ApproverIsAuthor(AnlanError):
    """Who made a plan or an edition may not approve it."""

    code = "supervision.approver_is_author"
    message = "You made this yourself. Somebody else must approve it."
    error_class = ErrorClass.NOT_ALLOWED


class PlanExists(AnlanError):
    """The department has a plan of this year: ``year``."""

    code = "supervision.plan_exists"
    message = "There is a plan of %(year)s of this department already. Open that one."
    error_class = ErrorClass.CONFLICT


class NothingToPlan(AnlanError):
    """The registry has no object in the region."""

    code = "supervision.nothing_to_plan"
    message = "There is no enterprise or site in the registry of this region. Enter them first."
    error_class = ErrorClass.CONFLICT


class EntropyTooEarly(AnlanError):
    """The public number is entered before it can be known: ``at``."""

    code = "supervision.entropy_too_early"
    message = "The public number is announced only at %(at)s. It cannot be known before."
    error_class = ErrorClass.CONFLICT


class SourceIsPast(AnlanError):
    """The public number of a draw must still be unknown when the pools are frozen: ``at``."""

    code = "supervision.source_is_past"
    message = "The public number was announced at %(at)s already. Name one that is still to come."


class DrawerIsFreezer(AnlanError):
    """Who froze the pools may not enter the public number."""

    code = "supervision.drawer_is_freezer"
    message = "You froze the pools yourself. Somebody else enters the public number."
    error_class = ErrorClass.NOT_ALLOWED


class ItemsUnanswered(AnlanError):
    """Items of the check list have no answer: ``count``, ``names``."""

    code = "supervision.items_unanswered"
    message = "%(count)s items of the check list have no answer: %(names)s."


class FindingIncomplete(AnlanError):
    """A finding needs words and a number of days: ``item``, ``most``."""

    code = "supervision.finding_incomplete"
    message = "%(item)s: write what was found, and within how many days it must be put right (1 to %(most)s)."


class SignatureMissing(AnlanError):
    """Somebody has not signed: ``who``."""

    code = "supervision.signature_missing"
    message = "%(who)s has not signed. Both officers sign; where the firm refuses, write why and name a witness."


class NotAFile(AnlanError):
    """A file is no whole picture or recording of a known kind: ``name``."""

    code = "supervision.not_a_file"
    message = "%(name)s is no whole picture (JPEG, PNG, WebP) or recording (WebM, Ogg, MP4, MP3, WAV, AMR)."


class TooManyFiles(AnlanError):
    """More files than one record takes: ``most``."""

    code = "supervision.too_many_files"
    message = "One record takes at most %(most)s files."


class NothingToOrder(AnlanError):
    """An order needs findings."""

    code = "supervision.nothing_to_order"
    message = "Nothing was found, so there is nothing to put right."
    error_class = ErrorClass.CONFLICT


class FindingsUnjudged(AnlanError):
    """A re-inspection judges every finding: ``count``."""

    code = "supervision.findings_unjudged"
    message = "%(count)s findings are not judged. Say of each whether it was put right."


class NotYetRecorded(AnlanError):
    """Only what was recorded can be published."""

    code = "supervision.not_yet_recorded"
    message = "The inspection has not been recorded yet, so there is no result to publish."
    error_class = ErrorClass.CONFLICT


class PublishedAlready(AnlanError):
    """The result is public already."""

    code = "supervision.published_already"
    message = "The result was published already and stays as it is."
    error_class = ErrorClass.CONFLICT


class CertificateTwice(AnlanError):
    """Another officer has this certificate: ``number``."""

    code = "supervision.certificate_twice"
    message = "The certificate %(number)s belongs to another officer already."
    error_class = ErrorClass.CONFLICT


class BasisMissing(AnlanError):
    """A line of a check list lacks its text or its legal basis: ``line``."""

    code = "supervision.basis_missing"
    message = "Line %(line)s: write the item, a bar (|) and its legal basis, each at most 300 characters."


class ListEmpty(AnlanError):
    """A check list has no item, or too many: ``most``."""

    code = "supervision.list_empty"
    message = "A check list has 1 to %(most)s items, one a line."
