"""The demonstration data's framework."""

import pkgutil

from anlan.config import demo
from anlan.config.commands.demo import PARTS
from anlan.config.demo import seeded

FRAMEWORK = {"seeded", "supplies", "exposure", "floor_plan"}  # what readiness, risks and enterprises put into theirs


def test_every_part_has_its_place_in_the_order():
    found = {part.name for part in pkgutil.iter_modules(demo.__path__)} - FRAMEWORK

    assert found - set(PARTS) == set()


def test_chance_is_the_same_on_every_machine():
    assert seeded.dice(5134, "site", 1).random() == 0.1808921824109242
    assert str(seeded.seeded_id("site", 1)) == "0ed84a93-c90d-5081-93a1-f3255988d350"


def test_an_id_names_its_thing_whatever_the_seed():
    assert seeded.seeded_id("site", 1) == seeded.seeded_id("site", 1)
    assert seeded.seeded_id("site", 1) != seeded.seeded_id("site", 2)


def test_phones_stand_in_a_block_that_nobody_has():
    assert seeded.phone(7) == "19900000007"
    assert len(seeded.phone(123456)) == 11


def test_a_short_place_name_has_no_ending():
    assert seeded.phrase("short", name="彝海镇") == "彝海"
    assert seeded.phrase("short", name="曹古村村民委员会") == "曹古村"
