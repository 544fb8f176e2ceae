"""What the codes of supplies are called on the screen, and in which tone."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from anlan.readiness.api import CallUpState, MoveKind, RequisitionState, ShipmentState
from anlan.readiness.words import Labels

MOVES: Final[Labels] = {
    MoveKind.PURCHASE: _("Purchase"),
    MoveKind.DONATION: _("Donation"),
    MoveKind.BORROW: _("Borrowing"),
    MoveKind.RETURN: _("Return to stock"),
    MoveKind.SURPLUS: _("Stocktaking surplus"),
    MoveKind.ISSUE: _("Issue from stock"),
    MoveKind.LEND: _("Lending"),
    MoveKind.GIVE_BACK: _("Giving back"),
    MoveKind.ROTATE: _("Rotation out"),
    MoveKind.SCRAP: _("Scrapping"),
    MoveKind.SHORTAGE: _("Stocktaking shortage"),
}
# What stands in a ledger besides: the opening, and transfers of the time before shipments had their own papers.
ENTRIES: Final[Labels] = MOVES | {
    "opening": _("Opening stock"),
    "transfer_in": _("Transfer in"),
    "transfer_out": _("Transfer out"),
    "count": _("Stocktaking"),
    "dispatch": _("Loaded and sent"),
    "receipt": _("Load received"),
    "loss": _("Lost on the way"),
    "distribution": _("Given to households"),
    "call_up": _("Delivered from a reserve"),
}
REQUISITION_STATES: Final[Labels] = {
    RequisitionState.OPEN: _("Being filled"),
    RequisitionState.CLOSED: _("Closed"),
    RequisitionState.REFUSED: _("Refused"),
    RequisitionState.WITHDRAWN: _("Withdrawn"),
}
REQUISITION_TONES: Final = {
    RequisitionState.OPEN: "accent",
    RequisitionState.CLOSED: "good",
    RequisitionState.REFUSED: "red",
    RequisitionState.WITHDRAWN: "dim",
}
SHIPMENT_STATES: Final[Labels] = {
    ShipmentState.APPROVED: _("To be loaded"),
    ShipmentState.UNDER_WAY: _("On the road"),
    ShipmentState.RECEIVED: _("Has come"),
    ShipmentState.CANCELLED: _("Cancelled"),
}
CALL_UP_STATES: Final[Labels] = {
    CallUpState.CALLED: _("Called up, to come"),
    CallUpState.RECEIVED: _("Has come"),
    CallUpState.CANCELLED: _("Called off"),
}
CALL_UP_TONES: Final = {CallUpState.CALLED: "amber", CallUpState.RECEIVED: "good", CallUpState.CANCELLED: "dim"}
SHIPMENT_TONES: Final = {
    ShipmentState.APPROVED: "amber",
    ShipmentState.UNDER_WAY: "accent",
    ShipmentState.RECEIVED: "good",
    ShipmentState.CANCELLED: "dim",
}
