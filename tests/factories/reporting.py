"""Reports for tests, on the factories of the rooms below."""

from datetime import datetime
from uuid import UUID

from anlan.kernel.actors import Actor
from anlan.reporting import api


def a_draft(incident_id: UUID, actor: Actor, now: datetime, stage: api.Stage = api.Stage.FIRST) -> UUID:
    """Draft a report and return its id."""
    return api.draft_report(incident_id=incident_id, stage=stage, actor=actor, now=now)


def a_sent_report(
    incident_id: UUID, author: Actor, signer: Actor, now: datetime, stage: api.Stage = api.Stage.FIRST
) -> UUID:
    """Draft, sign and send a report to the next level and return its id."""
    report_id = a_draft(incident_id, author, now, stage)
    api.sign_report(report_id=report_id, actor=signer, now=now)
    api.send_report(report_id=report_id, actor=author, now=now)
    return report_id
