"""Files read in bounded memory and judged, for ``anlan check``."""

import stat
import sys
from pathlib import Path
from typing import Any

import click

from anlan.config.options import read_options
from anlan.kernel.errors import AnlanError
from anlan.protocols.cap12.document import LIMIT_BYTES, tree
from anlan.protocols.cap12.verdict import judge
from anlan.protocols.nation12379.message import BrokenRule
from anlan.protocols.nation12379.reading import is_national, judge_tree
from anlan.protocols.xml_signature.keys import Certificate, certificates_in
from anlan.protocols.xml_signature.verifying import verify


def bytes_of(name: str) -> bytes | OSError:
    """Return a file's bytes, one more than the limit at most, or why it cannot be read; ``-`` is standard input."""
    try:
        if name == "-":
            return sys.stdin.buffer.read(LIMIT_BYTES + 1)
        path = Path(name)
        if not stat.S_ISREG(path.stat().st_mode):
            return OSError("it is no ordinary file")
        with path.open("rb") as file:
            return file.read(LIMIT_BYTES + 1)
    except (OSError, ValueError) as error:
        return OSError(getattr(error, "strerror", None) or str(error))


def cap_line(name: str, raw: bytes | OSError) -> dict[str, Any]:
    """Return what is to be said of a file that should be a CAP message."""
    if isinstance(raw, OSError):
        error = {"code": "check.unreadable", "element": "file", "value": str(raw), "rule": "readable_file", "line": 0}
        return {"file": name, "valid": False, "version": None, "errors": [error], "warnings": []}
    verdict = judge(raw)
    if any(flaw.code == "cap12.not_cap" and flaw.value == "alert" for flaw in verdict.flaws) and is_national(tree(raw)):
        return _national_line(name, raw)
    keys = ("code", "element", "value", "rule", "line")
    return {
        "file": name,
        "valid": verdict.is_valid,
        "version": verdict.version,
        "errors": [{key: getattr(flaw, key) for key in keys} for flaw in verdict.flaws],
        "warnings": [{"element": each.element, "rule": each.reason} for each in verdict.advice],
    }


def _national_line(name: str, raw: bytes) -> dict[str, Any]:
    """Return what is to be said of a domestic warning message (12379)."""
    flaws = judge_tree(tree(raw)).flaws
    errors = [{"code": BrokenRule.code, **flaw._asdict()} for flaw in flaws]
    return {"file": name, "valid": not flaws, "version": "12379", "errors": errors, "warnings": []}


def trusted_in(path: Path | None) -> tuple[Certificate, ...]:
    """Return the certificates of a PEM file; by default those that the settings name, as far as they are there."""
    if path:
        return _certificates(path)
    options = read_options()
    named = (options["ANLAN_SIGNING_CERTIFICATE"], options["ANLAN_TRUSTED_SIGNERS"])
    return tuple(each for name in named if name and name.exists() for each in _certificates(name))


def _certificates(path: Path) -> tuple[Certificate, ...]:
    try:
        return certificates_in(path.read_bytes())
    except (OSError, AnlanError) as error:
        raise click.ClickException(f"{path} cannot be read: {error}") from error


def signature_line(
    name: str, raw: bytes | OSError, trusted: tuple[Certificate, ...], *, exactly: bool
) -> dict[str, Any]:
    """Return what is to be said of a file that should be signed."""
    if isinstance(raw, OSError):
        error = {"code": "check.unreadable", "detail": str(raw)}
        return {"file": name, "valid": False, "intact": False, "exact": False, "errors": [error]}
    verdict = verify(raw, trusted, exactly=exactly)
    return {
        "file": name,
        "valid": verdict.valid,
        "intact": verdict.is_intact,
        "exact": verdict.is_exact,
        "signer": verdict.signer,
        "fingerprint": verdict.fingerprint,
        "algorithm": verdict.algorithm,
        "digest": verdict.digest,
        "errors": [{"code": each.code, "detail": each.detail} for each in verdict.errors],
    }
