"""What a language model must be able to do for the library; its adapter alone touches the network."""

from typing import Protocol


class DrafterAway(Exception):
    """No draft came: its text says in a few words what happened, never what was asked."""


class Drafter(Protocol):
    """Writes a text after instructions, in bounded time and size."""

    @property
    def name(self) -> str:
        """Return the model's name, as the journal and the page tell it."""
        ...

    def draft(self, instructions: str, question: str) -> str:
        """Return what the model wrote; raise ``DrafterAway`` where it does not answer as it should."""
        ...
