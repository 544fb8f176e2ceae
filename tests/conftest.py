"""Fixtures that every tier shares."""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest

from anlan.kernel import clock
from anlan.kernel.actors import Actor, Grant


@pytest.fixture
def at() -> Iterator[Callable[[datetime], None]]:
    """Set the platform's clock to an instant for one test."""
    before = clock._source[0]
    yield lambda instant: clock.use(lambda: instant)
    clock.use(before)


@pytest.fixture
def actor_with() -> Callable[..., Actor]:
    """Return an actor that holds one role in one region."""

    def make(role: str, region: str = "5134", name: str = "") -> Actor:
        name = name or f"{role} of {region}"
        return Actor(id=name, name=name, grants=(Grant(role, region),))

    return make
