"""Verification across departments: each department's own figure, the agreed value, and signatures under it."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from anlan.kernel.actors import Actor
from anlan.kernel.errors import InvalidValue
from anlan.losses.domain import errors
from anlan.losses.domain.tables import plain, typed
from anlan.losses.events import AgreementSigned, DepartmentFigureGiven, FigureAgreed
from anlan.losses.models import AgreedValue, AgreementSignature, DepartmentFigure, Survey
from anlan.losses.selectors.releasing import agreed_values, agreement_digest, department_figures
from anlan.losses.selectors.tables import loss_table
from anlan.losses.selectors.totals import rolled_up
from anlan.losses.services.steps import locked_survey
from anlan.losses.services.surveys import checked_text, named
from anlan.support import journal, locks, rights


@transaction.atomic
def give_department_figure(
    *, survey_id: UUID, department: str, figure: tuple[str, str], source: str, actor: Actor, now: datetime
) -> None:
    """Write down a department's own (indicator, value); what it gave before stays readable."""
    survey = _survey(survey_id, actor, "losses.give_department_figure")
    key, value = figure[0], _value(survey, *figure)
    department = checked_text("department", department, most=80)
    DepartmentFigure.objects.create(
        survey=survey,
        department=department,
        indicator=key,
        value=value,
        source=checked_text("source", source, most=200),
        by=actor.name,
        at=now,
    )
    event = DepartmentFigureGiven(
        **named(survey), department=department, indicator=key, value=_plain(survey, key, value)
    )
    journal.announce(event, actor=actor, now=now)


@transaction.atomic
def agree_figure(*, survey_id: UUID, indicator: str, value: str, reason: str, actor: Actor, now: datetime) -> None:
    """Agree on a value; a reason is due where a department or the sum of the units says another."""
    survey = _survey(survey_id, actor, "losses.agree")
    agreed = _value(survey, indicator, value)
    reason = reason.strip()
    said = {each.value for each in department_figures(survey.id).get(indicator, ())}
    said |= {rolled_up(survey.id, survey.region).get(indicator, Decimal(0))}
    if said != {agreed}:
        reason = checked_text("reason", reason)
    row = {"indicator": indicator, "value": agreed, "reason": reason}
    AgreedValue.objects.create(survey=survey, **row, by=actor.name, at=now)
    event = FigureAgreed(**named(survey), indicator=indicator, value=_plain(survey, indicator, agreed), reason=reason)
    journal.announce(event, actor=actor, now=now)


@transaction.atomic
def sign_agreement(*, survey_id: UUID, department: str, actor: Actor, now: datetime) -> None:
    """Sign the agreed values as they stand; a department signs the same values once."""
    survey = _survey(survey_id, actor, "losses.sign_agreement")
    department = checked_text("department", department, most=80)
    locks.hold(f"losses:sign:{survey.id}")
    values = agreed_values(survey.id)
    if not values:
        raise InvalidValue(field="figures", value="", rule="at_least_one")
    digest = agreement_digest(values)
    row, is_new = AgreementSignature.objects.get_or_create(
        survey=survey,
        department=department,
        digest=digest,
        defaults={"signer_id": actor.id, "signer": actor.name, "at": now},
    )
    if is_new:
        event = AgreementSigned(**named(survey), department=row.department, digest=digest)
        journal.announce(event, actor=actor, now=now)


def refuse_disagreement(survey: Survey) -> None:
    """Refuse where an agreed value is another than the sum of the units."""
    sums, known = rolled_up(survey.id, survey.region), loss_table(survey.table).indicators
    apart = [key for key, row in agreed_values(survey.id).items() if sums.get(key, Decimal(0)) != row.value]
    if apart:
        raise errors.AgreedDiffers(names=", ".join(known[key].name for key in apart))


def _survey(survey_id: UUID, actor: Actor, right: str) -> Survey:
    survey = locked_survey(survey_id)
    rights.require_visible(actor, "losses.see", survey.region, what="survey")
    rights.require(actor, right, survey.region)
    return survey


def _value(survey: Survey, indicator: str, value: str) -> Decimal:
    found = typed({indicator: value}, loss_table(survey.table))
    if indicator not in found:
        raise InvalidValue(field="value", value="", rule="a_number")
    return found[indicator]


def _plain(survey: Survey, indicator: str, value: Decimal) -> str:
    return plain(value, loss_table(survey.table).indicators[indicator])
