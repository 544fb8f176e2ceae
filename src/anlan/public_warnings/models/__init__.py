"""Warnings and their texts; frozen transmissions; deliveries; calls with every try; subscriptions."""

from anlan.public_warnings.models.audits import AuditFinding
from anlan.public_warnings.models.calls import CallRound, CallStep, CallTask, CallTry, SilentTownship, WrongNumber
from anlan.public_warnings.models.coverage import CoverageCount, CoveragePlace, CoverageSummary
from anlan.public_warnings.models.deliveries import Delivery, DueBatch, GatewayReference, HandDelivery
from anlan.public_warnings.models.ladders import LadderEdition
from anlan.public_warnings.models.moves import MoveTask, MoveTick
from anlan.public_warnings.models.receiving import Partner, ReceivedMessage, RefusedMessage, SeenEntry
from anlan.public_warnings.models.sending import (
    ChannelLink,
    ChannelMinute,
    ChannelPace,
    DeliveryText,
    InboundText,
    LinkTest,
    MassSending,
)
from anlan.public_warnings.models.signing import AfterReview, Delegation
from anlan.public_warnings.models.sounds import Sound
from anlan.public_warnings.models.subscriptions import PushPlace, PushSubscription
from anlan.public_warnings.models.target_lists import TargetList
from anlan.public_warnings.models.targets import Target
from anlan.public_warnings.models.transmissions import Transmission
from anlan.public_warnings.models.voice import VoiceNotice
from anlan.public_warnings.models.warnings import PublicWarning, TextVersion

__all__ = [
    "AfterReview",
    "AuditFinding",
    "CallRound",
    "CallStep",
    "CallTask",
    "CallTry",
    "ChannelLink",
    "ChannelMinute",
    "ChannelPace",
    "CoverageCount",
    "CoveragePlace",
    "CoverageSummary",
    "Delegation",
    "Delivery",
    "DeliveryText",
    "DueBatch",
    "GatewayReference",
    "HandDelivery",
    "InboundText",
    "LadderEdition",
    "LinkTest",
    "MassSending",
    "MoveTask",
    "MoveTick",
    "Partner",
    "PublicWarning",
    "PushPlace",
    "PushSubscription",
    "ReceivedMessage",
    "RefusedMessage",
    "SeenEntry",
    "SilentTownship",
    "Sound",
    "Target",
    "TargetList",
    "TextVersion",
    "Transmission",
    "VoiceNotice",
    "WrongNumber",
]
