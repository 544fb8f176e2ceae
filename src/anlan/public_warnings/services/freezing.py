"""What is sent is frozen: a complete copy of a warning with its CAP message, signed by the platform's key."""

import json
from datetime import datetime

from anlan.places import api as places
from anlan.protocols.cap12 import profile
from anlan.protocols.cap12.writing import reference_text
from anlan.protocols.xml_signature.signing import sign
from anlan.protocols.xml_signature.verifying import verify
from anlan.public_warnings.domain.channels import channel
from anlan.public_warnings.models import PublicWarning, Transmission
from anlan.public_warnings.selectors.kinds import issuer_of, kind_name, local_names
from anlan.public_warnings.services.cap import all_before, cap_message, reference_to
from anlan.support import locks
from anlan.support.signing_key import signing_key

_MOST_PER_SECOND = 10


def freeze(warning: PublicWarning, now: datetime) -> Transmission:
    """Store the complete copy that is sent, its signed CAP message included."""
    locks.hold(f"public_warnings:identifier:{warning.region}")
    earlier = all_before(warning)
    regions = _regions(tuple(warning.regions))
    transmission = Transmission(
        warning_id=warning.id,
        identifier=_free_identifier(warning.region, now),
        sender=profile.sender_code(warning.region),
        references=" ".join(reference_text(reference_to(each)) for each in earlier),
        replaces_id=warning.follows_id,
        region=warning.region,
        issuer=issuer_of(warning.event_code, warning.region),
        message_kind=warning.message_kind,
        event_code=warning.event_code,
        event_name=kind_name(warning.event_code),
        regions=regions,
        area=json.loads(warning.area.geojson),
        population=sum(region["population"] for region in regions),
        channels=[{"key": key, "name": channel(key).name} for key in warning.channels],
        sent_at=now,
        seal=warning.signed_seal,
        **{name: getattr(warning, name) for name in _COPIED},
    )
    transmission.cap_xml, transmission.xml_signature = signed(cap_message(transmission, earlier))
    transmission.save(force_insert=True)
    return transmission


_COPIED = ("level", "headline", "description", "instruction", "translations", "area_error_m", "effective", "onset")
_COPIED += ("expires", "author_name", "signer_name", "signed_at", "approver_name", "signatures", "source_alarm_id")
_COPIED += ("incident_id", "is_exercise", "is_retraction")


def _regions(codes: tuple[str, ...]) -> list[dict[str, object]]:
    found, full_names = places.divisions(codes), local_names(codes)
    return [
        {"code": code, "name": full_names[code], "population": (found[code].persons or 0) if code in found else 0}
        for code in codes
    ]


def _free_identifier(region: str, now: datetime) -> str:
    """Return the first identifier of this second that is not taken; the caller holds the lock."""
    wanted = [profile.identifier(region, now, number) for number in range(_MOST_PER_SECOND)]
    taken = set(Transmission.objects.filter(identifier__in=wanted).values_list("identifier", flat=True))
    free = [each for each in wanted if each not in taken]
    return free[0] if free else profile.identifier(region, now, _MOST_PER_SECOND)


def signed(raw: bytes) -> tuple[bytes, dict[str, str]]:
    """Return the message with the platform's XML signature, and what is kept of it; unsigned where there is no key.

    A warning is never held up for want of a key: the mark and the doctor tell of it.
    """
    key = signing_key()
    if key is None:
        return raw, {}
    message = sign(raw, key)
    verdict = verify(message, [key.certificate], exactly=True)
    if not verdict.valid:
        return raw, {}
    kept = ("algorithm", "digest", "signer", "fingerprint")
    return message, {name: getattr(verdict, name) for name in kept}
