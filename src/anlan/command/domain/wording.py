"""The text of a response's order as it is put before the signer, from ``tables/wording.toml``."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from anlan.command.domain.responses import ResponseAct
from anlan.kernel.clock import in_china
from anlan.kernel.levels import Level


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderWords:
    """What the text is made of."""

    act: ResponseAct
    place: str
    plan: str
    before: Level
    level: Level
    reasons: tuple[str, ...]
    at: datetime


def order_text(words: OrderWords, table: Mapping[str, Any]) -> str:
    """Return the order's text for a signer to read and edit."""
    names = table["level"]
    text: str = table["text"][words.act.value].format(
        place=words.place,
        plan=words.plan,
        before=names.get(str(int(words.before)), ""),
        level=names[str(int(words.level))],
        reasons=table["join"]["between"].join(reason.rstrip(".\u3002") for reason in words.reasons),
        at=in_china(words.at).strftime(table["join"]["time"]),
    )
    return text
