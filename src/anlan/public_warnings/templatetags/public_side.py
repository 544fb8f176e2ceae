"""Words and paints of the public side: ``{{ refuge.compass|compass_word }}``, ``{{ metres|way_words }}``."""

from typing import Final

from django import template
from django.utils.translation import gettext, gettext_noop

register = template.Library()

_COMPASS: Final = (
    gettext_noop("north"),
    gettext_noop("north-east"),
    gettext_noop("east"),
    gettext_noop("south-east"),
    gettext_noop("south"),
    gettext_noop("south-west"),
    gettext_noop("west"),
    gettext_noop("north-west"),
)
_PAINTS: Final = {"red": "#c92a2a", "orange": "#d9600a", "yellow": "#b98900", "blue": "#1c6fd1"}
_SIGNS: Final = {
    "red": "M-4 -9H4L9 -4V4L4 9H-4L-9 4V-4Z",
    "orange": "M0 -9L9 7H-9Z",
    "yellow": "M-8 -8H8V8H-8Z",
    "blue": "M-8 0a8 8 0 1 0 16 0a8 8 0 1 0 -16 0Z",
}
_KILOMETRE: Final = 1000


@register.filter
def compass_word(eighth: int) -> str:
    """Return one of eight directions."""
    return gettext(_COMPASS[eighth])


@register.filter
def way_words(metres: int) -> str:
    """Return a way in metres, from one kilometre on in kilometres."""
    if metres < _KILOMETRE:
        return gettext("%(count)s m") % {"count": metres}
    return gettext("%(count)s km") % {"count": f"{metres / _KILOMETRE:.1f}".removesuffix(".0")}


@register.filter
def paint(colour: str) -> str:
    """Return the colour that a level is drawn in on a map image."""
    return _PAINTS[colour]


@register.filter
def sign_path(colour: str) -> str:
    """Return the shape that a level has besides its colour."""
    return _SIGNS[colour]
