"""The kinds of warning and their templates, as the table has them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Final

from anlan.kernel.clock import in_china
from anlan.kernel.errors import InvalidValue
from anlan.kernel.levels import Level
from anlan.kernel.regions import RegionLevel, level_of, lineage
from anlan.places import api as places
from anlan.protocols.cap12.profile import level_words
from anlan.public_warnings.domain.content import DraftContent
from anlan.public_warnings.selectors.channels import offered
from anlan.public_warnings.selectors.english import english_warning
from anlan.support.tables import load_table


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of danger that warnings are issued for, the levels it has, and where its texts come from."""

    code: str
    name: str
    categories: tuple[str, ...]
    levels: tuple[Level, ...]
    source: str
    mark: str


_MOST_NAMED: Final = 12
_COLOURS: Final = tuple(level.colour for level in reversed(Level) if level)


def _table() -> dict[str, Any]:
    return load_table("anlan.public_warnings", "templates")


_TABLES: Final = ("templates", "signals", "accidents")


@cache
def _rows() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for name in _TABLES:
        table = load_table("anlan.public_warnings", name)
        for row in table["kind"]:
            texts = {colour: {**_table()["defaults"][colour], **row[colour]} for colour in _COLOURS if colour in row}
            found[row["code"]] = {"source": table["source"], "mark": table["mark"], **row, **texts}
    return found


def row_of(code: str) -> dict[str, Any]:
    """Return a kind's row of the table; refuse an unknown code by name."""
    if code not in _rows():
        raise InvalidValue(field="kind", value=code, rule="in_table_of_kinds")
    return _rows()[code]


def text_of(code: str, level: Level) -> dict[str, Any]:
    """Return what a kind's row says at a level; refuse a level that the kind does not have."""
    row = row_of(code)
    if level.colour not in row:
        raise InvalidValue(field="level", value=level_words(level).name if level else "", rule="a_level_of_this_kind")
    return row[level.colour]  # type: ignore[no-any-return]


def kinds() -> tuple[Kind, ...]:
    """Return every kind, in the table's order."""
    return tuple(_kind(row) for row in _rows().values())


def _kind(row: dict[str, Any]) -> Kind:
    levels = tuple(level for level in reversed(Level) if level and level.colour in row)
    return Kind(row["code"], row["name"], tuple(row["categories"]), levels, row["source"], row["mark"])


def has_level(code: str, level: Level) -> bool:
    """Tell whether warnings of a kind are issued at this level."""
    return level.colour in row_of(code)


def kind_name(code: str) -> str:
    """Return the Chinese name of a kind."""
    return str(row_of(code)["name"])


def kind_for_rule(rule_family: str, event_code: str = "") -> str | None:
    """Return the kind of warning that an alarm of this family of rules leads to; None where no template fits.

    A template may name the family; else the one of the rule's own event-type code is taken.
    """
    for code, row in _rows().items():
        if rule_family in row["rule_families"]:
            return code
    return event_code if event_code in _rows() else None


def wording(name: str, /, **values: object) -> str:
    """Return one of the table's phrases with its places filled."""
    return str(_table()["words"][name]).format(**values)


def issuer_of(kind: str, region: str) -> str:
    """Return the name of the unit that issues warnings of ``kind`` in ``region``."""
    return str(row_of(kind)["issuer"]).format(place=places.name(region))


def local_names(regions: Iterable[str]) -> dict[str, str]:
    """Return names as people there say them: from the county down, a prefecture by its own name."""
    lines = {
        region: [each for each in lineage(region)[::-1] if level_of(each) >= RegionLevel.COUNTY] for region in regions
    }
    names = places.names({part for line in lines.values() for part in line} | set(lines))
    return {region: "".join(names[part] for part in line) or names[region] for region, line in lines.items()}


def spoken_names(regions: Iterable[str]) -> dict[str, str]:
    """Return local names without the words of the village committees that the official list carries."""
    return {region: _spoken(name) for region, name in local_names(regions).items()}


def _spoken(name: str) -> str:
    for rule in _table()["spoken"]:
        if name.endswith(rule["ending"]):
            return name.removesuffix(rule["ending"]) + str(rule["spoken"])
    return name


def area_words(regions: tuple[str, ...], most: int = _MOST_NAMED) -> str:
    """Return the area in words: each region by its name from the county down, at most ``most`` of them."""
    found = local_names(regions[:most])
    named = wording("comma").join(found[region] for region in regions[:most])
    return named if len(regions) <= most else wording("and_more", named=named, count=len(regions))


def moment_words(instant: datetime) -> str:
    """Return an instant as a text says it, to the minute, in China's time."""
    local = in_china(instant)
    return wording("moment", month=local.month, day=local.day, hour=local.hour, minute=f"{local.minute:02d}")


def as_sentence(text: str) -> str:
    """Return words as a whole sentence, so that the template's own words can follow them."""
    ends, stripped = _table()["ends"], text.strip()
    if not stripped or stripped.rstrip(ends["closing"]).endswith(tuple(ends["sentence"])):
        return text
    return stripped.rstrip(ends["clause"]) + str(ends["full_stop"])


def from_template(
    kind: str, level: Level, *, region: str, regions: tuple[str, ...], facts: str, now: datetime
) -> DraftContent:
    """Return the content that the table proposes for a kind and level."""
    text = text_of(kind, level)
    words = level_words(level)
    issuer = issuer_of(kind, region)
    return DraftContent(
        kind=kind,
        level=level,
        headline=wording("headline", issuer=issuer, event=kind_name(kind), colour=words.name, words=words.words),
        description=text["description"].format(facts=as_sentence(facts), hours=text["hours"], area=area_words(regions)),
        instruction=text["instruction"].strip(),
        regions=regions,
        effective=now,
        onset=now,
        expires=now + timedelta(hours=text["hours"]),
        channels=proposed_channels(level, is_exercise=False),
        translations=english_warning(kind, level, regions=regions, now=now, hours=text["hours"]),
    )


def on_channels(content: DraftContent, *, is_exercise: bool) -> DraftContent:
    """Return the content with the channels that its level proposes in the world it is for."""
    return replace(content, channels=proposed_channels(content.level, is_exercise=is_exercise))


def unit_words(unit: str) -> str:
    """Return a unit as a text for the public writes it."""
    return str(_table()["units"].get(unit, unit))


def proposed_channels(level: Level, *, is_exercise: bool) -> tuple[str, ...]:
    """Return the channels that a draft of this level starts with."""
    return tuple(sorted(each.key for each in offered(is_exercise=is_exercise) if level >= each.least_level))
