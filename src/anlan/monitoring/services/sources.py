"""Setting how sources' messages are read, and reading them so in the intake."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

import msgspec
from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.kernel.errors import InvalidValue, NotFound
from anlan.kernel.ids import new_id
from anlan.kernel.regions import lies_within
from anlan.monitoring.domain.errors import Malformed
from anlan.monitoring.domain.intake import MALFORMED, UNKNOWN_STATION, Arrival, Directory, Refused
from anlan.monitoring.domain.messages import Batch, encode
from anlan.monitoring.domain.sourcing import DEVICE_ROOT, MQTT, NATS, Source, Sources, check_source
from anlan.monitoring.events import SourceMapped, SourceRetired
from anlan.monitoring.models import SourceMapping
from anlan.monitoring.selectors.quantities import quantities
from anlan.monitoring.selectors.sources import RIGHT, sources_in_force
from anlan.monitoring.services.registering import count_up_directory
from anlan.support import journal
from anlan.support.rights import regions_of, require, within

_CHECKED_BEFORE = ("http", "again", "frame")


@transaction.atomic
def map_source(*, name: str, source: Source, family: UUID | None, actor: Actor, now: datetime) -> UUID:
    """Set how a source's messages are read from now on: a new mapping, or the next edition of one."""
    check_source(source, quantities())
    if not name.strip():
        raise InvalidValue(field="name", value="", rule="not_empty")
    before = _lock(family, actor) if family else None
    regions = regions_of(actor, RIGHT)
    if not regions:
        require(actor, RIGHT, "")
    if before:
        before.state = SourceMapping.State.REPLACED
        before.save(update_fields=["state"])
    row = SourceMapping.objects.create(
        family=before.family if before else new_id(),
        number=before.number + 1 if before else 1,
        name=name.strip()[:80],
        region=before.region if before else regions[0],
        definition=msgspec.to_builtins(source),
        made_by_name=actor.name,
        made_at=now,
    )
    count_up_directory()
    event = SourceMapped(subject=f"source:{row.family}", region=row.region, name=row.name, number=row.number)
    journal.announce(event, actor=actor, now=now)
    return row.family


@transaction.atomic
def retire_source(*, family: UUID, actor: Actor, now: datetime) -> None:
    """Read a source's messages by no mapping any more."""
    row = _lock(family, actor)
    row.state = SourceMapping.State.RETIRED
    row.save(update_fields=["state"])
    count_up_directory()
    event = SourceRetired(subject=f"source:{row.family}", region=row.region, name=row.name)
    journal.announce(event, actor=actor, now=now)


def _lock(family: UUID, actor: Actor) -> SourceMapping:
    rows = SourceMapping.objects.select_for_update().filter(within(actor, RIGHT), family=family)
    row = rows.filter(state=SourceMapping.State.IN_FORCE).first()
    if row is None:
        raise NotFound(what="mapping")
    return row


@dataclass(slots=True)
class SourceReader:
    """Reads mapped messages in the intake, by the mappings of one edition of the directory."""

    _edition: int = -1
    _sources: Sources = field(default_factory=lambda: Sources(()))

    def read(
        self, arrivals: list[Arrival], directory: Directory, *, edition: int
    ) -> tuple[list[Arrival], list[Refused]]:
        """Return the messages that the intake goes on with, mapped ones now with their readings; and refusals."""
        if edition != self._edition:
            self._sources, self._edition = sources_in_force(), edition
        if not self._sources and not any(_is_a_makers(each) for each in arrivals):
            return arrivals, []
        passed: list[Arrival] = []
        refused: list[Refused] = []
        for arrival in arrivals:
            self._read(arrival, directory, passed, refused)
        return passed, refused

    def _read(self, arrival: Arrival, directory: Directory, passed: list[Arrival], refused: list[Refused]) -> None:
        found = None
        if arrival.source not in _CHECKED_BEFORE:
            found = self._sources.of(MQTT if arrival.source == MQTT else NATS, arrival.subject)
        if found is None:
            if _is_a_makers(arrival):
                refused.append(Refused(arrival, MALFORMED, f"no mapping for {arrival.subject}", arrival.raw, 1))
            else:
                passed.append(arrival)
            return
        decoder, region = found
        try:
            batch = decoder.decode(arrival.raw, arrival.subject)
        except Malformed as error:
            refused.append(Refused(arrival, MALFORMED, str(error.data["detail"]), arrival.raw, 1))
            return
        arrival.give(_own(arrival, batch, region, directory, refused))
        passed.append(arrival)


def _is_a_makers(arrival: Arrival) -> bool:
    return arrival.source == MQTT and arrival.subject.startswith(DEVICE_ROOT)


def _own(arrival: Arrival, batch: Batch, region: str, directory: Directory, refused: list[Refused]) -> Batch:
    """Leave out readings of stations that lie outside the region for which the mapping was made."""
    regions = directory.regions
    strange = [
        index for index, code in enumerate(batch.stations) if code in regions and not lies_within(regions[code], region)
    ]
    if not strange:
        return batch
    part = batch.picked(strange)
    detail = f"{part.stations[0]} outside {region}"
    refused.append(Refused(arrival, UNKNOWN_STATION, detail, encode(part), len(strange)))
    return batch.picked(sorted(set(range(len(batch.stations))) - set(strange)))
