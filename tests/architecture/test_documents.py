"""The documents name what there is."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "anlan"
ROOMS = sorted(path.name for path in SOURCE.iterdir() if path.is_dir() and not path.name.startswith("_"))
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
WORDS_OF_THE_WORKPLACE = re.compile(
    r"/work/[a-z]+/(?:src|main|var)|\bclaude\b|\banthropic\b|pypi\.org|npmjs\.org|pythonhosted", re.IGNORECASE
)
TEXTS = [
    path
    for pattern in ("*.md", "*.py", "*.html", "*.toml", "*.sh", "Makefile", "*.yml", "*.json", "*.lock")
    for path in ROOT.rglob(pattern)
    if not {"var", "node_modules", ".venv", ".git"} & set(path.relative_to(ROOT).parts) and path != Path(__file__)
]


@pytest.mark.parametrize("room", ROOMS)
def test_the_architecture_page_names_the_room(room):
    assert f"`{room}`" in (ROOT / "ARCHITECTURE.md").read_text()


@pytest.mark.parametrize(
    "room", [room for room in ROOMS if room not in ("config", "workflows", "kernel", "science", "protocols")]
)
def test_each_room_has_its_page(room):
    assert (SOURCE / room / "README.md").is_file()


def test_the_architecture_page_names_every_arrow():
    page = (ROOT / "ARCHITECTURE.md").read_text()
    arrows = [path.stem for path in (SOURCE / "workflows").glob("*.py") if path.stem != "__init__"]
    assert [arrow for arrow in arrows if f"`{arrow}`" not in page] == []


def test_decisions_are_numbered_once_each():
    numbers = [path.name[:4] for path in DECISIONS]
    assert all(number.isdigit() for number in numbers)
    assert len(set(numbers)) == len(numbers)


def test_the_project_speaks_of_the_project_alone():
    found = [
        str(path.relative_to(ROOT)) for path in TEXTS if WORDS_OF_THE_WORKPLACE.search(path.read_text(errors="ignore"))
    ]
    assert found == []
