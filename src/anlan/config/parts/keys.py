"""The key that signs sessions and confirm links: made once per installation, readable by its owner alone."""

import os
import secrets
from pathlib import Path
from typing import Final

LEAST_LENGTH: Final = 50


def known_secret(folder: Path) -> str:
    """Return the installation's key, or an empty text where none has been made."""
    try:
        return _file(folder).read_text().strip()
    except FileNotFoundError:
        return ""


def secret_key(folder: Path) -> str:
    """Return the installation's key; make it at the first call."""
    folder.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(_file(folder), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return known_secret(folder)
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(LEAST_LENGTH))
    return known_secret(folder)


def _file(folder: Path) -> Path:
    return folder / "secret-key"
