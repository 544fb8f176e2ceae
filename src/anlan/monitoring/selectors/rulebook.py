"""The rules as they stand: the house's ready-made ones, and the approved editions of regions before them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.kernel.regions import lineage
from anlan.monitoring.domain.compiling import Ruling, Rulings, ruling_at
from anlan.monitoring.domain.definition import RuleDefinition, definition_of
from anlan.monitoring.models import RuleEdition, Series
from anlan.monitoring.selectors import rules
from anlan.monitoring.selectors.quantities import hazards
from anlan.monitoring.selectors.stations import READ
from anlan.support.rights import regions_of, within

_APPROVED = RuleEdition.State.APPROVED


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleEditionRow:
    """An edition of a rule; ``region`` is empty where it stands everywhere."""

    id: UUID
    family: str
    region: str
    number: int
    state: str
    change: str
    definition: RuleDefinition
    is_on: bool
    reason: str
    note: str
    effective_from: datetime
    proposed_by: str
    proposed_by_name: str
    proposed_at: datetime
    settled_by_name: str
    settled_at: datetime | None
    is_in_force: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleRow:
    """A rule as it stands in a region: the edition, how many proposals wait, how many series lie in its scope."""

    ruling: Ruling
    waiting: int
    series: int


def rulings(now: datetime) -> Rulings:
    """Return every rule in force at ``now``, by family and by the region whose edition it is."""
    found = {
        family: {"": Ruling(definition=each.definition, edition=table_edition(family), region="", is_on=each.is_on)}
        for family, each in rules.ready_made_rules().items()
    }
    for edition in _newest(RuleEdition.objects.all(), now):
        found.setdefault(edition.family, {})[edition.region] = _ruling(edition)
    return found


def next_change(now: datetime) -> datetime | None:
    """Return when the next approved edition takes effect."""
    coming = RuleEdition.objects.filter(state=_APPROVED, effective_from__gt=now)
    return coming.order_by("effective_from").values_list("effective_from", flat=True).first()


def standing(family: str, region: str, *, now: datetime) -> Ruling | None:
    """Return a rule as it stands in a region, or None where there is none of this family."""
    return ruling_at(rulings(now).get(family, {}), region)


def table_edition(family: str) -> str:
    """Return what the edition of a rule that comes with the house is called."""
    return f"{family}:{rules.ready_made_rules()[family].definition.edition}"


def visible_rules(actor: Actor) -> QuerySet[RuleEdition]:
    """Return the editions of the actor's regions, and those of the regions above, which judge there too."""
    above = {each for region in regions_of(actor, READ) for each in (*lineage(region), "")}
    return RuleEdition.objects.filter(within(actor, READ) | Q(region__in=above))


def rule_list(actor: Actor, region: str, *, now: datetime) -> tuple[RuleRow, ...]:
    """Return every rule as it stands in a region, by hazard, the house's own order first."""
    at_region = {family: ruling_at(editions, region) for family, editions in rulings(now).items()}
    found = [each for each in at_region.values() if each]
    waiting = dict(
        visible_rules(actor)
        .filter(state=RuleEdition.State.PROPOSED, region__startswith=region)
        .values_list("family")
        .annotate(count=Count("id"))
    )
    counts = _series_counts(actor, region)
    found.sort(key=_order)
    return tuple(
        RuleRow(ruling=each, waiting=waiting.get(each.definition.id, 0), series=_in_scope(each.definition, counts))
        for each in found
    )


def rules_waiting(actor: Actor, *, now: datetime) -> tuple[RuleEditionRow, ...]:
    """Return the proposals that nobody has settled yet, the oldest first."""
    found = visible_rules(actor).filter(state=RuleEdition.State.PROPOSED).order_by("proposed_at")
    return _rows(found, now)


def rule_editions(actor: Actor, family: str, region: str, *, now: datetime) -> tuple[RuleEditionRow, ...]:
    """Return the editions of a family that a region and those above it have or had, the newest first."""
    found = visible_rules(actor).filter(family=family, region__in=[*lineage(region), ""])
    return _rows(found.order_by("-proposed_at", "-number"), now)


def rule_edition(actor: Actor, edition_id: UUID, *, now: datetime) -> RuleEditionRow:
    """Return one edition; refuse as if it did not exist where it neither lies in nor judges the actor's regions."""
    rows = _rows(visible_rules(actor).filter(id=edition_id), now)
    if not rows:
        raise NotFound(what="rule")
    return rows[0]


def rule_title(family: str, region: str = "") -> str:
    """Return what a family is called: the title of the house, or of the newest edition at a region or above it."""
    made = rules.ready_made_rules().get(family)
    if made:
        return made.definition.title
    found = RuleEdition.objects.filter(family=family, region__in=[*lineage(region), ""]).order_by("-proposed_at")
    return str(found.values_list("definition__title", flat=True).first() or family)


def ready_made_families() -> tuple[str, ...]:
    """Return the families of the rules that come with the house, in the order of their hazards."""
    return tuple(rules.ready_made_rules())


def rule_event_code(family: str) -> str:
    """Return the 12379 event-type code of what a family warns of, or nothing where no edition names one."""
    made = rules.ready_made_rules().get(family)
    if made:
        return made.definition.event_code
    found = RuleEdition.objects.filter(family=family).order_by("-proposed_at")
    return str(found.values_list("definition__event_code", flat=True).first() or "")


def _order(ruling: Ruling) -> tuple[int, bool, str]:
    family = ruling.definition.id
    return list(hazards()).index(ruling.definition.hazard), family not in rules.ready_made_rules(), family


def _newest(found: QuerySet[RuleEdition], now: datetime) -> Iterable[RuleEdition]:
    in_force = found.filter(state=_APPROVED, effective_from__lte=now)
    return in_force.order_by("family", "region", "-effective_from", "-number").distinct("family", "region")


def _ruling(edition: RuleEdition) -> Ruling:
    return Ruling(
        definition=definition_of(edition.definition),
        edition=str(edition),
        region=edition.region,
        is_on=edition.is_on,
    )


def _series_counts(actor: Actor, region: str) -> list[tuple[str, str, str, int]]:
    """Return how many series there are by quantity, station kind and county."""
    found = Series.objects.filter(within(actor, READ, field="station__region"), station__region__startswith=region)
    groups = found.values_list("quantity", "station__kind", "station__region")
    return list(groups.annotate(count=Count("id")).order_by())


def _in_scope(definition: RuleDefinition, counts: Iterable[tuple[str, str, str, int]]) -> int:
    scope = definition.scope
    if scope.stations:
        return len(scope.stations)
    return sum(
        count
        for quantity, kind, region, count in counts
        if quantity == scope.quantity and (not scope.kinds or kind in scope.kinds) and region.startswith(scope.region)
    )


def _rows(found: QuerySet[RuleEdition], now: datetime) -> tuple[RuleEditionRow, ...]:
    editions = list(found)
    families = {edition.family for edition in editions}
    in_force = {edition.id for edition in _newest(RuleEdition.objects.filter(family__in=families), now)}
    return tuple(_row(edition, is_in_force=edition.id in in_force) for edition in editions)


def _row(edition: RuleEdition, *, is_in_force: bool) -> RuleEditionRow:
    return RuleEditionRow(
        id=edition.id,
        family=edition.family,
        region=edition.region,
        number=edition.number,
        state=edition.state,
        change=edition.change,
        definition=definition_of(edition.definition),
        is_on=edition.is_on,
        reason=edition.reason,
        note=edition.note,
        effective_from=edition.effective_from,
        proposed_by=edition.proposed_by,
        proposed_by_name=edition.proposed_by_name,
        proposed_at=edition.proposed_at,
        settled_by_name=edition.settled_by_name,
        settled_at=edition.settled_at,
        is_in_force=is_in_force,
    )
