"""Gather the icons named in ``src/anlan/web/tables/icons.txt`` into the one sprite that pages use.

Run it after adding a name, once ``npm ci`` has put ``@tabler/icons`` into ``node_modules``.
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
NAMES = ROOT / "src/anlan/web/tables/icons.txt"
SPRITE = ROOT / "src/anlan/web/static/web/icons.svg"
HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg">\n'
    "<!-- Tabler Icons (https://tabler.io/icons), MIT licence, (c) 2020-2026 Pawel Kuna -->\n"
)


def symbol(name: str, source: Path) -> str:
    """Return one icon as a symbol of the sprite; ``name-filled`` is the filled form."""
    filled = name.endswith("-filled")
    file = source / ("filled" if filled else "outline") / f"{name.removesuffix('-filled')}.svg"
    shapes = re.findall(r"<(?:path|circle|rect|line|polyline)[^>]*/>", file.read_text())
    drawn = "".join(shape for shape in shapes if 'd="M0 0h24v24H0z"' not in shape)
    paint = (
        'fill="currentColor"'
        if filled
        else 'fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"'
    )
    return f'<symbol id="{name}" viewBox="0 0 24 24" {paint}>{drawn}</symbol>\n'


def main(source: Path) -> None:
    """Write the sprite."""
    names = sorted({line.strip() for line in NAMES.read_text().splitlines() if line.strip() and line[0] != "#"})
    SPRITE.write_text(HEAD + "".join(symbol(name, source) for name in names) + "</svg>\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "node_modules/@tabler/icons/icons")
