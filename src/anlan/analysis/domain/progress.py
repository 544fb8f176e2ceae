"""How far a long run is: a kind tells it while it reckons, whoever runs the kind listens."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

Listener = Callable[[float], None]

_LISTENER: Final[ContextVar[Listener | None]] = ContextVar("analysis_progress", default=None)


def tell(share: float) -> None:
    """Tell which share (0 to 1) is reckoned; the listener may raise to end the run. Nobody may be listening."""
    listener = _LISTENER.get()
    if listener is not None:
        listener(min(max(share, 0.0), 1.0))


@contextmanager
def heard_by(listener: Listener) -> Iterator[None]:
    """Let a listener hear what is told inside."""
    token = _LISTENER.set(listener)
    try:
        yield
    finally:
        _LISTENER.reset(token)
