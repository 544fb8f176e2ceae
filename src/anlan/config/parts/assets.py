"""What is built from sources before the pages can be served: browser assets, message catalogues, static files.

Each step leaves a stamp of what it was built from, so a second call takes no time.
"""

import hashlib
import shutil
import subprocess
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from anlan.config.parts.child import PartFailed

# package and path in node_modules -> path in var/vendor
FILES: Final = (
    ("maplibre-gl/dist/maplibre-gl.mjs", "maplibre/maplibre-gl.mjs"),
    ("maplibre-gl/dist/maplibre-gl-shared.mjs", "maplibre/maplibre-gl-shared.mjs"),
    ("maplibre-gl/dist/maplibre-gl-worker.mjs", "maplibre/maplibre-gl-worker.mjs"),
    ("maplibre-gl/dist/maplibre-gl.css", "maplibre/maplibre-gl.css"),
    ("echarts/dist/echarts.common.min.js", "echarts/echarts.common.min.js"),
    ("htmx.org/dist/htmx.min.js", "htmx/htmx.min.js"),
    ("@alpinejs/csp/dist/cdn.min.js", "alpine/alpine.min.js"),
    ("@tabler/core/dist/css/tabler.min.css", "tabler/tabler.min.css"),
    ("@tabler/core/dist/js/tabler.min.js", "tabler/tabler.min.js"),
    ("@tabler/icons-webfont/dist/tabler-icons.min.css", "icons/tabler-icons.min.css"),
    ("@tabler/icons-webfont/dist/fonts/tabler-icons.ttf", "icons/fonts/tabler-icons.ttf"),
    ("@tabler/icons-webfont/dist/fonts/tabler-icons.woff", "icons/fonts/tabler-icons.woff"),
    ("@tabler/icons-webfont/dist/fonts/tabler-icons.woff2", "icons/fonts/tabler-icons.woff2"),
)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the build: done again when a source has changed or a result is missing."""

    name: str
    sources: tuple[Path, ...]
    results: tuple[Path, ...]
    build: Callable[[], None]
    says: str


def vendor_step(repository: Path) -> Step:
    """Return the step that takes the browser assets from npm to ``var/vendor``."""
    vendor = repository / "var" / "vendor"

    def build() -> None:
        _run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", folder=repository)
        for source, target in FILES:
            (vendor / target).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(repository / "node_modules" / source, vendor / target)

    return Step(
        name="vendor",
        sources=(repository / "package-lock.json", Path(__file__)),
        results=tuple(vendor / target for _, target in FILES),
        build=build,
        says="fetching browser assets",
    )


def catalogue_steps(repository: Path) -> tuple[Step, ...]:
    """Return one step for each message catalogue."""
    return tuple(_catalogue_step(source) for source in sorted((repository / "src").glob("anlan/**/LC_MESSAGES/*.po")))


def _catalogue_step(source: Path) -> Step:
    result = source.with_suffix(".mo")
    return Step(
        name=f"catalogue-{source.parents[3].name}-{source.parents[1].name}",
        sources=(source,),
        results=(result,),
        build=lambda: _run("msgfmt", "--check-format", "-o", str(result), str(source)),
        says=f"compiling messages of {source.parents[3].name}",
    )


def missing_assets(repository: Path) -> tuple[Path, ...]:
    """Return the browser assets that are not in place."""
    return tuple(path for path in vendor_step(repository).results if not path.exists())


def stale_catalogues(repository: Path) -> tuple[Path, ...]:
    """Return the catalogues that have not been compiled since their last change."""
    steps = catalogue_steps(repository)
    return tuple(
        step.sources[0]
        for step in steps
        if not step.results[0].exists() or step.results[0].stat().st_mtime < step.sources[0].stat().st_mtime
    )


def take(step: Step, stamps: Path, say: Callable[[str], None]) -> bool:
    """Take a step unless its stamp and results are current; tell whether it was taken."""
    stamp, mark = stamps / step.name, mark_of(step.sources)
    if stamp.exists() and stamp.read_text() == mark and all(result.exists() for result in step.results):
        return False
    say(step.says)
    step.build()
    stamps.mkdir(parents=True, exist_ok=True)
    stamp.write_text(mark)
    return True


def mark_of(sources: Iterable[Path]) -> str:
    """Return a mark that changes with the content of any of the files."""
    digest = hashlib.sha256()
    for source in sources:
        digest.update(str(source).encode())
        digest.update(source.read_bytes())
    return digest.hexdigest()


def _run(*command: str, folder: Path | None = None) -> None:
    if shutil.which(command[0]) is None:
        raise PartFailed(f"{command[0]} is not installed; run make setup")
    done = subprocess.run(command, cwd=folder, text=True, capture_output=True, check=False)
    if done.returncode:
        raise PartFailed(f"{' '.join(command)} failed:\n{done.stdout[-1500:]}{done.stderr[-1500:]}")
