"""The frame of the public pages: light, one style sheet, no cookie, in the reader's language."""

from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlencode

from django.core.paginator import Page
from django.template.loader import render_to_string
from django.utils import translation

from anlan.public_warnings.pages.public.asking import Wish
from anlan.support.tables import load_table

_PAGES_IN: Final = ("zh-CN", "en")


def in_language(language: str) -> AbstractContextManager[Any]:
    """Return a context in which the page's own words are English for English, Chinese for everything else."""
    return translation.override("en" if language == "en" else "zh-hans")


def minute_of(now: datetime) -> int:
    """Return the minute in which a page is made: no page is kept longer."""
    return int(now.timestamp()) // 60


def render_page(name: str, wish: Wish, context: dict[str, Any], languages: tuple[str, ...] = _PAGES_IN) -> str:
    """Return a public page; ``languages`` are those its content is written in."""
    table = load_table("anlan.public_warnings", "public")
    names = table["own_names"]
    is_english = wish.language == "en"
    frame = {
        "wish": wish,
        "lang": "en" if is_english else "zh-Hans",
        "languages": [
            (code, names[code], wish.but(language=code, page=wish.page), code == wish.language) for code in languages
        ],
        "hotlines": [(each["number"], each["english"] if is_english else each["name"]) for each in table["hotline"]],
        "wish_home": Wish(language=wish.language).query,
        "wish_here": Wish(language=wish.language, place=wish.place).query,
        "all_url": wish.but(level=0, kind="", year=0),
    }
    return render_to_string(f"public_warnings/public/{name}.html", frame | context)


def pager(wish: Wish, page: Page) -> dict[str, Any]:
    """Return a page of a list with the addresses of the one before and the one after."""
    return {
        "page": page,
        "page_before": wish.but(page=page.number - 1),
        "page_after": wish.but(page=page.number + 1),
    }


def map_query(wish: Wish, mark: str) -> str:
    """Return the query of the map of a page: what it shows, and the state it shows."""
    given = {"place": wish.place, "level": wish.level, "kind": wish.kind, "v": mark}
    return "?" + urlencode({name: value for name, value in given.items() if value})
