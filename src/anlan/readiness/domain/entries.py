"""What may be done with entries of registers: their states, proposed changes, and what is refused."""

from enum import StrEnum
from typing import Final

from anlan.kernel.errors import AnlanError, ErrorClass, TransitionNotAllowed


class ForceState(StrEnum):
    """Whether a force can be used."""

    AVAILABLE = "available"
    IN_USE = "in_use"
    OUT_OF_USE = "out_of_use"


class ChangeState(StrEnum):
    """The life of a change that an owner proposes."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    RETURNED = "returned"


class ChangeAct(StrEnum):
    """What the keeper of a register does with a proposed change."""

    ACCEPT = "accept"
    RETURN = "return"


STATES: Final[dict[tuple[ChangeState, ChangeAct], ChangeState]] = {
    (ChangeState.PROPOSED, ChangeAct.ACCEPT): ChangeState.ACCEPTED,
    (ChangeState.PROPOSED, ChangeAct.RETURN): ChangeState.RETURNED,
}


class CodeIsTaken(AnlanError):
    """Another entry of the register has the code: ``code``."""

    code = "readiness.code_is_taken"
    message = "The code %(code)s is taken in this register. Change that entry, or choose another code."
    error_class = ErrorClass.CONFLICT


class ReasonMissing(AnlanError):
    """The act needs a reason."""

    code = "readiness.reason_missing"
    message = "Write the reason."


class ChangeIsOpen(AnlanError):
    """A change of the entry already waits to be judged."""

    code = "readiness.change_is_open"
    message = "A change of this entry already waits for its check. Wait until it is accepted or returned."
    error_class = ErrorClass.CONFLICT


class NothingChanged(AnlanError):
    """What was typed is what stands there."""

    code = "readiness.nothing_changed"
    message = "Nothing differs from what is registered. Confirm the entry instead."


class JudgeIsProposer(AnlanError):
    """Who proposes a change does not accept it."""

    code = "readiness.judge_is_proposer"
    message = "You proposed this change. Somebody else must accept or return it."
    error_class = ErrorClass.NOT_ALLOWED


class NotTheOwner(AnlanError):
    """The entry belongs to somebody else."""

    code = "readiness.not_the_owner"
    message = "Only the owner, the person in charge or the keeper of the register may say that this entry holds."
    error_class = ErrorClass.NOT_ALLOWED


class EntryHasMoved(AnlanError):
    """The entry was changed after the change was proposed."""

    code = "readiness.entry_has_moved"
    message = "The entry was changed after this was proposed. Return it so that the owner looks again."
    error_class = ErrorClass.CONFLICT


class EntryIsInUse(AnlanError):
    """People are in the shelter, or the force is out: it cannot be retired."""

    code = "readiness.entry_is_in_use"
    message = "It is in use now. Retire it when it is free again."
    error_class = ErrorClass.CONFLICT


def after(state: ChangeState, act: ChangeAct) -> ChangeState:
    """Return the state after ``act``; refuse a step that the table has not."""
    if (state, act) not in STATES:
        raise TransitionNotAllowed(what="force_change", state=state, act=act)
    return STATES[state, act]
