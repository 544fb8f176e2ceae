"""The platform's own key towards push services: made once per installation, readable by its owner alone."""

import contextlib
import os
from functools import cache
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings

from anlan.protocols import webpush


@cache
def push_key(folder: Path) -> bytes:
    """Return the key as PEM; make it at the first call. Browsers are bound to it: keep it in the backup."""
    file = folder / "push-key.pem"
    if not file.exists():
        folder.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=folder, prefix=".push-key-") as made:
            made.write(webpush.new_key())
            made.flush()
            os.fsync(made.fileno())
            with contextlib.suppress(FileExistsError):
                os.link(made.name, file)
    return file.read_bytes()


def push_public_key() -> str:
    """Return the public half of the key, as browsers want it."""
    return webpush.public_key(push_key(settings.ANLAN["ANLAN_VAR"]))
