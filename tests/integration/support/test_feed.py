"""What open pages are told."""

import asyncio

import pytest
from django.db import transaction
from tests.integration.support.test_journal import ring

from anlan.config.live import Client, LiveFeed, _is_own_origin, _last_known
from anlan.support import feed
from anlan.support.sealing import seal_committed


@pytest.mark.django_db
def test_the_feed_tells_what_is_sealed_in_order_and_nothing_else():
    ring(1)
    ring(2, region="5134")
    assert (feed.last_number(), feed.notices_after(0)) == (0, ())
    seal_committed()
    assert [(notice.number, notice.kind, notice.region) for notice in feed.notices_after(0)] == [
        (1, "test.bell_rung", "513433101"),
        (2, "test.bell_rung", "5134"),
    ]
    assert [notice.number for notice in feed.notices_after(1)] == [2]
    assert feed.last_number() == 2
    assert set(feed.notices_after(0)[0].shown()) == {"number", "kind", "subject", "region", "incident", "level"}


def notice(number=1, region="513433101"):
    return feed.Notice(
        number=number, kind="test.bell_rung", subject="bell:1", region=region, incident_id=None, level=None
    )


def test_a_page_hears_of_its_own_regions_only():
    township, prefecture = Client(("513433101",)), Client(("5134",))
    for region in ("513433101", "513433102", "513433"):
        township.offer(notice(region=region))
        prefecture.offer(notice(region=region))
    assert (township.queue.qsize(), prefecture.queue.qsize()) == (1, 3)


def test_a_page_too_slow_is_told_to_reload_instead_of_losing_silently():
    slow = Client(("",))
    for number in range(501):
        slow.offer(notice(number))
    assert slow.queue.qsize() == 1
    assert slow.queue.get_nowait().startswith(b"event: reload")


def test_only_pages_of_the_same_host_may_listen():
    assert _is_own_origin("http://127.0.0.1:8000", "127.0.0.1:8001")
    assert _is_own_origin("", "127.0.0.1:8001")
    assert not _is_own_origin("https://elsewhere.example", "127.0.0.1:8001")


@pytest.mark.parametrize(
    ("query", "header", "number"),
    [
        ("after=7", "", 7),
        ("after=7", "9", 9),
        ("", "", -1),
        ("after=-3", "", -1),
        ("after=x", "", -1),
        ("", "1" * 19, -1),
    ],
)
def test_a_page_names_the_last_entry_it_knows(query, header, number):
    assert _last_known({"query_string": query.encode()}, {"last-event-id": header} if header else {}) == number


@pytest.mark.django_db(transaction=True)
def test_a_page_is_told_what_was_sealed_between_its_drawing_and_its_listening():
    with transaction.atomic():
        for pitch in range(1, 5):
            ring(pitch)
    seal_committed()
    live, drawn_at_two, fresh = LiveFeed(), Client(("",), after=2), Client(("",))
    live.number = 4
    asyncio.run(live._catch_up(drawn_at_two))
    asyncio.run(live._catch_up(fresh))
    assert [drawn_at_two.queue.get_nowait()[:6] for _ in range(2)] == [b"id: 3\n", b"id: 4\n"]
    assert (drawn_at_two.queue.qsize(), fresh.queue.qsize()) == (0, 0)
    drawn_at_two.offer(notice(4))
    drawn_at_two.offer(notice(5))
    assert drawn_at_two.queue.qsize() == 1
    assert live.clients == {drawn_at_two, fresh}
