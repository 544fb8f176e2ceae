"""Decisions about warnings that need no database."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from shapely import Polygon, box

from anlan.kernel.errors import AnlanError, TransitionNotAllowed
from anlan.kernel.levels import Level
from anlan.public_warnings.domain import area, channels, retry, tokens
from anlan.public_warnings.domain.content import DraftContent, require_complete, seal, tidy
from anlan.public_warnings.domain.states import TRANSITIONS, WarningAct, WarningState, after

NOON = datetime(2020, 6, 26, 4, tzinfo=UTC)
CONTENT = DraftContent(
    kind="11A51",
    level=Level.RED,
    headline="h",
    description="d",
    instruction="i",
    regions=("513433103",),
    effective=NOON,
    expires=NOON + timedelta(hours=6),
    channels=("public_page",),
)


@pytest.mark.parametrize("state", WarningState)
@pytest.mark.parametrize("act", WarningAct)
def test_every_pair_outside_of_the_table_is_refused(state, act):
    if (state, act) in TRANSITIONS:
        assert after(state, act) is TRANSITIONS[state, act]
    else:
        with pytest.raises(TransitionNotAllowed):
            after(state, act)


def rule_broken(**changes) -> str:
    with pytest.raises(AnlanError) as caught:
        require_complete(replace(CONTENT, **changes), is_exercise=False)
    return f"{caught.value.data['field']} {caught.value.data['rule']}"


def test_a_complete_content_passes():
    require_complete(CONTENT, is_exercise=False)


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"headline": ""}, "headline not_empty"),
        ({"headline": "x" * 121}, "headline at_most_120_characters"),
        ({"description": "a\x00b"}, "description no_control_characters"),
        ({"regions": ()}, "regions 1_to_400"),
        ({"channels": ()}, "channels at_least_one"),
        ({"level": Level.NONE}, "level red_orange_yellow_or_blue"),
        ({"expires": NOON}, "expires after_effective_and_within_7_days"),
        ({"expires": NOON + timedelta(days=7, seconds=1)}, "expires after_effective_and_within_7_days"),
        ({"onset": NOON + timedelta(hours=7)}, "onset not_after_expires"),
    ],
)
def test_a_broken_field_is_refused_by_name(changes, rule):
    assert rule_broken(**changes) == rule


def test_the_limits_of_texts_and_times_belong_to_what_is_allowed():
    require_complete(
        replace(CONTENT, headline="x" * 120, expires=NOON + timedelta(days=7), onset=NOON + timedelta(days=7)),
        is_exercise=False,
    )


def test_regions_within_other_regions_are_dropped():
    found = tidy(replace(CONTENT, regions=("513433103201", "513433103", "513433104", "513433103")))
    assert found.regions == ("513433103", "513433104")


def test_the_seal_changes_with_every_field_and_with_what_it_is_bound_to():
    seals = {
        seal(CONTENT, "a"),
        seal(CONTENT, "b"),
        seal(replace(CONTENT, headline="H"), "a"),
        seal(replace(CONTENT, level=Level.ORANGE), "a"),
        seal(replace(CONTENT, expires=NOON + timedelta(hours=7)), "a"),
        seal(replace(CONTENT, polygons=(((1.0, 2.0),),)), "a"),
    }
    assert len(seals) == 6
    assert all(len(each) == 64 for each in seals)


def test_a_token_names_its_step_and_nothing_else_makes_it():
    step, key = uuid4(), "k" * 50
    token = tokens.token_of(step, key)
    assert (len(token), tokens.step_of(token, key)) == (40, step)


@pytest.mark.parametrize("forge", [lambda t: t[:-1] + ("A" if t[-1] != "A" else "B"), lambda t: t[:20], lambda t: ""])
def test_an_altered_token_is_refused(forge):
    token = tokens.token_of(uuid4(), "k" * 50)
    with pytest.raises(AnlanError) as caught:
        tokens.step_of(forge(token), "k" * 50)
    assert caught.value.code == "public_warnings.token_forged"


@pytest.mark.parametrize("token", ["\u9632", "../../etc", "a" * 40, "=" * 40, "a" * 4000])
def test_a_token_that_is_nonsense_is_refused(token):
    with pytest.raises(AnlanError):
        tokens.step_of(token, "k" * 50)


def test_a_token_of_another_installation_is_refused():
    with pytest.raises(AnlanError):
        tokens.step_of(tokens.token_of(uuid4(), "a" * 50), "b" * 50)


def test_waits_double_up_to_a_ceiling_and_end_at_the_eighth_attempt():
    waits = [retry.wait_after(attempts).total_seconds() for attempts in (1, 2, 3, 8, 9, 500)]
    assert waits == [2, 4, 8, 256, 300, 300]
    assert [retry.is_given_up(attempts, 8) for attempts in (7, 8, 9)] == [False, True, True]


@pytest.mark.parametrize("key", [key for key, each in channels.channels().items() if not each.is_exercise])
def test_no_public_channel_takes_an_exercise(key):
    with pytest.raises(AnlanError) as caught:
        channels.require_world(key, is_exercise=True)
    assert caught.value.code == "public_warnings.exercise_reaches_public"


def test_an_unknown_channel_is_refused_by_name():
    with pytest.raises(AnlanError):
        channels.require_world("pigeon", is_exercise=False)


def test_a_simple_area_is_sent_as_it_is():
    found = area.simplified(box(102, 28, 103, 29))
    assert (found.error_m, len(found.rings), len(found.rings[0])) == (0, 1, 5)


def test_a_ragged_area_is_simplified_without_losing_any_of_it_and_says_by_how_much():
    import math

    ragged = Polygon(
        [
            (102 + (0.5 + 0.02 * (number % 2)) * math.cos(number / 500), 28 + 0.5 * math.sin(number / 500))
            for number in range(3141)
        ]
    )
    found = area.simplified(ragged, 100)
    sent = Polygon(found.rings[0])
    assert sum(len(ring) for ring in found.rings) <= 100
    assert 0 < found.error_m < 6000
    assert ragged.difference(sent).area / ragged.area < 0.0001


def test_a_hole_is_filled_since_cap_has_none():
    ring = box(102, 28, 103, 29).difference(box(102.4, 28.4, 102.6, 28.6))
    found = area.simplified(ring)
    assert Polygon(found.rings[0]).area == pytest.approx(1.0)


def test_a_ring_at_the_corner_of_china_passes_and_beyond_is_refused():
    west = ((73.0, 39.0), (73.5, 39.0), (73.5, 39.5), (73.0, 39.0))
    assert area.checked_rings((west,)) == (west,)
    beyond = ((72.99999, 39.0), *west[1:3], (72.99999, 39.0))
    with pytest.raises(AnlanError) as caught:
        area.checked_rings((beyond,))
    assert caught.value.data["longitude"] == 72.99999


def test_a_seal_made_before_there_were_other_languages_still_holds():
    import hashlib

    import msgspec

    def without(value, later=("translations", "area_source")):
        return {key: each for key, each in msgspec.to_builtins(value).items() if key not in later}

    raw = msgspec.json.encode([without(CONTENT), ["a"]], order="sorted")
    assert seal(CONTENT, "a") == hashlib.new("sm3", raw).hexdigest()
