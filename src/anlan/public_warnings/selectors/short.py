"""What a telephone gets of a warning: the text of a short message, in the receiver's language."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from anlan.kernel.levels import Level
from anlan.protocols.cap12.profile import level_words
from anlan.protocols.smpp34 import message_size
from anlan.public_warnings.domain.content import MessageKind
from anlan.public_warnings.domain.languages import MAIN_LANGUAGE, Translation
from anlan.public_warnings.domain.short import first_measure, without_chinese_brackets
from anlan.public_warnings.selectors.kinds import area_words, issuer_of, kind_name, moment_words
from anlan.support.tables import load_table

_LONGEST_MEASURE: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortSource:
    """What a short message is made of; ``text`` is the warning's in the receiver's language."""

    text: Translation
    kind: str
    level: Level
    region: str
    regions: tuple[str, ...]
    expires: datetime
    message_kind: MessageKind = MessageKind.ALERT
    is_exercise: bool = False
    is_retraction: bool = False


def most_parts() -> int:
    """Return how many parts a short message to the public may have."""
    return int(_table()["most_parts"])


def short_text(source: ShortSource) -> str:
    """Return the short message to residents: who warns of what, where, the first measure, until when."""
    if source.text.language != MAIN_LANGUAGE:
        headline = without_chinese_brackets(source.text.headline)
        text = f"{headline}. {first_measure(source.text.instruction, _LONGEST_MEASURE)}."
    else:
        text = _main_text(source)
    return str(_table()["exercise"]).format(text=text) if source.is_exercise else text


def _main_text(source: ShortSource) -> str:
    words = {
        "issuer": issuer_of(source.kind, source.region),
        "event": kind_name(source.kind),
        "colour": level_words(source.level).name,
        "area": area_words(source.regions, most=2),
        "end": moment_words(source.expires),
    }
    form = "public"
    if source.message_kind is MessageKind.CANCEL:
        form = "cancel" if source.is_retraction else "lift"
    template = str(_table()[form])
    if form != "public":
        return template.format(**words)
    bare = message_size(template.format(measure="", **words)).units
    room = int(_table()["part"]) * most_parts() - bare
    return template.format(measure=first_measure(source.text.instruction, room), **words)


def _table() -> dict[str, Any]:
    return load_table("anlan.public_warnings", "templates")["sms"]  # type: ignore[no-any-return]
