"""Which channels this installation can use: those whose settings are there."""

from django.conf import settings

from anlan.public_warnings.domain.channels import Channel, open_to


def is_set_up(found: Channel) -> bool:
    """Tell whether every setting that the channel needs is there."""
    return all(settings.ANLAN[name] for name in found.needs)


def offered(*, is_exercise: bool) -> tuple[Channel, ...]:
    """Return the channels that a draft of that world may go by on this installation."""
    return tuple(each for each in open_to(is_exercise=is_exercise) if is_set_up(each))
