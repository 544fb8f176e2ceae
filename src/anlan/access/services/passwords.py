"""Passwords: their strength, and changing one's own."""

from datetime import datetime
from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from anlan.access import events
from anlan.access.domain.errors import WeakPassword, WrongPassword
from anlan.access.models import User
from anlan.access.services.endings import end_sessions
from anlan.kernel.actors import Actor
from anlan.support import journal


def check_strength(password: str) -> None:
    """Refuse a password that breaks a rule, with the rules it breaks."""
    try:
        validate_password(password)
    except ValidationError as error:
        raise WeakPassword(reasons=" ".join(error.messages)) from error


@transaction.atomic
def change_password(
    *, user_id: UUID, present: str, wanted: str, actor: Actor, now: datetime, kept_session: str = ""
) -> None:
    """Change one's own password, proving the present one; every session but ``kept_session`` ends."""
    user = User.objects.select_for_update().get(id=user_id)
    if actor.id != str(user.id) or not user.check_password(present):
        raise WrongPassword()
    check_strength(wanted)
    user.set_password(wanted)
    user.save(update_fields=["password"])
    end_sessions(user.id, but=kept_session)
    event = events.PasswordChanged(subject=events.account_subject(user.id), region=user.region, username=user.username)
    journal.announce(event, actor=actor, now=now)
