"""Rules of a region: proposed by one, approved by another, switched off only by two, and judged by from then on."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.factories.monitoring import YIHAI, build_station

from anlan.kernel.errors import InvalidValue, NotAllowed, NotFound, TransitionNotAllowed
from anlan.monitoring.domain.definition import data_of, definition_of
from anlan.monitoring.domain.errors import NothingToSwitch, RuleApproverIsProposer
from anlan.monitoring.models import Coverage, RuleEdition, Series
from anlan.monitoring.selectors import rulebook
from anlan.monitoring.selectors.compiling import compiled, fact_of
from anlan.monitoring.selectors.directory import edition as directory_edition
from anlan.monitoring.services.rules import (
    RuleProposal,
    approve_rule,
    propose_rule,
    propose_switch,
    refuse_rule,
    retire_rule,
)
from anlan.support.models import JournalEntry

NOW = datetime(2020, 6, 26, 12, 0, tzinfo=UTC)
COUNTY = "513433"

pytestmark = pytest.mark.django_db


def changed(family="rainstorm_signal", lower=40.0):
    data = data_of(rulebook.standing(family, COUNTY, now=NOW).definition)
    data["cases"] = [{"level": "red", "conditions": [{"aggregate": "sum", "window_minutes": 180, "threshold": lower}]}]
    return definition_of(data)


def propose(actor, definition=None, *, region=COUNTY, effective_from=NOW, reason="local study"):
    proposal = RuleProposal(
        region=region, definition=definition or changed(), reason=reason, effective_from=effective_from
    )
    return propose_rule(proposal=proposal, actor=actor, now=NOW)


def units(now=NOW, rule="rainstorm_signal"):
    covered = {}
    for station, region in Coverage.objects.values_list("station_id", "region"):
        covered.setdefault(str(station), []).append(region)
    found = compiled(map(fact_of, Series.objects.select_related("station")), covered, now=now).units
    return [(unit.edition, [case.clauses[0].threshold for case in unit.cases]) for unit in found if unit.rule == rule]


NATIONAL = [("rainstorm_signal:2007", [50.0, 50.0, 50.0, 100.0])]
LOCAL = [("rainstorm_signal:513433#1", [40.0])]


def test_a_rule_judges_only_after_another_person_has_approved_it(actor_with):
    build_station()
    edition = propose(actor_with("duty_officer", COUNTY))
    assert units() == NATIONAL
    before = directory_edition()
    approve_rule(edition_id=edition, actor=actor_with("duty_leader", COUNTY), now=NOW)
    assert units() == LOCAL
    assert directory_edition() == before + 1
    kinds = JournalEntry.objects.filter(subject="rule:rainstorm_signal").values_list("kind", flat=True)
    assert sorted(kinds) == ["monitoring.rule_approved", "monitoring.rule_proposed"]


def test_a_rule_of_one_county_judges_no_other(actor_with):
    build_station(region="513401106")
    approve_rule(edition_id=propose(actor_with("duty_officer")), actor=actor_with("duty_leader"), now=NOW)
    assert units() == NATIONAL


def test_a_rule_waits_for_its_date(actor_with):
    build_station()
    tomorrow = NOW + timedelta(days=1)
    edition = propose(actor_with("duty_officer"), effective_from=tomorrow)
    approve_rule(edition_id=edition, actor=actor_with("duty_leader"), now=NOW)
    assert units() == NATIONAL
    assert rulebook.next_change(NOW) == tomorrow
    assert units(tomorrow) == LOCAL


def test_the_proposer_may_not_approve_and_nothing_changes(actor_with):
    build_station()
    both = actor_with("duty_officer", COUNTY, name="one")
    leader = actor_with("duty_leader", COUNTY, name="one")
    edition = propose(both)
    with pytest.raises(RuleApproverIsProposer):
        approve_rule(edition_id=edition, actor=leader, now=NOW)
    assert RuleEdition.objects.get(id=edition).state == "proposed"
    assert units() == NATIONAL


def test_the_table_itself_refuses_an_approval_by_the_proposer(actor_with):
    edition = RuleEdition.objects.get(id=propose(actor_with("duty_officer")))
    edition.state, edition.settled_by = "approved", edition.proposed_by
    with pytest.raises(Exception, match="a_rule_is_approved_by_another_person"):
        edition.save()


def switch(actor, *, is_on=False, family="rainstorm_signal", region=COUNTY):
    return propose_switch(family=family, region=region, is_on=is_on, reason="gauges moved", actor=actor, now=NOW)


def test_switching_off_needs_a_second_person_and_is_told(actor_with):
    build_station()
    edition = switch(actor_with("duty_officer", COUNTY, name="one"))
    assert units() == NATIONAL
    with pytest.raises(RuleApproverIsProposer):
        approve_rule(edition_id=edition, actor=actor_with("duty_leader", COUNTY, name="one"), now=NOW)
    assert units() == NATIONAL
    approve_rule(edition_id=edition, actor=actor_with("duty_leader", COUNTY, name="two"), now=NOW)
    assert units() == []
    entry = JournalEntry.objects.get(kind="monitoring.rule_approved")
    assert (entry.payload["change"], entry.region) == ("switched_off", COUNTY)


def test_a_rule_that_is_off_by_default_is_switched_on_by_two(actor_with):
    build_station()
    assert units(rule="landslide_rain") == []
    edition = switch(actor_with("duty_officer"), is_on=True, family="landslide_rain")
    approve_rule(edition_id=edition, actor=actor_with("duty_leader"), now=NOW)
    assert len(units(rule="landslide_rain")) == 1


@pytest.mark.parametrize(("family", "is_on"), [("rainstorm_signal", True), ("hail_signal", True)])
def test_nothing_is_switched_that_stands_so_or_cannot_judge(actor_with, family, is_on):
    with pytest.raises(NothingToSwitch):
        switch(actor_with("duty_officer"), is_on=is_on, family=family)
    assert not RuleEdition.objects.exists()


def test_retiring_brings_the_national_rule_back_and_needs_another_person(actor_with):
    build_station()
    edition = propose(actor_with("duty_officer", COUNTY, name="one"))
    approve_rule(edition_id=edition, actor=actor_with("duty_leader", COUNTY, name="two"), now=NOW)
    again = {"family": "rainstorm_signal", "region": COUNTY, "reason": "withdrawn", "now": NOW}
    with pytest.raises(RuleApproverIsProposer):
        retire_rule(actor=actor_with("duty_leader", COUNTY, name="one"), **again)
    assert units() == LOCAL
    assert retire_rule(actor=actor_with("duty_leader", COUNTY, name="two"), **again) == 1
    assert units() == NATIONAL


def test_a_refused_rule_never_judges_and_cannot_be_approved(actor_with):
    build_station()
    edition = propose(actor_with("duty_officer"))
    refuse_rule(edition_id=edition, reason="no source", actor=actor_with("duty_leader"), now=NOW)
    with pytest.raises(TransitionNotAllowed):
        approve_rule(edition_id=edition, actor=actor_with("duty_leader"), now=NOW)
    assert units() == NATIONAL


@pytest.mark.parametrize("role", ["auditor", "township_officer", "gateway"])
def test_others_may_not_propose(actor_with, role):
    with pytest.raises(NotAllowed):
        propose(actor_with(role))
    assert not RuleEdition.objects.exists()


def test_another_countys_rule_is_unknown(actor_with):
    edition = propose(actor_with("duty_officer", COUNTY))
    with pytest.raises(NotFound):
        approve_rule(edition_id=edition, actor=actor_with("duty_leader", "513401"), now=NOW)
    with pytest.raises(NotFound):
        rulebook.rule_edition(actor_with("duty_leader", "513401"), edition, now=NOW)
    assert RuleEdition.objects.get(id=edition).state == "proposed"


def test_a_rule_of_the_prefecture_is_seen_by_its_counties(actor_with):
    edition = propose(actor_with("duty_officer", "5134"), region="5134")
    assert rulebook.rule_edition(actor_with("duty_officer", COUNTY), edition, now=NOW).region == "5134"


@pytest.mark.parametrize(
    ("region", "definition", "rule"),
    [
        (YIHAI, None, "county_or_wider"),
        (COUNTY, {"scope": {"quantity": "rain", "region": "513401"}}, "within_the_region"),
        (COUNTY, {"source": " "}, "1_to_300_characters"),
    ],
)
def test_a_proposal_that_cannot_stand_is_refused_and_not_stored(actor_with, region, definition, rule):
    wanted = definition and definition_of(data_of(changed()) | definition)
    with pytest.raises(InvalidValue) as refusal:
        propose(actor_with("duty_officer", "5134"), wanted, region=region)
    assert refusal.value.data["rule"] == rule
    assert not RuleEdition.objects.exists()


def test_the_list_shows_what_stands_what_waits_and_how_many_series(actor_with):
    build_station()
    propose(actor_with("duty_officer", COUNTY))
    rows = {row.ruling.definition.id: row for row in rulebook.rule_list(actor_with("auditor"), COUNTY, now=NOW)}
    assert (rows["rainstorm_signal"].waiting, rows["rainstorm_signal"].series) == (1, 1)
    assert rows["hail_signal"].ruling.is_on is False
    assert len(rows) == 40
