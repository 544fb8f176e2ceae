"""The machine itself: Python, settings, disk, fonts, and what is built from sources."""

import platform
import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from anlan.config.doctor.finding import Finding
from anlan.config.options import OPTIONS, REPOSITORY
from anlan.config.parts import assets

LEAST_FREE_BYTES: Final = 2 * 1024**3
_SETUP = "run: make setup"


def look(options: Mapping[str, Any]) -> Iterator[Finding]:
    """Yield a finding for each part of the machine."""
    yield Finding("Python", sys.version_info >= (3, 11), platform.python_version(), "install Python 3.11 or newer")
    yield _settings(options)
    yield disk(options["ANLAN_VAR"], shutil.disk_usage(_present(options["ANLAN_VAR"])).free)
    yield _fonts()
    yield _browser_assets(options["ANLAN_VAR"])
    yield _catalogues()


def disk(folder: Path, free: int) -> Finding:
    """Judge the free bytes of the data folder's disk."""
    says = f"{free / 1024**3:.1f} GB free for {folder}"
    return Finding("disk", free >= LEAST_FREE_BYTES, says, "free some space, or move the data with ANLAN_VAR")


def _present(folder: Path) -> Path:
    return next(each for each in (folder, *folder.parents) if each.exists())


def _settings(options: Mapping[str, Any]) -> Finding:
    if not options["ANLAN_SECRET_KEY"]:
        return Finding("settings", False, "there is no secret key yet", "anlan up makes one")
    return Finding("settings", True, f"{len(OPTIONS)} settings are readable")


def _fonts() -> Finding:
    font = next(Path("/usr/share/fonts").glob("**/*CJK*"), None)
    says = font.name if font else "no font with Chinese characters"
    return Finding("fonts", font is not None, says, "install fonts-noto-cjk; documents and pictures need it")


def _browser_assets(folder: Path) -> Finding:
    missing = [path.name for path in assets.missing_assets(REPOSITORY)]
    if not (folder / "static" / "staticfiles.json").exists():
        missing.append("static files")
    says = f"missing: {', '.join(missing)}" if missing else f"{len(assets.FILES)} browser assets in place"
    return Finding("browser assets", not missing, says, _SETUP)


def _catalogues() -> Finding:
    stale = [path.parents[3].name for path in assets.stale_catalogues(REPOSITORY)]
    says = f"not compiled: {', '.join(stale)}" if stale else "all compiled"
    return Finding("messages", not stale, says, _SETUP)
