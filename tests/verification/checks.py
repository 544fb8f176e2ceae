"""Checks of models against numbers from outside, and the page ``docs/verification.md`` that is made of them.

A package's checks stand in ``tests/verification/<package>/checks.py`` as ``CHECKS``. ``python -m
tests.verification.page`` writes the page, and a test sees to it that the page is what the models give today.
"""

import importlib.util
import math
import sys
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SCIENCE = ROOT / "src" / "anlan" / "science"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """Numbers that others have published, and how far the model may lie from them.

    ``found`` gives as many numbers as ``expected`` has. ``bound`` is in ``unit``, or a share of the expected number
    where the check is relative. With ``bound`` infinite the comparison is only shown, and ``what`` says why.
    """

    what: str
    source: str
    unit: str
    expected: ArrayLike
    found: Callable[[], ArrayLike]
    bound: float
    is_relative: bool = False

    def discrepancy(self) -> float:
        """Return the largest distance between what is expected and what is found, in the unit of the bound."""
        expected, found = np.atleast_1d(self.expected), np.atleast_1d(self.found())
        assert expected.shape == found.shape, (self.what, expected.shape, found.shape)
        away = np.abs(np.asarray(found, dtype=float) - np.asarray(expected, dtype=float))
        return float(np.max(away / np.abs(expected) if self.is_relative else away))

    @property
    def count(self) -> int:
        """How many numbers are compared."""
        return int(np.size(self.expected))

    @property
    def is_bound(self) -> bool:
        """Whether the model is held to the numbers, or the comparison is only shown."""
        return math.isfinite(self.bound)


def packages() -> list[str]:
    """Return the names of all models' packages."""
    return sorted(path.parent.name for path in SCIENCE.glob("*/model.toml"))


def manifest_of(package: str) -> dict[str, object]:
    """Return what a package says of itself."""
    return tomllib.loads((SCIENCE / package / "model.toml").read_text("utf-8"))


def checks_of(package: str) -> tuple[Check, ...]:
    """Return the checks of a package; none where it has no numbers from outside."""
    path = HERE / package / "checks.py"
    if not path.exists():
        return ()
    name = f"tests.verification.{package}.checks"
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
    return tuple(sys.modules[name].CHECKS)
