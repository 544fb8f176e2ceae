"""What is read of a SensorThings request before any table is asked: whatever comes, it is read or refused by name."""

from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from anlan.protocols.sensorthings.errors import BadEntity, BadQuery, NoSuchResource
from anlan.protocols.sensorthings.filtering import parse_filter, parse_order
from anlan.protocols.sensorthings.ids import observation_id, parsed
from anlan.protocols.sensorthings.patching import patched
from anlan.protocols.sensorthings.paths import resource
from anlan.protocols.sensorthings.query import parse_query
from anlan.protocols.sensorthings.schema import ENTITIES, SETS, Kind
from anlan.protocols.sensorthings.times import instant, interval, written
from anlan.protocols.sensorthings.tree import Binary, Call, Literal, Path, Unary, paths

WORDS = ["name", "eq", "'x'", "5", "and", "or", "not", "(", ")", ",", "year", "add", "-", "/", "2026-07-01", "null"]
NOON_IN_CHINA = datetime(2026, 7, 1, 4, tzinfo=UTC)
TEXTS = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join))


def path(*names: str) -> Path:
    return Path(names)


def number(value: float) -> Literal:
    return Literal(value, Kind.NUMBER)


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a eq 1", Binary("eq", path("a"), number(1))),
        ("a/b/@iot.id eq 1", Binary("eq", path("a", "b", "@iot.id"), number(1))),
        ("a eq 'it''s'", Binary("eq", path("a"), Literal("it's", Kind.TEXT))),
        ("a eq -1.5e2", Binary("eq", path("a"), number(-150.0))),
        ("a eq null", Binary("eq", path("a"), Literal(None, Kind.NULL))),
        ("not a eq 1", Unary("not", Binary("eq", path("a"), number(1)))),
        (
            "a or b and c",
            Binary("or", path("a"), Binary("and", path("b"), path("c"))),
        ),
        (
            "a add 2 mul 3 gt 1",
            Binary("gt", Binary("add", path("a"), Binary("mul", number(2), number(3))), number(1)),
        ),
        (
            "(a add 2) mul 3 gt 1",
            Binary("gt", Binary("mul", Binary("add", path("a"), number(2)), number(3)), number(1)),
        ),
        ("f(a, g())", Call("f", (path("a"), Call("g", ())))),
        ("geo.length(a)", Call("geo.length", (path("a"),))),
        (
            "a gt 2026-07-01T12:00:00+08:00",
            Binary("gt", path("a"), Literal(datetime(2026, 7, 1, 4, tzinfo=UTC), Kind.INSTANT)),
        ),
    ],
)
def test_a_filter_is_read_by_the_precedence_of_odata(text, tree):
    assert parse_filter(text) == tree


@settings(max_examples=300, deadline=None)
@given(TEXTS)
@example("not " * 400 + "a")
@example("(" * 5000)
@example("-" * 500 + "1")
@example("a eq " + "9" * 5000)
@example("geography'")
def test_any_filter_is_read_or_refused_by_name(text):
    for read in (parse_filter, parse_order):
        with suppress(BadQuery):
            read(text)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(["$expand", "$select", "$filter", "$top", "$orderby", "$count", "$skip"]), TEXTS)
@example("$expand", "Datastreams(" * 500)
@example("$expand", "Datastreams/Observations/" * 300)
def test_any_query_is_read_or_refused_by_name(option, text):
    with suppress(BadQuery):
        parse_query(f"{option}={text}", SETS["Things"])


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80))
@example("Things(1)/Datastreams(2)/Observations('3-4')/FeatureOfInterest/feature/$value")
def test_any_address_is_read_or_not_found(text):
    with suppress(NoSuchResource):
        assert resource(text).steps


@given(st.integers(1, 2**31 - 1), st.datetimes(timezones=st.just(UTC)))
def test_an_observations_id_names_its_datastream_and_time(stream, time):
    assert parsed("Observation", observation_id(stream, time)) == (stream, time)


@given(st.datetimes(timezones=st.just(UTC), min_value=datetime(1000, 1, 1)))  # noqa: DTZ001 - hypothesis wants it naive
def test_an_instant_is_read_as_it_is_written(time):
    assert instant(written(time)) == time
    assert interval(f"{written(time)}/{written(time)}") == (time, time)


@pytest.mark.parametrize("id_", [None, True, "", "x", 0, -1, 2**31, "1-", "1-x", "-1-1", 1.0, [], {}])
def test_what_no_entity_can_be_called_is_no_id(id_):
    assert parsed("Thing", id_) is None
    assert parsed("Observation", id_) is None


def test_the_paths_of_a_tree_are_found_everywhere():
    found = paths(parse_filter("not (f(a/b, c) gt d add 1) or -e lt 2"))
    assert [each.names for each in found] == [("a", "b"), ("c",), ("d",), ("e",)]


def test_every_link_leads_back():
    for entity in ENTITIES.values():
        for link in entity.links.values():
            assert ENTITIES[link.target].links[link.back].target == entity.name


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.fixed_dictionaries(
            {"op": st.sampled_from(["add", "remove", "replace", "move", "copy", "test"]), "path": st.text(max_size=8)},
            optional={"value": st.none() | st.integers(), "from": st.sampled_from(["/a", "/b/0", "/b"])},
        ),
        max_size=4,
    )
)
def test_any_json_patch_is_done_or_refused_by_name(operations):
    with suppress(BadEntity):
        patched("Thing", {"a": 1, "b": [1, {"c": 2}]}, operations)
