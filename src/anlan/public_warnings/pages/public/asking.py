"""What an address of the public side asks for, in one form, so that equal questions share one kept answer."""

import re
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urlencode

from django.http import HttpRequest

from anlan.kernel.errors import InvalidValue
from anlan.kernel.levels import Level
from anlan.kernel.regions import normalise
from anlan.places import api as places
from anlan.public_warnings import api

_MOST_PAGES: Final = 5000
_KIND: Final = re.compile("[0-9A-Z]{5}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A place, a colour, a kind, a year, a language and a page; what is unknown or absent stays empty."""

    place: str = ""
    level: int = 0
    kind: str = ""
    year: int = 0
    language: str = api.MAIN_LANGUAGE
    page: int = 1

    @property
    def filter(self) -> api.NoticeFilter:
        """Return what the questions take."""
        return api.NoticeFilter(region=self.place, level=self.level, kind=self.kind, year=self.year)

    @property
    def query(self) -> str:
        """Return the query of an address that asks for the same, with its question mark, or nothing."""
        given = {
            "place": self.place,
            "level": self.level,
            "kind": self.kind,
            "year": self.year,
            "lang": "" if self.language == api.MAIN_LANGUAGE else self.language,
            "page": self.page if self.page > 1 else "",
        }
        text = urlencode({name: value for name, value in given.items() if value})
        return f"?{text}" if text else ""

    def but(self, **changes: object) -> str:
        """Return the query of the same question with something changed, from its first page."""
        return replace(self, **({"page": 1} | changes)).query or "?"


def wish_of(request: HttpRequest) -> Wish:
    """Return what an address asks for."""
    given = request.GET
    kind, language = given.get("kind", ""), given.get("lang", "")
    level = _number(given.get("level", ""), int(Level.RED))
    return Wish(
        place=_place(given.get("place", "") or given.get("region", "")),
        level=level,
        kind=kind if _KIND.fullmatch(kind) else "",
        year=_number(given.get("year", ""), 9999),
        language=language if language in api.languages() else api.MAIN_LANGUAGE,
        page=max(_number(given.get("page", ""), _MOST_PAGES), 1),
    )


def _number(text: str, most: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 and int(text) <= most else 0


def _place(text: str) -> str:
    """Return the region of a code that some list holds, otherwise nothing."""
    if not (text.isascii() and text.isdigit() and len(text) <= 12):
        return ""
    try:
        code = normalise(text)
    except InvalidValue:
        return ""
    return code if code and places.names((code,))[code] != code else ""
