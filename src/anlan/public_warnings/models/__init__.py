"""Warnings and their texts; frozen transmissions; deliveries; calls with every try; subscriptions."""

from anlan.public_warnings.models.calls import CallRound, CallStep, CallTask, CallTry
from anlan.public_warnings.models.deliveries import Delivery
from anlan.public_warnings.models.signing import AfterReview, Delegation
from anlan.public_warnings.models.subscriptions import PushPlace, PushSubscription
from anlan.public_warnings.models.transmissions import Transmission
from anlan.public_warnings.models.warnings import PublicWarning, TextVersion

__all__ = [
    "AfterReview",
    "CallRound",
    "CallStep",
    "CallTask",
    "CallTry",
    "Delegation",
    "Delivery",
    "PublicWarning",
    "PushPlace",
    "PushSubscription",
    "TextVersion",
    "Transmission",
]
