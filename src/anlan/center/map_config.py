"""What the one map shows: its layers from the bottom up, and where it opens."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

from django.utils.translation import gettext as _

from anlan.alarms import api as alarms
from anlan.analysis import api as analysis
from anlan.center import analyses, standing
from anlan.center.layers import TILE_LAYERS
from anlan.center.picking import point_of
from anlan.command import api as command
from anlan.incidents import api as incidents
from anlan.kernel import clock
from anlan.kernel.actors import Actor
from anlan.kernel.errors import NotFound
from anlan.monitoring import api as monitoring
from anlan.places import api as places
from anlan.public_warnings import api as warnings
from anlan.readiness import api as readiness
from anlan.risks import api as risks
from anlan.support import rights
from anlan.web.maps import Icons, Layer, MapConfig

_NEAR = 11.5
_ZONES: Final = "/risks/zones/?sort=-level"
_BEYOND = 0.15
_ON_ROADS: Final = {"is_visible": False, "label_zoom": 13, "show_from": 5}
_GATHERED: Final = {"is_visible": False, "is_clustered": True}
_HAZARD_ICONS: Final = {
    "weather": "wind",
    "flood": "cloud-rain",
    "geology": "mountain",
    "forest_fire": "flame",
    "earthquake": "activity",
    "tailings": "wall",
    "mine": "helmet",
    "chemical": "flask",
    "fire": "fire-extinguisher",
    "gas": "gauge",
    "waterlogging": "ripple",
    "vehicle": "truck",
    "environment": "trees",
}


def config_for(actor: Actor, pick: str, runs: Sequence[analysis.RunSheet] = ()) -> MapConfig:
    """Return the map as ``actor`` may see it, with what analyses found below what happens now.

    It opens on what ``pick`` (``alarm:ID``) names, else on the analyses, else on the actor's own regions.
    """
    found = point_of(actor, pick)
    where = {"center": found, "zoom": _NEAR} if found else {"bounds": analyses.box_of(runs) or _home(actor)}
    counted = layer_counts(actor)
    below = _layers(counted, _regions(actor), tuple(monitoring.station_counts(actor)))
    return MapConfig(
        layers=(*below, *analyses.layers(runs), *_drawn(_happening(), counted)),
        counts_url="/map/counts/",
        size="full",
        has_side=True,
        **where,
    )


def config_near(longitude: float | None, latitude: float | None) -> MapConfig | None:
    """Return a small map round a point, or nothing where there is none."""
    if longitude is None or latitude is None:
        return None
    layers = tuple(replace(layer, has_time=False, levels_url="") for layer in (*_layers({}), *_drawn(_happening(), {})))
    return MapConfig(layers=layers, center=(longitude, latitude), zoom=_NEAR - 1.5, size="small", has_panel=False)


def layer_counts(actor: Actor) -> dict[str, int]:
    """Return how many features each layer has where counting is cheap and tells something."""
    now = clock.now()
    return {
        "alarms": alarms.located(actor),
        "incidents": incidents.located(actor),
        "warnings": len(warnings.standing(actor, now)),
        "stations": sum(monitoring.station_counts(actor).values()),
        "vehicles": monitoring.vehicle_count(actor),
        "closures": places.closed_count(actor, now),
        "command_posts": command.standing_posts(actor),
        **standing.counts(actor),
    }


def _regions(actor: Actor) -> tuple[str, ...]:
    return rights.regions_of(actor, "incidents.see") or rights.regions_of(actor, "alarms.see")


def _home(actor: Actor) -> tuple[float, float, float, float] | None:
    for region in _regions(actor):
        for outer in (region, region[:6]):
            try:
                west, south, east, north = places.box_of(outer)
            except NotFound:
                continue
            return west - _BEYOND, south - _BEYOND, east + _BEYOND, north + _BEYOND
    return None


def _layers(counted: dict[str, int], own: tuple[str, ...] = (), hazards: tuple[str, ...] = ()) -> Iterator[Layer]:
    yield from _drawn((*_divisions(own), *_standing(), *_monitoring(hazards), *_names(own)), counted)


def _drawn(layers: Sequence[Layer], counted: dict[str, int]) -> Iterator[Layer]:
    for layer in layers:
        if layer.id in TILE_LAYERS:
            yield _filled(layer, counted)


def _filled(layer: Layer, counted: dict[str, int]) -> Layer:
    return replace(layer, tiles=f"/map/tiles/{layer.id}/{{z}}/{{x}}/{{y}}.mvt", count=counted.get(layer.id))


def _divisions(own: tuple[str, ...]) -> tuple[Layer, ...]:
    group = _("Administrative divisions")
    return (
        Layer(
            id="counties",
            title=_("Counties by alarm level"),
            kind="border",
            group=group,
            is_unlabelled=True,
            id_key="code",
            levels_url="/map/levels/",
            focus=tuple(region[:6] for region in own if region),
            live=("alarms",),
        ),
        Layer(
            id="townships",
            title=_("Townships"),
            kind="line",
            group=group,
            colour="dim",
            dashed=True,
            show_from=8.5,
            has_level=False,
            is_visible=False,
        ),
    )


def _names(own: tuple[str, ...]) -> tuple[Layer, ...]:
    near = tuple(region[:6] for region in own if region)
    return (
        Layer(id="county_points", kind="words", has_level=False, focus=near),
        Layer(id="township_points", kind="words", has_level=False, show_from=9.5),
    )


def _standing() -> tuple[Layer, ...]:
    threats, ready = _("Risks"), _("Readiness")
    return (
        Layer(id="roads", title=_("Roads"), kind="line", group=ready, colour="dim", has_level=False, **_ON_ROADS),
        Layer(id="risk_zones", title=_("Risk zones"), kind="area", group=threats, is_visible=False, href=_ZONES),
        _registered("hazard_sites", _("Hazard sites"), "mountain", threats, **_GATHERED),
        _registered("reservoirs", _("Reservoirs"), "droplets", threats, **_GATHERED),
        _registered("exposed_elements", _("Exposed elements"), _exposed_icons(), threats, **_GATHERED),
        _registered(
            "enterprises", _("Hazardous enterprises"), "building-factory", threats, **_GATHERED | {"has_level": True}
        ),
        _registered("major_hazards", _("Major hazards"), "flask", threats, **_GATHERED),
        _registered("dangers", _("Open hidden dangers"), "alert-triangle", threats, **_GATHERED | {"has_level": True}),
        _registered("stores", _("Stores"), "building-warehouse", ready, is_visible=False, dense=9.5),
        *(
            _registered(each.layer, each.name, each.icon, ready, is_visible=key == "teams", dense=9.5)
            for key, each in readiness.registers().items()
        ),
    )


def _exposed_icons() -> Icons:
    return Icons(property="kind", names=risks.exposed_icons(), otherwise="home", words=risks.exposed_kinds())


def _monitoring(hazards: tuple[str, ...]) -> tuple[Layer, ...]:
    """Return stations, by hazard to be switched off one by one, and vehicles where they were last."""
    words = {key: label for key, label in monitoring.hazards().items() if key in hazards}
    common = {"kind": "point", "group": _("Monitoring"), "label": "label", "panel": "/map/stations/{id}/"}
    return (
        Layer(
            id="stations",
            title=_("Stations"),
            icon=Icons(property="hazard", names=_HAZARD_ICONS, otherwise="antenna", words=words),
            is_sifted=len(words) > 1,
            dense=10,
            label_zoom=11,
            live=("monitoring",),
            **common,
        ),
        Layer(
            id="vehicles",
            title=_("Vehicles"),
            icon="arrow-up",
            turns="turn",
            label_zoom=12,
            live=("monitoring",),
            **common,
        ),
    )


def _registered(name: str, title: str, icon: str | Icons, group: str, **look: Any) -> Layer:
    """Return a layer of things that stand where they are; a click shows them at the side."""
    common = {"kind": "point", "has_level": False, "label_zoom": 11, "panel": f"/map/things/{name}/{{id}}/"}
    return Layer(id=name, title=title, icon=icon, group=group, **common | look)


def _happening() -> tuple[Layer, ...]:
    group = _("Happening now")
    return (
        Layer(
            id="warnings",
            title=_("Warning areas"),
            kind="area",
            group=group,
            label="headline",
            live=("public_warnings",),
            has_time=True,
            href="/warnings/{id}/",
        ),
        *_of_the_response(group),
        Layer(
            id="incidents",
            title=_("Incidents"),
            kind="point",
            icon="urgent",
            group=group,
            label="title",
            overlap=True,
            live=("incidents",),
            has_time=True,
            panel="/map/incidents/{id}/",
        ),
        Layer(
            id="alarms",
            title=_("Alarms"),
            kind="point",
            icon="bell-ringing",
            group=group,
            label="station_label",
            overlap=True,
            live=("alarms",),
            has_time=True,
            panel="/map/alarms/{id}/",
        ),
    )


def _of_the_response(group: str) -> tuple[Layer, ...]:
    """Return what those who respond have to know of the ground: closed roads, and where command posts stand."""
    return (
        Layer(
            id="closures",
            title=_("Closed roads"),
            kind="area",
            group=group,
            label="place",
            has_level=False,
            colour="accent",
            live=("places",),
            has_time=True,
            href="/roads/?state=closed",
        ),
        Layer(
            id="command_posts",
            title=_("Command posts"),
            kind="point",
            icon="flag",
            group=group,
            has_level=False,
            overlap=True,
            live=("command",),
            href="/incidents/{incident_id}/post/",
        ),
    )
