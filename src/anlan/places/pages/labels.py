"""What the room's codes are called on the screen."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from anlan.places.api import ChangeKind, RegionLevel, Standing

LEVELS: Final[dict[RegionLevel, Promise]] = {
    RegionLevel.NATION: _("Nation"),
    RegionLevel.PROVINCE: _("Province"),
    RegionLevel.PREFECTURE: _("Prefecture"),
    RegionLevel.COUNTY: _("County"),
    RegionLevel.TOWNSHIP: _("Township"),
    RegionLevel.VILLAGE: _("Village"),
}
STANDINGS: Final[dict[Standing, Promise]] = {
    Standing.CIVIL: _("Administrative division"),
    Standing.GROUPING: _("Grouping of the code"),
    Standing.STATISTICAL: _("Statistical unit"),
}
POSITIONS: Final[dict[str, Promise]] = {
    "boundary": _("From the outline"),
    "known": _("Common knowledge, to be checked"),
    "schematic": _("Schematic"),
    "": _("None"),
}
CHANGES: Final[dict[str, Promise]] = {
    ChangeKind.ADDED: _("Added"),
    ChangeKind.REMOVED: _("Removed"),
    ChangeKind.RENAMED: _("Renamed"),
    ChangeKind.RECODED: _("New code"),
    ChangeKind.MERGED: _("Merged"),
    ChangeKind.SPLIT: _("Split off"),
}
