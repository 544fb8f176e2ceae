"""A plan as an official document: its sections, every level with its triggers, posts and tasks, cards and annexes."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from anlan.kernel.clock import in_china
from anlan.plans.domain.text import ActionCard, Holder, PlanText, Post, ResponseLevel, TaskTemplate
from anlan.support.documents import Block, Head, OfficialDocument, Paragraph, Style, Table

Words = Mapping[str, Any]


def paper_of(
    text: PlanText, *, place: str, version: int, approved_at: datetime | None, words: Words
) -> OfficialDocument:
    """Return a plan as it goes to print; an edition that nobody approved says so."""
    date = in_china(approved_at).strftime(words["date"]) if approved_at else ""
    return OfficialDocument(
        head=Head(
            mark=words["head"].format(place=place),
            number=words["number"].format(edition=text.edition, version=version),
            left=place,
            right=date or words["draft"],
        ),
        title=text.name,
        blocks=tuple(_blocks(text, words)),
        signature=place,
        date=date,
        author=place,
        made_at=approved_at,
    )


def _blocks(text: PlanText, words: Words) -> Iterable[Block]:
    """Yield the sections in their order; the levels stand in the response's."""
    sections = _sections(text, words)
    for number, (key, title, said) in enumerate(sections):
        yield Paragraph(words["heading1"].format(numeral=_numeral(number, words), title=title), Style.HEADING1)
        yield from (Paragraph(line.strip()) for line in said.splitlines() if line.strip())
        if key == "response":
            for order, level in enumerate(text.levels):
                yield from _level(level, order, text.mark, words)
    yield from _appendices(text, len(sections), words)


def _sections(text: PlanText, words: Words) -> list[tuple[str, str, str]]:
    """Return the plan's sections; purpose and laws open the first, and the two that no plan lacks are made."""
    found = [(each.key, each.title, each.text) for each in text.sections]
    keys = [key for key, _, _ in found]
    if "general" not in keys:
        found.insert(0, ("general", words["general"], ""))
    if "response" not in keys:
        found.insert(1, ("response", words["response"], ""))
    bases = words["bases"].format(bases=words["list_comma"].join(text.bases)) if text.bases else ""
    return [
        (key, title, "\n".join((text.purpose, said, bases)) if key == "general" else said) for key, title, said in found
    ]


def _level(level: ResponseLevel, order: int, mark: str, words: Words) -> Iterable[Block]:
    own = words["level"]
    yield Paragraph(words["heading2"].format(numeral=_numeral(order, words), title=level.name), Style.HEADING2)
    parts: tuple[tuple[str, Iterable[Block]], ...] = (
        (own["triggers"], _items(_trigger_lines(level, mark, words), words)),
        (own["deciding"], (Paragraph(_deciding(level, words)),)),
        (own["post"], _post(level, words)),
        (own["measures"], _items(level.measures, words)),
        (own["tasks"], (Table(tuple(_task_rows(level.tasks, words)), (5, 16, 40, 11, 12, 16), is_prose=True),)),
        (own["resources"], _resources(level, words)),
    )
    written = [(title, list(blocks)) for title, blocks in parts]
    for number, (title, blocks) in enumerate(((t, b) for t, b in written if b), start=1):
        yield Paragraph(words["heading3"].format(number=number, title=title), Style.HEADING3)
        yield from blocks


def _trigger_lines(level: ResponseLevel, mark: str, words: Words) -> list[str]:
    """Return the triggers; a bound of a doubtful plan that was not read at its source says so."""
    return [
        trigger.text + (words["doubtful"] if mark == "doubtful" and trigger.mark == "doubtful" else "")
        for trigger in level.triggers
    ]


def _deciding(level: ResponseLevel, words: Words) -> str:
    sentence = words["level"]["decides" if level.end_condition else "decides_open"]
    return str(
        sentence.format(
            proposed=_roles(level.proposed_by, words),
            post=level.signer_post,
            ended=_roles(level.ended_by, words),
            condition=level.end_condition,
        )
    )


def _post(level: ResponseLevel, words: Words) -> Iterable[Block]:
    post, own = level.command_post, words["level"]
    sentence = own["post_line" if post.groups else "post_line_alone"]
    groups = words["list_comma"].join(post.groups)
    yield Paragraph(sentence.format(name=post.name, leader=post.leader, groups=groups))
    if level.posts:
        rows = (tuple(own["posts"]), *(_post_row(each, words) for each in level.posts))
        yield Table(rows, (20, 42, 22, 16), is_prose=True)


def _post_row(post: Post, words: Words) -> tuple[str, ...]:
    group = " ".join(part for part in (words["side"].get(post.side, ""), post.group) if part)
    return post.name, post.duty, _holder(post.holder, words), group


def _holder(holder: Holder, words: Words) -> str:
    said = (holder.name, holder.title, words["role"].get(holder.role, ""))
    return " ".join(part for part in said if part)


def _task_rows(tasks: tuple[TaskTemplate, ...], words: Words) -> Iterable[tuple[str, ...]]:
    own = words["level"]
    numbers = {task.key: number for number, task in enumerate(tasks, start=1)}
    yield tuple(own["task"])
    for task in tasks:
        asked = ((task.needs_feedback, "feedback"), (task.needs_photo, "photo"), (task.needs_place, "place"))
        yield (
            str(numbers[task.key]),
            task.to_text,
            task.text,
            _limit(task.within_minutes, words),
            words["list_comma"].join(str(numbers[key]) for key in task.after if key in numbers),
            words["list_comma"].join(own[key] for is_asked, key in asked if is_asked),
        )


def _resources(level: ResponseLevel, words: Words) -> Iterable[Block]:
    if level.resources:
        rows = ((each.name, str(each.quantity), each.unit) for each in level.resources)
        yield Table((tuple(words["level"]["resource"]), *rows))


def _appendices(text: PlanText, number: int, words: Words) -> Iterable[Block]:
    if text.cards:
        yield Paragraph(words["heading1"].format(numeral=_numeral(number, words), title=words["cards"]), Style.HEADING1)
        for order, card in enumerate(text.cards):
            yield from _card(card, order, words)
    if text.contacts:
        own = words["contact"]["head"]
        rows = ((each.organisation, each.name, each.post, each.phone) for each in text.contacts)
        yield Paragraph(words["contacts"], Style.HEADING1)
        yield Table((tuple(own), *rows), (34, 18, 24, 24), is_prose=True)
    for order, annex in enumerate(text.annexes, start=1):
        yield Paragraph(words["annex"].format(number=order, title=annex.title), Style.HEADING1)
        yield from (Paragraph(line.strip()) for line in annex.text.splitlines() if line.strip())


def _card(card: ActionCard, order: int, words: Words) -> Iterable[Block]:
    yield Paragraph(words["heading2"].format(numeral=_numeral(order, words), title=card.title), Style.HEADING2)
    yield Paragraph(words["card"]["holder"].format(holder=card.holder))
    yield from _items(card.steps, words)


def _items(lines: Iterable[str], words: Words) -> list[Block]:
    return [Paragraph(words["item"].format(number=number, text=line)) for number, line in enumerate(lines, start=1)]


def _roles(keys: Iterable[str], words: Words) -> str:
    return str(words["list_comma"].join(words["role"][key] for key in keys))


def _limit(minutes: int, words: Words) -> str:
    own = words["level"]
    sentence, n = (own["hours"], minutes // 60) if minutes % 60 == 0 else (own["minutes"], minutes)
    return str(sentence.format(n=n))


def _numeral(number: int, words: Words) -> str:
    return str(words["numerals"][number])
