"""Slots by address: a page leaves room for a fragment that another room may serve, or may not yet."""

from django.urls import Resolver404, resolve


def is_served(path: str) -> bool:
    """Tell whether some room answers at ``path``."""
    try:
        resolve(path)
    except Resolver404:
        return False
    return True


def served(*paths: str) -> tuple[str, ...]:
    """Return those of ``paths`` that some room answers."""
    return tuple(path for path in paths if is_served(path))
