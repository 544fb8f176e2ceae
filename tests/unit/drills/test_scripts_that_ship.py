from dataclasses import replace

import pytest

from anlan.drills.domain.scripts import Expected, NewInject, Sort, check_inject
from anlan.drills.selectors.scripts import expectations, script_keys, shipped_script
from anlan.incidents.selectors.situation import indicators
from anlan.kernel.errors import InvalidValue
from anlan.plans import api as plans

KNOWN = {key: rule["matches"] for key, rule in expectations().items()}
PLAIN = NewInject(minute=0, sort=Sort.NEWS, to="desk", title="rain", text="It rains.")


@pytest.mark.parametrize("key", script_keys())
def test_a_shipped_script_holds_and_belongs_to_a_shipped_plan(key):
    script = shipped_script(key, "Mianning")
    assert script.plan in plans.shipped_keys()
    assert "{place}" not in script.scenario + "".join(each.text for each in script.injects)
    for inject in script.injects:
        check_inject(inject, KNOWN, indicators())


def test_the_four_scripts_that_were_promised_ship():
    assert {"flash_flood", "wildfire", "earthquake", "hazmat"} <= set(script_keys())


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"minute": -1}, "minute"),
        ({"minute": 4321}, "minute"),
        ({"title": " "}, "title"),
        ({"to": ""}, "seat_to"),
        ({"text": "x" * 1001}, "text"),
        ({"sort": Sort.ALARM, "data": {"family": "flash_flood"}}, "level"),
        ({"sort": Sort.FIGURES, "data": {"figures": {}}}, "figures"),
        ({"sort": Sort.FIGURES, "data": {"figures": {"unknown": 1}}}, "figures"),
        ({"expected": Expected(what="nonsense")}, "what"),
        ({"expected": Expected(what="order")}, "within_minutes"),
        ({"expected": Expected(what="response", within_minutes=10)}, "level"),
    ],
)
def test_an_inject_that_cannot_be_is_refused_by_its_field(changes, field):
    with pytest.raises(InvalidValue) as refused:
        check_inject(replace(PLAIN, **changes), KNOWN, indicators())
    assert refused.value.data["field"] == field
