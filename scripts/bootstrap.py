"""Make a fresh machine ready: system packages by apt, ``.venv`` from the lock file. Standard library only.

``python3 scripts/bootstrap.py`` for running, ``--tests`` for the browser and document tools of the tests too. What is
there already is left alone, so a second call takes no time. Whatever index or mirror the machine's own pip and npm
configuration names is used.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import sysconfig
from ctypes.util import find_library
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parents[1]
VENV = HERE / ".venv"
LOCK = HERE / "requirements.lock"
STAMP = VENV / "anlan-lock.sha256"
PYTHONS = ("python3.13", "python3.12", "python3.11")
LAUNCHER = """\
#!/bin/sh
'''exec' "$(dirname "$(readlink -f "$0")")/python" "$0" "$@"
' '''
from anlan.config.cli import main

main(prog_name="anlan")
"""


class Need(NamedTuple):
    """Something of the system: how to see that it is there, and the packages that bring it."""

    name: str
    is_there: bool
    packages: tuple[str, ...]


def main() -> None:
    """Make the machine ready, or end with a sentence that says what is missing."""
    if sys.version_info < (3, 11):
        continue_with_newer_python()
    install_system_packages(with_tests="--tests" in sys.argv)
    install_python_packages()


def continue_with_newer_python() -> None:
    """Start again with a Python that is new enough."""
    for name in PYTHONS:
        if found := shutil.which(name):
            os.execv(found, [found, *sys.argv])
    sys.exit("Anlan needs Python 3.11 or newer")


def install_system_packages(*, with_tests: bool) -> None:
    """Install by apt what the system lacks."""
    missing = [need for need in needs(with_tests=with_tests) if not need.is_there]
    if not missing:
        return
    names = ", ".join(need.name for need in missing)
    if not shutil.which("apt-get"):
        sys.exit(f"missing: {names}. This system has no apt; install them by its own means and try again")
    print(f"installing {names}", flush=True)
    apt("update", "-q")
    packages = [package for need in missing for package in need.packages]
    if "postgresql" in packages:
        packages.append(postgis_package())
    apt("install", "-y", "-q", "--no-install-recommends", *packages)


def needs(*, with_tests: bool) -> list[Need]:
    """Return what Anlan needs of the system."""
    extensions = Path("/usr/share/postgresql")
    has_postgis = any(extensions.glob("*/extension/postgis.control"))
    found = [
        Need("PostgreSQL with PostGIS", has_postgis, ("postgresql",)),
        Need("gettext", bool(shutil.which("msgfmt")), ("gettext",)),
        Need("a Chinese font", has_font(), ("fonts-noto-cjk",)),
        Need("Python's venv", has_venv(), (f"python{sysconfig.get_python_version()}-venv",)),
        Need("Node.js with npm", bool(shutil.which("npm") and shutil.which("node")), ("nodejs", "npm")),
    ]
    if with_tests:
        found += [
            Need("libatomic", bool(find_library("atomic")), ("libatomic1",)),  # the browser driver's Node.js
            Need("Chromium", bool(shutil.which("chromium")), ("chromium",)),
            Need("LibreOffice Writer", bool(shutil.which("soffice")), ("libreoffice-writer-nogui",)),
            Need("poppler", bool(shutil.which("pdftotext")), ("poppler-utils",)),
        ]
    return found


def has_font() -> bool:
    """Tell whether a font with Chinese characters is installed."""
    return any(Path("/usr/share/fonts").glob("**/*CJK*"))


def has_venv() -> bool:
    """Tell whether this Python can make virtual environments with pip; Debian keeps that in a package of its own."""
    return subprocess.run([sys.executable, "-c", "import ensurepip, venv"], capture_output=True).returncode == 0


def postgis_package() -> str:
    """Return the name of the PostGIS package for the distribution's PostgreSQL."""
    listing = output("apt-cache", "depends", "postgresql")
    server = next(word for word in listing.split() if word.startswith("postgresql-") and word[11:].isdigit())
    return f"{server}-postgis-3"


def apt(*arguments: str) -> None:
    """Call apt-get as root, by sudo where needed."""
    command = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", *arguments]
    if os.geteuid() != 0:
        if not shutil.which("sudo"):
            sys.exit(f"root is needed for: {' '.join(command[2:])}")
        command = ["sudo", *command]
    if subprocess.run(command, stdin=None if sys.stdin and sys.stdin.isatty() else subprocess.DEVNULL).returncode:
        sys.exit(f"this failed: {' '.join(command)}")


def install_python_packages() -> None:
    """Bring ``.venv`` to exactly what the lock file says."""
    mark = hashlib.sha256(LOCK.read_bytes() + sys.version.encode()).hexdigest()
    if STAMP.exists() and STAMP.read_text() == mark:
        return
    if not (VENV / "bin" / "pip").exists():
        run(sys.executable, "-m", "venv", "--clear", str(VENV))
    print("installing Python packages", flush=True)
    pip = [str(VENV / "bin" / "python"), "-m", "pip"]
    uv = find_uv(pip)
    if uv:
        environment = os.environ | indexes_for_uv(pip) | {"VIRTUAL_ENV": str(VENV)}
        run(uv, "pip", "sync", "-q", "--require-hashes", "--link-mode=copy", str(LOCK), environment=environment)
    else:
        run(*pip, "install", "-q", "--no-deps", "--require-hashes", "-r", str(LOCK))
    put_anlan_on_the_path()
    STAMP.write_text(mark)


def find_uv(pip: list[str]) -> str:
    """Return uv's path, installing it into ``.venv`` where missing; an empty text if that fails (pip does as well)."""
    if found := shutil.which("uv"):
        return found
    subprocess.run([*pip, "install", "-q", "uv"], check=False)
    inside = VENV / "bin" / "uv"
    return str(inside) if inside.exists() else ""


def indexes_for_uv(pip: list[str]) -> dict[str, str]:
    """Return the indexes of pip's configuration in uv's words; uv reads none of pip's own."""
    configured: dict[str, list[str]] = {}
    for line in output(*pip, "config", "list").splitlines():
        key, _, text = line.partition("=")
        configured.setdefault(key.split(".")[-1], []).extend(text.strip("'\"").replace("\\n", " ").split())
    pairs = (
        ("UV_DEFAULT_INDEX", " ".join(configured.get("index-url", [])[-1:])),
        ("UV_INDEX", " ".join(configured.get("extra-index-url", []))),
        ("UV_FIND_LINKS", ",".join(configured.get("find-links", []))),
        ("SSL_CERT_FILE", " ".join(configured.get("cert", [])[-1:])),
        # As pip: the best version of all indexes. The lock file's hashes say which files are meant.
        ("UV_INDEX_STRATEGY", "unsafe-best-match"),
    )
    return {name: text for name, text in pairs if text and name not in os.environ}


def put_anlan_on_the_path() -> None:
    """Let ``.venv/bin/anlan`` and ``import anlan`` use the code of this folder, without a build."""
    packages = output(str(VENV / "bin" / "python"), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))")
    (Path(packages.strip()) / "anlan.pth").write_text(f"{HERE / 'src'}\n")
    launcher = VENV / "bin" / "anlan"
    launcher.write_text(LAUNCHER)
    launcher.chmod(0o755)


def run(*command: str, environment: dict[str, str] | None = None) -> None:
    """Run a command or end with its name."""
    if subprocess.run(command, cwd=HERE, env=environment).returncode:
        sys.exit(f"this failed: {' '.join(command)}")


def output(*command: str) -> str:
    """Return what a command prints."""
    return subprocess.run(command, cwd=HERE, capture_output=True, text=True, check=True).stdout


if __name__ == "__main__":
    main()
