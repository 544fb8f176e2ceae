"""Rows of the room: teams, stores with their ledger, shelters."""

from anlan.readiness.models.forces import Force, ForceChange, ForceTable
from anlan.readiness.models.ledger import Account, Balance, Entry, Lot, Posting
from anlan.readiness.models.requisitions import Requisition, RequisitionLine, Shipment, ShipmentLine
from anlan.readiness.models.reserves import CallUp
from anlan.readiness.models.shelters import Shelter
from anlan.readiness.models.stores import Holding, Norm, Store
from anlan.readiness.models.teams import Team

__all__ = [
    "Account",
    "Balance",
    "CallUp",
    "Entry",
    "Force",
    "ForceChange",
    "ForceTable",
    "Holding",
    "Lot",
    "Norm",
    "Posting",
    "Requisition",
    "RequisitionLine",
    "Shelter",
    "Shipment",
    "ShipmentLine",
    "Store",
    "Team",
]
