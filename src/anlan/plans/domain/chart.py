"""A flow chart as boxes, texts and lines with their places: laid out once here, drawn as SVG by a template."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

SIZE: Final = 13
"""Height of a letter; a Chinese one is as wide, a Latin one a little more than half."""

_ROW: Final = 19
_PAD: Final = 10
_NARROW: Final = 0.56
_NO_START: Final = "\uff0c\u3002\u3001\uff1b\uff1a\uff09\u300d\u300f\u300b\u201d\uff01\uff1f%)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One line of text; ``y`` is its base line, ``part`` says what it is: title, line, aside or state."""

    x: int
    y: int
    text: str
    part: str = "line"


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A box of the chart; ``tone`` says what it stands for, ``state`` how far it is in a running response."""

    x: int
    y: int
    width: int
    height: int
    tone: str
    texts: tuple[Text, ...]
    state: str = ""

    @property
    def middle(self) -> int:
        """Return the middle of its top and bottom side."""
        return self.x + self.width // 2

    @property
    def bottom(self) -> int:
        """Return where it ends."""
        return self.y + self.height


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line with an arrow at its end."""

    points: tuple[tuple[int, int], ...]

    @property
    def path(self) -> str:
        """Return it as an SVG path."""
        return "M" + " L".join(f"{x} {y}" for x, y in self.points)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A whole chart; ``name`` tells it apart from others of the page."""

    name: str
    width: int
    height: int
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a box says before it has a place: a title with an aside at its right, lines, and a state under them."""

    title: str
    lines: tuple[str, ...] = ()
    aside: str = ""
    note: str = ""
    state: str = ""


def width_of(text: str) -> float:
    """Return how wide a text is, in heights of a letter."""
    return sum(1.0 if ord(letter) > 0x2E80 else _NARROW for letter in text)


def wrapped(text: str, room: int) -> list[str]:
    """Return a text in lines of at most ``room`` points; no line begins with a closing mark."""
    most = max(room / SIZE, 2)
    lines, line = [], ""
    for letter in text:
        if width_of(line + letter) > most and line and letter not in _NO_START:
            lines.append(line)
            line = ""
        line += letter
    return [*lines, line] if line else lines


def box_of(words: Words, tone: str, *, at: tuple[int, int], width: int, state: str = "") -> Box:
    """Return a box that is as high as its words need."""
    room = width - 2 * _PAD
    x, y = at
    rows: list[tuple[str, str]] = []
    beside = round((width_of(words.aside) + 1) * SIZE) if words.aside else 0
    rows += [("title", row) for row in wrapped(words.title, room - beside)]
    for line in words.lines:
        rows += [("line", row) for row in wrapped(line, room)]
    rows += [("note", row) for row in wrapped(words.note, room)]
    rows += [("state", row) for row in wrapped(words.state, room)]
    texts = [
        Text(x=x + _PAD, y=y + _PAD + SIZE + _ROW * number, text=row, part=part)
        for number, (part, row) in enumerate(rows)
    ]
    if words.aside:
        texts.append(Text(x=x + width - _PAD, y=y + _PAD + SIZE, text=words.aside, part="aside"))
    height = 2 * _PAD + _ROW * len(rows) - (_ROW - SIZE) // 2
    return Box(x=x, y=y, width=width, height=height, tone=tone, texts=tuple(texts), state=state)


def as_high(boxes: Sequence[Box]) -> list[Box]:
    """Return boxes of one row, all as high as the highest."""
    height = max(box.height for box in boxes)
    return [replace(box, height=height) for box in boxes]


def down(above: Box, below: Box) -> Line:
    """Return the line from a box straight down to the next; they share their middle."""
    return Line(points=((above.middle, above.bottom), (above.middle, below.y)))


def end_of(boxes: Iterable[Box]) -> int:
    """Return where the lowest box ends."""
    return max((box.bottom for box in boxes), default=0)
