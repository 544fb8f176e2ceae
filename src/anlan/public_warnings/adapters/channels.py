"""Which adapter serves which driver on this installation, by its settings."""

from collections.abc import Callable
from functools import cache
from typing import Any, Final
from urllib.parse import parse_qsl, unquote, urlsplit

from django.conf import settings

from anlan.public_warnings import api
from anlan.public_warnings.adapters.broadcast import BroadcastSender, Memory, Network
from anlan.public_warnings.adapters.email import EmailSender
from anlan.public_warnings.adapters.loudspeaker import LoudspeakerSender
from anlan.public_warnings.adapters.robots import RobotSender
from anlan.public_warnings.adapters.satellite import SatelliteSender
from anlan.public_warnings.adapters.smpp import SmppSender
from anlan.public_warnings.adapters.smpp_session import Centre
from anlan.public_warnings.adapters.sms import SmsSender
from anlan.public_warnings.adapters.sounds import Sounds
from anlan.public_warnings.adapters.speech import SpeechGateway
from anlan.public_warnings.adapters.unset import UnsetSender
from anlan.public_warnings.adapters.voice import VoiceGateway, VoiceSender
from anlan.public_warnings.adapters.webhook import WebhookSender
from anlan.public_warnings.adapters.webpush import Browsers, PushSender
from anlan.public_warnings.domain.channels import Channel, channel
from anlan.public_warnings.ports import Sender
from anlan.public_warnings.selectors.addresses import address_by, addresses_of
from anlan.public_warnings.selectors.subscriptions import subscriptions_of
from anlan.public_warnings.services.push_key import push_key

Options = dict[str, Any]
_SMPP_PORT: Final = 2775
_SMPP_WINDOW: Final = 100


@cache
def sender_for(key: str) -> Sender:
    """Return the adapter of a channel; an unset address means the simulated one of this machine, or no channel."""
    found = channel(key)
    if not api.is_set_up(found):
        return UnsetSender(found.needs)
    return _SENDERS[found.driver](found, settings.ANLAN)


def _email(found: Channel, options: Options) -> Sender:
    url = options["ANLAN_SMTP_URL"] or f"smtp://127.0.0.1:{options['ANLAN_SIDE_PORT']}"
    return EmailSender(found.key, url, sender=options["ANLAN_MAIL_FROM"])


def _sms(found: Channel, options: Options) -> Sender:
    return SmsSender(found.key, options["ANLAN_SMS_URL"] or f"http://127.0.0.1:{options['ANLAN_SIDE_PORT'] + 1}")


def _smpp(found: Channel, options: Options) -> Sender:
    parts = urlsplit(options[found.needs[0]])
    told = dict(parse_qsl(parts.query))
    return SmppSender(
        found.key,
        Centre(
            host=parts.hostname or "",
            port=parts.port or _SMPP_PORT,
            system_id=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            source=told.get("source", ""),
            window=int(told.get("window", _SMPP_WINDOW)),
            asks_by_client_id=told.get("client_id") == "1",
        ),
    )


def _webhook(found: Channel, options: Options) -> Sender:
    return WebhookSender(found.key, settings.SECRET_KEY, api.webhook_addresses())


def _loudspeaker(found: Channel, options: Options) -> Sender:
    return LoudspeakerSender("127.0.0.1", options["ANLAN_MQTT_PORT"], channel=found.key, sounds=_sounds(options).told)


def _robots(found: Channel, options: Options) -> Sender:
    return RobotSender(found.key, options[found.needs[0]])


def _push(found: Channel, options: Options) -> Sender:
    return PushSender(
        found.key,
        push_key(options["ANLAN_VAR"]),
        contact=options["ANLAN_PUSH_CONTACT"],
        browsers=Browsers(known=subscriptions_of, forget=lambda endpoint: api.forget_endpoint(endpoint=endpoint)),
    )


def _broadcast(found: Channel, options: Options) -> Sender:
    network = Network(
        url=options[found.needs[0]],
        platform=options["ANLAN_BROADCAST_PLATFORM"],
        destination=options["ANLAN_BROADCAST_TO"],
        key=options["ANLAN_BROADCAST_KEY"],
    )
    memory = Memory(numbers=addresses_of, number_of=address_by, sound=_sounds(options).raw)
    return BroadcastSender(found.key, network, memory)


def _voice(found: Channel, options: Options) -> Sender:
    gateway = VoiceGateway(
        url=options["ANLAN_VOICE_URL"],
        secret=options["ANLAN_VOICE_SECRET"],
        callback=f"{options['ANLAN_PUBLIC_URL']}/api/v1/warnings/voice/notices",
        duty_room=options["ANLAN_VOICE_DUTY_ROOM"],
    )
    return VoiceSender(found.key, gateway)


def _satellite(found: Channel, options: Options) -> Sender:
    return SatelliteSender(found.key, options["ANLAN_SATELLITE_FOLDER"])


def _sounds(options: Options) -> Sounds:
    gateway = SpeechGateway(options["ANLAN_TTS_URL"]) if options["ANLAN_TTS_URL"] else None
    return Sounds(gateway, options["ANLAN_PUBLIC_URL"])


_SENDERS: Final[dict[str, Callable[[Channel, Options], Sender]]] = {
    "email": _email,
    "sms": _sms,
    "smpp": _smpp,
    "webhook": _webhook,
    "loudspeaker": _loudspeaker,
    "robot": _robots,
    "web_push": _push,
    "broadcast": _broadcast,
    "voice": _voice,
    "satellite": _satellite,
}
