"""What must be there before a hidden danger goes on: dual report, control, five assurances, another one's eyes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Final

from anlan.dangers.domain.errors import (
    AssurancesMissing,
    CheckerRectified,
    ControlMissing,
    DualReportMissing,
    OnlyMajorIsReported,
    ReportedAlready,
    StillCutOff,
    StillListed,
)
from anlan.dangers.domain.states import DangerAct, DangerState, Grade
from anlan.kernel.errors import InvalidValue

_MOST_FUNDS: Final = Decimal(10) ** 10


class Receiver(StrEnum):
    """To whom a major hidden danger is reported."""

    DEPARTMENT = "department"
    CONGRESS = "congress"


@dataclass(frozen=True, slots=True, kw_only=True)
class Assurances:
    """The five assurances of rectification: who answers, what is done, yuan, until when, the plan meanwhile."""

    responsible: str = ""
    measures: str = ""
    funds: Decimal | None = None
    due_at: datetime | None = None
    plan: str = ""

    @property
    def missing(self) -> tuple[str, ...]:
        """Return which of the five are missing; money may be 0 but must be said."""
        held = {
            "responsible": bool(self.responsible.strip()),
            "measures": bool(self.measures.strip()),
            "funds": self.funds is not None,
            "due_at": self.due_at is not None,
            "plan": bool(self.plan.strip()),
        }
        return tuple(name for name, is_held in held.items() if not is_held)


def report_act(grade: Grade | None, sent: Iterable[str], receiver: Receiver) -> DangerAct:
    """Return the act that a report to ``receiver`` is: the second of the two moves the danger on."""
    if grade is not Grade.MAJOR:
        raise OnlyMajorIsReported
    if receiver.value in set(sent):
        raise ReportedAlready(receiver=receiver.value)
    return DangerAct.REPORT if {*sent, receiver.value} >= {each.value for each in Receiver} else DangerAct.REPORT_ONE


def check_control(grade: Grade | None, state: DangerState) -> None:
    """Refuse to control a major one before both reports: what the law asks first comes first."""
    if grade is Grade.MAJOR and state is DangerState.ASSESSED:
        raise DualReportMissing


def check_start(grade: Grade | None, state: DangerState, given: Assurances) -> None:
    """Refuse to rectify a major one before reports and control, and without each of the five assurances."""
    if given.funds is not None and not 0 <= given.funds <= _MOST_FUNDS:
        raise InvalidValue(field="funds", value=str(given.funds)[:20], rule="0_to_10_billion")
    if grade is Grade.MAJOR:
        if state is DangerState.ASSESSED:
            raise DualReportMissing
        if state is DangerState.REPORTED:
            raise ControlMissing
        if given.missing:
            raise AssurancesMissing(field=given.missing[0], missing=given.missing)
        return
    # An ordinary one is put right at once: somebody answers for it and says what is done.
    lacking = tuple(name for name in given.missing if name in ("responsible", "measures"))
    if lacking:
        raise AssurancesMissing(field=lacking[0], missing=lacking)


def check_checker(checker_id: str, rectifiers: Iterable[str]) -> None:
    """Refuse a re-check by anybody who took part in rectifying."""
    if checker_id in set(rectifiers):
        raise CheckerRectified


def check_close(*, is_listed: bool, is_cut_off: bool) -> None:
    """Refuse to write off what is still under listed supervision or still without power."""
    if is_listed:
        raise StillListed
    if is_cut_off:
        raise StillCutOff
