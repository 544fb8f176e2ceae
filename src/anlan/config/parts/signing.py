"""The key that signs what is sent: an installation that was given none makes a self-signed SM2 key once."""

import os
from datetime import datetime
from pathlib import Path
from typing import Final

from anlan.protocols.xml_signature import sm2
from anlan.protocols.xml_signature.keys import pem_of

VALID_DAYS: Final = 3650
NAME: Final = "Anlan self-signed (not for partners)"


def make_key(key_file: Path, certificate_file: Path, *, now: datetime) -> bool:
    """Make a key with its certificate where neither file is there; tell whether it did."""
    if key_file.exists() or certificate_file.exists():
        return False
    key_file.parent.mkdir(parents=True, exist_ok=True)
    private, public = sm2.new_key()
    certificate = sm2.self_signed(private, public, name=NAME, since=now, days=VALID_DAYS)
    try:
        _write(key_file, pem_of("PRIVATE KEY", sm2.pkcs8_of(private, public)))
    except FileExistsError:
        return False
    _write(certificate_file, pem_of("CERTIFICATE", certificate))
    return True


def _write(path: Path, text: bytes) -> None:
    """Write a new file that its owner alone can read."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(text)
