"""A replay refuses to begin where its readings are held already: nothing would be judged again."""

import pytest

from anlan.config.replay.doors import DoorClosed
from anlan.config.replay.night import Night
from anlan.config.replay.run import play, scenario_named, scenario_names

SCENARIO = scenario_named("mianning-2020-06-26")


class Platform:
    """A person at a platform whose stations were last heard at ``latest_at``; refuses every act."""

    def __init__(self, latest_at):
        self.latest_at = latest_at
        self.asked = []

    def get(self, path, **parameters):
        self.asked.append(path)
        return {"series": [{"quantity": "rain", "latest_at": self.latest_at}]}


class StandingPace:
    at = None

    def move_to(self, moment):
        raise AssertionError("the clock must not move")


def night(platform):
    return Night(SCENARIO, StandingPace(), {"prefecture": platform}, gauges=None, phones=None)


def test_an_event_whose_readings_are_held_is_not_replayed_again():
    platform = Platform("2020-06-27T01:00:00+08:00")
    with pytest.raises(DoorClosed, match="anlan demo load"):
        play(night(platform))
    assert platform.asked == ["/stations/LSS01"]


def test_where_no_reading_is_held_the_clock_is_set_going():
    platform = Platform(None)
    with pytest.raises(AssertionError, match="the clock must not move"):
        play(night(platform))
    assert len(platform.asked) == len(SCENARIO["gauge"])


def test_a_scenario_that_does_not_exist_is_named():
    assert scenario_names() == ["mianning-2020-06-26"]
    with pytest.raises(KeyError, match="nowhere"):
        scenario_named("nowhere")


def test_every_figure_has_a_reader_and_every_step_its_words():
    from anlan.config.replay.figures import READERS

    assert {figure["read"] for figure in SCENARIO["figure"]} == set(READERS)
    assert all("published" in figure and figure["name"] for figure in SCENARIO["figure"])
