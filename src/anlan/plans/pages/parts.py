"""Between a plan's text and the forms of its parts: what a part's form shows, and the text after it was saved."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Final

from django import forms

from anlan.kernel.levels import Level
from anlan.plans.domain.text import (
    ActionCard,
    Addressee,
    Annex,
    CommandPost,
    Condition,
    Contact,
    Holder,
    PlanText,
    Post,
    Resource,
    ResponseLevel,
    Section,
    TaskTemplate,
    Trigger,
)
from anlan.plans.pages import plan_forms

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowPart:
    """A part that is a list: the form of its rows, and how an entry becomes a row and a row an entry."""

    form: type[forms.Form]
    is_of_level: bool
    row: Callable[[Any], Row]
    entry: Callable[[Row], Any]


def basics_row(text: PlanText) -> Row:
    """Return what the form of the basics shows."""
    row = {name: getattr(text, name) for name in plan_forms.BasicsForm.base_fields}
    return {**row, "kinds": " ".join(text.kinds), "bases": "\n".join(text.bases)}


def with_basics(text: PlanText, row: Row) -> PlanText:
    """Return the text with the basics as typed."""
    return replace(text, **{**row, "kinds": tuple(row["kinds"].split()), "bases": _lines(row["bases"])})


def level_row(level: ResponseLevel) -> Row:
    """Return what the form of a level shows."""
    row = {name: getattr(level, name, "") for name in plan_forms.LevelForm.base_fields}
    post = level.command_post
    return {**row, "post_name": post.name, "post_leader": post.leader, "groups": "\n".join(post.groups)}


def with_level(text: PlanText, number: int, row: Row) -> PlanText:
    """Return the text with who decides on a level as typed."""
    rest = {key: value for key, value in row.items() if key not in ("post_name", "post_leader", "groups")}
    rest = {key: tuple(value) if isinstance(value, list) else value for key, value in rest.items()}
    post = CommandPost(name=row["post_name"], leader=row["post_leader"], groups=_lines(row["groups"]))
    return _in_level(text, number, command_post=post, **rest)


def rows_of(text: PlanText, part: str, number: int) -> tuple[Row, ...]:
    """Return the rows that a list's form shows."""
    kept = ROW_PARTS[part]
    of = text.level(Level(5 - number)) if kept.is_of_level else text
    return tuple(kept.row(entry) for entry in getattr(of, part))


def with_rows(text: PlanText, part: str, number: int, rows: Sequence[Row]) -> PlanText:
    """Return the text with the rows of a list as typed; a new row gets a key of its own."""
    kept = ROW_PARTS[part]
    taken = {row["key"] for row in rows if row.get("key")}
    entries = []
    for row in rows:
        key = row.get("key") or _fresh_key(part, number, taken)
        taken.add(key)
        entries.append(kept.entry({**row, "key": key}))
    if kept.is_of_level:
        return _in_level(text, number, **{part: tuple(entries)})
    return replace(text, **{part: tuple(entries)})


def _fresh_key(part: str, number: int, taken: set[str]) -> str:
    stem = f"{('', 'I', 'II', 'III', 'IV')[number]}.{part[:-1]}" if number else part[:-1]
    count = 1
    while f"{stem}{count}" in taken:
        count += 1
    return f"{stem}{count}"


def _in_level(text: PlanText, number: int, **changes: Any) -> PlanText:
    levels = (replace(each, **changes) if each.number == number else each for each in text.levels)
    return replace(text, levels=tuple(levels))


def _lines(typed: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in typed.splitlines() if line.strip())


def _trigger_row(entry: Trigger) -> Row:
    row = {"key": entry.key, "text": entry.text, "source": entry.source, "mark": entry.mark}
    for count, need in enumerate(entry.needs[:3], start=1):
        row |= {f"fact{count}": need.fact, f"least{count}": need.at_least}
    return row


def _trigger(row: Row) -> Trigger:
    pairs = [(row[f"fact{count}"], row[f"least{count}"]) for count in (1, 2, 3)]
    needs = tuple(Condition(fact=fact, at_least=least) for fact, least in pairs if fact and least)
    kept = {name: row[name] for name in ("key", "text", "source", "mark")}
    return Trigger(**kept, needs=needs)


def _post_row(entry: Post) -> Row:
    of = entry.holder
    row = {name: getattr(entry, name) for name in ("key", "name", "duty", "group", "side", "leads")}
    return {**row, "role": of.role, "kind": of.kind, "branch": of.branch, "title": of.title, "person": of.name}


def _post(row: Row) -> Post:
    holder = Holder(role=row["role"], kind=row["kind"], branch=row["branch"], title=row["title"], name=row["person"])
    kept = {name: row[name] for name in ("key", "name", "duty", "group", "side", "leads")}
    return Post(**kept, holder=holder)


_TASK: Final = ("key", "to_text", "text", "within_minutes", "needs_feedback", "needs_photo", "needs_place")


def _task_row(entry: TaskTemplate) -> Row:
    row = {name: getattr(entry, name) for name in _TASK} | {"after": " ".join(entry.after), "who": entry.to.who}
    kind = {"team": entry.to.kind} if entry.to.who == "team" else {"kind": entry.to.kind}
    return {**row, **kind, "branch": entry.to.branch}


def _task(row: Row) -> TaskTemplate:
    kind = {"organisation": row["kind"], "team": row["team"]}.get(row["who"], "")
    branch = row["branch"] if row["kind"] == "department" and row["who"] == "organisation" else ""
    kept = {name: row[name] for name in _TASK}
    to = Addressee(who=row["who"], kind=kind, branch=branch)
    return TaskTemplate(**kept, to=to, after=tuple(row["after"].split()))


def _card_row(entry: ActionCard) -> Row:
    return {**asdict(entry), "steps": "\n".join(entry.steps), "tasks": " ".join(entry.tasks)}


def _card(row: Row) -> ActionCard:
    kept = {name: row[name] for name in ("key", "title", "holder")}
    return ActionCard(**kept, steps=_lines(row["steps"]), tasks=tuple(row["tasks"].split()))


def _plain(kind: type) -> Callable[[Row], Any]:
    return lambda row: kind(**{name: row[name] for name in kind.__slots__})


ROW_PARTS: Final = {
    "triggers": RowPart(form=plan_forms.TriggerForm, is_of_level=True, row=_trigger_row, entry=_trigger),
    "posts": RowPart(form=plan_forms.PostForm, is_of_level=True, row=_post_row, entry=_post),
    "measures": RowPart(
        form=plan_forms.MeasureForm, is_of_level=True, row=lambda text: {"text": text}, entry=lambda row: row["text"]
    ),
    "tasks": RowPart(form=plan_forms.TaskForm, is_of_level=True, row=_task_row, entry=_task),
    "resources": RowPart(form=plan_forms.ResourceForm, is_of_level=True, row=asdict, entry=_plain(Resource)),
    "sections": RowPart(
        form=plan_forms.SectionForm,
        is_of_level=False,
        row=lambda entry: {**asdict(entry), "section": entry.key},
        entry=lambda row: Section(key=row["section"], title=row["title"], text=row["text"]),
    ),
    "contacts": RowPart(form=plan_forms.ContactForm, is_of_level=False, row=asdict, entry=_plain(Contact)),
    "cards": RowPart(form=plan_forms.CardForm, is_of_level=False, row=_card_row, entry=_card),
    "annexes": RowPart(form=plan_forms.AnnexForm, is_of_level=False, row=asdict, entry=_plain(Annex)),
}
"""The parts that are lists, by their name in the text."""
