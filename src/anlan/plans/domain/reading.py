"""Reading a plan's paper: headings to sections; likely levels, triggers and tasks for a person to confirm."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import Any

from anlan.plans.domain.facts import TENTHS
from anlan.plans.domain.text import Addressee, Annex, Condition, Section

Rules = Mapping[str, Any]
_SHORTEST = 4
_LONGEST = 300
CELL = " | "
"""Between the cells of a table's row."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the paper; ``depth`` 1 is a chapter's heading, 2 and deeper a part's, 0 running text."""

    depth: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundTrigger:
    """A sentence that reads like a reason for a level (1 to 4 as the law counts), with its conditions."""

    level: int
    text: str
    needs: tuple[Condition, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundTask:
    """A sentence that reads like somebody's task at a level."""

    level: int
    to: Addressee
    to_text: str
    text: str
    within_minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundMeasure:
    """Another sentence of a level."""

    level: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """All that a paper gave: its whole text in sections and annexes, and what was found in it."""

    title: str
    sections: tuple[Section, ...]
    annexes: tuple[Annex, ...]
    triggers: tuple[FoundTrigger, ...]
    tasks: tuple[FoundTask, ...]
    measures: tuple[FoundMeasure, ...]


@dataclass(slots=True)
class _Part:
    """A chapter while it is read."""

    key: str
    title: str
    lines: list[str] = field(default_factory=list)


def read(lines: Iterable[Line], rules: Rules) -> Found:
    """Return what a paper's lines say; no line is lost, whether it was understood or not."""
    given = [replace(line, text=line.text.strip()) for line in lines if line.text.strip()]
    rules = {**rules, "chapter": _chapter(given, rules)}
    title = _title(given, rules)
    parts: list[_Part] = []
    triggers: list[FoundTrigger] = []
    tasks: list[FoundTask] = []
    measures: list[FoundMeasure] = []
    level = 0
    for line in given:
        depth = _depth(line, rules)
        if depth == 1 or not parts:
            parts.append(_part(line, depth, rules))
            level = 0
        if depth != 1:
            parts[-1].lines.append(line.text)
        if parts[-1].key != "response":
            continue
        named = _level(line.text, rules)
        level = named or level
        if level and not named and not depth:
            _sort(line.text, level, rules, (triggers, tasks, measures))
    return Found(
        title=title,
        sections=_sections(parts),
        annexes=_annexes(parts, rules),
        triggers=tuple(triggers),
        tasks=tuple(tasks),
        measures=tuple(measures),
    )


def conditions(sentence: str, rules: Rules) -> tuple[Condition, ...]:
    """Return the facts with their bounds that a sentence names."""
    found = []
    for fact, pattern in rules["facts"].items():
        for match in re.finditer(pattern, sentence):
            figure = _figure(fact, match, rules)
            if figure > 0:
                found.append(Condition(fact=fact, at_least=figure))
                break
    for row in rules["words"]:
        if re.search(row["pattern"], sentence) and all(each.fact != row["fact"] for each in found):
            found.append(Condition(fact=row["fact"], at_least=row["figure"]))
    return tuple(found)


def addressee_of(who: str, rules: Rules) -> Addressee | None:
    """Return to whom a task goes by its receiver's name, or nothing where no pattern fits."""
    for row in rules["addressee"]:
        if re.search(row["pattern"], who):
            return Addressee(who=row["who"], kind=row.get("kind", ""), branch=row.get("branch", ""))
    return None


def _figure(fact: str, match: "re.Match[str]", rules: Rules) -> int:
    groups = match.groupdict()
    said = (groups.get("n") or groups.get("n2") or "0").replace("\uff0e", ".")
    number = float(said) * (10_000 if groups.get("times") == rules["ten_thousand"] else 1)
    return round(number * (10 if fact in TENTHS else 1))


def _title(lines: list[Line], rules: Rules) -> str:
    """Return the last line before the first chapter that ends as a plan's name does, or the first line of all."""
    before = [line.text for line in takewhile(lambda line: _depth(line, rules) != 1, lines)]
    named = [text for text in before if re.search(rules["title"], text)]
    return named[-1] if named else next(iter(before), "")


def _chapter(lines: list[Line], rules: Rules) -> str:
    """Return how this paper numbers its chapters: in words where two or more short lines do, otherwise in figures."""
    words: str = rules["chapter_in_words"]
    short = (line.text for line in lines if len(line.text) <= rules["longest_heading"])
    return words if sum(bool(re.match(words, text)) for text in short) > 1 else str(rules["chapter_in_figures"])


def _depth(line: Line, rules: Rules) -> int:
    """Return how deep a heading is: by its style, or by its number where it is short."""
    if line.depth:
        return line.depth
    if len(line.text) > rules["longest_heading"] or line.text.endswith(("\u3002", "\uff1b")):
        return 0
    if re.match(rules["annex"], line.text) or re.match(rules["chapter"], line.text):
        return 1
    return 2 if re.match(rules["part"], line.text) else 0


def _part(line: Line, depth: int, rules: Rules) -> _Part:
    """Return the chapter that a heading begins; what stands before the first heading is a chapter without a title."""
    if depth != 1:
        return _Part(key="", title="")
    title = re.sub(rules["chapter"], "", line.text).strip() or line.text
    if re.match(rules["annex"], line.text):
        return _Part(key="", title=line.text)
    keys = (key for key, words in rules["sections"].items() if any(word in title for word in words))
    return _Part(key=next(keys, ""), title=title)


def _level(text: str, rules: Rules) -> int:
    """Return which level a short line names, or 0."""
    match = re.search(rules["level"], text) if len(text) <= rules["longest_level"] else None
    return rules["numbers"][match["level"]] if match else 0


def _sort(
    text: str,
    level: int,
    rules: Rules,
    piles: tuple[list[FoundTrigger], list[FoundTask], list[FoundMeasure]],
) -> None:
    """Put every sentence of a line where it belongs: trigger, task, or measure."""
    triggers, tasks, measures = piles
    if CELL in text:
        tasks += _task_of_row(text.split(CELL), level, rules)
        return
    for part in re.split(rules["sentence"], text):
        sentence = re.sub(rules["item"], "", part).strip()[:_LONGEST]
        if len(sentence) < _SHORTEST:
            continue
        needs = conditions(sentence, rules)
        if needs:
            split = re.search(rules["alternative"], sentence) is not None
            for group in ((need,) for need in needs) if split else (needs,):
                triggers.append(FoundTrigger(level=level, text=sentence, needs=group))
            continue
        task = _task(sentence, level, rules)
        if task:
            tasks.append(task)
        else:
            measures.append(FoundMeasure(level=level, text=sentence))


def _task(sentence: str, level: int, rules: Rules) -> FoundTask | None:
    match = re.match(rules["task"], sentence)
    to = addressee_of(match["who"], rules) if match else None
    if match is None or to is None:
        return None
    minutes = _minutes(re.search(rules["within"], sentence), rules) or rules["default_minutes"]
    return FoundTask(level=level, to=to, to_text=match["who"], text=match["text"].strip(), within_minutes=minutes)


def _task_of_row(cells: list[str], level: int, rules: Rules) -> list[FoundTask]:
    """Return the task of a table's row that has a receiver and a time limit; other rows say nothing of tasks."""
    limits = [match for cell in cells if (match := re.match(rules["limit"], cell.strip()))]
    known = [(cell, to) for cell in cells if len(cell) <= rules["longest_heading"] if (to := addressee_of(cell, rules))]
    if not limits or not known:
        return []
    (who, to), minutes = known[0], _minutes(limits[0], rules)
    text = max((cell for cell in cells if cell != who), key=len)
    return [FoundTask(level=level, to=to, to_text=who, text=text, within_minutes=minutes)]


def _minutes(limit: "re.Match[str] | None", rules: Rules) -> int:
    return int(limit["n"]) * (60 if limit["unit"] == rules["hour"] else 1) if limit else 0


def _sections(parts: list[_Part]) -> tuple[Section, ...]:
    """Return the known chapters; two of one sort become one, so that every key stands once."""
    merged: dict[str, Section] = {}
    for part in parts:
        if part.key:
            text = "\n".join(part.lines)
            known = merged.get(part.key)
            said = Section(key=part.key, title=part.title, text=text)
            if known:
                said = replace(known, text="\n".join((known.text, part.title, text)))
            merged[part.key] = said
    return tuple(merged.values())


def _annexes(parts: list[_Part], rules: Rules) -> tuple[Annex, ...]:
    rest = [part for part in parts if not part.key and (part.lines or part.title)]
    return tuple(
        Annex(key=f"paper-{number}", title=part.title or rules["lead"], text="\n".join(part.lines))
        for number, part in enumerate(rest, start=1)
    )
