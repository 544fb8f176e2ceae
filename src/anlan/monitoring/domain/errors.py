"""Why a message, a reading or an act is refused."""

from anlan.kernel.errors import AnlanError, ErrorClass


class Malformed(AnlanError):
    """The message is not in a form that the intake reads: ``detail``."""

    code = "monitoring.malformed"
    message = "The message could not be read: %(detail)s"


class UnknownFormat(AnlanError):
    """The body is of a form that the intake does not read: ``form``."""

    code = "monitoring.unknown_format"
    message = "Readings are taken as application/json, text/csv or text/plain (line protocol), not as %(form)s."


class TooLarge(AnlanError):
    """The body or message is larger than the intake takes: ``size``, ``limit`` in bytes."""

    code = "monitoring.too_large"
    message = "The message has %(size)s bytes; at most %(limit)s are taken at once. Send it in parts."
    error_class = ErrorClass.TOO_LARGE


class TooManyReadings(AnlanError):
    """One request carries more readings than the intake takes: ``count``, ``limit``."""

    code = "monitoring.too_many_readings"
    message = "The message has %(count)s readings; at most %(limit)s are taken at once. Send it in parts."
    error_class = ErrorClass.TOO_LARGE


class BusUnavailable(AnlanError):
    """The message bus did not confirm that it stored the readings, so nothing counts as received."""

    code = "monitoring.bus_unavailable"
    message = "Readings cannot be taken at the moment. Keep them and send them again."
    error_class = ErrorClass.UNAVAILABLE


class StationExists(AnlanError):
    """There is already a station of this code: ``code``."""

    code = "monitoring.station_exists"
    message = "There is already a station with the code %(code)s."
    error_class = ErrorClass.CONFLICT


class ApproverIsProposer(AnlanError):
    """The person who proposed threshold values may not approve them."""

    code = "monitoring.approver_is_proposer"
    message = "Values are approved by another person than the one who proposed them."
    error_class = ErrorClass.NOT_ALLOWED


class ThresholdsNotInOrder(AnlanError):
    """Threshold values contradict each other: ``hours``, ``rule``."""

    code = "monitoring.thresholds_not_in_order"
    message = "The values for %(hours)s h contradict each other: red lies above orange, longer above shorter."


class AlreadySettled(AnlanError):
    """The quarantined message was already replayed or discarded."""

    code = "monitoring.already_settled"
    message = "This message was already dealt with. Reload the page."
    error_class = ErrorClass.CONFLICT


class RuleApproverIsProposer(AnlanError):
    """The person who proposed a rule, or its switching off, may not approve or retire it."""

    code = "monitoring.rule_approver_is_proposer"
    message = "A rule is approved by another person than the one who proposed it."
    error_class = ErrorClass.NOT_ALLOWED


class NothingToSwitch(AnlanError):
    """The rule already stands so, or has nothing that judges: ``family``."""

    code = "monitoring.nothing_to_switch"
    message = "The rule already stands so, or it has no case that readings can judge."
    error_class = ErrorClass.CONFLICT


class TrialTooLarge(AnlanError):
    """A trial would read more than is allowed: ``limit``, ``days``."""

    code = "monitoring.trial_too_large"
    message = "The trial would read more than %(limit)s readings. Take a shorter period or a smaller region."
    error_class = ErrorClass.TOO_LARGE


class DeviceExists(AnlanError):
    """There is already a device of this protocol and address: ``address``."""

    code = "monitoring.device_exists"
    message = "There is already a device with the address %(address)s."
    error_class = ErrorClass.CONFLICT


class OrderRuns(AnlanError):
    """The station has a running maintenance order of this reason: ``station``."""

    code = "monitoring.order_runs"
    message = "%(station)s already has a running maintenance order for this reason. Work on with that one."
    error_class = ErrorClass.CONFLICT


class NoPicture(AnlanError):
    """The file is no whole JPEG, PNG or WebP picture, or too large: ``name``."""

    code = "monitoring.no_picture"
    message = "%(name)s is no whole JPEG, PNG or WebP picture of at most 8 MB. Choose another file."
