"""Questions about duty lists: which there are, what stands on one, and how it stands on a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, QuerySet

from anlan.kernel.actors import Actor
from anlan.notices import api as notices
from anlan.people import api as people
from anlan.safety_duties.domain.rhythm import Rhythm
from anlan.safety_duties.domain.standing import Duty, Share, Standing, standing_of_share, standing_of_times
from anlan.safety_duties.models import DutyItem, DutyList, DutyRecord, Notice, Score
from anlan.safety_duties.selectors.evidence import Asked, Found, found_in_records
from anlan.safety_duties.selectors.scope import require_seen, visible
from anlan.safety_duties.selectors.tables import evidences
from anlan.support.rows import Rows

_SORTS: Final = {
    "holder": ("holder", "id"),
    "progress": ("progress", "id"),
    "-progress": ("-progress", "id"),
    "behind": ("behind", "id"),
    "-behind": ("-behind", "id"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ListFilter:
    """Which lists are wanted; empty fields filter nothing."""

    holder_kind: str = ""
    state: str = ""
    year: int = 0
    region: str = ""
    text: str = ""
    is_behind: bool = False
    enterprise_id: UUID | None = None
    sort: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRow:
    """A list with how it stood when it was last reckoned."""

    id: UUID
    holder_kind: str
    holder: str
    post: str
    region: str
    enterprise_id: UUID | None
    year: int
    state: str
    template: str
    edition: str
    made_by_id: str
    made_by: str
    made_at: datetime
    submitted_by_id: str
    decided_by: str
    decided_at: datetime | None
    reason: str
    progress: Decimal | None
    behind: int
    holder_person_id: UUID | None
    leader_person_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRow:
    """A duty of a list."""

    id: UUID
    place: int
    text: str
    basis: str
    measure: str
    proof: str
    evidence: str
    rhythm: str
    target: int
    weight: int
    due: date | None

    @property
    def is_share(self) -> bool:
        """Tell whether it asks for a percentage."""
        return bool(self.evidence) and evidences()[self.evidence].is_share

    @property
    def id_text(self) -> str:
        """Return the id as text, for names within a page."""
        return str(self.id)

    def duty(self, year: int) -> Duty:
        """Return what is reckoned with."""
        rhythm = Rhythm(self.rhythm)
        return Duty(year=year, rhythm=rhythm, target=self.target, weight=self.weight, due=self.due)


@dataclass(frozen=True, slots=True)
class Stands:
    """A duty with its standing on a day."""

    item: ItemRow
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRow:
    """What was entered as done."""

    id: UUID
    item_id: UUID
    duty: str
    day: date
    amount: int
    text: str
    picture_type: str
    by: str
    by_id: str
    at: datetime
    withdrawn: str
    withdrawn_by: str

    @property
    def id_text(self) -> str:
        """Return the id as text, for names within a page."""
        return str(self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRow:
    """A duty that fell behind, and the holder's answer."""

    id: UUID
    duty: str
    until: date
    owed: int
    done: int
    at: datetime
    answer: str
    answered_by: str
    answered_at: datetime | None
    told: tuple[notices.Told, ...]

    @property
    def id_text(self) -> str:
        """Return the id as text, for names within a page."""
        return str(self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreRow:
    """The score of a period with its reckoning, one line a duty."""

    period: str
    score: Decimal
    grade: str
    edition: str
    lines: tuple[dict[str, Any], ...]
    note: str
    by: str
    at: datetime


def lists(actor: Actor, wanted: ListFilter) -> Rows[ListRow]:
    """Return the lists that match, those behind first."""
    order = _SORTS.get(wanted.sort, ("-year", "-behind", "region", "holder", "id"))
    return Rows(_matching(actor, wanted).order_by(*order), _rows)


def list_counts(actor: Actor, wanted: ListFilter) -> dict[str, int]:
    """Return how many lists there are in each state."""
    found = _matching(actor, wanted).order_by().values_list("state").annotate(count=Count("id"))
    return dict(found)


def duty_list(actor: Actor, list_id: UUID) -> ListRow:
    """Return one list."""
    return _rows([require_seen(actor, visible(actor).filter(id=list_id).first())])[0]


def items_of(list_id: UUID) -> tuple[ItemRow, ...]:
    """Return the duties of a list that the caller may see."""
    names = ItemRow.__dataclass_fields__
    rows = DutyItem.objects.filter(list_id=list_id).order_by("place", "id")
    return tuple(ItemRow(**{name: getattr(row, name) for name in names}) for row in rows)


def standings(row: ListRow | DutyList, today: date) -> tuple[Stands, ...]:
    """Return how each duty of a list stands on a day, out of the records and of what was entered.

    Shares are those of the end of the day before.
    """
    entered: dict[UUID, list[tuple[date, int]]] = {}
    rows = DutyRecord.objects.filter(item__list_id=row.id, withdrawn="", day__lte=today)
    for item_id, day, amount in rows.values_list("item_id", "day", "amount"):
        entered.setdefault(item_id, []).append((day, amount))
    asked = Asked(
        row.region, row.holder, row.enterprise_id, row.year, min(today - timedelta(days=1), date(row.year, 12, 31))
    )
    told: dict[str, Found] = {}
    found = []
    for item in items_of(row.id):
        if item.evidence and item.evidence not in told:
            told[item.evidence] = found_in_records(item.evidence, asked)
        done = told[item.evidence] if item.evidence else tuple(entered.get(item.id, ()))
        duty = item.duty(row.year)
        standing = standing_of_share(duty, done) if isinstance(done, Share) else standing_of_times(duty, done, today)
        found.append(Stands(item, standing))
    return tuple(found)


def entries_of(list_id: UUID) -> tuple[RecordRow, ...]:
    """Return what was entered on a list that the caller may see, the newest first."""
    names = RecordRow.__dataclass_fields__.keys() - {"duty"}
    rows = DutyRecord.objects.filter(item__list_id=list_id).select_related("item").defer("picture")
    return tuple(RecordRow(duty=row.item.text, **{name: getattr(row, name) for name in names}) for row in rows)


def entry_picture(actor: Actor, record_id: UUID) -> tuple[bytes, str] | None:
    """Return the picture of an entry with its kind, or nothing where it has none."""
    row = DutyRecord.objects.filter(id=record_id).select_related("item__list").first()
    require_seen(actor, row.item.list if row else None)
    return (bytes(row.picture), row.picture_type) if row and row.picture else None


def notices_of(list_id: UUID) -> tuple[NoticeRow, ...]:
    """Return where a list fell behind, the latest first."""
    names = NoticeRow.__dataclass_fields__.keys() - {"duty", "told"}
    rows = list(Notice.objects.filter(item__list_id=list_id).select_related("item"))
    told = notices.told_about([about_notice(row.id) for row in rows])
    return tuple(
        NoticeRow(duty=row.item.text, told=told[about_notice(row.id)], **{name: getattr(row, name) for name in names})
        for row in rows
    )


def about_notice(notice_id: UUID) -> str:
    """Return by what the room of notices knows a duty that fell behind."""
    return f"duty_notice:{notice_id}"


def named_persons(row: ListRow) -> dict[str, people.Person | None]:
    """Return who is told where a list falls behind: the holder's person and the leader above."""
    wanted = {"holder": row.holder_person_id, "leader": row.leader_person_id}
    known = people.persons_by_id(each for each in wanted.values() if each)
    return {role: known.get(each) if each else None for role, each in wanted.items()}


def scores_of(list_id: UUID) -> tuple[ScoreRow, ...]:
    """Return the scores of a list."""
    names = ScoreRow.__dataclass_fields__.keys() - {"lines"}
    rows = Score.objects.filter(list_id=list_id).order_by("period")
    return tuple(ScoreRow(lines=tuple(row.lines), **{name: getattr(row, name) for name in names}) for row in rows)


def years(actor: Actor) -> tuple[int, ...]:
    """Return the years of which there are lists, the newest first."""
    return tuple(visible(actor).order_by("-year").values_list("year", flat=True).distinct())


def _matching(actor: Actor, wanted: ListFilter) -> QuerySet[DutyList]:
    rows = visible(actor)
    told = {
        "holder_kind": wanted.holder_kind,
        "state": wanted.state,
        "year": wanted.year,
        "region__startswith": wanted.region,
        "holder__contains": wanted.text,
        "enterprise_id": wanted.enterprise_id,
    }
    rows = rows.filter(**{name: value for name, value in told.items() if value})
    return rows.filter(behind__gt=0) if wanted.is_behind else rows


def _rows(rows: Sequence[DutyList]) -> tuple[ListRow, ...]:
    names = ListRow.__dataclass_fields__
    return tuple(ListRow(**{name: getattr(row, name) for name in names}) for row in rows)
