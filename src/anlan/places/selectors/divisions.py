"""Divisions in force and what became of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Length

from anlan.kernel.errors import NotFound
from anlan.kernel.regions import NATION, RegionLevel
from anlan.places.domain.editions import Standing
from anlan.places.models import Division as DivisionRow
from anlan.places.models import DivisionChange, Edition, Footprint, Population
from anlan.support.rows import Rows

_NARROWING = 12
_LONGEST_TEXT = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Division:
    """A division as other rooms see it; without a known or drawn point longitude and latitude are ``None``.

    ``position_source`` is ``boundary``, ``known`` (doubtful), ``schematic`` or empty.
    """

    code: str
    name: str
    level: RegionLevel
    parent: str
    standing: Standing
    longitude: float | None
    latitude: float | None
    position_source: str
    valid_from: date | None
    valid_to: date | None
    source: str
    edition: date
    persons: int | None
    households: int | None

    @property
    def is_schematic(self) -> bool:
        """Tell whether the position is drawn rather than known."""
        return self.position_source == "schematic"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """What became of a division when an edition was loaded."""

    kind: str
    old_code: str
    new_code: str
    old_name: str
    new_name: str
    source: str
    edition: date


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionRow:
    """A list or set of outlines that was loaded."""

    source: str
    edition: date
    within: str
    rows: int
    changes: int


def division(code: str) -> Division:
    """Return the division in force of a code, or the last one that had it."""
    rows = DivisionRow.objects.filter(code=code).order_by("-valid_to")
    row = next((each for each in rows if each.valid_to is None), None) or rows.first()
    if row is None:
        raise NotFound(what="division", id=code)
    return _divisions([row])[0]


def middle_of(code: str) -> tuple[float, float] | None:
    """Return where a division is, longitude first; nothing where there is none or its place is unknown."""
    found = divisions([code]).get(code) if code else None
    if found is None or found.longitude is None or found.latitude is None:
        return None
    return found.longitude, found.latitude


def divisions(codes: Iterable[str]) -> dict[str, Division]:
    """Return the divisions in force of the codes that are in a list."""
    return {row.code: row for row in _divisions(_in_force().filter(code__in=tuple(codes)))}


def children(code: str) -> tuple[Division, ...]:
    """Return the divisions right below ``code`` (the provinces below the nation), in the order of codes."""
    return _divisions(_in_force().filter(parent=code).order_by("code"))


def descendants(code: str, level: RegionLevel) -> tuple[Division, ...]:
    """Return all divisions of ``level`` in ``code``, in the order of codes."""
    return _divisions(_in_force().filter(code__startswith=code, level=level).order_by("code"))


def listing(code: str, level: RegionLevel) -> Rows[Division]:
    """Return the divisions of one level in a region, read only as far as they are looked at."""
    return Rows(_in_force().filter(code__startswith=code, level=level).order_by("code"), _divisions)


def descendant_codes(code: str, level: RegionLevel) -> tuple[str, ...]:
    """Return the codes of all divisions of ``level`` in ``code``, in their order."""
    rows = _in_force().filter(code__startswith=code, level=level).order_by("code")
    return tuple(rows.values_list("code", flat=True))


def counts_below(code: str) -> dict[RegionLevel, int]:
    """Return how many divisions of each level lie in ``code``; groupings and statistical units are not counted."""
    rows = _in_force().filter(code__startswith=code, standing=Standing.CIVIL).exclude(code=code)
    found = rows.order_by().values_list("level").annotate(count=Count("id"))
    return {RegionLevel(level): count for level, count in sorted(found)}


def child_counts(codes: Iterable[str]) -> dict[str, int]:
    """Return how many divisions stand right below each code."""
    rows = _in_force().filter(parent__in=tuple(codes)).order_by().values_list("parent").annotate(count=Count("id"))
    return dict(rows)


def search(text: str, *, within: str = NATION, limit: int = 20) -> tuple[Division, ...]:
    """Return the divisions in ``within`` that ``text`` fits, the best first.

    A text is a code, a name or the beginning of its pinyin or initials. Of several words the last names the division
    and those before it the places it lies in.
    """
    words = text.strip().lower()[:_LONGEST_TEXT].split()
    if not words:
        return ()
    scope: Sequence[str] = (within,)
    for word in words[:-1]:
        scope = [row.code for row in _matches(word, scope)[:_NARROWING]]
    return _divisions(_matches(words[-1], scope)[:limit])


def history(code: str) -> tuple[Division, ...]:
    """Return every division that has had this code, newest first."""
    return _divisions(DivisionRow.objects.filter(code=code).order_by("-id"))


def changes(code: str) -> tuple[ChangeRow, ...]:
    """Return what became of a code by the editions that were loaded, newest first."""
    rows = DivisionChange.objects.filter(Q(old_code=code) | Q(new_code=code)).select_related("edition")
    return tuple(
        ChangeRow(
            kind=row.kind,
            old_code=row.old_code,
            new_code=row.new_code,
            old_name=row.old_name,
            new_name=row.new_name,
            source=row.edition.source,
            edition=row.edition.edition,
        )
        for row in rows.order_by("-id")
    )


def editions(*, limit: int = 20) -> tuple[EditionRow, ...]:
    """Return the lists and outlines that were loaded, newest first."""
    rows = Edition.objects.annotate(count=Count("changes")).order_by("-id")[:limit]
    return tuple(
        EditionRow(source=row.source, edition=row.edition, within=row.within, rows=row.rows, changes=row.count)
        for row in rows
    )


def persons_in(code: str) -> int | None:
    """Return how many people live in a division, where that is known."""
    return Population.objects.filter(code=code).values_list("persons", flat=True).first()


def has_demonstration_populations() -> bool:
    """Tell whether invented figures of population are stored."""
    return Population.objects.filter(is_demonstration=True).exists()


def _in_force() -> QuerySet[DivisionRow]:
    return DivisionRow.objects.filter(valid_to=None)


def _matches(word: str, scope: Sequence[str]) -> QuerySet[DivisionRow]:
    """Return the rows in ``scope`` that one word fits, the best first."""
    inside = Q(pk__in=[])
    for region in scope:
        inside |= Q(code__startswith=region) if region else Q()
    exact, begins, holds = _fits(word)
    rank = Case(When(exact, then=Value(0)), When(begins, then=Value(1)), default=Value(2), output_field=IntegerField())
    rows = _in_force() if "" in scope else _in_force().filter(inside)
    return rows.filter(exact | begins | holds).order_by(rank, "level", Length("name"), "code")


def _fits(word: str) -> tuple[Q, Q, Q]:
    """Return the conditions that a word is, begins, or is part of a code, name or spelling."""
    if word.isascii() and word.isdigit():
        short = word.rstrip("0") if len(word) == len("513433000000") else word
        return Q(code=short), Q(code__startswith=short), Q(code__startswith=word)
    if word.isascii():
        begins = Q(initials__startswith=word) | Q(pinyin__startswith=word)
        return Q(initials=word) | Q(pinyin=word), begins, Q(pinyin__contains=word)
    return Q(name=word), Q(name__startswith=word), Q(name__contains=word)


def _divisions(rows: Iterable[DivisionRow]) -> tuple[Division, ...]:
    """Return the rows with position and population, which two more queries give."""
    found = list(rows)
    codes = [row.code for row in found]
    points = {f.code: f for f in Footprint.objects.filter(code__in=codes).only("code", "point", "point_source")}
    counts = Population.objects.in_bulk(codes)
    return tuple(_row(row, points.get(row.code), counts.get(row.code)) for row in found)


def _row(row: DivisionRow, place: Footprint | None, count: Population | None) -> Division:
    return Division(
        code=row.code,
        name=row.name,
        level=RegionLevel(row.level),
        parent=row.parent,
        standing=Standing(row.standing),
        longitude=place.point.x if place else None,
        latitude=place.point.y if place else None,
        position_source=place.point_source if place else "",
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        source=row.source,
        edition=row.edition,
        persons=count.persons if count else None,
        households=count.households if count else None,
    )
