"""What stands on the map at all times: hazard sites, reservoirs, major hazards, teams, stores, shelters."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote
from uuid import UUID

from django.utils.translation import gettext as _

from anlan.dangers import api as dangers
from anlan.enterprises import api as enterprises
from anlan.kernel.actors import Actor
from anlan.major_hazards import api as major_hazards
from anlan.readiness import api as readiness
from anlan.risks import api as risks

Fact = tuple[str, object, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What the map's side shows of one thing: facts are (label, value, unit)."""

    title: str
    region: str
    facts: tuple[Fact, ...]
    url: str


def _site(actor: Actor, thing: UUID) -> Side:
    row = risks.site(actor, thing)
    facts = ((_("Threatened"), row.threatened_persons, _("persons")), (_("Households"), row.threatened_households, ""))
    return Side(title=row.name, region=row.region, facts=facts, url=f"/risks/sites/{row.id}/")


def _reservoir(actor: Actor, thing: UUID) -> Side:
    row = risks.reservoir(actor, thing)
    facts = (
        (_("Capacity"), row.capacity, _("10,000 m3")),
        (_("Flood-limit level"), row.flood_limit_level, "m"),
    )
    return Side(title=row.name, region=row.region, facts=facts, url=f"/risks/reservoirs/{row.id}/")


def _exposed(actor: Actor, thing: UUID) -> Side:
    row = risks.exposed_element(actor, thing)
    facts = (
        (_("Kind"), risks.exposed_kinds()[row.kind], ""),
        (_("Persons"), row.persons, _("persons")),
        (_("Households"), row.households, ""),
    )
    return Side(title=row.name or row.code, region=row.region, facts=facts, url=f"/risks/exposed/?q={quote(row.code)}")


def _enterprise(actor: Actor, thing: UUID) -> Side:
    row = enterprises.enterprise(actor, thing)
    units = major_hazards.units_of([row.id]).get(row.id, ())
    facts = ((_("Staff"), row.staff, _("persons")), (_("Major hazards"), sum(each.gravity != 9 for each in units), ""))
    return Side(title=row.name, region=row.region, facts=facts, url=f"/enterprises/{row.id}/")


def _danger(actor: Actor, thing: UUID) -> Side:
    row = dangers.danger(actor, thing)
    grade = str(dangers.GRADE_WORDS[row.grade]) if row.grade else _("Not graded")
    facts = ((_("Grade"), grade, ""), (_("State"), str(dangers.STATE_WORDS[row.state]), ""))
    return Side(title=row.title, region=row.region, facts=facts, url=f"/dangers/{row.id}/")


def _major_hazard(actor: Actor, thing: UUID) -> Side:
    row = major_hazards.unit(actor, thing)
    facts = (("S", row.s, ""), ("R", row.r, ""), (_("Exposed people"), row.people, _("persons")))
    return Side(title=row.name, region=row.region, facts=facts, url=f"/major-hazards/{row.id}/")


def _force(register: readiness.Register) -> Callable[[Actor, UUID], Side]:
    def side(actor: Actor, thing: UUID) -> Side:
        row = readiness.entry(actor, register.key, thing)
        told = [(each, row.values.get(each.key)) for each in register.listed if each.kind in readiness.FIGURES]
        facts = tuple((each.name, value, each.unit) for each, value in told if value is not None)
        return Side(title=row.name, region=row.region, facts=facts, url=f"/readiness/{register.key}/{row.id}/")

    return side


def _store(actor: Actor, thing: UUID) -> Side:
    row = readiness.store(actor, thing)
    facts = ((_("Kinds of items"), row.item_count, ""), (_("Below the floor"), row.low_count, ""))
    return Side(title=row.name, region=row.region, facts=facts, url=f"/readiness/stores/{row.id}/")


SIDES: Final[dict[str, Callable[[Actor, UUID], Side]]] = {
    "hazard_sites": _site,
    "reservoirs": _reservoir,
    "exposed_elements": _exposed,
    "enterprises": _enterprise,
    "major_hazards": _major_hazard,
    "dangers": _danger,
    "stores": _store,
    **{each.layer: _force(each) for each in readiness.registers().values()},
}


def counts(actor: Actor) -> dict[str, int]:
    """Return how many of each the reader may see."""
    return {
        "hazard_sites": len(risks.sites(actor, risks.SiteFilter())),
        "reservoirs": len(risks.reservoirs(actor, risks.ReservoirFilter())),
        "exposed_elements": len(risks.exposed(actor, risks.ExposedFilter())),
        "enterprises": len(enterprises.enterprises(actor, enterprises.EnterpriseFilter())),
        "major_hazards": major_hazards.major_count(actor),
        "dangers": dangers.open_total(actor),
        "stores": len(readiness.stores(actor, readiness.StoreFilter())),
        **readiness.layer_counts(actor),
    }
