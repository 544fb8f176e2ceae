"""Warnings drafted, signed by two, frozen, sent, and confirmed person by person."""
