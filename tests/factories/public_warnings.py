"""Places, people and warnings for tests; plainly invented."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from django.contrib.gis.geos import MultiPolygon, Point, Polygon
from tests.factories.people import build_duty, build_person

from anlan.kernel.actors import Actor, Grant
from anlan.kernel.levels import Level
from anlan.kernel.regions import level_of, parent_of
from anlan.places.models import Division, Footprint, Population
from anlan.places.selectors.naming import forget_names
from anlan.public_warnings import api

NIGHT = datetime(2020, 6, 26, 15, 20, tzinfo=UTC)
COUNTY, TOWNSHIP = "513433", "513433103"
VILLAGES = (TOWNSHIP + "201", TOWNSHIP + "202")
_PLACES = {
    "51": ("Sichuan", (102.0, 28.0, 103.0, 29.5), 80_000_000),
    "5134": ("Liangshan", (102.0, 28.0, 102.9, 29.4), 4_800_000),
    COUNTY: ("Mianning", (102.0, 28.4, 102.4, 29.0), 400_000),
    TOWNSHIP: ("Yihai", (102.2, 28.6, 102.4, 28.8), 9_000),
    VILLAGES[0]: ("Damawu", (102.2, 28.6, 102.3, 28.8), 900),
    VILLAGES[1]: ("Caogu", (102.3, 28.6, 102.4, 28.8), 800),
}
RING = ((102.21, 28.61), (102.29, 28.61), (102.29, 28.69), (102.21, 28.69), (102.21, 28.61))
BOW_TIE = ((102.21, 28.61), (102.29, 28.69), (102.29, 28.61), (102.21, 28.69), (102.21, 28.61))
PUBLIC_CHANNELS = ("cap_feed", "email", "loudspeaker", "public_page", "sms", "webhook")


def build_places() -> None:
    """Store a county with one township of two villages, each a rectangle."""
    forget_names()
    for code, (name, box, persons) in _PLACES.items():
        Division.objects.create(
            code=code,
            name=name,
            level=level_of(code),
            parent=parent_of(code),
            standing="civil",
            pinyin=name.lower(),
            initials=name[0].lower(),
            source="a test",
            edition=date(2020, 1, 1),
        )
        shape = Polygon.from_bbox(box)
        Footprint.objects.create(
            code=code,
            level=level_of(code),
            point=Point(box[0], box[1], srid=4326),
            point_source="known",
            area=MultiPolygon(shape, srid=4326),
            area_source="boundary",
        )
        Population.objects.create(code=code, persons=persons, households=persons // 4, source="a test")


def build_responsible_people() -> dict[str, object]:
    """Store A and B posts of both villages, the A posts of township and county, each with a phone."""
    found = {}
    for number, (label, region, rank) in enumerate(
        (
            ("Damawu A", VILLAGES[0], "A"),
            ("Damawu B", VILLAGES[0], "B"),
            ("Caogu A", VILLAGES[1], "A"),
            ("Caogu B", VILLAGES[1], "B"),
            ("Yihai A", TOWNSHIP, "A"),
            ("Mianning A", COUNTY, "A"),
        ),
        1,
    ):
        found[label] = build_person(label, region, post="head", phone=f"1110000000{number}")
        build_duty(found[label], region, rank=rank)
    return found


def an_actor(role: str, name: str = "", region: str = COUNTY, person_id: UUID | None = None) -> Actor:
    """Return an actor of one role in one region."""
    name = name or f"{role} of {region}"
    return Actor(id=name, name=name, grants=(Grant(role, region),), person_id=person_id)


AUTHOR = an_actor("duty_officer", "the author")
SIGNER = an_actor("duty_leader", "the signer")
APPROVER = an_actor("commander", "the approver")


def a_content(**changes: object) -> api.DraftContent:
    """Return the content of a red flash-flood warning for Yihai."""
    content = api.DraftContent(
        kind="11A51",
        level=Level.RED,
        headline="Red warning of flash flood",
        description="52.5 mm in one hour at Yihai.",
        instruction="1. Leave the river banks at once.",
        regions=(TOWNSHIP,),
        effective=NIGHT,
        expires=NIGHT + timedelta(hours=6),
        channels=PUBLIC_CHANNELS,
    )
    return replace(content, **changes)


def a_draft(*, actor: Actor = AUTHOR, now: datetime = NIGHT, is_exercise: bool = False, **changes: object) -> UUID:
    """Draft a warning as the platform does and return its id."""
    draft = api.NewDraft(region=COUNTY, content=a_content(**changes), is_exercise=is_exercise)
    return api.draft_warning(draft=draft, actor=actor, now=now)


def a_signed(*, now: datetime = NIGHT, **changes: object) -> UUID:
    """Draft, submit and sign a warning; return its id."""
    warning_id = a_draft(now=now, **changes)
    api.submit_warning(warning_id=warning_id, actor=AUTHOR, now=now)
    api.sign_warning(warning_id=warning_id, actor=SIGNER, now=now)
    return warning_id


def an_issued(*, now: datetime = NIGHT, **changes: object) -> UUID:
    """Draft, submit, sign and approve a warning; return its id."""
    warning_id = a_signed(now=now, **changes)
    api.approve_warning(warning_id=warning_id, actor=APPROVER, now=now)
    return warning_id


def as_exercise(document: bytes) -> bytes:
    """Return a CAP document as that of an exercise."""
    altered = document.replace(b"<status>Actual</status>", b"<status>Exercise</status>")
    assert altered != document
    return altered
