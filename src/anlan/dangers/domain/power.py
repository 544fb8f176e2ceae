"""When the power of a unit may be stopped (Work Safety Law, art. 70)."""

from datetime import timedelta

from anlan.dangers.domain.errors import CutOffAlready, NoticeTooShort, NotListable
from anlan.dangers.domain.states import TO_RECTIFY, DangerState


def check_stop(*, is_major: bool, state: DangerState, is_cut_off: bool, hours: int | None, lead: timedelta) -> None:
    """Refuse a stop for what is no open major danger, a second one, or one told too shortly before.

    ``hours`` is the notice that the law asks for, nothing in an emergency; a stop never begins in the past.
    """
    if not is_major or state not in TO_RECTIFY:
        raise NotListable
    if is_cut_off:
        raise CutOffAlready
    if lead < timedelta(hours=hours or 0):
        raise NoticeTooShort(hours=hours or 0)
