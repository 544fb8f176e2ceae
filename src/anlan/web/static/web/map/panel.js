// The layer panel: what is on the map, how many of it, and a legend that shows exactly what is drawn.
import { drawSymbol, LEVELS } from "./symbols.js";

const make = (tag, className, text) => {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
};

async function symbol(icon, { colours, sprite }) {
  const image = new Image(20, 20);
  image.alt = "";
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(await drawSymbol(icon, 0, colours, sprite))}`;
  return image;
}

async function swatch(layer, context) {
  const place = make("span", "map-swatch");
  const { colours } = context;
  place.setAttribute("aria-hidden", "true");
  if (layer.kind === "point") {
    place.append(await symbol(typeof layer.icon === "string" ? layer.icon : layer.icon.otherwise, context));
  } else if (layer.kind !== "words") {
    place.dataset.kind = layer.kind;
    const colour = layer.kind === "border" ? colours.border : colours[layer.colour] ?? colours[layer.kind === "area" ? "accent" : "dim"];
    place.style.setProperty("--swatch", colour);
  }
  return place;
}

async function row(layer, context) {
  const line = make("label", "map-layer");
  const box = make("input");
  box.type = "checkbox";
  box.checked = layer.isVisible !== false;
  box.onchange = () => context.onToggle(layer, box.checked);
  const count = make("span", "map-count");
  count.dataset.layer = layer.id;
  if (layer.count !== undefined && layer.count !== null) count.textContent = Number(layer.count).toLocaleString("zh-CN");
  line.append(box, await swatch(layer, context), make("span", "grow clip", layer.title), count);
  return line;
}

// The kinds within a layer, where its icons tell them apart.
async function kinds(layer, context) {
  const named = Object.entries(layer.icon?.words ?? {});
  return Promise.all(named.map(async ([kind, word]) => {
    const line = make(layer.isSifted ? "label" : "span", "map-kind");
    if (layer.isSifted) {
      const box = make("input");
      box.type = "checkbox";
      box.checked = true;
      box.onchange = () => context.onSift(layer, kind, box.checked);
      line.append(box);
    }
    line.append(await symbol(layer.icon.names[kind] ?? layer.icon.otherwise, context), word);
    return line;
  }));
}

function levels(words, colours) {
  const list = make("div", "map-levels");
  for (const level of [4, 3, 2, 1]) {
    const item = make("span", "map-level");
    const ring = make("span", "map-ring");
    ring.style.setProperty("--swatch", colours[LEVELS[level]]);
    item.append(ring, words.levels[level]);
    list.append(item);
  }
  return list;
}

export async function drawPanel(place, context) {
  const groups = new Map();
  for (const layer of context.layers) {
    if (!layer.title) continue;
    groups.set(layer.group ?? "", [...(groups.get(layer.group ?? "") ?? []), layer]);
  }
  for (const [name, layers] of groups) {
    if (name) place.append(make("h3", "map-group", name));
    for (const layer of layers) place.append(await row(layer, context), ...await kinds(layer, context));
  }
  if (context.layers.some((layer) => layer.hasLevel)) {
    place.append(make("h3", "map-group", context.words.level), levels(context.words, context.colours));
  }
}

export function showCounts(place, counts) {
  for (const element of place.querySelectorAll(".map-count")) {
    const count = counts[element.dataset.layer];
    if (count !== undefined) element.textContent = Number(count).toLocaleString("zh-CN");
  }
}
