"""The demonstration's directory is put in as a whole, put in again without doubling, and taken out without a trace."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from tests.factories.people import build_chain, build_organisation, build_person

from anlan.kernel.actors import SYSTEM
from anlan.kernel.errors import NotAllowed
from anlan.people import api as people
from anlan.people.models import ContactPoint, MemberUnit, Organisation, Person, Post, Responsibility

pytestmark = pytest.mark.django_db
SINCE = datetime(2020, 1, 1, tzinfo=UTC)
BUREAU, HQ, WANG = UUID(int=1), UUID(int=2), UUID(int=3)
TABLES = (Organisation, Person, Post, MemberUnit, Responsibility, ContactPoint)


def directory(post="post"):
    return people.Directory(
        organisations=(
            people.OrganisationRecord(id=BUREAU, name="bureau", kind="em_bureau", region="513433"),
            people.OrganisationRecord(id=HQ, name="hq", kind="headquarters", region="513433", parent_id=BUREAU),
        ),
        persons=(
            people.PersonRecord(
                id=WANG, name="\u738b\u4f8b", post=post, region="513433", organisation_id=BUREAU, phone="19900000001"
            ),
        ),
        posts=(people.PostRecord(organisation_id=HQ, title="chief", order=0, person_id=WANG),),
        members=(people.MemberRecord(headquarters_id=HQ, organisation_id=BUREAU, task="t", order=0),),
        duties=(people.DutyRecord(person_id=WANG, duty="flash_flood", role="admin", rank="A", region="513433"),),
        contacts=(people.ContactRecord(organisation_id=BUREAU, kind="fax", value="1"),),
    )


def counts():
    return [table.objects.count() for table in TABLES]


def test_put_in_twice_it_stands_once_with_the_newer_words(actor_with):
    for post in ("old", "new"):
        people.put_demonstration(directory=directory(post), since=SINCE, actor=SYSTEM)
    assert counts() == [2, 1, 1, 1, 1, 1]
    assert [target.post for target in people.call_chain("513433")] == ["new"]
    assert [found.name for found in people.search_people(actor_with("duty_officer"), "wl")] == ["\u738b\u4f8b"]
    file = people.organisation_file(actor_with("duty_officer"), HQ)
    assert (file.parent.id, file.posts[0].person_name, file.members[0].task) == (BUREAU, "\u738b\u4f8b", "t")


def test_taken_out_it_leaves_what_others_entered():
    build_chain("513434103201")
    unit = build_organisation()
    build_person(organisation=unit)
    before = counts()
    people.put_demonstration(directory=directory(), since=SINCE, actor=SYSTEM)
    people.remove_demonstration(actor=SYSTEM)
    assert counts() == before


def test_only_the_platform_itself_puts_it_in(actor_with):
    for act, more in (
        (people.put_demonstration, {"directory": directory(), "since": SINCE}),
        (people.remove_demonstration, {}),
    ):
        with pytest.raises(NotAllowed):
            act(**more, actor=actor_with("administrator", ""))
    assert counts() == [0] * len(TABLES)
