"""What the receivers of a channel are told, once for each language."""

from anlan.kernel.levels import Level
from anlan.public_warnings.domain.channels import Channel
from anlan.public_warnings.domain.content import MessageKind
from anlan.public_warnings.domain.languages import MAIN_LANGUAGE, Translation, translations_in
from anlan.public_warnings.models import DeliveryText, Transmission
from anlan.public_warnings.selectors.kinds import wording
from anlan.public_warnings.selectors.short import ShortSource, short_text

LANGUAGE = MAIN_LANGUAGE
_SPOKEN = frozenset({"loudspeaker", "broadcast"})
_SHORT = frozenset({"sms", "smpp"})
_WITH_TITLE = frozenset({"robot", "satellite"})


def texts_of(transmission: Transmission, channel: Channel) -> dict[str, int]:
    """Store the texts of a channel unless they are there; return their ids by language, the main one always there."""
    main = Translation(LANGUAGE, transmission.headline, transmission.description, transmission.instruction)
    others = translations_in(transmission.translations)
    DeliveryText.objects.bulk_create(
        [
            DeliveryText(
                transmission=transmission,
                channel=channel.key,
                language=each.language,
                title=_title(each, is_exercise=transmission.is_exercise)[:200],
                text=_text(each, channel, transmission),
            )
            for each in (main, *others)
        ],
        ignore_conflicts=True,
    )
    rows = DeliveryText.objects.filter(transmission=transmission, channel=channel.key)
    return dict(rows.values_list("language", "id"))


def _title(words: Translation, *, is_exercise: bool) -> str:
    return wording("exercise_title", headline=words.headline) if is_exercise else words.headline


def _text(words: Translation, channel: Channel, transmission: Transmission) -> str:
    parts = {name: getattr(words, name) for name in ("headline", "description", "instruction")}
    if channel.driver in _SPOKEN:
        spoken = wording("speaker", **{name: text.replace("\n", "") for name, text in parts.items()})
        return wording("exercise_speaker", text=spoken) if transmission.is_exercise else spoken
    if channel.driver in _WITH_TITLE:
        del parts["headline"]
    if channel.driver in _SHORT:
        return short_text(_source(words, transmission))
    return "\n\n".join(parts.values())


def _source(words: Translation, transmission: Transmission) -> ShortSource:
    """Return what the short message of a frozen transmission is made of: what the preview of its draft showed."""
    return ShortSource(
        text=words,
        kind=transmission.event_code,
        level=Level(transmission.level),
        region=transmission.region,
        regions=tuple(str(each["code"]) for each in transmission.regions),
        expires=transmission.expires,
        message_kind=MessageKind(transmission.message_kind),
        is_exercise=transmission.is_exercise,
        is_retraction=transmission.is_retraction,
    )
