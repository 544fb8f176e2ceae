"""Every kind of document: allowed with what it needs, refused without each part of it."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from tests.factories.enforcement import MONDAY

from anlan.enforcement.domain import errors
from anlan.enforcement.domain.facts import CaseFacts
from anlan.enforcement.domain.kinds import kinds_from, refuse_document
from anlan.enforcement.domain.money import thresholds_from
from anlan.enforcement.domain.states import CaseState
from anlan.support.tables import load_table

KINDS = kinds_from(load_table("anlan.enforcement", "kinds"))
AMOUNTS = thresholds_from(load_table("anlan.enforcement", "money"))
WRITTEN = [kind for kind in KINDS.values() if not kind.is_made]
PREREQUISITES = {
    "2": "1", "6": "5", "7": "5", "8": "5 6", "10": "9", "11": "9", "12": "10|11|13", "13": "9", "seal_longer": "13",
    "unseal": "13", "review": "34", "15": "34 review", "16": "15", "17": "15", "18": "17", "19": "18", "20": "18",
    "21": "15", "22": "15", "23": "15", "24": "15", "25": "21", "26": "21", "27": "23|24|25|26",
    "28": "15 23|24|25|26", "29": "15 23|24|25|26 28", "30": "15 23|24|25|26 27", "extend": "file", "end": "file",
    "32": "34", "33": "32", "revoke": "23|24|25|26",
}  # fmt: skip
"""Written down a second time from the law and the document set, so that a slip in the table is seen."""


def enough(kind, **changes) -> CaseFacts:
    """Return a case that holds everything the kind needs, and nothing more than it must."""
    procedure = kind.procedure or "ordinary"
    approved = {each.split("|")[0] for each in kind.prerequisites(procedure)}
    served = {"15", "17"} | ({"25", "27"} if kind.key in ("27", "30") else set())
    facts = CaseFacts(
        state=min(kind.states),
        procedure=procedure,
        party=kind.party or "unit",
        approved=frozenset(approved),
        living=frozenset(approved),
        served=frozenset(served),
        at={"hearing_asked": MONDAY} if kind.key == "18" else {},
        fine=Decimal(200),
        notified_fine=Decimal(200),
    )
    return replace(facts, **changes)


def refused(kind, facts):
    with pytest.raises(errors.AnlanError) as refusal:
        refuse_document(kind, facts, KINDS, AMOUNTS)
    return refusal.value.code


def test_the_table_of_prerequisites_is_the_one_written_down_here():
    found = {kind.key: " ".join(kind.prerequisites(kind.procedure or "ordinary")) for kind in WRITTEN}
    assert {key: needs for key, needs in found.items() if needs} == PREREQUISITES
    assert sorted(kind.number for kind in KINDS.values() if kind.number) == list(range(1, 35))


@pytest.mark.parametrize("kind", WRITTEN, ids=lambda kind: kind.key)
def test_a_document_is_allowed_with_just_what_it_needs_and_refused_without_each_part(kind):
    for state in sorted(kind.states):
        refuse_document(kind, enough(kind, state=state), KINDS, AMOUNTS)
    for group in kind.prerequisites(kind.procedure or "ordinary"):
        facts = enough(kind)
        others = facts.approved - set(group.split("|"))
        assert refused(kind, replace(facts, approved=others)) == "enforcement.needs_before"
        for other in group.split("|"):
            refuse_document(kind, replace(facts, approved=others | {other}), KINDS, AMOUNTS)


@pytest.mark.parametrize("kind", WRITTEN, ids=lambda kind: kind.key)
def test_a_document_is_refused_in_every_other_state_and_in_another_sort_of_case(kind):
    for state in sorted(set(CaseState) - kind.states):
        assert refused(kind, enough(kind, state=state)) == "enforcement.not_at_this_stage"
    if kind.procedure:
        other = "summary" if kind.procedure == "ordinary" else "ordinary"
        assert refused(kind, enough(kind, procedure=other)) == "enforcement.not_at_this_stage"
    if kind.party:
        assert refused(kind, enough(kind, party="person" if kind.party == "unit" else "unit")) == (
            "enforcement.not_at_this_stage"
        )


@pytest.mark.parametrize("kind", [kind for kind in WRITTEN if kind.is_single], ids=lambda kind: kind.key)
def test_a_single_document_is_made_once(kind):
    facts = enough(kind)
    assert refused(kind, replace(facts, living=facts.living | {kind.key})) == "enforcement.only_one"


@pytest.mark.parametrize("kind", [kind for kind in WRITTEN if "officers" in kind.signs], ids=lambda kind: kind.key)
def test_what_officers_sign_needs_two_of_them(kind):
    refuse_document(kind, enough(kind, officers=2), KINDS, AMOUNTS)
    assert refused(kind, enough(kind, officers=1)) == "enforcement.two_officers"


@pytest.mark.parametrize("kind", [kind for kind in WRITTEN if kind.has_penalty], ids=lambda kind: kind.key)
def test_what_imposes_needs_a_fixed_penalty(kind):
    assert refused(kind, enough(kind, fine=None)) == "enforcement.no_penalty"


@pytest.mark.parametrize("kind", [kind for kind in KINDS.values() if kind.is_made], ids=lambda kind: kind.key)
def test_what_the_platform_makes_nobody_writes(kind):
    assert refused(kind, enough(kind)) == "enforcement.not_at_this_stage"


JUDGED = ("21", "25", "26")


@pytest.mark.parametrize(("party", "below", "at"), [("unit", "49999.99", "50000"), ("person", "19999.99", "20000")])
def test_from_the_threshold_on_a_hearing_is_offered_and_the_case_discussed(party, below, at):
    kind = KINDS["21"]
    small = enough(kind, party=party, fine=Decimal(below), notified_fine=Decimal(below), served=frozenset({"15"}))
    refuse_document(kind, small, KINDS, AMOUNTS)
    large = replace(small, fine=Decimal(at), notified_fine=Decimal(at))
    assert refused(kind, large) == "enforcement.hearing_not_offered"
    offered = replace(large, served=frozenset({"15", "17"}))
    assert refused(kind, offered) == "enforcement.discussion_needed"
    refuse_document(kind, replace(offered, approved=offered.approved | {"22"}), KINDS, AMOUNTS)


@pytest.mark.parametrize("key", JUDGED)
def test_a_decision_waits_for_the_notice_the_hearing_and_the_new_review(key):
    kind = KINDS[key]
    facts = enough(kind)
    assert refused(kind, replace(facts, served=frozenset())) == "enforcement.not_served"
    reviewed = {"hearing_asked": MONDAY, "approved:review": MONDAY, "approved:20": MONDAY + timedelta(hours=1)}
    asked = replace(facts, at=reviewed)
    assert refused(kind, asked) == "enforcement.hearing_not_held"
    held = replace(asked, approved=asked.approved | {"20"})
    assert refused(kind, held) == "enforcement.review_after_hearing"
    refuse_document(kind, replace(held, at={**reviewed, "approved:review": reviewed["approved:20"]}), KINDS, AMOUNTS)


@pytest.mark.parametrize("key", [*JUDGED, "23", "24"])
def test_nothing_is_decided_heavier_than_notified(key):
    kind = KINDS[key]
    facts = enough(kind)
    refuse_document(kind, replace(facts, notified_fine=Decimal("200.00")), KINDS, AMOUNTS)
    assert refused(kind, replace(facts, notified_fine=Decimal("199.99"))) == "enforcement.heavier_than_notified"


@pytest.mark.parametrize(("key", "most"), [("23", 3000), ("24", 200)])
def test_on_the_spot_only_small_fines_and_warnings_are_given(key, most):
    kind = KINDS[key]
    for fine in (0, most - 1, most):
        refuse_document(kind, enough(kind, fine=Decimal(fine), notified_fine=Decimal(most)), KINDS, AMOUNTS)
    above = enough(kind, fine=Decimal(f"{most}.01"), notified_fine=Decimal(99999))
    assert refused(kind, above) == "enforcement.too_much_on_the_spot"
    assert refused(kind, enough(kind, is_grave=True)) == "enforcement.too_much_on_the_spot"


@pytest.mark.parametrize("changes", [{"is_grave": True}, {"is_outside": True}])
def test_grave_penalties_and_those_outside_the_range_are_discussed(changes):
    kind = KINDS["21"]
    assert refused(kind, enough(kind, **changes)) == "enforcement.discussion_needed"


def test_the_notice_of_a_hearing_needs_one_that_was_asked_for():
    assert refused(KINDS["18"], enough(KINDS["18"], at={})) == "enforcement.hearing_not_asked"


def test_dunning_and_court_need_served_papers():
    assert refused(KINDS["27"], enough(KINDS["27"], served=frozenset())) == "enforcement.not_served"
    assert refused(KINDS["30"], enough(KINDS["30"], served=frozenset({"25"}))) == "enforcement.not_served"


def test_a_case_is_closed_only_when_every_entered_document_is_approved():
    kind = KINDS["31"]
    refuse_document(kind, enough(kind), KINDS, AMOUNTS)
    assert refused(kind, enough(kind, waiting=("9",))) == "enforcement.documents_open"


def test_an_on_the_spot_case_is_notified_on_its_record_alone():
    kind = KINDS["15"]
    assert kind.prerequisites("summary") == ("9",)
    facts = enough(kind, procedure="summary", state=CaseState.OPENED, approved=frozenset({"9"}))
    refuse_document(kind, facts, KINDS, AMOUNTS)
    assert refused(kind, replace(facts, approved=frozenset())) == "enforcement.needs_before"
