"""To whom a report goes: the next level, those who are owed one, and whoever else may get it."""

from dataclasses import dataclass
from uuid import UUID

from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.reporting.domain.clocks import OWED
from anlan.reporting.domain.deadlines import Stage, levels_above, next_level
from anlan.reporting.domain.parties import PARTIES, Receiver, Way, way_to
from anlan.reporting.models import Report, ReportClock, Transmission
from anlan.reporting.selectors.rules import body_name
from anlan.support import rights


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiverRow:
    """A level above or a party; ``is_due`` where the report must go there, ``is_sent`` where this version has gone.

    ``wants_reason``: it lies past the next level and no rule asks for it, so the sender says why.
    """

    key: str
    name: str
    is_due: bool
    is_sent: bool
    wants_reason: bool


def due_receivers(report: Report) -> dict[Receiver, str]:
    """Return the next level and whoever else is owed a report, each with the rule's source where there is one."""
    owed = ReportClock.objects.filter(
        incident_id=report.incident_id,
        region=report.region,
        from_party="",
        stage__in=[Stage.DIRECT.value, Stage.NOTICE.value],
        state__in=[state.value for state in OWED],
    )
    found = {Receiver(next_level(report.region)): ""}
    for clock in owed.order_by("to_party", "-to_region"):
        found.setdefault(Receiver(clock.to_region, clock.to_party), clock.source)
    return found


def sent_to(report: Report) -> frozenset[Receiver]:
    """Return where the newest version of a report has gone."""
    rows = Transmission.objects.filter(report=report, version=report.version)
    return frozenset(Receiver(*pair) for pair in rows.values_list("to_region", "to_party"))


def receivers_of(actor: Actor, report_id: UUID) -> tuple[ReceiverRow, ...]:
    """Return every level above a report's region, the nearest first, then the parties of the region."""
    report = Report.objects.filter(rights.within(actor, "reporting.see"), id=report_id).first()
    if report is None:
        raise NotFound(what="report")
    above = [Receiver(region) for region in levels_above(report.region)]
    beside = [Receiver(report.region, party) for party in PARTIES]
    sent, due = sent_to(report), due_receivers(report)
    return tuple(
        ReceiverRow(
            key=receiver.key,
            name=body_name(receiver.region, receiver.party),
            is_due=receiver in due,
            is_sent=receiver in sent,
            wants_reason=receiver not in due
            and way_to(report.region, receiver, frozenset(above[:1])) is not Way.ORDINARY,
        )
        for receiver in (*above, *beside)
    )
