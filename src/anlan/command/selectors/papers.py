"""The papers of this room as Word files."""

from uuid import UUID

from anlan.command.domain.papers import Minutes, SignedStep, minutes_of, paper_of
from anlan.command.domain.responses import ResponseAct
from anlan.command.domain.review_papers import ReviewSheet, review_paper
from anlan.command.selectors.consultations import ParticipantRow, consultation
from anlan.command.selectors.responses import response
from anlan.command.selectors.reviews import lessons_from, review
from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.places import api as places
from anlan.support.documents import docx_of
from anlan.support.tables import load_table


def step_document(actor: Actor, response_id: UUID, step_id: int) -> tuple[bytes, str]:
    """Return the order of one signed step as a Word file and its name; a declined proposal has none."""
    row = response(actor, response_id)
    step = next((each for each in row.steps if each.id == step_id and each.number), None)
    if step is None:
        raise NotFound(what="step")
    table = load_table("anlan.command", "wording")
    paper = paper_of(
        SignedStep(
            act=ResponseAct(step.act),
            place=places.name(row.region),
            incident=row.incident_title,
            before=step.level_before,
            level=step.level_after,
            text=step.text,
            year=step.year or 0,
            number=step.number or 0,
            proposer=step.proposed_by,
            signer=step.signed_by,
            at=step.at,
            is_exercise=row.is_exercise,
        ),
        table,
    )
    return docx_of(paper), table["paper"]["file"].format(title=paper.title)


def minutes_document(actor: Actor, consultation_id: UUID) -> tuple[bytes, str]:
    """Return the minutes of a consultation as a Word file and its name; before they are closed there is none."""
    row = consultation(actor, consultation_id)
    if row.closed_at is None or not row.minutes:
        raise NotFound(what="minutes")
    table = load_table("anlan.command", "wording")
    paper = minutes_of(
        Minutes(
            place=places.name(row.region),
            incident=row.incident_title,
            serial=row.serial,
            title=row.title,
            held_at=row.held_at,
            room=row.place_text,
            chair=row.chair,
            present=tuple(_named(each) for each in row.participants if each.attended is not False),
            absent=tuple(_named(each) for each in row.participants if each.attended is False),
            text=row.minutes,
            conclusions=tuple(
                (each.text, each.to_label, each.within_minutes, each.order_number) for each in row.conclusions
            ),
            writer=row.closed_by,
            is_exercise=row.is_exercise,
        ),
        table,
    )
    return docx_of(paper), table["minutes"]["file"].format(title=paper.title)


def _named(participant: ParticipantRow) -> str:
    return f"{participant.organisation} {participant.name}".strip()


def review_document(actor: Actor, review_id: UUID) -> tuple[bytes, str]:
    """Return a signed review as a Word file and its name; before it is signed there is none."""
    row = review(actor, review_id)
    if row.signed_at is None:
        raise NotFound(what="review")
    lessons = lessons_from(actor, row.subject)
    table = load_table("anlan.command", "review")
    sheet = ReviewSheet(
        place=places.name(row.region),
        incident=row.incident_title,
        stages=row.stages,
        tasks=row.tasks,
        counts=row.counts,
        figures=row.figures,
        moved=row.moved,
        judgement=row.judgement,
        lessons=[(each.finding, each.task, each.owner, each.due_on) for each in lessons],
        signer=row.signed_by,
        signed_at=row.signed_at,
        is_exercise=row.is_exercise,
    )
    paper = review_paper(sheet, table, load_table("anlan.command", "wording")["paper"])
    return docx_of(paper), table["paper"]["file"].format(title=paper.title)
