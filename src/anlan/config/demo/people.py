"""The directory of Liangshan: organisations, headquarters and responsible persons down to every village, all invented.

Ids are ``organisation_id`` and ``person_id`` of a region and a key, so that other parts can name them.
"""

from itertools import count
from typing import Any
from uuid import UUID

from anlan.config.demo.seeded import STARTS_AT, dice, person_name, phone, seeded_id
from anlan.config.progress import Progress
from anlan.kernel.actors import SYSTEM
from anlan.kernel.regions import RegionLevel, parent_of
from anlan.people import api as people
from anlan.places import api as places
from anlan.support.tables import load_table

REGION = "5134"
EXPERTS_OF_PREFECTURE, EXPERTS_OF_COUNTY = 14, 8
_SHARE_OF_2G = 0.08
_DUTIES = ("flash_flood", "geohazard")
_MEMBER_HEADQUARTERS = "flood_drought"


def organisation_id(region: str, key: str) -> UUID:
    """Return the id of an organisation: ``government``, ``em_bureau``, ``department:water``, ``hq:flood_drought``."""
    return seeded_id("organisation", region, key)


def person_id(region: str, key: str) -> UUID:
    """Return the id of a person: ``A`` and ``B`` of a region, a key of ``staff``, or ``head:water``."""
    return seeded_id("person", region, key)


def load(seed: int, progress: Progress) -> None:
    """Put the whole directory in, replacing what was put in before."""
    directory = _Writer(seed).directory()
    people.put_demonstration(directory=directory, since=STARTS_AT, actor=SYSTEM)
    progress("people", len(directory.persons), len(directory.persons))


def remove() -> None:
    """Take the directory out."""
    people.remove_demonstration(actor=SYSTEM)


class _Writer:
    """Invents the directory in one pass; phones are numbered in the order of regions."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self.words: dict[str, Any] = load_table("anlan.config.demo", "people")
        self.phones = count(1)
        self.organisations: list[people.OrganisationRecord] = []
        self.persons: list[people.PersonRecord] = []
        self.posts: list[people.PostRecord] = []
        self.members: list[people.MemberRecord] = []
        self.duties: list[people.DutyRecord] = []
        self.contacts: list[people.ContactRecord] = []

    def directory(self) -> people.Directory:
        """Return the whole directory."""
        counties = places.descendant_codes(REGION, RegionLevel.COUNTY)
        townships = places.descendant_codes(REGION, RegionLevel.TOWNSHIP)
        villages = places.descendant_codes(REGION, RegionLevel.VILLAGE)
        names = places.names((REGION, *counties, *townships, *villages))
        for region in (REGION, *counties):
            self._seat(region, self.words["prefecture_short"] if region == REGION else names[region])
        for region in townships:
            self._township(region, names[region])
        for region in villages:
            self._village(region, names[region])
        for row in self.words["enterprises"]:
            self._unit(row["region"], "enterprise", "enterprise", row["name"])
            self._person(row["region"], "enterprise", self.words["enterprise_post"], at="enterprise")
        for region in townships:
            self._police(region, names[region])
        for region in (REGION, *counties):
            self._experts(region)
        return people.Directory(
            organisations=tuple(self.organisations),
            persons=tuple(self.persons),
            posts=tuple(self.posts),
            members=tuple(self.members),
            duties=tuple(self.duties),
            contacts=tuple(self.contacts),
        )

    def _seat(self, region: str, place: str) -> None:
        """Write the organisations and persons of a prefecture or county."""
        parent = None if region == REGION else organisation_id(REGION, "government")
        self._unit(region, "government", "government", self.words["government"].format(place=place), parent=parent)
        self._unit(region, "em_bureau", "em_bureau", self.words["em_bureau"].format(place=place))
        for row in self.words["departments"]:
            key = f"department:{row['branch']}"
            self._unit(region, key, "department", row["name"].format(place=place), branch=row["branch"])
            self._person(region, f"head:{row['branch']}", row["head"], at=key)
        for row in self.words["staff"]:
            self._person(region, row["key"], row["post"], at=row["at"])
        self._answerable(region, self._posts_of_seat(region, place), at="government")
        self._headquarters(region, place)

    def _headquarters(self, region: str, place: str) -> None:
        """Write the headquarters with posts and member units."""
        holders = ("head", "A", "director", "deputy")
        for row in self.words["headquarters"]:
            key = f"hq:{row['key']}"
            hq = organisation_id(region, key)
            self._unit(region, key, "headquarters", row["name"].format(place=place))
            for order, (title, holder) in enumerate(zip(self.words["posts"], holders, strict=True)):
                self.posts.append(
                    people.PostRecord(organisation_id=hq, title=title, order=order, person_id=person_id(region, holder))
                )
            if row["key"] == _MEMBER_HEADQUARTERS:
                self._members(region, hq)

    def _members(self, region: str, hq: UUID) -> None:
        for order, row in enumerate(self.words["departments"]):
            self.members.append(
                people.MemberRecord(
                    headquarters_id=hq,
                    organisation_id=organisation_id(region, f"department:{row['branch']}"),
                    task=row["task"],
                    order=order,
                )
            )

    def _township(self, region: str, name: str) -> None:
        endings, posts = self.words["endings"], self.words["duty_posts"]
        is_street, is_town = name.endswith(endings["streets"]), name.endswith(endings["towns"])
        form = self.words["street_office"] if is_street else self.words["government"]
        county = organisation_id(parent_of(region), "government")
        self._unit(region, "government", "township", form.format(place=name), parent=county)
        kind = "street" if is_street else "town" if is_town else "township"
        self._answerable(region, posts[kind], at="government")

    def _police(self, region: str, name: str) -> None:
        """Write who is on duty at a township's police station, at the end of its ladder of calls."""
        station = self.words["police_station"].format(place=name)
        self._unit(region, "police", "department", station, branch="public_security")
        holder = self._person(region, "police", self.words["police_post"], at="police")
        self.duties.append(people.DutyRecord(person_id=holder, duty="police", role="admin", rank="A", region=region))

    def _experts(self, region: str) -> None:
        """Write the experts of a prefecture or county, at the end so that nobody else's number moves."""
        posts = self.words["expert_posts"]
        for number in range(EXPERTS_OF_PREFECTURE if region == REGION else EXPERTS_OF_COUNTY):
            branch, post = posts[number % len(posts)]
            self._person(region, f"expert:{number}", post, at=f"department:{branch}")

    def _village(self, region: str, name: str) -> None:
        is_neighbourhood = name.endswith(tuple(self.words["endings"]["neighbourhoods"]))
        posts = self.words["duty_posts"]["neighbourhood" if is_neighbourhood else "village"]
        parent = organisation_id(parent_of(region), "government")
        self._unit(region, "committee", "village_committee", name, parent=parent)
        self._answerable(region, posts, at="committee")

    def _posts_of_seat(self, region: str, place: str) -> list[str]:
        posts = self.words["duty_posts"]
        if region == REGION:
            return posts["prefecture"]
        is_city = place.endswith(self.words["endings"]["cities"])
        return posts["county_of_cities" if is_city else "county_of_counties"]

    def _answerable(self, region: str, posts: list[str], *, at: str) -> None:
        """Write the A and B post of a region's duties."""
        for rank, post in zip(("A", "B"), posts, strict=True):
            holder = self._person(region, rank, post, at=at)
            for duty in _DUTIES:
                self.duties.append(
                    people.DutyRecord(person_id=holder, duty=duty, role="admin", rank=rank, region=region)
                )

    def _unit(
        self, region: str, key: str, kind: str, name: str, *, branch: str = "", parent: UUID | None = None
    ) -> None:
        """Write an organisation; without a parent it belongs to the region's government, if it is not that itself."""
        above = parent if key == "government" or parent else organisation_id(region, "government")
        unit = people.OrganisationRecord(
            id=organisation_id(region, key), name=name, kind=kind, region=region, branch=branch, parent_id=above
        )
        self.organisations.append(unit)
        if kind in ("em_bureau", "township"):
            number = phone(next(self.phones))
            self.contacts.append(people.ContactRecord(organisation_id=unit.id, kind="duty_phone", value=number))

    def _person(self, region: str, key: str, post: str, *, at: str) -> UUID:
        chance = dice(self.seed, "person", region, key)
        person = people.PersonRecord(
            id=person_id(region, key),
            name=person_name(chance),
            post=post,
            region=region,
            organisation_id=organisation_id(region, at),
            phone=phone(next(self.phones)),
            has_2g_phone=len(region) > len("513433101") and chance.random() < _SHARE_OF_2G,
        )
        self.persons.append(person)
        return person.id
