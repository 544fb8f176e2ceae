"""Local flash-flood values: proposed by one, approved by another, judged by from then on."""

from datetime import UTC, datetime, timedelta

import pytest
from tests.factories.monitoring import YIHAI, arrival, build_station, rain

from anlan.kernel.errors import NotAllowed, NotFound, TransitionNotAllowed
from anlan.kernel.levels import Level
from anlan.monitoring.domain.bands import Band
from anlan.monitoring.domain.errors import ApproverIsProposer, ThresholdsNotInOrder
from anlan.monitoring.models import ThresholdEdition
from anlan.monitoring.selectors.thresholds import editions_of
from anlan.monitoring.services.ingesting import Intake
from anlan.monitoring.services.thresholds import (
    Proposal,
    approve_thresholds,
    load_demo_thresholds,
    propose_thresholds,
    refuse_thresholds,
)
from anlan.support.models import JournalEntry

START = datetime(2020, 6, 26, 10, 0, tzinfo=UTC)
NOW = START + timedelta(hours=2)
VILLAGE = YIHAI + "201"

pytestmark = pytest.mark.django_db


def bands(*values: tuple[str, int, float]) -> tuple[Band, ...]:
    return tuple(Band(level=Level[level], window_hours=hours, lower=value) for level, hours, value in values)


STRICT = bands(("ORANGE", 1, 20.0), ("RED", 1, 40.0))


def propose(actor, region=YIHAI, values=STRICT, effective_from=NOW):
    proposal = Proposal(region=region, bands=values, reason="after the survey", effective_from=effective_from)
    return propose_thresholds(proposal=proposal, actor=actor, now=NOW)


def told() -> list[tuple[int, str, str]]:
    rows = JournalEntry.objects.filter(kind="monitoring.threshold_reached").order_by("recorded_at", "id")
    return [
        (row.payload["level"], row.region, row.payload["edition"])
        for row in rows
        if row.payload["rule"] == "flash_flood"
    ]


def test_values_judge_only_after_another_person_has_approved_them(actor_with):
    build_station()
    intake = Intake()
    edition = propose(actor_with("duty_officer", "513433"))
    intake.take([arrival(rain(START, [20.0]))], now=NOW)
    assert told() == []
    approve_thresholds(edition_id=edition, actor=actor_with("duty_leader", "513433"), now=NOW)
    intake.take([arrival(rain(START + timedelta(minutes=5), [0.1]))], now=NOW)
    assert told() == [(3, YIHAI, f"flash_flood:{YIHAI}#1")]


def test_values_wait_for_their_date(actor_with):
    build_station()
    tomorrow = NOW + timedelta(days=1)
    edition = propose(actor_with("duty_officer"), effective_from=tomorrow)
    approve_thresholds(edition_id=edition, actor=actor_with("duty_leader"), now=NOW)
    intake = Intake()
    intake.take([arrival(rain(START, [20.0]))], now=NOW)
    assert told() == []
    intake.take([arrival(rain(tomorrow - timedelta(minutes=5), [20.0]))], now=tomorrow)
    assert [level for level, _, _ in told()] == [3]


def test_a_village_with_stricter_values_is_told_of_by_itself_and_its_township_later(actor_with):
    build_station(stands_for=(YIHAI, VILLAGE))
    edition = propose(actor_with("duty_officer"), region=VILLAGE)
    approve_thresholds(edition_id=edition, actor=actor_with("duty_leader"), now=NOW)
    intake = Intake()
    intake.take([arrival(rain(START, [20.0]))], now=NOW)
    assert told() == [(3, VILLAGE, f"flash_flood:{VILLAGE}#1")]
    intake.take([arrival(rain(START + timedelta(minutes=5), [30.0]))], now=NOW)
    assert [(level, region) for level, region, _ in told()[1:]] == [(4, YIHAI)]


def test_the_proposer_may_not_approve_even_with_the_right(actor_with):
    edition = propose(actor_with("duty_officer", name="one person"))
    with pytest.raises(ApproverIsProposer):
        approve_thresholds(edition_id=edition, actor=actor_with("duty_leader", name="one person"), now=NOW)
    assert ThresholdEdition.objects.get().state == "proposed"
    assert JournalEntry.objects.filter(kind="monitoring.thresholds_approved").count() == 0


def test_an_officer_of_another_county_sees_and_approves_nothing(actor_with):
    edition = propose(actor_with("duty_officer"))
    with pytest.raises(NotFound):
        approve_thresholds(edition_id=edition, actor=actor_with("duty_leader", "513401"), now=NOW)
    assert editions_of(actor_with("duty_officer", "513401"), YIHAI, now=NOW) == ()
    assert ThresholdEdition.objects.get().state == "proposed"


def test_a_duty_officer_may_not_approve(actor_with):
    edition = propose(actor_with("duty_officer", name="one"))
    with pytest.raises(NotAllowed):
        approve_thresholds(edition_id=edition, actor=actor_with("duty_officer", name="two"), now=NOW)
    assert ThresholdEdition.objects.get().state == "proposed"


def test_a_proposal_is_settled_once(actor_with):
    edition = propose(actor_with("duty_officer"))
    leader = actor_with("duty_leader")
    refuse_thresholds(edition_id=edition, reason="no survey yet", actor=leader, now=NOW)
    with pytest.raises(TransitionNotAllowed):
        approve_thresholds(edition_id=edition, actor=leader, now=NOW)
    assert ThresholdEdition.objects.get().state == "refused"


@pytest.mark.parametrize(
    "values",
    [
        (),
        bands(("ORANGE", 1, 40.0), ("RED", 1, 40.0)),
        bands(("ORANGE", 1, 40.0), ("RED", 1, 39.9)),
        bands(("ORANGE", 1, 40.0), ("ORANGE", 3, 39.9)),
        bands(("ORANGE", 1, 0.0)),
        bands(("ORANGE", 1, 1000.1)),
        bands(("ORANGE", 2, 40.0)),
        bands(("YELLOW", 1, 40.0)),
    ],
)
def test_values_that_contradict_each_other_are_refused(actor_with, values):
    with pytest.raises(ThresholdsNotInOrder):
        propose(actor_with("duty_officer"), values=values)
    assert ThresholdEdition.objects.count() == 0


def test_the_demonstrations_values_are_loaded_again_without_doubling():
    values = {YIHAI: STRICT, VILLAGE: STRICT}
    assert load_demo_thresholds(values, source="demo", since=START) == 2
    assert load_demo_thresholds(values, source="demo", since=START) == 2
    assert ThresholdEdition.objects.count() == 2
