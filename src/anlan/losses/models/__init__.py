"""Rows of the room."""

from anlan.losses.models.figures import Entry, Figure, Note, Step, Survey
from anlan.losses.models.ledgers import HouseStep, LedgerExplanation, LedgerHouse, LedgerPerson, PersonStep
from anlan.losses.models.releasing import AgreedValue, AgreementSignature, DepartmentFigure, Release

__all__ = [
    "AgreedValue",
    "AgreementSignature",
    "DepartmentFigure",
    "Entry",
    "Figure",
    "HouseStep",
    "LedgerExplanation",
    "LedgerHouse",
    "LedgerPerson",
    "Note",
    "PersonStep",
    "Release",
    "Step",
    "Survey",
]
