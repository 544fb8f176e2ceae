// Pictures of the map's symbols, drawn from the icon sprite: an icon on a disc, within a ring of its level's colour.
export const LEVELS = ["none", "blue", "yellow", "orange", "red"];
const SIZE = 30;
const RATIO = 2;

let sprite;

async function shapeOf(icon, address) {
  sprite ??= fetch(address).then((answer) => answer.text()).then((text) => new DOMParser().parseFromString(text, "image/svg+xml"));
  return (await sprite).getElementById(icon);
}

function drawing(symbol, colours, level) {
  const ring = colours[LEVELS[level]];
  const isRaised = level > 0;
  const paint = (name, otherwise) => (symbol?.getAttribute(name) ?? otherwise).replace("currentColor", isRaised ? colours.onLevel : colours.text);
  const disc = `<circle cx="15" cy="15" r="12.500" fill="${isRaised ? ring : colours.panel}" stroke="${isRaised ? colours.ground : ring}" stroke-width="2"/>`;
  const outline = isRaised ? `<circle cx="15" cy="15" r="14" fill="none" stroke="${ring}" stroke-width="1.500"/>` : "";
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${SIZE * RATIO}" height="${SIZE * RATIO}" viewBox="0 0 30 30">${outline}${disc}
    <g transform="translate(7 7) scale(.667)" fill="${paint("fill", "none")}" stroke="${paint("stroke", "none")}" stroke-width="2.200" stroke-linecap="round" stroke-linejoin="round">${symbol?.innerHTML ?? ""}</g></svg>`;
}

function picture(source) {
  return new Promise((resolve, reject) => {
    const image = new Image(SIZE * RATIO, SIZE * RATIO);
    image.onload = () => resolve(image);
    image.onerror = reject;
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(source)}`;
  });
}

export async function drawSymbol(icon, level, colours, address) {
  return drawing(await shapeOf(icon, address), colours, level);
}

export async function addSymbols(map, icons, colours, address) {
  const wanted = [...new Set(icons)].flatMap((icon) => LEVELS.map((_, level) => [icon, level]));
  await Promise.all(wanted.map(async ([icon, level]) => {
    const image = await picture(await drawSymbol(icon, level, colours, address));
    map.addImage(`${icon}:${level}`, image, { pixelRatio: RATIO });
  }));
}
