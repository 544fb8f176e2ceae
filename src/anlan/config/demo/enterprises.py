"""Invented firms of Liangshan with their files; the chemical ones have major hazards, in the numbers of its plan."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any, Final

from anlan.config.demo.floor_plan import floor_plan
from anlan.config.demo.people import organisation_id
from anlan.config.demo.seeded import dice, near, person_name, seeded_id
from anlan.config.progress import Progress
from anlan.enterprises import api as enterprises
from anlan.kernel import clock
from anlan.kernel.actors import SYSTEM
from anlan.kernel.credit_codes import check_letter
from anlan.places import api as places
from anlan.support.tables import load_table

REGION: Final = "5134"
HOME: Final = "513433001"
"""Where the demonstration's enterprise officer works: the first firm stands there."""
FIRMS: Final = 12
OTHERS: Final = 24
_TRAINED: Final = 4
"""How many firms have their staff entered."""
_NEARNESS: Final = 0.008


def load(seed: int, progress: Progress) -> None:
    """Invent firms, each in another township, and what stands in their files."""
    townships = places.descendants(REGION, places.RegionLevel.TOWNSHIP)
    chosen = dice(seed, "firms").sample([each for each in townships if each.code != HOME], FIRMS + OTHERS)
    chosen[0] = next((each for each in townships if each.code == HOME), chosen[0])
    firms = [_firm(seed, number, township) for number, township in enumerate(chosen, 1)]
    progress("enterprises", enterprises.register_enterprises(firms, actor=SYSTEM, is_demo=True), len(firms))
    today = clock.in_china(clock.now()).date()
    files = {firm.id: tuple(_rows(seed, number, firm, today)) for number, firm in enumerate(firms, 1)}
    count = enterprises.put_demonstration_files(files=files, actor=SYSTEM, now=clock.now())
    progress("rows of files", count, count)
    points = {firm.id: tuple(_points(seed, number)) for number, firm in enumerate(firms, 1)}
    plan = (str(load_table("anlan.config.demo", "enterprises")["plan"]), floor_plan())
    count = enterprises.put_demonstration_risks(points=points, plan=plan, actor=SYSTEM, now=clock.now())
    progress("risk points", count, count)
    staff = {firm.id: tuple(_staff(seed, number, today)) for number, firm in enumerate(firms[:_TRAINED], 1)}
    count = enterprises.put_demonstration_staff(staff=staff, actor=SYSTEM, now=clock.now())
    progress("staff", count, count)


def remove() -> None:
    """Remove what was invented."""
    enterprises.remove_demonstration(actor=SYSTEM)


def _firm(seed: int, number: int, township: places.Division) -> enterprises.NewEnterprise:
    chance, words = dice(seed, "firm", number), load_table("anlan.config.demo", "enterprises")
    longitude, latitude = near(chance, township.longitude, township.latitude, 2 * _NEARNESS)
    trade = words["trades"][0 if number <= FIRMS else 1 + number % (len(words["trades"]) - 1)]
    return enterprises.NewEnterprise(
        id=seeded_id("firm", number),
        code=_code(township.code[:6], number),
        name=_name_at_home() if township.code == HOME else words["names"][trade].format(number=number),
        industry=trade,
        trade_class=words["classes"][trade],
        scale=chance.choice(("medium", "small", "small", "micro")),
        region=township.code,
        address=words["address"].format(place=township.name, number=number),
        longitude=longitude,
        latitude=latitude,
        staff=chance.randint(20, 600),
        organisation_id=organisation_id(HOME, "enterprise") if township.code == HOME else None,
    )


def _staff(seed: int, number: int, today: date) -> Iterator[tuple[str, str, date, list[dict[str, Any]]]]:
    """Yield the staff of a firm: most are trained, some lack the yearly training, the newest one lacks the first."""
    chance, courses = dice(seed, "staff", number), load_table("anlan.config.demo", "enterprises")["courses"]
    for place, post in enumerate(("principal", "safety_manager", *("worker",) * 6)):
        hired = today - timedelta(days=900 - 60 * place)
        told = [{"kind": "first", "course": courses["first"], "hours": 72, "held_on": hired + timedelta(days=6)}]
        day = today - timedelta(days=(60, 200, 345, 500)[place % 4])
        told.append({"kind": "yearly", "course": courses["yearly"], "hours": 20, "held_on": day})
        yield person_name(chance), post, hired, told
    yield person_name(chance), "worker", today - timedelta(days=5), []


def _name_at_home() -> str:
    """Return the name of the firm whose officer has an account."""
    named = load_table("anlan.config.demo", "people")["enterprises"]
    return str(next(row["name"] for row in named if row["region"] == HOME))


def _code(county: str, number: int) -> str:
    """Return an invented code whose last place holds."""
    first = f"91{county}MADEMP{number:03}"
    return first + check_letter(first)


def _rows(seed: int, number: int, firm: enterprises.NewEnterprise, today: date) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what stands in a firm's file as (section, values); some of it ends soon, some has ended."""
    chance, words = dice(seed, "file", number), load_table("anlan.config.demo", "enterprises")
    for each in words["licence"]:
        told = {"name": each["name"], "number": f"{each['prefix']}{number:04}"}
        yield "licences", told | {"valid_until": _end(chance, today)}
    for post in ("principal", "safety_manager", "special_operator"):
        told = {"name": person_name(chance), "post": post, "certificate": words["certificate"]}
        yield "people", told | {"valid_until": _end(chance, today)}
    device = chance.choice(words["equipment"])
    yield "equipment", device | {"due_on": _end(chance, today)}
    if firm.industry in ("chemicals", "cold_store"):
        yield "chemicals", chance.choice(words["chemical"]) | {"quantity": float(chance.randint(1, 40))}
    if chance.random() < 0.8:
        told = {"insurer": words["insurer"], "policy": f"DEMO{number:05}", "insured": float(firm.staff)}
        yield "insurance", told | {"valid_until": _end(chance, today)}
    if chance.random() < 0.6:
        yield "standardisation", {"level": chance.choice(("second", "third")), "valid_until": _end(chance, today)}
    yield "commitments", {"day": today.isoformat(), "statement": words["statement"]}
    training = chance.choice(words["training"])
    held = {"held_on": _day(today, -chance.randint(5, 300)), "persons": float(chance.randint(5, 60))}
    yield "trainings", training | held


def _points(seed: int, number: int) -> Iterator[tuple[enterprises.RiskEntry, list[list[float]]]]:
    """Yield the risk points of a firm, each with its place on the floor plan."""
    chance, words = dice(seed, "risk points", number), load_table("anlan.config.demo", "enterprises")
    for row in chance.sample(words["risk"], chance.randint(2, len(words["risk"]))):
        told = {name: row[name] for name in ("name", "place", "method", "factors", "measures")}
        yield enterprises.RiskEntry(owner=person_name(chance), accidents=tuple(row["accidents"]), **told), row["shape"]


def _end(chance: Random, today: date) -> str:
    return _day(today, chance.randint(-20, 900))


def _day(today: date, days: int) -> str:
    return (today + timedelta(days=days)).isoformat()
