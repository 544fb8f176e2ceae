"""Rows of the room."""

from anlan.enforcement.models.cases import Case, CaseClock, CasePause, CreditListing, Evidence, Payment
from anlan.enforcement.models.documents import Document, Service, Signature

__all__ = [
    "Case",
    "CaseClock",
    "CasePause",
    "CreditListing",
    "Document",
    "Evidence",
    "Payment",
    "Service",
    "Signature",
]
