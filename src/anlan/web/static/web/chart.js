// Charts of time series with threshold lines. Data come from a JSON script (see web/charts.py); colours from the page.
const NAMES = ["panel", "raised", "line", "text", "dim", "accent", "red", "orange", "yellow", "blue", "none", "good"];
const CHINA = 8 * 3600000;
const PLACES = ["insideEndTop", "insideStartTop", "insideMiddleTop"]; // so that words of near lines do not meet
const LINES = ["accent", "good", "dim", "orange", "yellow", "text"];

function coloursOf(element) {
  const computed = getComputedStyle(element);
  return Object.fromEntries(NAMES.map((name) => [name, computed.getPropertyValue(`--${name}`).trim()]));
}

// Above so many milliseconds (100 days) the time axis tells months.
const MANY_DAYS = 8640000000;
const two = (number) => String(number).padStart(2, "0");

function clock(value) {
  const there = new Date(value);
  const time = `${two(there.getUTCHours())}:${two(there.getUTCMinutes())}`;
  return time === "00:00" ? `${two(there.getUTCMonth() + 1)}-${two(there.getUTCDate())}` : time;
}

function month(value) {
  const there = new Date(value);
  return `${there.getUTCFullYear()}-${two(there.getUTCMonth() + 1)}`;
}

function instant(value) {
  const there = new Date(value);
  return `${two(there.getUTCMonth() + 1)}-${two(there.getUTCDate())} ${two(there.getUTCHours())}:${two(there.getUTCMinutes())}`;
}

function thresholdsOf(config, colours, isSecond) {
  const data = config.thresholds.filter((each) => each.second === isSecond).map((each, index) => ({
    yAxis: each.value,
    lineStyle: { color: colours[each.level], type: "dashed", width: 1.5 },
    label: { formatter: `${each.label} ${each.value}`, position: PLACES[index % PLACES.length], color: colours.text, fontSize: 12 },
  }));
  return data.length ? { silent: true, symbol: "none", data } : undefined;
}

// What happened: lines across the time axis, with their words where there is room for them.
function marksOf(config, colours) {
  const apart = (config.until - config.since) * 0.15;
  return config.marks.map((mark, index) => ({
    xAxis: mark.at + CHINA,
    lineStyle: { color: colours[mark.level], type: "solid", width: 1.5 },
    label: { show: index === 0 || mark.at - config.marks[index - 1].at > apart, formatter: mark.label, position: "end", distance: 3, rotate: 0, color: colours.text, fontSize: 11 },
  }));
}

function linesOf(config, colours, index, series) {
  const isFirst = index === config.series.findIndex((other) => other.second === series.second);
  if (!isFirst) return undefined;
  const levels = thresholdsOf(config, colours, series.second);
  const marks = index === 0 ? marksOf(config, colours) : [];
  return levels || marks.length ? { silent: true, symbol: "none", data: [...(levels?.data ?? []), ...marks] } : undefined;
}

function doubtfulOf(config, colours, series) {
  if (!series.doubtful.length) return undefined;
  return {
    silent: true, symbol: "path://M0,0L2,2M2,0L0,2", symbolSize: 9, label: { show: false },
    itemStyle: { color: "transparent", borderColor: colours.red, borderWidth: 2 },
    data: series.doubtful.map(([at, value]) => ({ coord: [at + CHINA, value] })),
  };
}

function zoomOf(config, colours) {
  if (!config.zoom) return {};
  const slider = {
    type: "slider", height: 22, bottom: 4, borderColor: colours.line, fillerColor: "rgba(59,167,255,0.18)", brushSelect: true,
    dataBackground: { lineStyle: { color: colours.dim }, areaStyle: { color: colours.line } }, textStyle: { color: colours.dim },
    handleStyle: { color: colours.raised, borderColor: colours.accent }, labelFormatter: (value) => instant(value),
  };
  return {
    dataZoom: [{ type: "inside", filterMode: "none", zoomOnMouseWheel: "ctrl", moveOnMouseMove: false }, { ...slider, filterMode: "none" }],
    toolbox: {
      left: 0, top: 0, itemSize: 15, iconStyle: { borderColor: colours.dim }, emphasis: { iconStyle: { borderColor: colours.accent } },
      feature: { dataZoom: { yAxisIndex: false, filterMode: "none", title: { zoom: config.words.zoom, back: config.words.back } } },
    },
  };
}

function seriesOf(config, colours, font) {
  return config.series.map((series, index) => {
    const colour = colours[LINES[index % LINES.length]];
    return {
      name: series.name,
      type: series.kind === "bar" ? "bar" : "line",
      step: series.kind === "step" ? "end" : false,
      yAxisIndex: series.second ? 1 : 0,
      data: series.points.map(([at, value]) => [at + CHINA, value]),
      showSymbol: series.points.length < 30,
      symbolSize: 5,
      barMaxWidth: 18,
      connectNulls: false,
      itemStyle: { color: colour },
      lineStyle: { color: colour, width: 2, type: series.reconstructed ? [6, 3] : "solid" },
      markLine: linesOf(config, colours, index, series),
      markPoint: doubtfulOf(config, colours, series),
      textStyle: { fontFamily: font },
    };
  });
}

// A tenth of the way further than the bound, to a number that reads well.
function beyond(bound, way) {
  const step = 10 ** Math.floor(Math.log10(Math.abs(way) || 1) - 1) * 5;
  const end = (bound + way / 10) / step;
  return Number(((way < 0 ? Math.floor(end) : Math.ceil(end)) * step).toFixed(6));
}

function axis(config, colours, isSecond) {
  const found = config.series.filter((series) => series.second === isSecond);
  const bounds = config.thresholds.filter((each) => each.second === isSecond).map((each) => each.value);
  const highest = Math.max(...bounds, -Infinity);
  const lowest = Math.min(...bounds, Infinity);
  return {
    type: "value", scale: !found.some((series) => series.kind === "bar"), name: found[0]?.unit, position: isSecond ? "right" : "left",
    minInterval: config.count ? 1 : 0,
    max: (range) => (highest > range.max ? beyond(highest, highest - range.min) : null),
    min: (range) => (lowest < range.min ? beyond(lowest, lowest - range.max) : null),
    nameTextStyle: { color: colours.dim, align: isSecond ? "right" : "left" }, nameGap: 10,
    axisLabel: { color: colours.dim }, splitLine: { show: !isSecond, lineStyle: { color: colours.line } },
  };
}

function option(config, colours, font) {
  const isTwo = config.series.some((series) => series.second);
  const names = new Map(config.series.map((series) => [series.name, series]));
  const written = (series) => `${series.name}${series.reconstructed ? `(${config.words.reconstructed})` : ""}`;
  return {
    useUTC: true, animation: false, textStyle: { fontFamily: font, color: colours.text }, backgroundColor: "transparent",
    grid: { left: 8, right: isTwo ? 12 : 16, top: config.zoom ? 56 : 44, bottom: config.zoom ? 36 : 8, containLabel: true },
    legend: { top: 0, right: 0, textStyle: { color: colours.text }, itemWidth: 16, itemHeight: 8, formatter: (name) => written(names.get(name)) },
    tooltip: {
      trigger: "axis", renderMode: "richText", backgroundColor: colours.raised, borderColor: colours.line, textStyle: { color: colours.text, fontSize: 13 },
      formatter: (found) => [instant(found[0].value[0]), ...found.filter((each) => each.value[1] !== null).map((each) => `${each.seriesName}  ${each.value[1]} ${names.get(each.seriesName).unit}`)].join("\n"),
    },
    xAxis: { type: "time", min: config.since ? config.since + CHINA : undefined, max: config.until ? config.until + CHINA : undefined, axisLabel: { color: colours.dim, formatter: config.until - config.since > MANY_DAYS ? month : clock, hideOverlap: true }, axisLine: { lineStyle: { color: colours.line } }, splitLine: { show: false } },
    yAxis: isTwo ? [axis(config, colours, false), axis(config, colours, true)] : axis(config, colours, false),
    ...zoomOf(config, colours),
    series: seriesOf(config, colours, font),
    graphic: config.series.some((series) => series.points.length) ? [] : [{ type: "text", left: "center", top: "middle", style: { text: config.words.none, fill: colours.dim, fontFamily: font, fontSize: 14 } }],
  };
}

// The brush is ready at once, and the element says which part of the time is seen.
function watchZoom(element, drawn) {
  drawn.dispatchAction({ type: "takeGlobalCursor", key: "dataZoomSelect", dataZoomSelectActive: matchMedia("(pointer: fine)").matches });
  const say = () => {
    const { start, end } = drawn.getOption().dataZoom[0];
    element.dataset.zoom = `${Math.round(start)}-${Math.round(end)}`;
  };
  drawn.on("datazoom", say);
  say();
}

function start(element) {
  element.dataset.started = "1";
  const config = JSON.parse(document.getElementById(element.dataset.chartConfig).textContent);
  const font = getComputedStyle(element).fontFamily;
  const drawn = window.echarts.init(element, null, { renderer: "canvas" });
  drawn.on("finished", () => { element.dataset.idle = "true"; });
  drawn.setOption(option(config, coloursOf(element), font));
  if (config.zoom) watchZoom(element, drawn);
  new ResizeObserver(() => drawn.resize()).observe(element);
}

function startAll(root) {
  if (!window.echarts) { setTimeout(() => startAll(root), 50); return; }
  for (const element of root.querySelectorAll("[data-chart]:not([data-started])")) start(element);
}

startAll(document);
document.body.addEventListener("htmx:load", (event) => startAll(event.target.parentNode ?? document));
