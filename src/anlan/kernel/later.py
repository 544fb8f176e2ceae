"""Libraries that are loaded when they are first used: a process that never needs one never pays for its start."""

from importlib import import_module
from typing import Any


class Later:
    """Stands for a module until something of it is asked for."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, attribute: str) -> Any:
        """Return the module's own attribute."""
        return getattr(import_module(self._name), attribute)


def later(name: str) -> Any:
    """Return a stand-in for a module: the first attribute that is asked for loads it."""
    return Later(name)
