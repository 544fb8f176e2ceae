"""Compiling the engine's loops: by Numba where it is installed, else the same functions run as they stand.

Numba keeps what it compiled by each file's age and does not see that a function it drew in from another file changed.
So the cache's folder is named after the content of all the engine's files.
"""

import hashlib
import importlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

numba: Any
try:
    numba = importlib.import_module("numba")
except ImportError:  # No build for this machine: slower, with the same answers.
    numba = None

F = TypeVar("F", bound=Callable[..., Any])


def _edition() -> str:
    sources = sorted(Path(__file__).parent.glob("*.py"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()[:16]


def _choose_cache() -> None:
    var = os.environ.get("ANLAN_VAR")
    if var and not os.environ.get("NUMBA_CACHE_DIR"):
        numba.config.CACHE_DIR = str(Path(var) / "numba" / _edition())


if numba is not None:
    _choose_cache()


def compiled(function: F) -> F:
    """Compile a function of numbers and arrays that makes no array of its own.

    So nothing is counted references to (``_nrt``), which would cost ten times what the judging itself does.
    """
    if numba is None:
        return function
    made: F = numba.njit(cache=True, nogil=True, error_model="numpy", _nrt=False)(function)
    return made
