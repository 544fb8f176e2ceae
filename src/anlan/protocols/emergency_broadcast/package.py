"""The tar in which a packet travels with its signature and the files it names."""

import io
import tarfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from anlan.protocols.emergency_broadcast.message import PacketError
from anlan.protocols.emergency_broadcast.table import name

LIMIT_BYTES: Final = 32 * 1024 * 1024
_MOST_FILES: Final = 16


@dataclass(frozen=True, slots=True)
class Package:
    """A packet with its signature (empty: unsigned) and further files by name."""

    packet: bytes
    signature: bytes = b""
    resources: Mapping[str, bytes] = field(default_factory=dict)


def file_name(kind: str, packet_id: str, number: int = 1) -> str:
    """Return the name of a package, packet, signature or resource file."""
    return name(kind).format(id=packet_id, number=number)


def pack(packet_id: str, package: Package) -> bytes:
    """Return the tar; the same package always gives the same bytes."""
    files = {file_name("packet", packet_id): package.packet}
    if package.signature:
        files[file_name("signature", packet_id)] = package.signature
    files |= package.resources
    held = io.BytesIO()
    with tarfile.open(fileobj=held, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for title, raw in files.items():
            entry = tarfile.TarInfo(title)
            entry.size, entry.mode = len(raw), 0o644
            tar.addfile(entry, io.BytesIO(raw))
    return held.getvalue()


def unpack(raw: bytes) -> Package:
    """Return what a tar holds; refuse links, folders, names that lead elsewhere, and more than is sound."""
    if len(raw) > LIMIT_BYTES:
        raise PacketError(f"package: {len(raw)} bytes are more than {LIMIT_BYTES}")
    try:
        with tarfile.open(fileobj=io.BytesIO(raw), mode="r:") as tar:
            files = _files(tar)
    except (tarfile.TarError, EOFError, ValueError) as error:
        raise PacketError(f"package: no tar ({error})") from error
    packets = [title for title in files if title.startswith("EBDB_")]
    signatures = [title for title in files if title.startswith("EBDS_")]
    if len(packets) != 1 or len(signatures) > 1:
        raise PacketError(f"package: {len(packets)} packets and {len(signatures)} signatures; one of each is meant")
    return Package(
        packet=files.pop(packets[0]),
        signature=files.pop(signatures[0]) if signatures else b"",
        resources=files,
    )


def _files(tar: tarfile.TarFile) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    total = 0
    for entry in tar:
        total += entry.size
        if not entry.isfile() or "/" in entry.name or "\\" in entry.name or entry.name in found:
            raise PacketError(f"package: {entry.name[:80]!r} is no plain file of its own name")
        if len(found) >= _MOST_FILES or total > LIMIT_BYTES:
            raise PacketError(f"package: more than {_MOST_FILES} files or {LIMIT_BYTES} bytes")
        held = tar.extractfile(entry)
        found[entry.name] = held.read() if held else b""
    return found
