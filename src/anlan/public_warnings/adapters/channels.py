"""Which adapter serves which driver on this installation, by its settings."""

from functools import cache

from django.conf import settings

from anlan.public_warnings import api
from anlan.public_warnings.adapters.email import EmailSender
from anlan.public_warnings.adapters.loudspeaker import LoudspeakerSender
from anlan.public_warnings.adapters.sms import SmsSender
from anlan.public_warnings.adapters.webhook import WebhookSender
from anlan.public_warnings.domain.channels import channel
from anlan.public_warnings.ports import Sender


@cache
def sender_for(key: str) -> Sender:
    """Return the adapter of a channel; an unset address means the simulated one of this machine."""
    options = settings.ANLAN
    side = options["ANLAN_SIDE_PORT"]
    driver = channel(key).driver
    if driver == "email":
        return EmailSender(options["ANLAN_SMTP_URL"] or f"smtp://127.0.0.1:{side}")
    if driver == "sms":
        return SmsSender(options["ANLAN_SMS_URL"] or f"http://127.0.0.1:{side + 1}")
    if driver == "webhook":
        return WebhookSender(settings.SECRET_KEY, api.webhook_addresses())
    if driver == "loudspeaker":
        return LoudspeakerSender("127.0.0.1", options["ANLAN_MQTT_PORT"])
    raise LookupError(driver)
