"""Three wildfires in one county within an hour: each later one raises the level, and the teams are shared out.

Place names are real, the events and all their figures are plainly invented.
"""

import pytest
from django.contrib.gis.geos import Point
from tests.factories.plans import build_plan
from tests.factories.readiness import build_team

from anlan.command import api as command
from anlan.incidents import api as incidents
from anlan.kernel.actors import SYSTEM
from anlan.kernel.levels import Level

MIANNING = "513433"
PLACES = (("513433106", 102.25, 28.75), ("513433104", 102.12, 28.60), ("513433001", 102.17, 28.55))


@pytest.fixture
def teams(db):
    """Three wildfire teams that stand by, each a little way from one of the fires."""
    return [build_team(MIANNING, kind="wildfire", location=Point(x + 0.01, y, srid=4326)).id for _, x, y in PLACES]


def ignite(story, number, minutes, **fields):
    """Let the fire of that number break out and have its first figures."""
    region, x, y = PLACES[number]
    story.at(minutes)
    fire = story.opens("11G01", region, f"Fire {number + 1}", location=(x, y), **fields)
    story.learns(fire, region, burnt_ha="0.4", threatened_pop=20)
    return fire


def test_each_fire_raises_the_level_and_gets_the_nearest_free_team(story, teams, actor_with):
    build_plan("wildfire", MIANNING)
    leader, commander = actor_with("duty_leader", MIANNING), actor_with("commander", MIANNING)
    found = []
    for number, (level, signer) in enumerate(((Level.BLUE, leader), (Level.YELLOW, leader), (Level.ORANGE, commander))):
        fire = ignite(story, number, 25 * number)
        row = story.response(fire)
        assert row.proposed_level is level
        assert dict(row.figures).get("open_incidents", "1") == str(number + 1)
        story.signs(row, signer)
        (fight,) = [each for key, each in story.orders(fire).items() if key.endswith(".fight")]
        found.append(fight.to_id)
    assert found == teams


def test_a_fourth_fire_finds_no_team_free_and_the_order_says_whom_the_plan_wants(story, teams, actor_with):
    build_plan("wildfire", MIANNING)
    commander = actor_with("commander", MIANNING)
    for number in range(3):
        story.signs(story.response(ignite(story, number, 10 * number)), commander)
    fire = ignite(story, 0, 40)
    story.signs(story.response(fire), commander)
    (fight,) = [each for key, each in story.orders(fire).items() if key.endswith(".fight")]
    (wanted,) = [task for task in story.response(fire).tasks if task.key == fight.task_key]
    assert (fight.to_id, fight.to_label) == (None, wanted.to_text)


def test_the_first_fire_is_proposed_higher_when_its_next_figures_come(story, actor_with):
    build_plan("wildfire", MIANNING)
    first = ignite(story, 0, 0)
    story.signs(story.response(first), actor_with("duty_leader", MIANNING))
    for number in (1, 2):
        ignite(story, number, 10 * number)
    assert story.response(first).proposed_level is Level.NONE
    story.at(30)
    story.learns(first, PLACES[0][0], burnt_ha="0.6")
    row = story.response(first)
    assert (row.level, row.proposed_level) == (Level.BLUE, Level.ORANGE)
    assert dict(row.figures) == {"open_incidents": "3"}


def test_neither_an_exercise_nor_a_fire_that_is_out_nor_one_elsewhere_counts(story, actor_with):
    build_plan("wildfire", MIANNING)
    commander = actor_with("commander", MIANNING)
    over = ignite(story, 0, 0)
    incidents.close_incident(incident_id=over, note="Out.", actor=commander, now=story.now)
    ignite(story, 1, 10, is_exercise=True)
    story.opens("11G01", "513434101", "Fire next door")
    fire = ignite(story, 2, 20)
    assert story.response(fire).proposed_level is Level.BLUE


def test_a_fire_that_is_out_of_hand_for_a_day_calls_for_level_two_by_itself(story):
    build_plan("wildfire", MIANNING)
    fire = ignite(story, 0, 0)
    for hours, level in ((2, Level.BLUE), (6, Level.YELLOW), (23, Level.YELLOW), (24, Level.ORANGE)):
        story.at(hours * 60)
        story.learns(fire, PLACES[0][0], fire_hours=hours)
        assert story.response(fire).proposed_level is level
    assert command.orders_of(SYSTEM, fire, story.now) == ()
