// The map's own style: the colours of the page's tokens, and how each kind of layer is drawn.
import { LEVELS } from "./symbols.js";

export const FONT = '"Noto Sans SC","Noto Sans CJK SC","HarmonyOS Sans SC","PingFang SC","Microsoft YaHei",sans-serif';
const LONGEST_NAME = 14;
const MANY = 60;
const NAMES = ["ground", "panel", "raised", "line", "text", "dim", "accent", "red", "orange", "yellow", "blue", "none", "good"];

export function coloursOf(element) {
  const computed = getComputedStyle(element);
  const found = Object.fromEntries(NAMES.map((name) => [name, computed.getPropertyValue(`--${name}`).trim()]));
  found.onLevel = computed.getPropertyValue("--on-level").trim();
  found.water = computed.getPropertyValue("--map-water").trim();
  found.road = computed.getPropertyValue("--map-road").trim();
  found.beyond = computed.getPropertyValue("--map-beyond").trim();
  found.land = computed.getPropertyValue("--map-land").trim();
  found.border = computed.getPropertyValue("--map-border").trim();
  return found;
}

export function emptyStyle(colours) {
  return { version: 8, sources: {}, layers: [{ id: "ground", type: "background", paint: { "background-color": colours.ground } }] };
}

const levelOf = ["to-number", ["coalesce", ["get", "level"], 0]];

export function byLevel(colours, ofNone, level = levelOf) {
  return ["match", level, ...[4, 3, 2, 1].flatMap((level) => [level, colours[LEVELS[level]]]), ofNone];
}

function iconName(layer) {
  if (typeof layer.icon === "string") return layer.icon || "map-pin";
  return ["match", ["to-string", ["get", layer.icon.property]], ...Object.entries(layer.icon.names).flat(), layer.icon.otherwise];
}

const label = (layer, more = {}) => ({
  "text-field": ["coalesce", ["get", layer.label || "name"], ""],
  "text-font": ["sans"],
  "text-size": 12,
  "text-padding": 4,
  "text-max-width": 9,
  ...more,
});
const halo = (colours) => ({ "text-color": colours.text, "text-halo-color": colours.ground, "text-halo-width": 1.4 });

// A division's level may come with the tile or be set on the feature afterwards (levelsUrl).
const levelHere = ["to-number", ["coalesce", ["feature-state", "level"], ["get", "level"], 0]];

// Divisions of the reader's own regions lie higher than the rest.
function isOwn(layer) {
  const code = ["to-string", ["coalesce", ["get", "code"], ["get", "id"], ""]];
  return ["any", ...layer.focus.map((prefix) => ["==", ["slice", code, 0, prefix.length], prefix])];
}

function ground(layer, colours) {
  return layer.focus ? ["case", isOwn(layer), colours.raised, colours.beyond] : colours.land;
}

function border(layer, colours) {
  const drawn = [
    { type: "fill", part: "fill", paint: { "fill-color": byLevel(colours, ground(layer, colours), levelHere), "fill-opacity": ["case", [">", levelHere, 0], 0.42, 1] } },
    { type: "line", part: "line", paint: { "line-color": colours.border, "line-width": ["interpolate", ["linear"], ["zoom"], 6, 1, 12, 2] }, layout: { "line-join": "round" } },
    { type: "symbol", part: "label", layout: label(layer, { "text-size": ["interpolate", ["linear"], ["zoom"], 6, 12, 10, 15], "text-variable-anchor": ["center", "top", "bottom", "left", "right"], "text-radial-offset": ["step", ["zoom"], 0.5, 7.5, 1.8] }), paint: halo(colours) },
  ];
  // A tile cuts a polygon and would name each piece: names of tiled divisions come from a layer of points (kind words).
  return layer.isUnlabelled || layer.tiles ? drawn.slice(0, 2) : drawn;
}

function words(layer, colours) {
  const text = layer.colour ? colours[layer.colour] : colours.text;
  const tint = layer.focus ? ["case", isOwn(layer), text, colours.dim] : text;
  return [{ type: "symbol", part: "label", layout: label(layer, { "text-size": ["interpolate", ["linear"], ["zoom"], 5, 11, 10, 15], "text-letter-spacing": 0.05, "text-variable-anchor": ["bottom", "top", "left", "right"], "text-radial-offset": 0.8 }), paint: { ...halo(colours), "text-color": tint } }];
}

function area(layer, colours) {
  const colour = byLevel(colours, layer.colour ? colours[layer.colour] : colours.accent);
  const drawn = [
    { type: "fill", part: "fill", paint: { "fill-color": colour, "fill-opacity": 0.18 } },
    { type: "line", part: "line", paint: { "line-color": colour, "line-width": 2, "line-dasharray": layer.dashed ? [3, 2] : [1, 0] }, layout: { "line-join": "round" } },
  ];
  const name = ["coalesce", ["get", layer.label || "name"], ""];
  const short = ["case", ["<=", ["length", name], LONGEST_NAME], name, ""];
  if (!layer.tiles) drawn.push({ type: "symbol", part: "label", layout: label(layer, { "text-field": short }), paint: halo(colours) });
  return drawn;
}

function line(layer, colours) {
  const colour = colours[layer.colour] ?? colours.dim;
  return [{ type: "line", part: "line", paint: { "line-color": colour, "line-width": ["interpolate", ["linear"], ["zoom"], 6, 0.7, 12, 2.2], "line-opacity": 0.8 }, layout: { "line-join": "round", "line-cap": "round" } }];
}

function clusters(colours) {
  return [
    { type: "circle", part: "cluster", filter: ["has", "point_count"], paint: {
      "circle-color": colours.panel,
      "circle-stroke-color": ["match", ["get", "worst"], ...[4, 3, 2, 1].flatMap((level) => [level, colours[LEVELS[level]]]), colours.dim],
      "circle-stroke-width": 2.5,
      "circle-radius": ["step", ["get", "point_count"], 13, 20, 16, 100, 20],
    } },
    { type: "symbol", part: "cluster-count", filter: ["has", "point_count"], layout: { "text-field": ["to-string", ["get", "point_count"]], "text-font": ["sans"], "text-size": 12, "text-allow-overlap": true }, paint: { "text-color": colours.text } },
  ];
}

function symbols(layer, colours) {
  const single = layer.isClustered ? { filter: ["!", ["has", "point_count"]] } : {};
  return { type: "symbol", part: "symbol", ...single, layout: {
    "icon-image": ["concat", iconName(layer), ":", ["to-string", levelOf]],
    "icon-size": ["interpolate", ["linear"], ["zoom"], 6, 0.72, 11, 0.9, 14, 1.05],
    "icon-allow-overlap": layer.isClustered || layer.overlap || layer.count <= MANY,
    "icon-padding": 1,
    ...(layer.turns ? { "icon-rotate": ["to-number", ["coalesce", ["get", layer.turns], 0]], "icon-rotation-alignment": "map" } : {}),
    "symbol-sort-key": ["-", 10, levelOf],
    ...label(layer, { "text-field": ["step", ["zoom"], "", layer.labelZoom ?? 9, ["coalesce", ["get", layer.label || "name"], ""]], "text-anchor": "top", "text-offset": [0, 1.15], "text-optional": true }),
  }, paint: halo(colours) };
}

function point(layer, colours) {
  if (layer.isClustered) return [...clusters(colours), symbols(layer, colours)];
  const dense = layer.dense ?? (layer.tiles && layer.count > MANY ? 9.5 : 0);
  if (dense) {
    return [
      { type: "circle", part: "dot", maxzoom: dense, layout: { "circle-sort-key": levelOf }, paint: {
        "circle-color": byLevel(colours, colours.dim),
        "circle-radius": ["interpolate", ["linear"], ["zoom"], 6, ["case", [">", levelOf, 0], 4, 1.6], 10, ["case", [">", levelOf, 0], 6, 3.5]],
        "circle-stroke-color": colours.ground, "circle-stroke-width": ["case", [">", levelOf, 0], 1.5, 0.5],
      } },
      { ...symbols(layer, colours), minzoom: dense },
    ];
  }
  return [symbols(layer, colours)];
}

const KINDS = { border, area, line, point, words };

export function layersOf(layer, colours) {
  return KINDS[layer.kind](layer, colours).map((drawn) => {
    const { part, ...spec } = drawn;
    const found = { ...spec, id: `${layer.id}/${part}`, source: layer.id };
    if (layer.tiles) found["source-layer"] = layer.sourceLayer || layer.id;
    return found;
  });
}

export function iconsOf(layers) {
  return layers.filter((layer) => layer.kind === "point").flatMap((layer) =>
    typeof layer.icon === "string" ? [layer.icon || "map-pin"] : [...Object.values(layer.icon.names), layer.icon.otherwise]);
}
