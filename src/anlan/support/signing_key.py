"""The platform's signing key, and whose signatures it believes: files of the settings, read when they change."""

import logging
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from anlan.kernel.errors import AnlanError
from anlan.protocols.xml_signature.keys import Certificate, SigningKey, certificates_in, key_in

_log = logging.getLogger(__name__)


def signing_key() -> SigningKey | None:
    """Return the platform's key, or nothing where none can be used; why not stands in the log and with the doctor."""
    try:
        return load_key(settings.ANLAN["ANLAN_SIGNING_KEY"], settings.ANLAN["ANLAN_SIGNING_CERTIFICATE"])
    except FileNotFoundError:
        _log.warning("no signing key: what is sent goes out unsigned")
    except (OSError, AnlanError) as error:
        _log.error("the signing key cannot be used, what is sent goes out unsigned: %s", error)
    return None


def load_key(key_file: Path, certificate_file: Path) -> SigningKey:
    """Return the key of two files; raise what is wrong with them."""
    return _key(key_file, key_file.stat().st_mtime_ns, certificate_file, certificate_file.stat().st_mtime_ns)


@lru_cache(maxsize=4)
def _key(key_file: Path, _changed: int, certificate_file: Path, _certified: int) -> SigningKey:
    return key_in(key_file.read_bytes(), certificate_file.read_bytes())


def trusted_signers() -> tuple[Certificate, ...]:
    """Return the certificates that are believed: the platform's own, and those of the partners' file."""
    own = signing_key()
    mine = (own.certificate,) if own else ()
    return mine + partners()


def partners() -> tuple[Certificate, ...]:
    """Return the certificates of the partners' file; none where the settings name none."""
    path = settings.ANLAN["ANLAN_TRUSTED_SIGNERS"]
    return _certificates(path, path.stat().st_mtime_ns) if path else ()


@lru_cache(maxsize=4)
def _certificates(path: Path, _changed: int) -> tuple[Certificate, ...]:
    return certificates_in(path.read_bytes())
