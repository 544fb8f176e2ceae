"""The directory: scope, search, masked phones, and acts that leave their trace."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from tests.factories.people import build_chain, build_duty, build_organisation, build_person

from anlan.kernel.errors import InvalidValue, NotAllowed, NotFound
from anlan.people import api as people
from anlan.people.domain.errors import NameNotValid, PersonHasNoPhone, PhoneNotValid, PostNotValid, UnknownDuty
from anlan.people.models import Person, Responsibility
from anlan.support.models import JournalEntry

pytestmark = pytest.mark.django_db
NOW = datetime(2020, 6, 26, 10, tzinfo=UTC)
YIHAI, OTHER = "513433103", "513433104"
NOWHERE = UUID(int=1)


def names(found):
    return [each.name for each in found]


def test_a_township_sees_its_own_people_and_the_prefecture_all(actor_with):
    build_person("of Yihai", YIHAI)
    build_person("of a village of Yihai", YIHAI + "201")
    build_person("of another township", OTHER)
    build_person("of the county", "513433")
    township, prefecture = actor_with("township_officer", YIHAI), actor_with("duty_officer", "5134")
    assert names(people.persons(township, people.PersonFilter())) == ["of Yihai", "of a village of Yihai"]
    assert len(people.persons(prefecture, people.PersonFilter())) == 4
    assert people.persons(actor_with("enterprise_officer"), people.PersonFilter()) == ()


def test_a_person_outside_the_own_region_is_as_if_there_were_none(actor_with):
    other = build_person("other", OTHER)
    with pytest.raises(NotFound):
        people.visible_person(actor_with("township_officer", YIHAI), other.id)
    assert people.visible_person(actor_with("township_officer", OTHER), other.id).name == "other"


def test_people_are_found_by_name_by_initials_and_by_the_phones_last_digits(actor_with):
    build_person("\u6d4b\u8bd5\u7532", YIHAI, phone="11100004711")
    build_person("\u6d4b\u9a8c\u4e59", YIHAI, phone="11100000815")
    officer = actor_with("duty_officer", "513433")
    assert names(people.search_people(officer, "\u8bd5")) == ["\u6d4b\u8bd5\u7532"]
    assert names(people.search_people(officer, "CS")) == ["\u6d4b\u8bd5\u7532"]
    assert len(people.search_people(officer, "c")) == 2
    assert names(people.search_people(officer, "4711")) == ["\u6d4b\u8bd5\u7532"]
    assert people.search_people(officer, "711") == ()
    assert people.search_people(officer, " ") == ()


def test_who_may_not_see_phones_cannot_find_by_them(actor_with):
    build_person("A", YIHAI, phone="11100004711")
    assert people.search_people(actor_with("auditor", "5134"), "4711") == ()


def test_no_question_gives_a_whole_phone(actor_with):
    row = build_person("A", YIHAI, phone="11100004711")
    build_duty(row, YIHAI)
    actor = actor_with("duty_officer", "5134")
    seen = (people.person(row.id), people.persons(actor, people.PersonFilter()), people.call_chain(YIHAI))
    assert "11100004711" not in str(seen)
    assert people.person(row.id).phone_masked == "111****4711"
    assert people.phone_of(row.id) == "11100004711"
    assert people.phone_of(NOWHERE) == ""


def test_a_phone_is_shown_by_an_act_that_is_written_down_without_the_number(actor_with):
    row = build_person("A", YIHAI, phone="11100004711")
    officer = actor_with("duty_officer", "513433")
    assert people.reveal_phone(person_id=row.id, actor=officer, now=NOW) == "11100004711"
    entry = JournalEntry.objects.get()
    assert (entry.kind, entry.subject, entry.actor_id, entry.region, entry.payload) == (
        "people.phone_revealed",
        f"person:{row.id}",
        officer.id,
        YIHAI,
        {"name": "A"},
    )


@pytest.mark.parametrize(
    ("role", "region", "refusal"),
    [("auditor", "5134", NotAllowed), ("township_officer", OTHER, NotFound), ("enterprise_officer", YIHAI, NotFound)],
)
def test_who_may_not_is_not_shown_a_phone_and_nothing_is_written(actor_with, role, region, refusal):
    row = build_person("A", YIHAI)
    with pytest.raises(refusal):
        people.reveal_phone(person_id=row.id, actor=actor_with(role, region), now=NOW)
    assert JournalEntry.objects.count() == 0


def test_a_person_without_a_phone_has_none_to_show(actor_with):
    row = build_person("A", YIHAI, phone="")
    with pytest.raises(PersonHasNoPhone):
        people.reveal_phone(person_id=row.id, actor=actor_with("duty_officer"), now=NOW)
    assert JournalEntry.objects.count() == 0


def test_a_person_is_entered_and_found_by_initials(actor_with):
    unit = build_organisation("township", YIHAI)
    person_id = people.add_person(
        details=people.PersonDetails(name=" \u6d4b\u8bd5\u7532 ", post="mayor", phone="111 0000 4711"),
        region=YIHAI,
        organisation_id=unit.id,
        actor=actor_with("township_officer", YIHAI),
        now=NOW,
    )
    row = Person.objects.get(id=person_id)
    assert (row.name, row.initials, row.phone, row.organisation_id) == (
        "\u6d4b\u8bd5\u7532",
        "csj",
        "11100004711",
        unit.id,
    )
    assert JournalEntry.objects.get().payload == {"name": "\u6d4b\u8bd5\u7532", "post": "mayor"}


@pytest.mark.parametrize(
    ("details", "region", "refusal"),
    [
        ({"name": ""}, YIHAI, NameNotValid),
        ({"name": "n" * 41}, YIHAI, NameNotValid),
        ({"name": "A", "post": "p" * 61}, YIHAI, PostNotValid),
        ({"name": "A", "phone": "call me"}, YIHAI, PhoneNotValid),
        ({"name": "A"}, OTHER, NotAllowed),
        ({"name": "A"}, "51343310", InvalidValue),
    ],
)
def test_a_person_who_breaks_a_rule_is_refused_and_not_entered(actor_with, details, region, refusal):
    with pytest.raises(refusal):
        people.add_person(
            details=people.PersonDetails(**details),
            region=region,
            organisation_id=None,
            actor=actor_with("township_officer", YIHAI),
            now=NOW,
        )
    assert Person.objects.count() == JournalEntry.objects.count() == 0


def test_a_change_names_the_changed_fields_and_a_phone_not_given_stays(actor_with):
    row = build_person("A", YIHAI, post="old", phone="11100004711")
    editor = actor_with("township_officer", YIHAI)
    change = people.PersonDetails(name="A", post="new", phone=None)
    edit = {"person_id": row.id, "details": change, "actor": editor, "now": NOW}
    assert people.edit_person(**edit) == ("post",)
    assert people.edit_person(**edit) == ()
    row.refresh_from_db()
    assert (row.post, row.phone) == ("new", "11100004711")
    assert JournalEntry.objects.get().payload == {"name": "A", "post": "new", "fields": ["post"]}


@pytest.mark.parametrize(
    ("role", "region", "refusal"), [("auditor", "5134", NotAllowed), ("township_officer", OTHER, NotFound)]
)
def test_who_may_not_changes_nothing(actor_with, role, region, refusal):
    row = build_person("A", YIHAI)
    with pytest.raises(refusal):
        people.edit_person(
            person_id=row.id, details=people.PersonDetails(name="B"), actor=actor_with(role, region), now=NOW
        )
    row.refresh_from_db()
    assert row.name == "A"
    assert JournalEntry.objects.count() == 0


def test_who_takes_over_a_duty_relieves_the_one_before(actor_with):
    old, new = build_person("old", YIHAI), build_person("new", YIHAI)
    build_duty(old, YIHAI)
    duty = people.Assignment(duty="flash_flood", role="admin", rank="A", region=YIHAI)
    editor = actor_with("township_officer", YIHAI)
    people.assign_responsibility(person_id=new.id, assignment=duty, actor=editor, now=NOW)
    people.assign_responsibility(person_id=new.id, assignment=duty, actor=editor, now=NOW)
    assert names(people.call_chain(YIHAI)) == ["new"]
    assert Responsibility.objects.get(person=old).valid_to == NOW
    assert JournalEntry.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value", "refusal"),
    [
        ("duty", "war", UnknownDuty),
        ("role", "king", UnknownDuty),
        ("rank", "C", UnknownDuty),
        ("region", OTHER, NotAllowed),
    ],
)
def test_a_duty_that_no_table_knows_or_elsewhere_is_refused(actor_with, field, value, refusal):
    row = build_person("A", YIHAI)
    duty = people.Assignment(**{"duty": "flash_flood", "role": "admin", "rank": "A", "region": YIHAI, field: value})
    with pytest.raises(refusal):
        people.assign_responsibility(
            person_id=row.id, assignment=duty, actor=actor_with("township_officer", YIHAI), now=NOW
        )
    assert Responsibility.objects.count() == JournalEntry.objects.count() == 0


def test_the_chain_of_a_village_is_a_b_township_county():
    build_chain(YIHAI + "201")
    found = people.call_chain(YIHAI + "201")
    assert [(target.name, target.rank, target.region) for target in found] == [
        ("village A", "A", YIHAI + "201"),
        ("village B", "B", YIHAI + "201"),
        ("township A", "superior", YIHAI),
        ("county A", "superior", "513433"),
    ]
    assert names(people.call_chain(YIHAI)) == ["township A", "township B", "county A"]


def test_a_relieved_person_is_not_called():
    build_duty(build_person("gone", YIHAI), YIHAI, valid_to=NOW)
    assert people.call_chain(YIHAI) == ()
    assert people.call_chain(YIHAI, duty="reservoir") == ()


def test_the_chains_of_many_villages_cost_one_query(django_assert_num_queries):
    villages = [f"{YIHAI}2{number:02}" for number in range(20)]
    for village in villages:
        build_duty(build_person(f"A of {village}", village), village)
    build_duty(build_person("township", YIHAI), YIHAI)
    with django_assert_num_queries(1):
        chains = people.call_chains(villages)
    assert [names(chains[village]) for village in villages] == [[f"A of {village}", "township"] for village in villages]


def test_organisations_are_seen_in_the_own_region_only(actor_with):
    county = build_organisation("em_bureau", "513433", name="bureau")
    township = build_organisation("township", YIHAI, name="township", parent=county)
    build_organisation("township", OTHER, name="other")
    seen = people.organisations(actor_with("township_officer", YIHAI))
    assert [(each.id, each.parent_id) for each in seen] == [(township.id, county.id)]
    assert names(people.organisations(actor_with("duty_officer", "513433"), kind="township")) == ["township", "other"]
    assert names(people.organisations_in((YIHAI, "513433"), kind="township")) == ["township"]
    with pytest.raises(NotFound):
        people.organisation_file(actor_with("township_officer", YIHAI), county.id)
    assert names(people.organisation_file(actor_with("duty_officer"), county.id).parts) == ["township"]


def test_the_list_of_persons_costs_one_query(actor_with, django_assert_num_queries):
    unit = build_organisation()
    for _ in range(5):
        build_person(organisation=unit)
    actor = actor_with("duty_officer")
    with django_assert_num_queries(1):
        assert len(people.persons(actor, people.PersonFilter())) == 5
