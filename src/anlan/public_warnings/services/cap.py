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
from anlan.public_warnings.domain.english import words as english_words
from anlan.public_warnings.domain.languages import MAIN_LANGUAGE, translations_in
from anlan.public_warnings.models import PublicWarning, Transmission
from anlan.public_warnings.selectors.kinds import row_of, text_of

_TYPES = {
    MessageKind.ALERT: MessageType.ALERT,
    MessageKind.UPDATE: MessageType.UPDATE,
    MessageKind.CANCEL: MessageType.CANCEL,
}
_IS_OVER = ("AllClear", Urgency.PAST, Severity.MINOR, Certainty.OBSERVED)
_NEVER_WAS = ("None", Urgency.PAST, Severity.UNKNOWN, Certainty.UNLIKELY)


def all_before(warning: PublicWarning) -> tuple[Transmission, ...]:
    """Return every message that a follower's chain has sent, the first one first; none for a first message."""
    found: list[Transmission] = []
    earlier = warning.follows
    while earlier is not None:
        found.append(Transmission.objects.get(warning_id=earlier.id))
        earlier = earlier.follows
    return tuple(reversed(found))


def cap_message(transmission: Transmission, earlier: tuple[Transmission, ...]) -> bytes:
    """Return the message as bytes; it has been checked by schema and rules. It names all earlier ones of its chain."""
    return write(
        Alert(
            identifier=transmission.identifier,
            sender=transmission.sender,
            sent=in_china(transmission.sent_at),
            status=Status.EXERCISE if transmission.is_exercise else Status.ACTUAL,
            message_type=_TYPES[MessageKind(transmission.message_kind)],
            scope=Scope.PUBLIC,
            note=english_words("retraction_note") if transmission.is_retraction else "",
            references=tuple(reference_to(each) for each in earlier),
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
    words = profile.level_words(level)
    if transmission.is_retraction:
        response, urgency, severity, certainty = _NEVER_WAS
    elif transmission.message_kind == MessageKind.CANCEL:
        response, urgency, severity, certainty = _IS_OVER
    else:
        response, severity = text["response"], words.severity
        urgency, certainty = Urgency(text["urgency"]), Certainty(text["certainty"])
    return Info(
        language=MAIN_LANGUAGE,
        categories=tuple(row["categories"]),
        event=transmission.event_name,
        response_types=(response,),
        urgency=urgency,
        severity=severity,
        certainty=certainty,
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
