"""What support does when it looks at the clock."""

from datetime import datetime

from anlan.kernel.actors import Actor
from anlan.support.answers import forget_old_answers


def forget_answers(*, actor: Actor, now: datetime) -> None:
    """Forget the stored answers of acts that nobody will send again."""
    forget_old_answers()


TICKS = (forget_answers,)
