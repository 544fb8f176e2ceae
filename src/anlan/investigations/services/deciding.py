"""The report: signed by every member, handed in, returned or replied to by the government."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from anlan.investigations.domain import errors
from anlan.investigations.domain.states import Act, State, state_after
from anlan.investigations.models import Investigation, Member
from anlan.investigations.selectors.tables import sections
from anlan.investigations.services.group import refuse_incomplete
from anlan.investigations.services.opening import refuse_above
from anlan.investigations.services.papers import make_paper
from anlan.investigations.services.steps import APPROVE, at_work, checked, locked, move, note
from anlan.investigations.words import NEEDED_WORDS
from anlan.kernel.actors import Actor
from anlan.kernel.checks import check
from anlan.kernel.clock import in_china
from anlan.kernel.errors import NotFound, TransitionNotAllowed


@transaction.atomic
def sign_report(*, member_id: UUID, on: date, dissent: str, actor: Actor, now: datetime) -> None:
    """Enter that a member signed the report as it stands, with a differing opinion where there is one."""
    known = Member.objects.filter(id=member_id).values_list("investigation_id", flat=True).first()
    if known is None:
        raise NotFound(what="member")
    row = at_work(known, actor)
    member = Member.objects.get(id=member_id)
    if member.recused_at is not None or member.signed_on is not None:
        raise TransitionNotAllowed(what="member", state="signed" if member.signed_on else "recused", act="sign")
    refuse_unfinished(row)
    is_in = in_china(row.happened_at).date() <= on <= in_china(now).date()
    check(is_in, "on", on.isoformat(), "between_accident_and_now")
    member.signed_on, member.dissent = on, checked("dissent", dissent, most=2000, least=0)
    member.save(update_fields=["signed_on", "dissent"])
    note(row, "report_dissented" if member.dissent else "report_signed", member.name, actor, now)


@transaction.atomic
def submit_report(*, investigation_id: UUID, actor: Actor, now: datetime) -> None:
    """Hand the report in: complete, signed by every member, no appraisal running. It is frozen as a Word file."""
    row = at_work(investigation_id, actor)
    refuse_above(row)
    refuse_incomplete(row)
    refuse_unfinished(row)
    unsigned = row.members.filter(recused_at=None, signed_on=None).values_list("name", flat=True)
    if unsigned:
        raise errors.SignaturesMissing(names="; ".join(unsigned))
    row.submitted_at, row.submitted_by_id, row.submitted_by = now, actor.id, actor.name
    move(row, Act.SUBMIT, actor, now)
    make_paper(row, "report", "", actor, now)


@transaction.atomic
def return_report(*, investigation_id: UUID, reason: str, actor: Actor, now: datetime) -> None:
    """Send the report back to the group: its clock runs on and every member signs anew."""
    row = _decidable(investigation_id, Act.RETURN, actor)
    text = checked("reason", reason, most=2000)
    row.submitted_at, row.submitted_by_id, row.submitted_by = None, "", ""
    row.members.update(signed_on=None, dissent="")
    move(row, Act.RETURN, actor, now, text)


@transaction.atomic
def approve_report(*, investigation_id: UUID, reply: str, actor: Actor, now: datetime) -> None:
    """Reply to the report for the government; from now on its measures and proposals are due."""
    row = _decidable(investigation_id, Act.APPROVE, actor)
    row.reply = checked("reply", reply, most=5000, least=0)
    row.approved_at, row.approved_by = now, actor.name
    move(row, Act.APPROVE, actor, now)
    make_paper(row, "reply", "", actor, now)


def refuse_unfinished(row: Investigation) -> None:
    """Refuse a report that lacks what it must contain, or that waits for an appraisal."""
    running = row.appraisals.filter(last=None).values_list("subject", flat=True)
    if running:
        raise errors.AppraisalsRun(names="; ".join(running))
    missing = [name for key, name in sections().items() if not row.sections.get(key)]
    needed = {
        "direct_cause": row.causes.filter(sort="direct").exists(),
        "nature": bool(row.nature),
        "measures": row.measures.exists(),
        "parties": row.nature != "liability" or row.parties.exists(),
    }
    missing += [str(NEEDED_WORDS[key]) for key, is_there in needed.items() if not is_there]
    if missing:
        raise errors.ReportIncomplete(names="; ".join(missing))


def _decidable(investigation_id: UUID, act: Act, actor: Actor) -> Investigation:
    row = locked(investigation_id, actor, APPROVE)
    state_after(State(row.state), act)
    if row.submitted_by_id == actor.id:
        raise errors.ApproverIsInvestigator
    return row
