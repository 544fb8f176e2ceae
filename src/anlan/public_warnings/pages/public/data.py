"""Public warnings for programs: GeoJSON of those in force, the CAP feed, every CAP message as it was sent."""

from datetime import UTC, datetime
from typing import Any, Final

import orjson
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from anlan.kernel import clock
from anlan.kernel.regions import padded
from anlan.places import api as places
from anlan.protocols.cap_feed.feed import Entry, Feed
from anlan.protocols.cap_feed.writing import write_atom, write_rss
from anlan.public_warnings import api
from anlan.public_warnings.pages.public.answers import LONG, SHORT, Form, answer
from anlan.public_warnings.pages.public.asking import Wish, wish_of

_NOTHING_YET: Final = datetime(2020, 1, 1, tzinfo=UTC)


@require_safe
def geojson(request: HttpRequest) -> HttpResponse:
    """Give the warnings in force with their areas, by place, colour and kind."""
    wish = wish_of(request)
    standing = api.standing_notices(clock.now())
    form = Form("application/geo+json", SHORT, is_open=True)
    return answer(request, (standing.mark, wish), lambda: _collection(standing, wish), form)


def _collection(standing: api.Standing, wish: Wish) -> bytes:
    found = [_feature(each, wish) for each in standing.notices if wish.filter.fits(each)]
    return orjson.dumps({"type": "FeatureCollection", "features": found})


def _feature(notice: api.Notice, wish: Wish) -> dict[str, Any]:
    text, site = notice.text_in(wish.language), settings.ANLAN["ANLAN_PUBLIC_URL"]
    return {
        "type": "Feature",
        "id": str(notice.warning_id),
        "geometry": notice.area,
        "properties": {
            "id": str(notice.warning_id),
            "identifier": notice.identifier,
            "name": text.headline,
            "level": int(notice.level),
            "colour": notice.level.colour,
            "event_code": notice.event_code,
            "event": notice.event_name,
            "issuer": notice.issuer,
            "description": text.description,
            "instruction": text.instruction,
            "language": text.language,
            "sent": notice.sent_at.isoformat(),
            "effective": notice.effective.isoformat(),
            "expires": notice.expires.isoformat(),
            "geocodes": [padded(code) for code, _ in notice.regions],
            "url": f"{site}/public/warnings/{notice.warning_id}/",
            "cap": f"{site}/public/cap/{notice.identifier}.xml",
        },
    }


@require_safe
def feed(request: HttpRequest, form: str) -> HttpResponse:
    """Give the CAP messages of everywhere or of one region as an Atom or RSS feed, newest first."""
    wish = wish_of(request)
    mark = api.feed_mark()
    content_type = f"application/{form}+xml; charset=utf-8"
    return answer(request, (mark, wish.place), lambda: _feed(wish, form, request), Form(content_type, is_open=True))


def _feed(wish: Wish, form: str, request: HttpRequest) -> bytes:
    rows = api.feed_messages(wish.place)
    site = settings.ANLAN["ANLAN_PUBLIC_URL"]
    address = f"{site}{request.path}" + (f"?region={wish.place}" if wish.place else "")
    place = places.full_name(wish.place) if wish.place else ""
    feed = Feed(
        id=address,
        title=_("Warnings of the Anlan platform") + (f" - {place}" if place else ""),
        updated=rows[0].sent_at if rows else _NOTHING_YET,
        address=address,
        page_address=f"{site}/public/",
        language="zh-CN",
        entries=tuple(_entry(each, site) for each in rows),
    )
    return write_atom(feed) if form == "atom" else write_rss(feed)


def _entry(notice: api.Notice, site: str) -> Entry:
    return Entry(
        id=f"{site}/public/cap/{notice.identifier}.xml",
        title=notice.headline,
        updated=notice.sent_at,
        published=notice.sent_at,
        author=notice.issuer,
        category=notice.event_code,
        category_name=notice.event_name,
        summary=notice.texts[0].description,
        page_address=f"{site}/public/warnings/{notice.warning_id}/",
        cap_address=f"{site}/public/cap/{notice.identifier}.xml",
    )


@require_safe
def document(request: HttpRequest, identifier: str) -> HttpResponse:
    """Give one CAP message as the very bytes that were sent."""
    raw = api.cap_document(identifier)
    return answer(request, (), lambda: raw, Form("application/cap+xml", LONG, is_open=True))
