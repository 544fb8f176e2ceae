"""Refusals of this room."""

from anlan.kernel.errors import AnlanError, ErrorClass


class BelongsAbove(AnlanError):
    """An accident of this level is investigated by another government: ``level``, ``office``."""

    code = "investigations.belongs_above"
    message = "A %(level)s is investigated by %(office)s. Hand it up."
    error_class = ErrorClass.CONFLICT


class MayNotEntrust(AnlanError):
    """Only the county may entrust the unit, with an ordinary accident that hurt nobody."""

    code = "investigations.may_not_entrust"
    message = "Only an ordinary accident without casualties may be given to the unit itself to investigate."
    error_class = ErrorClass.CONFLICT


class HarmCountsNoLonger(AnlanError):
    """A change of the casualties after the window changes the level no more: ``day``."""

    code = "investigations.harm_counts_no_longer"
    message = "Casualties counted until %(day)s. A later change does not change the level of the accident."
    error_class = ErrorClass.CONFLICT


class SeatsMissing(AnlanError):
    """The group lacks members of those who must send some: ``names``."""

    code = "investigations.seats_missing"
    message = "Members are missing from: %(names)s."
    error_class = ErrorClass.CONFLICT


class OneLeader(AnlanError):
    """A group has exactly one leader."""

    code = "investigations.one_leader"
    message = "The group needs exactly one leader."
    error_class = ErrorClass.CONFLICT


class MemberHasInterest(AnlanError):
    """Who has a direct interest in the accident may not be a member: ``name``."""

    code = "investigations.member_has_interest"
    message = "%(name)s belongs to the unit or has an interest in the accident, and may not be in the group."
    error_class = ErrorClass.NOT_ALLOWED


class ExtensionTooLong(AnlanError):
    """A limit can be extended by no more than ``days`` altogether: ``name``, ``source``."""

    code = "investigations.extension_too_long"
    message = "%(name)s (%(source)s): %(days)s more days are possible at most."
    error_class = ErrorClass.CONFLICT


class ExtensionTooLate(AnlanError):
    """A limit that is over can be extended no more: ``name``, ``day``."""

    code = "investigations.extension_too_late"
    message = "%(name)s: the limit ended on %(day)s and can be extended no more."
    error_class = ErrorClass.CONFLICT


class AppraisalsRun(AnlanError):
    """A report waits for the results of the appraisals: ``names``."""

    code = "investigations.appraisals_run"
    message = "Results of appraisals are still missing: %(names)s."
    error_class = ErrorClass.CONFLICT


class ReportIncomplete(AnlanError):
    """A report lacks what it must contain: ``names``."""

    code = "investigations.report_incomplete"
    message = "The report must also contain: %(names)s."
    error_class = ErrorClass.CONFLICT


class SignaturesMissing(AnlanError):
    """Members have not signed the report: ``names``."""

    code = "investigations.signatures_missing"
    message = "These members have not signed the report: %(names)s."
    error_class = ErrorClass.CONFLICT


class ApproverIsInvestigator(AnlanError):
    """Who handed the report in may not decide about it."""

    code = "investigations.approver_is_investigator"
    message = "You handed this report in yourself. Somebody else must decide about it."
    error_class = ErrorClass.NOT_ALLOWED


class VerifierIsProver(AnlanError):
    """Who reported a measure as done may not confirm it."""

    code = "investigations.verifier_is_prover"
    message = "You reported this measure as done yourself. Somebody else must confirm it."
    error_class = ErrorClass.NOT_ALLOWED


class NotDecidedYet(AnlanError):
    """What waits for the government's reply cannot happen before it."""

    code = "investigations.not_decided_yet"
    message = "First the government must reply to the report."
    error_class = ErrorClass.CONFLICT


class NothingToHandOver(AnlanError):
    """The proposal is not to pursue this party."""

    code = "investigations.nothing_to_hand_over"
    message = "The proposal does not pursue this party: there is nothing to hand over."
    error_class = ErrorClass.CONFLICT


class TwoOfficers(AnlanError):
    """A case of enforcement needs two officers with different certificates."""

    code = "investigations.two_officers"
    message = "Name two officers with their own enforcement certificates for the case."


class MeasuresUnjudged(AnlanError):
    """The look-back judges every measure: ``count`` are neither confirmed nor found not carried out."""

    code = "investigations.measures_unjudged"
    message = "%(count)s measures are neither confirmed nor judged as not carried out."
    error_class = ErrorClass.CONFLICT


class ProposalsOpen(AnlanError):
    """A file is laid down when everybody held responsible was dealt with: ``names`` were not."""

    code = "investigations.proposals_open"
    message = "What was proposed against these is not carried out yet: %(names)s."
    error_class = ErrorClass.CONFLICT


class NobodyEducated(AnlanError):
    """An accident of liability is not let go of before those concerned were taught by it."""

    code = "investigations.nobody_educated"
    message = "Nobody was taught by this accident yet: enter the education of those concerned first."
    error_class = ErrorClass.CONFLICT


class PublishedAlready(AnlanError):
    """It stands on the public page already, or may not stand there."""

    code = "investigations.published_already"
    message = "This was made public or withheld before."
    error_class = ErrorClass.CONFLICT
