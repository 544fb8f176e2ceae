"""Rows of the command room, one file per part."""

from anlan.command.models.accounting import TeamWatch, TeamWord
from anlan.command.models.consultations import Conclusion, Consultation, Participant
from anlan.command.models.dispatching import DispatchDemand, DispatchLine, DispatchPlan, GoodsDemand, GoodsLine
from anlan.command.models.escalation import Escalation
from anlan.command.models.evacuation import Evacuation, EvacuationEntry
from anlan.command.models.orders import FeedbackPhoto, Order, OrderBook, OrderFeedback
from anlan.command.models.posts import CommandPost, CommandSeat, Handover, SeatHolding
from anlan.command.models.responses import DocumentBook, Response, ResponseStep, UpperResponse
from anlan.command.models.reviews import Lesson, Review
from anlan.command.models.steps import OrderStep
from anlan.command.models.transfers import ShelterStay, TransferCard, TransferHousehold, TransferTick

__all__ = [
    "CommandPost",
    "CommandSeat",
    "Conclusion",
    "Consultation",
    "DispatchDemand",
    "DispatchLine",
    "DispatchPlan",
    "DocumentBook",
    "Escalation",
    "Evacuation",
    "EvacuationEntry",
    "FeedbackPhoto",
    "GoodsDemand",
    "GoodsLine",
    "Handover",
    "Lesson",
    "Order",
    "OrderBook",
    "OrderFeedback",
    "OrderStep",
    "Participant",
    "Response",
    "ResponseStep",
    "Review",
    "SeatHolding",
    "ShelterStay",
    "TeamWatch",
    "TeamWord",
    "TransferCard",
    "TransferHousehold",
    "TransferTick",
    "UpperResponse",
]
