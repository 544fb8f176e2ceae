"""The CAP 1.2 message of a transmission, by the national profile."""

from collections.abc import Iterator
from dataclasses import replace

from anlan.kernel.clock import in_china
from anlan.kernel.levels import Level
from anlan.protocols.cap12 import profile
from anlan.protocols.cap12.message import (
    Alert,
    Area,
    Certainty,
    Info,
    MessageType,
    NamedValue,
    Reference,
    Scope,
    Severity,
    Status,
    Urgency,
)
from anlan.protocols.cap12.writing import write
from anlan.public_warnings.domain.content import MessageKind
from anlan.public_warnings.domain.english import ENGLISH, event_name
from anlan.public_warnings.domain.languages import MAIN_LANGUAGE, translations_in
from anlan.public_warnings.models import Transmission
from anlan.public_warnings.selectors.kinds import row_of, text_of

_TYPES = {
    MessageKind.ALERT: MessageType.ALERT,
    MessageKind.UPDATE: MessageType.UPDATE,
    MessageKind.CANCEL: MessageType.CANCEL,
}


def cap_message(transmission: Transmission, earlier: Transmission | None) -> bytes:
    """Return the message as bytes; it has been checked by schema and rules."""
    return write(
        Alert(
            identifier=transmission.identifier,
            sender=transmission.sender,
            sent=in_china(transmission.sent_at),
            status=Status.EXERCISE if transmission.is_exercise else Status.ACTUAL,
            message_type=_TYPES[MessageKind(transmission.message_kind)],
            scope=Scope.PUBLIC,
            references=(reference_to(earlier),) if earlier else (),
            infos=tuple(_infos(transmission)),
        )
    )


def reference_to(transmission: Transmission) -> Reference:
    """Return how a follower names this transmission."""
    return Reference(transmission.sender, transmission.identifier, in_china(transmission.sent_at))


def _infos(transmission: Transmission) -> Iterator[Info]:
    """Yield one info per language: the main text first, then each translation with its own texts."""
    main = _info(transmission)
    yield main
    for each in translations_in(transmission.translations):
        yield replace(
            main,
            language=each.language,
            event=_event_in(each.language, transmission),
            headline=each.headline,
            description=each.description,
            instruction=each.instruction,
        )


def _event_in(language: str, transmission: Transmission) -> str:
    return (language == ENGLISH and event_name(transmission.event_code)) or transmission.event_name


def _info(transmission: Transmission) -> Info:
    level = Level(transmission.level)
    row = row_of(transmission.event_code)
    text = text_of(transmission.event_code, level)
    is_lifting = transmission.message_kind == MessageKind.CANCEL
    words = profile.level_words(level)
    return Info(
        language=MAIN_LANGUAGE,
        categories=tuple(row["categories"]),
        event=transmission.event_name,
        response_types=("AllClear",) if is_lifting else (text["response"],),
        urgency=Urgency.PAST if is_lifting else Urgency(text["urgency"]),
        severity=Severity.MINOR if is_lifting else words.severity,
        certainty=Certainty.OBSERVED if is_lifting else Certainty(text["certainty"]),
        event_codes=(profile.event_code(transmission.event_code),),
        effective=in_china(transmission.effective),
        onset=in_china(transmission.onset) if transmission.onset else None,
        expires=in_china(transmission.expires),
        sender_name=transmission.issuer,
        headline=transmission.headline,
        description=transmission.description,
        instruction=transmission.instruction,
        parameters=(profile.colour(level), NamedValue("12379:level", words.words)),
        areas=(_area(transmission),),
    )


def _area(transmission: Transmission) -> Area:
    rings = (polygon[0] for polygon in transmission.area["coordinates"])
    return Area(
        description=" ".join(str(region["name"]) for region in transmission.regions),
        polygons=tuple(tuple((x, y) for x, y in ring) for ring in rings),
        geocodes=tuple(profile.geocode(str(region["code"])) for region in transmission.regions),
    )
