"""Reads ``$filter`` and ``$orderby``: a tokeniser and a recursive descent, with limits on length and depth."""

import re
from datetime import date, time
from typing import Final, NoReturn

from anlan.protocols.sensorthings.errors import BadQuery
from anlan.protocols.sensorthings.schema import Kind
from anlan.protocols.sensorthings.times import instant, interval
from anlan.protocols.sensorthings.tree import Binary, Call, Literal, Node, Path, Unary

LONGEST: Final = 8000
_DEEPEST: Final = 30
_MOST_TOKENS: Final = 600
_INSTANT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+\- ]\d\d:?\d\d)"
_TOKEN: Final = re.compile(
    rf"""\s*(?:
      (?P<geometry>geography'(?:[^']|'')*')
    | (?P<duration>duration'[^']*')
    | (?P<text>'(?:[^']|'')*')
    | (?P<interval>{_INSTANT}/{_INSTANT})
    | (?P<instant>{_INSTANT})
    | (?P<date>\d{{4}}-\d\d-\d\d(?![\dT]))
    | (?P<clock>\d\d:\d\d:\d\d(?:\.\d+)?)
    | (?P<number>\d+(?:\.\d+)?(?:[eE][+\-]?\d+)?)
    | (?P<word>[^\W\d]\w*(?:\.\w+)*(?=\s*\()|[@$]?[^\W\d][\w.\-@]*(?:/[\w.\-@]+)*)
    | (?P<mark>[(),\-])
    )""",
    re.VERBOSE,
)
_COMPARISONS: Final = frozenset({"eq", "ne", "gt", "ge", "lt", "le"})
_LEVELS: Final = (("or",), ("and",))
_SUMS: Final = ("add", "sub")
_PRODUCTS: Final = ("mul", "div", "mod")
_WORDS: Final = {"true": (True, Kind.BOOLEAN), "false": (False, Kind.BOOLEAN), "null": (None, Kind.NULL)}
_DURATION: Final = re.compile(r"-?P(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+(?:\.\d+)?S)?)?")


def parse_filter(text: str) -> Node:
    """Return the tree of a filter; raise ``BadQuery`` with the place where it cannot be read."""
    reader = _Reader("$filter", text)
    node = reader.expression()
    reader.finish()
    return node


def parse_order(text: str) -> tuple[tuple[Node, bool], ...]:
    """Return the expressions to sort by, each with whether it descends."""
    reader = _Reader("$orderby", text)
    found = []
    while True:
        node = reader.expression()
        found.append((node, bool(reader.take_word("desc"))))
        if not found[-1][1]:
            reader.take_word("asc")
        if not reader.take_mark(","):
            break
    reader.finish()
    return tuple(found)


class _Reader:
    """Walks over the tokens of one text."""

    def __init__(self, option: str, text: str) -> None:
        self._option = option
        self._text = text
        if len(text) > LONGEST:
            self._refuse(f"is longer than {LONGEST} characters")
        self._tokens = self._read(text)
        self._next = 0
        self._depth = 0

    def _read(self, text: str) -> list[tuple[str, str, int]]:
        tokens, at, end = [], 0, len(text.rstrip())
        while at < end:
            found = _TOKEN.match(text, at)
            if not found or not found.lastgroup:
                self._refuse(f"cannot be read at character {at + 1}: {text[at : at + 20]!r}")
            tokens.append((found.lastgroup, found[found.lastgroup], found.start(found.lastgroup)))
            at = found.end()
            if len(tokens) > _MOST_TOKENS:
                self._refuse(f"has more than {_MOST_TOKENS} parts")
        return tokens

    def _refuse(self, detail: str) -> NoReturn:
        raise BadQuery(option=self._option, detail=detail)

    def _refuse_here(self) -> NoReturn:
        if self._next < len(self._tokens):
            _, text, at = self._tokens[self._next]
            self._refuse(f"{text[:40]!r} is not expected at character {at + 1}")
        self._refuse("ends too early")

    def _peek(self) -> tuple[str, str]:
        return self._tokens[self._next][:2] if self._next < len(self._tokens) else ("", "")

    def take_word(self, *words: str) -> str:
        """Take one of the words where it stands next, else return nothing."""
        kind, text = self._peek()
        if kind == "word" and text in words:
            self._next += 1
            return text
        return ""

    def take_mark(self, mark: str) -> bool:
        """Take a mark where it stands next."""
        found = self._peek() == ("mark", mark)
        self._next += found
        return found

    def finish(self) -> None:
        """Refuse what stands behind the expression."""
        if self._next < len(self._tokens):
            self._refuse_here()

    def expression(self) -> Node:
        """Read one expression."""
        self._depth += 1
        if self._depth > _DEEPEST:
            self._refuse(f"is nested deeper than {_DEEPEST}")
        node = self._logical(0)
        self._depth -= 1
        return node

    def _logical(self, level: int) -> Node:
        if level == len(_LEVELS):
            return self._negation()
        node = self._logical(level + 1)
        while word := self.take_word(*_LEVELS[level]):
            node = Binary(word, node, self._logical(level + 1))
        return node

    def _negation(self) -> Node:
        is_negated = False
        while self.take_word("not"):
            is_negated = not is_negated
        node = self._comparison()
        return Unary("not", node) if is_negated else node

    def _comparison(self) -> Node:
        node = self._sum()
        if word := self.take_word(*_COMPARISONS):
            node = Binary(word, node, self._sum())
        return node

    def _sum(self) -> Node:
        node = self._product()
        while word := self.take_word(*_SUMS):
            node = Binary(word, node, self._product())
        return node

    def _product(self) -> Node:
        node = self._signed()
        while word := self.take_word(*_PRODUCTS):
            node = Binary(word, node, self._signed())
        return node

    def _signed(self) -> Node:
        if not self.take_mark("-"):
            return self._primary()
        node = self._primary()
        if isinstance(node, Literal) and isinstance(node.value, int | float):
            return Literal(-node.value, node.kind)
        return Unary("-", node)

    def _primary(self) -> Node:
        if self.take_mark("("):
            node = self.expression()
            if not self.take_mark(")"):
                self._refuse_here()
            return node
        kind, text = self._peek()
        if kind in ("", "mark"):
            self._refuse_here()
        self._next += 1
        if kind != "word":
            return self._literal(kind, text)
        if text in _WORDS:
            return Literal(*_WORDS[text])
        if self.take_mark("("):
            return Call(text, self._arguments())
        return Path(tuple(text.split("/")))

    def _arguments(self) -> tuple[Node, ...]:
        if self.take_mark(")"):
            return ()
        found = [self.expression()]
        while self.take_mark(","):
            found.append(self.expression())
        if not self.take_mark(")"):
            self._refuse_here()
        return tuple(found)

    def _literal(self, kind: str, text: str) -> Literal:
        try:
            return _LITERALS[kind](text)
        except (ValueError, OverflowError) as error:
            self._refuse(str(error))


def _quoted(text: str) -> str:
    return text[text.index("'") + 1 : -1].replace("''", "'")


def _text(text: str) -> Literal:
    if "\0" in text:
        raise ValueError("a string must not hold the character U+0000")
    return Literal(_quoted(text), Kind.TEXT)


def _number(text: str) -> Literal:
    value = float(text)
    if value in (float("inf"), float("-inf")):
        raise ValueError(f"{text[:40]} is too large")
    return Literal(int(text) if text.isdigit() and len(text) < 16 else value, Kind.NUMBER)


def _duration(text: str) -> Literal:
    inner = _quoted(text)
    if not _DURATION.fullmatch(inner) or inner in ("P", "-P") or len(inner) > 30:
        raise ValueError(f"{inner[:40]!r} is no duration such as PT1H")
    return Literal(inner, Kind.DURATION)


_LITERALS: Final = {
    "geometry": lambda text: Literal(_quoted(text), Kind.GEOMETRY),
    "duration": _duration,
    "text": _text,
    "interval": lambda text: Literal(interval(text), Kind.INTERVAL),
    "instant": lambda text: Literal(instant(text), Kind.INSTANT),
    "date": lambda text: Literal(date.fromisoformat(text), Kind.DATE),
    "clock": lambda text: Literal(time.fromisoformat(text), Kind.CLOCK),
    "number": _number,
}
