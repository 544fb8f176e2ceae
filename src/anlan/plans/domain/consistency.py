"""Where a plan does not fit the world: people, telephones, teams, stock, the plan above, laws and clocks."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from anlan.plans.domain.contradictions import contradictions
from anlan.plans.domain.laws import laws, old_citations
from anlan.plans.domain.text import Addressee, Contact, PlanText, Post, Resource, ResponseLevel

GRAVE: Final = frozenset(
    {
        "phone_not_valid",
        "phone_missing",
        "phone_differs",
        "post_empty",
        "role_unheld",
        "addressee_missing",
        "stock_short",
        "team_missing",
        "level_above_sooner",
        "level_without_tasks",
        "law_old",
        "clock_missed",
        "upper_missing",
        "kind_twice",
    }
)
"""What must be mended; the rest should be looked at."""

_NUMBER: Final = re.compile(r"1\d{10}|0\d{2,3}\d{7,8}|\d{7,8}|\d{3,6}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One place where a plan does not fit: what kind, in which part, with the figures of it."""

    kind: str
    place: str
    data: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_grave(self) -> bool:
        """Tell whether it must be mended before the plan can be run as written."""
        return self.kind in GRAVE


@dataclass(frozen=True, slots=True, kw_only=True)
class Upper:
    """A plan above that this one follows."""

    name: str
    text: PlanText


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What the registers know where a plan holds.

    ``addressees``: how many answer to an addressee. ``roles``: which roles somebody holds. ``titles``: posts of the
    directory that are held, by kind, branch and title. ``numbers``: by contact key, what the directory says of its
    number (``same``, ``other``, ``unknown``). ``failed``: messages given up lately, by number. ``stock`` and ``teams``
    by item and kind. ``missed``: clocks that ran out, by kind with the day. ``twins``: other plans in force here with
    the same first event code. ``wants_upper``: a plan above should be there.
    """

    on: date
    addressees: Mapping[Addressee, int]
    roles: frozenset[str]
    titles: frozenset[tuple[str, str, str]]
    numbers: Mapping[str, str]
    failed: Mapping[str, int]
    stock: Mapping[str, int]
    teams: Mapping[str, int]
    uppers: tuple[Upper, ...]
    missed: Mapping[str, date]
    twins: tuple[str, ...]
    wants_upper: bool


def findings(text: PlanText, around: Surroundings) -> tuple[Finding, ...]:
    """Return all places where a plan does not fit its surroundings, each once."""
    found = (*_papers(text, around), *_levels(text, around), *_chain(text, around), *_law(text, around))
    seen: dict[tuple[str, str, str], Finding] = {}
    for each in found:
        seen.setdefault((each.kind, each.place, repr(sorted(each.data.items()))), each)
    return tuple(seen.values())


def is_number(phone: str) -> bool:
    """Tell whether a telephone can be dialled: a mobile, a landline with or without its area, a short number."""
    digits = re.sub(r"[ -]", "", phone).removeprefix("+86")
    return bool(_NUMBER.fullmatch(digits))


def _papers(text: PlanText, around: Surroundings) -> Iterator[Finding]:
    if text.mark == "doubtful":
        yield Finding(kind="figures_doubtful", place="basics")
    if not text.contacts:
        yield Finding(kind="no_contacts", place="contacts")
    for contact in text.contacts:
        yield from _contact(contact, around)
    for kind, day in around.missed.items():
        yield Finding(kind="clock_missed", place="basics", data={"clock": kind, "due_on": day.isoformat()})


def _contact(contact: Contact, around: Surroundings) -> Iterator[Finding]:
    who = {"who": " ".join(part for part in (contact.organisation, contact.post, contact.name) if part)}
    if not contact.phone:
        yield Finding(kind="phone_missing", place="contacts", data=who)
        return
    if not is_number(contact.phone):
        yield Finding(kind="phone_not_valid", place="contacts", data=who)
        return
    standing = around.numbers.get(contact.key, "")
    if standing in ("other", "unknown"):
        yield Finding(kind="phone_differs" if standing == "other" else "person_unknown", place="contacts", data=who)
    if count := around.failed.get(contact.phone, 0):
        yield Finding(kind="phone_failed", place="contacts", data={**who, "count": count})


def _levels(text: PlanText, around: Surroundings) -> Iterator[Finding]:
    for level in text.levels:
        place = f"level {level.number}"
        if not level.tasks:
            yield Finding(kind="level_without_tasks", place=place)
        if not level.posts:
            yield Finding(kind="no_posts", place=place)
        for role in sorted({*level.signed_by, *level.ended_by} - around.roles):
            yield Finding(kind="role_unheld", place=place, data={"role": role})
        for post in level.posts:
            yield from _post(post, place, around)
        for task in level.tasks:
            if not around.addressees.get(task.to, 0):
                yield Finding(kind="addressee_missing", place=place, data={"who": task.to_text})
        yield from _resources(level, place, around)


def _post(post: Post, place: str, around: Surroundings) -> Iterator[Finding]:
    of = post.holder
    if of.role:
        is_held = of.role in around.roles
    elif of.kind and of.title:
        is_held = (of.kind, of.branch, of.title) in around.titles
    elif of.kind:
        is_held = around.addressees.get(Addressee(who="organisation", kind=of.kind, branch=of.branch), 0) > 0
    else:
        is_held = bool(of.name or of.title)
    if not is_held:
        yield Finding(kind="post_empty", place=place, data={"post": post.name})


def _resources(level: ResponseLevel, place: str, around: Surroundings) -> Iterator[Finding]:
    for resource in level.resources:
        if resource.item:
            yield from _short("stock_short", resource, place, around.stock.get(resource.item, 0))
        elif resource.team:
            yield from _short("team_missing", resource, place, around.teams.get(resource.team, 0))
        else:
            yield Finding(kind="not_countable", place=place, data={"what": resource.name})


def _short(kind: str, resource: Resource, place: str, held: int) -> Iterator[Finding]:
    if held < resource.quantity:
        data = {"what": resource.name, "need": resource.quantity, "held": held, "unit": resource.unit}
        yield Finding(kind=kind, place=place, data=data)


def _chain(text: PlanText, around: Surroundings) -> Iterator[Finding]:
    if around.wants_upper and not around.uppers:
        yield Finding(kind="upper_missing", place="basics")
    for name in around.twins:
        yield Finding(kind="kind_twice", place="basics", data={"other": name})
    for upper in around.uppers:
        for each in contradictions(text, upper.text):
            yield Finding(kind=each.kind, place=f"level {each.level}", data={"upper": upper.name, **each.data})


def _law(text: PlanText, around: Surroundings) -> Iterator[Finding]:
    texts = (*text.bases, *(each.text for each in text.sections), *(each.text for each in text.annexes))
    for old in old_citations(texts, laws(), around.on):
        data = {"cited": old.cited, "by": old.law.by, "since": old.law.since.isoformat(), "mark": old.law.mark}
        yield Finding(kind="law_old", place="bases", data=data)
