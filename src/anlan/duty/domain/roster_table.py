"""A roster as a table that people fill in: each line read, or refused by row with the rule that it breaks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from anlan.kernel.errors import AnlanError, InvalidValue

NEEDED = ("day", "part", "post", "name")
_HEAD_ROWS = 10


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a row is refused; its number as spreadsheets count."""

    row: int
    refusal: AnlanError


@dataclass(frozen=True, slots=True)
class Book:
    """What a table is read against: places by (day, part, post, seat), post keys by word, persons by name."""

    places: Mapping[tuple[date, str, str, int], UUID]
    posts: Mapping[str, str]
    persons: Mapping[str, Sequence[tuple[UUID, str]]]
    heads: Mapping[str, str]


def read_table(rows: Iterable[Sequence[str]], book: Book) -> tuple[dict[UUID, UUID | None], tuple[Refused, ...]]:
    """Return who shall stand at which place, and the rows that are refused; an empty name empties the place."""
    found: dict[UUID, UUID | None] = {}
    refused: list[Refused] = []
    columns: dict[str, int] = {}
    for number, row in enumerate(rows, 1):
        if not columns:
            columns = _columns(row, book.heads)
            if number >= _HEAD_ROWS and not columns:
                break
        elif any(cell.strip() for cell in row):
            try:
                place, person = _read(row, columns, book)
                if place in found:
                    raise InvalidValue(field="day", value=row[columns["day"]][:20], rule="place_stands_once")
                found[place] = person
            except InvalidValue as refusal:
                refused.append(Refused(number, refusal))
    if not columns:
        refused.append(Refused(1, InvalidValue(field="roster_table", value="", rule="columns_of_a_roster")))
    return found, tuple(refused)


def _columns(row: Sequence[str], heads: Mapping[str, str]) -> dict[str, int]:
    words = [cell.strip() for cell in row]
    found = {key: words.index(head) for key, head in heads.items() if head in words}
    return found if all(key in found for key in NEEDED) else {}


def _read(row: Sequence[str], columns: Mapping[str, int], book: Book) -> tuple[UUID, UUID | None]:
    cells = {key: row[index].strip() if index < len(row) else "" for key, index in columns.items()}
    try:
        day = date.fromisoformat(cells["day"][:10])
    except ValueError:
        raise InvalidValue(field="day", value=cells["day"][:20], rule="day_as_2026_05_01") from None
    post = book.posts.get(cells["post"])
    if post is None:
        raise InvalidValue(field="duty_post", value=cells["post"][:20], rule="one_of_the_list")
    seat = cells.get("seat") or "1"
    place = book.places.get((day, cells["part"], post, int(seat) if seat.isdecimal() and len(seat) < 3 else 0))
    if place is None:
        raise InvalidValue(field="day", value=f"{day} {cells['part'][:20]} {seat[:5]}", rule="place_of_this_roster")
    return place, _person(cells["name"], cells.get("person_post", ""), book)


def _person(name: str, post: str, book: Book) -> UUID | None:
    if not name:
        return None
    found = book.persons.get(name, ())
    if len(found) > 1:
        found = [each for each in found if each[1] == post] if post else found
    if not found:
        raise InvalidValue(field="person", value=name[:20], rule="person_of_this_region")
    if len(found) > 1:
        raise InvalidValue(field="person", value=name[:20], rule="several_of_this_name")
    return found[0][0]
