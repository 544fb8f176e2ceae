"""The life of a request for supplies and of a load, and what of a request is still open."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from anlan.kernel.errors import AnlanError, ErrorClass, TransitionNotAllowed
from anlan.kernel.regions import RegionLevel, at_level, level_of, parent_of


class RequisitionState(StrEnum):
    """Where a request stands."""

    OPEN = "open"
    CLOSED = "closed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class RequisitionAct(StrEnum):
    """What may be done to a request; ``HAND_UP`` lets the next higher region decide on the rest."""

    APPROVE = "approve"
    HAND_UP = "hand_up"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"
    CLOSE = "close"


class ShipmentState(StrEnum):
    """Where a load is."""

    APPROVED = "approved"
    UNDER_WAY = "under_way"
    RECEIVED = "received"
    CANCELLED = "cancelled"


class ShipmentAct(StrEnum):
    """What may be done to a load."""

    DISPATCH = "dispatch"
    REPORT = "report"
    RECEIVE = "receive"
    CANCEL = "cancel"


REQUISITION_STEPS: Final[Mapping[tuple[RequisitionState, RequisitionAct], RequisitionState]] = {
    (RequisitionState.OPEN, RequisitionAct.APPROVE): RequisitionState.OPEN,
    (RequisitionState.OPEN, RequisitionAct.HAND_UP): RequisitionState.OPEN,
    (RequisitionState.OPEN, RequisitionAct.REFUSE): RequisitionState.REFUSED,
    (RequisitionState.OPEN, RequisitionAct.WITHDRAW): RequisitionState.WITHDRAWN,
    (RequisitionState.OPEN, RequisitionAct.CLOSE): RequisitionState.CLOSED,
}
SHIPMENT_STEPS: Final[Mapping[tuple[ShipmentState, ShipmentAct], ShipmentState]] = {
    (ShipmentState.APPROVED, ShipmentAct.DISPATCH): ShipmentState.UNDER_WAY,
    (ShipmentState.APPROVED, ShipmentAct.CANCEL): ShipmentState.CANCELLED,
    (ShipmentState.UNDER_WAY, ShipmentAct.REPORT): ShipmentState.UNDER_WAY,
    (ShipmentState.UNDER_WAY, ShipmentAct.RECEIVE): ShipmentState.RECEIVED,
}


class ExerciseMovesNoStock(AnlanError):
    """Real supplies are asked for on behalf of an exercise."""

    code = "readiness.exercise_moves_no_stock"
    message = "This incident is an exercise: an exercise moves no real supplies. Play the request on paper."
    error_class = ErrorClass.CONFLICT


class ApproverIsRequester(AnlanError):
    """Who asks does not approve."""

    code = "readiness.approver_is_requester"
    message = "You have asked for these supplies yourself; somebody else has to approve them."
    error_class = ErrorClass.NOT_ALLOWED


class MoreThanAsked(AnlanError):
    """More is allotted or loaded than is open: ``item``, ``open``, ``given``."""

    code = "readiness.more_than_asked"
    message = "%(item)s: %(given)s is more than the %(open)s still open."
    error_class = ErrorClass.CONFLICT


class NothingNamed(AnlanError):
    """No item has a quantity."""

    code = "readiness.nothing_named"
    message = "Name at least one item with its quantity."


class StoreOutOfReach(AnlanError):
    """The store does not lie where the request is decided, or cannot give to the other: ``store``."""

    code = "readiness.store_out_of_reach"
    message = "%(store)s cannot fill this request: it is the store itself, lies in another region, or is invented."
    error_class = ErrorClass.CONFLICT


class NotFree(AnlanError):
    """A store has less that is fit for use and promised to nobody: ``store``, ``item``, ``free``, ``wanted``."""

    code = "readiness.not_free"
    message = "%(store)s has only %(free)s %(unit)s of %(item)s free; %(wanted)s cannot be sent. Reckon anew."
    error_class = ErrorClass.CONFLICT


class LossNeedsNote(AnlanError):
    """Less came than was sent, and nobody said why."""

    code = "readiness.loss_needs_note"
    message = "Less has come than was sent. Say what happened to the rest."


class HasLoads(AnlanError):
    """A request with loads is closed, not refused or withdrawn."""

    code = "readiness.has_loads"
    message = "Loads were approved for this request already; receive or cancel them, then close it."
    error_class = ErrorClass.CONFLICT


@dataclass(frozen=True, slots=True)
class Load:
    """A line of a load, with the load's state."""

    state: ShipmentState
    item: str
    planned: Decimal
    sent: Decimal | None
    received: Decimal | None

    @property
    def counted(self) -> Decimal:
        """How much of what was asked this fills: what came, else what is on its way, else what is to go."""
        if self.state is ShipmentState.CANCELLED:
            return Decimal(0)
        return next(each for each in (self.received, self.sent, self.planned) if each is not None)


def requisition_after(state: str, act: RequisitionAct) -> RequisitionState:
    """Return the state that ``act`` leads to; refuse what the table does not have."""
    key = (RequisitionState(state), act)
    if key not in REQUISITION_STEPS:
        raise TransitionNotAllowed(what="requisition", state=state, act=act.value)
    return REQUISITION_STEPS[key]


def shipment_after(state: str, act: ShipmentAct) -> ShipmentState:
    """Return the state that ``act`` leads to; refuse what the table does not have."""
    key = (ShipmentState(state), act)
    if key not in SHIPMENT_STEPS:
        raise TransitionNotAllowed(what="shipment", state=state, act=act.value)
    return SHIPMENT_STEPS[key]


def still_open(wanted: Mapping[str, Decimal], loads: Iterable[Load]) -> dict[str, Decimal]:
    """Return how much of each item is not filled: what was lost on the way is open again."""
    left = dict(wanted)
    for load in loads:
        left[load.item] -= load.counted
    return left


def first_decider(region: str) -> str:
    """Return the region that decides first: the county for its townships, else the next higher one."""
    return at_level(region, RegionLevel.COUNTY) if level_of(region) > RegionLevel.COUNTY else parent_of(region)
