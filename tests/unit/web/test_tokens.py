"""The table of colours is that of the house, and every pair that carries words or marks can be read (WCAG 2.2 AA)."""

import re
from pathlib import Path

import pytest

CSS = (Path(__file__).parents[3] / "src/anlan/web/static/web/css/tokens.css").read_text()
HOUSE = {
    "dark": {
        "ground": "#06121f", "panel": "#0b1d30", "raised": "#12283f", "line": "#1e3a56", "text": "#e8f0f8",
        "dim": "#9fb4c8", "accent": "#3ba7ff", "red": "#ff4d4f", "orange": "#ff9f1c", "yellow": "#ffd43b",
        "blue": "#4dabf7", "good": "#37b24d", "late": "#ff4d4f",
    },
    "light": {
        "ground": "#f4f6f8", "panel": "#ffffff", "raised": "#ffffff", "line": "#d8dee6", "text": "#17212b",
        "dim": "#5a6b7b", "accent": "#0b63c5", "red": "#c92a2a", "orange": "#d9600a", "yellow": "#b98900",
        "blue": "#1c6fd1", "good": "#2b8a3e", "late": "#c92a2a",
    },
}  # fmt: skip
SURFACES = ("ground", "panel", "raised")
SOFT = ("red-soft", "orange-soft", "yellow-soft", "blue-soft", "good-soft", "accent-soft")
LEVELS = ("red", "orange", "yellow", "blue", "none")
WORDS = [
    *((text, on) for text in ("text", "dim", "accent") for on in SURFACES),
    *(("text", on) for on in SOFT),
    ("on-accent", "accent"),
    ("on-danger", "danger"),
]
# A level is read from its word and from the icon within its swatch; swatches lie on panels. The law's yellow is too
# light to stand alone on the light ground (2.9 to 1), and nothing relies on it there.
MARKS = [
    *((level, on) for level in LEVELS for on in ("panel", "raised")),
    *((mark, on) for mark in ("good", "late", "control-line") for on in SURFACES),
    *(("on-level", level) for level in LEVELS),
]


def tokens(theme: str) -> dict[str, str]:
    block = re.search(rf'\[data-bs-theme="{theme}"\] \{{(.*?)\}}', CSS, re.DOTALL).group(1)
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_gives_the_extremes_that_the_standard_names():
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#777777") == 1


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_the_colours_are_those_of_the_house(theme):
    found = tokens(theme)
    assert {name: found[name] for name in HOUSE[theme]} == HOUSE[theme]


@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize(("text", "ground"), WORDS)
def test_words_stand_out_by_four_and_a_half_to_one(theme, text, ground):
    found = tokens(theme)
    assert contrast(found[text], found[ground]) >= 4.5


@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize(("mark", "ground"), MARKS)
def test_marks_and_edges_stand_out_by_three_to_one(theme, mark, ground):
    found = tokens(theme)
    assert contrast(found[mark], found[ground]) >= 3


def test_both_themes_name_the_same_tokens():
    assert tokens("dark").keys() == tokens("light").keys()
