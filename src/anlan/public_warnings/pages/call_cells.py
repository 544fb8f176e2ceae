"""Calls as the board draws them: thousands at a time, so everything a cell says is made ready here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localtime
from django.utils.translation import gettext

from anlan.public_warnings import api, words

_LEVELS = {"handed_up": "red", "calling": "yellow"}


@dataclass(frozen=True, slots=True)
class Cell:
    """One call on the board."""

    id: str
    township: str
    name: str
    state: str
    level: str
    word: str
    person: str
    until: str
    whole: int
    said: str
    moves: str


@dataclass(frozen=True, slots=True)
class Block:
    """One township with its calls."""

    calls: api.TownshipCalls
    cells: list[Cell]


def blocks(board: api.CallBoard) -> list[Block]:
    """Return the board's townships, worst first, each with its cells; those of which nothing is shown are left out."""
    by_township: dict[str, list[Cell]] = {}
    for cell in cells(board.rows):
        by_township.setdefault(cell.township, []).append(cell)
    return [Block(each, by_township[each.township]) for each in board.townships if each.township in by_township]


def cells(rows: Iterable[api.CallRow]) -> list[Cell]:
    """Return calls as cells."""
    said = {state: str(word) for state, word in words.CALL_WORDS.items()}
    ways = {way: str(word) for way, word in words.WAY_WORDS.items()}
    return [_cell(row, said, ways) for row in rows]


def _cell(row: api.CallRow, said: dict[str, str], ways: dict[str, str]) -> Cell:
    is_calling = row.state == "calling" and row.deadline_at is not None and row.called_at is not None
    return Cell(
        id=str(row.id),
        township=row.township,
        name=row.region_name.removeprefix(row.township_name) or row.region_name,
        state="help" if row.help_wanted_at else str(row.state),
        level=_LEVELS.get(row.state, "") if row.is_escalated else "",
        word=gettext("Help wanted") if row.help_wanted_at else said[row.state],
        person=row.confirmed_by if row.state == "confirmed" else row.person_name,
        until=row.deadline_at.isoformat() if is_calling else "",
        whole=int((row.deadline_at - row.called_at).total_seconds()) if is_calling else 0,
        said=_said(row, ways),
        moves=_moves(row),
    )


def _said(row: api.CallRow, ways: dict[str, str]) -> str:
    """Return when and how a call was confirmed, or how many of those needed have."""
    if row.state == "confirmed" and row.confirmed_at:
        return f"{_clock(row.confirmed_at)} {ways.get(row.confirmed_via, '')}"
    return f"{row.confirmations}/{row.needed}" if row.needed > 1 else ""


def _moves(row: api.CallRow) -> str:
    if not row.households_to_move:
        return ""
    return gettext("moved %(done)s/%(all)s") % {"done": row.households_moved, "all": row.households_to_move}


def _clock(instant: datetime) -> str:
    return f"{localtime(instant):%H:%M}"
