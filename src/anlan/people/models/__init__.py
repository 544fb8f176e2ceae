"""Organisations, persons, posts and duties; residents with their households; devices that speak to people."""

from anlan.people.models.devices import Device
from anlan.people.models.directory import ContactPoint, MemberUnit, Organisation, Person, Post, Responsibility
from anlan.people.models.imports import HouseholdImport
from anlan.people.models.residents import Household, Resident

__all__ = [
    "ContactPoint",
    "Device",
    "Household",
    "HouseholdImport",
    "MemberUnit",
    "Organisation",
    "Person",
    "Post",
    "Resident",
    "Responsibility",
]
