"""Rows of the command room, one file per part."""

from anlan.command.models.evacuation import Evacuation, EvacuationEntry
from anlan.command.models.orders import FeedbackPhoto, Order, OrderBook, OrderFeedback
from anlan.command.models.responses import DocumentBook, Response, ResponseStep, UpperResponse

__all__ = [
    "DocumentBook",
    "Evacuation",
    "EvacuationEntry",
    "FeedbackPhoto",
    "Order",
    "OrderBook",
    "OrderFeedback",
    "Response",
    "ResponseStep",
    "UpperResponse",
]
