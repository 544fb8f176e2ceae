"""Any sequence of entries, corrections, acceptances, returns and sums: what counts is the sum of the accepted units.

A model in plain Python keeps what must be; after each step the database must say the same, and nothing that was ever
told may be missing from the history.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from tests.factories.losses import BRIDGE, CAOGU, COUNTY, DAMAWU, DAQIAO, DUTY, OPENED, YIHAI, a_survey, somebody

from anlan.losses import api
from anlan.losses.models import Entry, Step
from anlan.losses.selectors.totals import figures_of

pytestmark = pytest.mark.django_db
PLACES = (DAMAWU, CAOGU, YIHAI, BRIDGE)
CITY = somebody("duty_officer", "5134")
COUNTS = st.integers(0, 6)


@dataclass
class Told:
    """What the model knows of an entry."""

    id: object
    unit: tuple[str, str]
    receiver: str
    as_of: int
    values: dict[str, Decimal]
    state: str = "sent"
    steps: list[str] = field(default_factory=lambda: ["send"])
    token: object = None
    parts: frozenset = frozenset()


class Counting(RuleBasedStateMachine):
    """Villages, townships and a county that tell, judge and send."""

    @initialize()
    def begin(self):
        self.survey = a_survey()
        self.entries: list[Told] = []
        self.minute = 60

    def now(self):
        self.minute += 1
        return OPENED + timedelta(minutes=self.minute)

    def form(self, **fields):
        return api.NewEntry(survey_id=self.survey, reason="counted", **fields)

    def of_unit(self, unit):
        return [each for each in self.entries if each.unit == unit]

    def standing(self, receiver):
        return [each for each in self.entries if each.receiver == receiver and each.state == "accepted"]

    def sum_of(self, receiver):
        sums: dict[str, Decimal] = {}
        for each in self.standing(receiver):
            for key, value in each.values.items():
                sums[key] = sums.get(key, Decimal(0)) + value
        return sums

    def move(self, told, act, state):
        told.state = state
        told.steps.append(act)

    def arrived(self, told):
        """Let an entry arrive in the model: an older one than the newest is overtaken, else it overtakes what waits."""
        before = self.of_unit(told.unit)
        if before and told.as_of < max(each.as_of for each in before):
            told.state = "overtaken"
        else:
            newest = max(before, key=lambda each: (each.as_of, before.index(each)), default=None)
            if newest and newest.state in ("sent", "asked"):
                self.move(newest, "overtake", "overtaken")
        self.entries.append(told)

    @rule(place=st.sampled_from(PLACES), dead=COUNTS, people=COUNTS, minute=st.integers(0, 60))
    def tell(self, place, dead, people, minute):
        values = {"dead": dead, "affected_pop": people + dead}
        as_of, token = OPENED + timedelta(minutes=minute), uuid4()
        new = api.NewEntry(
            survey_id=self.survey, region=place, values=values, as_of=as_of, reason="counted", token=token
        )
        entry_id = api.enter_figures(new=new, actor=DUTY, now=self.now())
        numbers = {key: Decimal(value) for key, value in values.items()}
        self.arrived(Told(entry_id, (place, "own"), place[:9], minute, numbers, token=token))

    @precondition(lambda self: any(each.token for each in self.entries))
    @rule(data=st.data())
    def send_again(self, data):
        known = data.draw(st.sampled_from([each for each in self.entries if each.token]))
        new = api.NewEntry(
            survey_id=self.survey, region=known.unit[0], values={"dead": 99}, as_of=OPENED, token=known.token
        )
        assert api.enter_figures(new=new, actor=DUTY, now=self.now()) == known.id

    @rule(place=st.sampled_from((YIHAI, DAQIAO, COUNTY)))
    def send_up(self, place):
        parts, sums = self.standing(place), self.sum_of(place)
        act = {"survey_id": self.survey, "region": place, "reason": "summed", "actor": DUTY, "now": self.now()}
        if not parts:
            with pytest.raises(api.NothingAccepted):
                api.send_up(**act)
            return
        told = Told(api.send_up(**act), (place, "sum"), COUNTY if len(place) == 9 else "5134", self.minute, sums)
        told.parts = frozenset(str(each.id) for each in parts)
        self.arrived(told)

    def pick(self, data, states):
        return data.draw(st.sampled_from([each for each in self.entries if each.state in states]))

    @precondition(lambda self: any(each.state == "sent" for each in self.entries))
    @rule(data=st.data())
    def accept(self, data):
        told = self.pick(data, ("sent",))
        api.accept_figures(entry_id=told.id, actor=DUTY if told.receiver != "5134" else CITY, now=self.now())
        for each in self.of_unit(told.unit):
            if each.state == "accepted":
                self.move(each, "overtake", "overtaken")
        self.move(told, "accept", "accepted")

    @precondition(lambda self: any(each.state in ("sent", "asked", "accepted") for each in self.entries))
    @rule(data=st.data())
    def give_back(self, data):
        told = self.pick(data, ("sent", "asked", "accepted"))
        api.return_figures(entry_id=told.id, reason="look again", actor=CITY, now=self.now())
        self.move(told, "return", "returned")

    @precondition(lambda self: any(each.state == "sent" for each in self.entries))
    @rule(data=st.data())
    def ask_and_explain(self, data):
        told = self.pick(data, ("sent",))
        api.ask_explanation(entry_id=told.id, question="Why?", actor=CITY, now=self.now())
        api.explain_figures(entry_id=told.id, explanation="So.", actor=CITY, now=self.now())
        told.steps += ["ask", "explain"]

    @invariant()
    def roll_ups_are_the_sums_of_what_is_accepted(self):
        if hasattr(self, "survey"):
            for receiver in (YIHAI, DAQIAO, COUNTY, "5134"):
                assert api.rolled_up(self.survey, receiver) == self.sum_of(receiver)

    @invariant()
    def the_history_is_complete(self):
        if not hasattr(self, "survey"):
            return
        rows = {row.id: row for row in Entry.objects.filter(survey_id=self.survey)}
        assert set(rows) == {each.id for each in self.entries}
        figures, steps = figures_of(rows), {}
        for entry_id, act in Step.objects.filter(entry__survey_id=self.survey).values_list("entry_id", "act"):
            steps.setdefault(entry_id, []).append(act)
        for told in self.entries:
            assert (rows[told.id].state, steps[told.id]) == (told.state, told.steps)
            assert figures[told.id] == told.values
            assert frozenset(rows[told.id].parts) == told.parts


def test_roll_ups_equal_the_sum_of_accepted_units_whatever_happens():
    checks = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large]
    few = settings(max_examples=6, stateful_step_count=12, deadline=None, database=None, suppress_health_check=checks)
    run_state_machine_as_test(Counting, settings=few)
