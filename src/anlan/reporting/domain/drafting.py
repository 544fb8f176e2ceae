"""A report's text made from facts by ``tables/report_texts.toml``; a sentence whose facts are missing is left out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from anlan.kernel.clock import in_china
from anlan.reporting.domain.deadlines import Stage

Texts = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure of the situation; ``value`` is ``None`` where nobody has reported it."""

    key: str
    name: str
    unit: str
    group: str
    value: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One measure with its time: a response, a higher level's response, a warning."""

    sentence: str
    at: datetime
    level: int = 0
    words: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """Who was moved: in all, and by place."""

    households: int
    persons: int
    as_of: datetime
    parts: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFacts:
    """All that a draft is made of; ``previous`` are the figures of the report sent before, by key."""

    title: str
    place: str
    place_text: str
    kind: str
    unit: str
    happened_at: datetime
    learned_at: datetime
    figures: tuple[Figure, ...]
    figures_as_of: datetime | None
    previous: Mapping[str, Decimal] | None
    steps: tuple[Step, ...]
    moved: Moved | None
    orders: int
    orders_done: int


def draft_title(facts: ReportFacts, stage: Stage, number: int, texts: Texts) -> str:
    """Return the report's title."""
    return str(texts["title"][stage.value].format(title=facts.title, number=number))


def draft_body(facts: ReportFacts, stage: Stage, texts: Texts) -> str:
    """Return the report's text: numbered sections, a heading and a paragraph each."""
    heading = texts["heading"]
    lines: list[str] = []
    for numeral, section in zip(heading["numerals"], texts["sections"][stage.value], strict=False):
        lines.append(heading["mark"].format(numeral=numeral, text=heading[section]))
        lines.append(section_text(section, facts, texts))
    return "\n".join(lines)


def section_text(section: str, facts: ReportFacts, texts: Texts) -> str:
    """Return the text of one section, without its heading."""
    writers: dict[str, Callable[[ReportFacts, Texts], str]] = {
        "event": _event,
        "loss": _loss,
        "changed": _changed,
        "verified": _verified,
        "measures": _measures,
        "next": lambda _facts, texts: str(texts["sentence"]["next"]),
        "support": lambda _facts, texts: str(texts["sentence"]["support"]),
    }
    return writers[section](facts, texts)


def time_text(moment: datetime, texts: Texts) -> str:
    """Return a moment as official texts write it."""
    return in_china(moment).strftime(texts["words"]["time"])


def number_text(value: Decimal) -> str:
    """Return a figure without needless zeros."""
    return f"{value.normalize():f}"


def _event(facts: ReportFacts, texts: Texts) -> str:
    text: str = texts["sentence"]["event"].format(
        happened_at=time_text(facts.happened_at, texts),
        learned_at=time_text(facts.learned_at, texts),
        place=facts.place,
        place_text=facts.place_text,
        kind=facts.kind,
        unit=facts.unit,
    )
    return text


def _loss(facts: ReportFacts, texts: Texts) -> str:
    return _figures(facts, texts, "loss")


def _verified(facts: ReportFacts, texts: Texts) -> str:
    """Verified figures stand for themselves: they tell no change."""
    return _figures(replace(facts, previous=None), texts, "verified")


def _changed(facts: ReportFacts, texts: Texts) -> str:
    known = {figure.key: figure.value for figure in facts.figures if figure.value is not None}
    if facts.previous is not None and known == dict(facts.previous) and facts.figures_as_of:
        return str(texts["sentence"]["unchanged"].format(as_of=time_text(facts.figures_as_of, texts)))
    return _figures(facts, texts, "loss")


def _figures(facts: ReportFacts, texts: Texts, sentence: str) -> str:
    if facts.figures_as_of is None:
        return str(texts["sentence"]["loss_unknown"])
    groups: dict[str, list[str]] = {}
    for figure in facts.figures:
        if figure.value is not None:
            groups.setdefault(figure.group, []).append(_phrase(figure, facts.previous, texts))
    words = texts["words"]
    figures = words["semicolon"].join(words["comma"].join(phrases) for phrases in groups.values())
    return str(texts["sentence"][sentence].format(as_of=time_text(facts.figures_as_of, texts), figures=figures))


def _phrase(figure: Figure, previous: Mapping[str, Decimal] | None, texts: Texts) -> str:
    value = figure.value or Decimal(0)
    phrase = f"{figure.name}{number_text(value)}{figure.unit}"
    change = value - previous[figure.key] if previous and figure.key in previous else Decimal(0)
    if change == 0:
        return phrase
    words = texts["words"]
    text = words["rose" if change > 0 else "fell"].format(value=number_text(abs(change)), unit=figure.unit)
    return phrase + str(words["aside"].format(text=text))


def _measures(facts: ReportFacts, texts: Texts) -> str:
    sentences = [_step(step, texts) for step in sorted(facts.steps, key=lambda step: step.at)]
    if facts.moved is not None:
        sentences.append(_evacuation(facts.moved, texts))
    if facts.orders:
        undone = facts.orders - facts.orders_done
        sentences.append(texts["sentence"]["orders"].format(total=facts.orders, done=facts.orders_done, undone=undone))
    return "".join(sentences) or texts["sentence"]["no_measures"]


def _step(step: Step, texts: Texts) -> str:
    level = texts["level"].get(str(step.level), "")
    return str(texts["sentence"][step.sentence].format(at=time_text(step.at, texts), level=level, **dict(step.words)))


def _evacuation(moved: Moved, texts: Texts) -> str:
    words, sentence = texts["words"], texts["sentence"]
    parts = words["comma"].join(
        sentence["evacuation_part"].format(place=place, households=households, persons=persons)
        for place, households, persons in moved.parts
    )
    text: str = sentence["evacuation"].format(
        as_of=time_text(moved.as_of, texts),
        households=moved.households,
        persons=moved.persons,
        parts=words["aside"].format(text=parts) if parts else "",
    )
    return text
