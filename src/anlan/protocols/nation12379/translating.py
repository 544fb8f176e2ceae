"""A CAP message of our profile as a domestic one: the same warning, colours for severities."""

from datetime import timedelta

from anlan.kernel.errors import InvalidValue
from anlan.kernel.levels import Level
from anlan.protocols.cap12 import profile
from anlan.protocols.cap12.message import Alert, Area, Info, NamedValue
from anlan.protocols.nation12379.message import Method, NationalAlert, NationalArea, NationalInfo
from anlan.protocols.nation12379.reading import LEVELS

_UNSAID_VALIDITY = timedelta(hours=24)


def of_cap(alert: Alert, methods: tuple[Method, ...] = ()) -> NationalAlert:
    """Return the message in the domestic form; refuse one without the profile's event code or colour."""
    if not alert.infos:
        raise InvalidValue(field="info", value="", rule="required")
    return NationalAlert(
        identifier=alert.identifier,
        sender=alert.infos[0].sender_name or alert.sender,
        sender_code=alert.sender,
        sent=alert.sent,
        status=alert.status,
        message_type=alert.message_type,
        scope=alert.scope,
        methods=methods,
        note=alert.note,
        references=alert.references[0].identifier if alert.references else "",
        infos=tuple(_info(each, alert) for each in alert.infos),
    )


def _info(info: Info, alert: Alert) -> NationalInfo:
    effective = info.effective or alert.sent
    return NationalInfo(
        event_type=_named(info.event_codes, "event_code", "eventCode"),
        level=_level(info),
        effective=effective,
        expires=info.expires or effective + _UNSAID_VALIDITY,
        sender_name=info.sender_name or alert.sender,
        headline=info.headline or info.event,
        description=info.description,
        language=info.language,
        urgency=info.urgency,
        certainty=info.certainty,
        onset=info.onset,
        instruction=info.instruction,
        web=info.web,
        areas=tuple(_area(each) for each in info.areas),
    )


def _level(info: Info) -> Level:
    colour = _named(info.parameters, "colour", "parameter")
    if colour not in LEVELS:
        raise InvalidValue(field="parameter", value=colour, rule="red_orange_yellow_or_blue")
    return LEVELS[colour]


def _named(pairs: tuple[NamedValue, ...], key: str, field: str) -> str:
    name = profile.table()["names"][key]
    found = next((pair.value for pair in pairs if pair.name == name), "")
    if not found:
        raise InvalidValue(field=field, value="", rule=f"named {name}")
    return found


def _area(area: Area) -> NationalArea:
    name = profile.table()["names"]["geocode"]
    codes = tuple(pair.value for pair in area.geocodes if pair.name == name)
    return NationalArea(description=area.description, geocodes=codes, polygons=area.polygons, circles=area.circles)
