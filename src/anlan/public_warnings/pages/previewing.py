"""How a draft reads on each channel, before anyone signs it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from anlan.kernel.levels import Level
from anlan.protocols.cap12.profile import level_words
from anlan.public_warnings import api
from anlan.public_warnings.domain.plain import Wording, advice_on
from anlan.public_warnings.selectors.kinds import row_of, text_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a preview shows, complete or not."""

    kind: str
    level: Level
    region: str
    regions: tuple[str, ...]
    text: api.Translation
    translations: tuple[api.Translation, ...]
    expires: datetime
    message_kind: api.MessageKind
    is_exercise: bool
    is_retraction: bool


def preview_of(draft: Draft) -> dict[str, Any]:
    """Return the short messages with their parts, the spoken text with its length, CAP's words, and the advice."""
    messages = [_message(draft, each) for each in (draft.text, *draft.translations)]
    spoken = api.wording("speaker", **_parts(draft.text))
    is_ending = draft.message_kind is api.MessageKind.CANCEL
    places = tuple(api.spoken_names(draft.regions).values())
    return {
        "short_messages": messages,
        "most_parts": api.most_parts(),
        "spoken": spoken,
        "spoken_seconds": api.spoken_seconds(spoken),
        "cap": None if is_ending or not api.has_level(draft.kind, draft.level) else _cap(draft),
        "advice": advice_on(
            Wording(
                **_parts(draft.text, is_flat=False),
                places=places[:_MOST_LOOKED_FOR] if len(places) <= _MOST_LOOKED_FOR else (),
                level=draft.level,
                translations=draft.translations,
                is_ending=is_ending,
            )
        ),
    }


_MOST_LOOKED_FOR = 12


def _parts(text: api.Translation, *, is_flat: bool = True) -> dict[str, str]:
    found = {name: str(getattr(text, name)) for name in api.TRANSLATED_FIELDS}
    return {name: each.replace("\n", "") for name, each in found.items()} if is_flat else found


def _message(draft: Draft, text: api.Translation) -> dict[str, Any]:
    said = api.short_text(
        api.ShortSource(
            text=text,
            kind=draft.kind,
            level=draft.level,
            region=draft.region,
            regions=draft.regions,
            expires=draft.expires,
            message_kind=draft.message_kind,
            is_exercise=draft.is_exercise,
            is_retraction=draft.is_retraction,
        )
    )
    size = api.message_size(said)
    return {"name": api.languages()[text.language].name, "lang": text.language, "text": said, "size": size}


def _cap(draft: Draft) -> dict[str, Any]:
    text = text_of(draft.kind, draft.level)
    return {
        "category": " ".join(row_of(draft.kind)["categories"]),
        "response": text["response"],
        "urgency": text["urgency"],
        "severity": level_words(draft.level).severity.value,
        "certainty": text["certainty"],
        "languages": " ".join((api.MAIN_LANGUAGE, *(each.language for each in draft.translations))),
    }
