"""What the form of an earthquake asks."""

from typing import Final

from django.utils.translation import gettext_noop

from anlan.analysis.domain.inputs import Field
from anlan.science.earthquake_intensity.relations import relations
from anlan.science.earthquake_intensity.source import DEPTHS_KM, LATITUDES, LONGITUDES, MAGNITUDES

_LONGEST_DRAWING: Final = 400_000
_LABELS: Final = {
    "west": gettext_noop("Western China (national)"),
    "east": gettext_noop("Eastern China (national)"),
    "west_2000": gettext_noop("Western China (2000)"),
    "east_2000": gettext_noop("Eastern China (2000)"),
    "sichuan_chongqing": gettext_noop("Sichuan and Chongqing"),
    "yunnan": gettext_noop("Yunnan"),
    "tibet_qinghai": gettext_noop("Tibet and Qinghai"),
    "xinjiang": gettext_noop("Xinjiang"),
    "ningxia_gansu": gettext_noop("Ningxia and Gansu"),
    "south": gettext_noop("South China"),
    "northeast": gettext_noop("Northeast China"),
    "north": gettext_noop("North China"),
}
MOTION_REGIONS: Final = {
    "qinghai_tibet": gettext_noop("Qinghai-Tibet region"),
    "xinjiang": gettext_noop("Xinjiang region"),
    "east_strong": gettext_noop("Eastern region of strong earthquakes"),
    "moderate": gettext_noop("Region of moderate earthquakes"),
}
BOUNDED: Final = (
    Field(
        name="magnitude",
        label=gettext_noop("Magnitude"),
        low=MAGNITUDES[0],
        high=MAGNITUDES[1],
        is_needed=False,
    ),
    Field(
        name="longitude",
        label=gettext_noop("Longitude of the epicentre"),
        unit="°E",
        low=LONGITUDES[0],
        high=LONGITUDES[1],
        is_needed=False,
    ),
    Field(
        name="latitude",
        label=gettext_noop("Latitude of the epicentre"),
        unit="°N",
        low=LATITUDES[0],
        high=LATITUDES[1],
        is_needed=False,
    ),
    Field(
        name="depth_km",
        label=gettext_noop("Depth of the focus"),
        unit="km",
        low=DEPTHS_KM[0],
        high=DEPTHS_KM[1],
        is_needed=False,
        help=gettext_noop("The relations hold for shallow earthquakes and use no depth."),
    ),
    Field(
        name="strike_deg",
        label=gettext_noop("Direction of the fault"),
        unit="°",
        low=0.0,
        high=360.0,
        is_needed=False,
        help=gettext_noop("Clockwise from north. Without it the zones are circles."),
    ),
)
FIELDS: Final = (
    Field(
        name="message",
        label=gettext_noop("The earthquake in one line"),
        kind="text",
        is_needed=False,
        help=gettext_noop("Magnitude and county are enough; the network's report can be pasted whole."),
    ),
    *BOUNDED,
    Field(
        name="occurred_at",
        label=gettext_noop("Time of the earthquake"),
        kind="moment",
        is_needed=False,
        help=gettext_noop("With it the readings of the stations correct the estimate."),
    ),
    Field(
        name="relation",
        label=gettext_noop("Relation of intensity"),
        kind="choice",
        is_needed=False,
        choices=tuple((word, _LABELS[word]) for word in relations()),
        help=gettext_noop("Left open, the national one of the place is taken."),
    ),
    Field(
        name="motion_region",
        label=gettext_noop("Region of the acceleration"),
        kind="choice",
        is_needed=False,
        choices=tuple(MOTION_REGIONS.items()),
        help=gettext_noop("Left open, the region drawn around the epicentre is taken."),
    ),
    Field(
        name="trace",
        label=gettext_noop("Line of the rupture"),
        kind="line",
        is_needed=False,
        longest=_LONGEST_DRAWING,
        draws="line",
        help=gettext_noop(
            "Draw it on the map, or type longitude and latitude of its points one after the other. "
            "Distances are then measured from the line; it takes the place of the direction."
        ),
    ),
    Field(
        name="drawn",
        label=gettext_noop("Drawn isoseismals (GeoJSON)"),
        kind="text",
        is_needed=False,
        longest=_LONGEST_DRAWING,
        draws="degrees",
        help=gettext_noop("Areas with the property degree; they take the place of the estimate."),
    ),
    Field(
        name="shaking",
        label=gettext_noop("Map of shaking"),
        kind="id",
        is_needed=False,
        help=gettext_noop("An imported ShakeMap; its degrees and accelerations take the place of the estimate."),
    ),
    Field(
        name="for_region",
        label=gettext_noop("For readers in"),
        kind="region",
        is_needed=False,
        help=gettext_noop("Left open: the epicentre's division, or your own where that lies elsewhere."),
    ),
)
