"""Articles cited by number: "article 17" in Chinese numerals or digits, read out of a question and compared."""

import re
from dataclasses import dataclass
from typing import Final

_DIGITS: Final = "\u96f6\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d"
_ZERO_RING, _TEN, _HUNDRED, _THOUSAND = "\u3007", "\u5341", "\u767e", "\u5343"
_UNITS: Final = {_TEN: 10, _HUNDRED: 100, _THOUSAND: 1000}
_NUMERAL: Final = f"[{_DIGITS}{_ZERO_RING}{_TEN}{_HUNDRED}{_THOUSAND}]{{1,8}}|\\d{{1,4}}"
_ARTICLE: Final = re.compile(f"\u7b2c?\\s*({_NUMERAL})\\s*\u6761(?:\\s*\u4e4b\\s*({_NUMERAL}))?")
_LABEL: Final = re.compile(f"\u7b2c({_NUMERAL})\u6761(?:\u4e4b({_NUMERAL}))?")


@dataclass(frozen=True, slots=True, order=True)
class Article:
    """An article by its number; ``sub`` where one was put in after it ("article 17-1"), else nought."""

    number: int
    sub: int = 0

    @property
    def labels(self) -> tuple[str, ...]:
        """Return how a paper may write it: in Chinese numerals, or in digits."""
        forms = (numeral(self.number), str(self.number))
        subs = (numeral(self.sub), str(self.sub)) if self.sub else ("", "")
        return tuple(f"\u7b2c{n}\u6761" + (f"\u4e4b{s}" if s else "") for n, s in zip(forms, subs, strict=True))


def cited(text: str) -> tuple[str, Article | None]:
    """Return what a question asks besides the first article that it cites, and that article."""
    match = _ARTICLE.search(text)
    if match is None:
        return text, None
    return f"{text[: match.start()]} {text[match.end() :]}".strip(), _article(match)


def article_of(label: str) -> Article | None:
    """Return the article whose label this is; nothing for other labels."""
    match = _LABEL.fullmatch(label)
    return _article(match) if match else None


def value_of(text: str) -> int:
    """Return the number that a numeral writes; runs of bare digits are read place by place."""
    if text.isdecimal() and text.isascii():
        return int(text)
    text = text.replace(_ZERO_RING, _DIGITS[0])
    if not any(sign in _UNITS for sign in text):
        return int("".join(str(_DIGITS.index(sign)) for sign in text))
    total, digit = 0, 0
    for sign in text:
        if sign in _UNITS:
            total, digit = total + (digit or 1) * _UNITS[sign], 0
        else:
            digit = _DIGITS.index(sign)
    return total + digit


def numeral(number: int) -> str:
    """Return a number below ten thousand as articles are counted."""
    text, lower = "", number
    for sign, unit in ((_THOUSAND, 1000), (_HUNDRED, 100), (_TEN, 10)):
        digit, lower = divmod(lower, unit)
        if digit:
            text += ("" if unit == 10 and digit == 1 and not text else _DIGITS[digit]) + sign
        elif text and lower and not text.endswith(_DIGITS[0]):
            text += _DIGITS[0]
    return (text + (_DIGITS[lower] if lower else "")) or _DIGITS[0]


def _article(match: re.Match[str]) -> Article:
    return Article(value_of(match[1]), value_of(match[2]) if match[2] else 0)
