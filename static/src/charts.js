// Charts, on the pages that have one. The server writes the options of a chart
// as JSON into data-chart and its numbers as a table below; this draws it with
// ECharts (only the parts that are used), in the colours of the theme, and
// without any inline style: SVG, tooltips as rich text.
import * as echarts from "echarts/core";
import { BarChart, LineChart } from "echarts/charts";
import { GridComponent, LegendPlainComponent, MarkAreaComponent, TooltipComponent } from "echarts/components";
import { SVGRenderer } from "echarts/renderers";

echarts.use([BarChart, LineChart, GridComponent, LegendPlainComponent, MarkAreaComponent, TooltipComponent, SVGRenderer]);

const drawn = new Map();
const lang = document.documentElement.lang || "en-GB";

const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

// months writes September as the pages do: British English alone has four letters for it.
const months = (text) => text.replace(/\bSept\b/, "Sep");

// formatters are what data-format and data-format-x name. Money comes in minor
// units, percent in tenths, days as YYYY-MM-DD, months as YYYY-MM.
function formatter(name, element) {
  const digits = Number(element.dataset.digits ?? 2);
  const currency = element.dataset.currency || "EUR";
  const number = (options) => new Intl.NumberFormat(lang, options);
  const date = (options) => new Intl.DateTimeFormat(lang, { timeZone: "UTC", ...options });
  switch (name) {
    case "money": {
      const short = number({ style: "currency", currency, notation: "compact", minimumFractionDigits: 0, maximumFractionDigits: 1 });
      const long = number({ style: "currency", currency, minimumFractionDigits: 0, maximumFractionDigits: 0 });
      return (value, axis) => (axis ? short : long).format(value / 10 ** digits);
    }
    case "percent": { // written as the pages write it
      const format = number({ maximumFractionDigits: 1 });
      return (value) => format.format(value / 10) + "\u00a0%";
    }
    case "hundredths": {
      const format = number({ minimumFractionDigits: 2, maximumFractionDigits: 2 });
      const short = number({ maximumFractionDigits: 2 });
      return (value, axis) => (axis ? short : format).format(value / 100);
    }
    case "thousandths": {
      const format = number({ minimumFractionDigits: 3, maximumFractionDigits: 3 });
      const short = number({ maximumFractionDigits: 3 });
      return (value, axis) => (axis ? short : format).format(value / 1000);
    }
    case "day": {
      const format = date({ day: "numeric", month: "short" });
      const long = date({ day: "numeric", month: "short", year: "numeric" });
      return (value, axis) => months((axis ? format : long).format(new Date(value + "T00:00:00Z")));
    }
    case "month": {
      const format = date({ month: "short" });
      const long = date({ month: "long", year: "numeric" });
      return (value, axis) => months((axis ? format : long).format(new Date(value + "-01T00:00:00Z")));
    }
    case "number": {
      const format = number({ maximumFractionDigits: 1 });
      return (value) => format.format(value);
    }
    default:
      return (value) => String(value);
  }
}

const roles = { this: "--chart-this", before: "--chart-before", target: "--chart-target", other: "--chart-other", projected: "--chart-this", fan: "--chart-this", needed: "--chart-other" };
const types = { target: "dashed", projected: "dotted", needed: [10, 3, 2, 3] }; // no two alike: without colour they are what tells

// dress gives the plain options of the server the one style of the house.
function dress(option, element) {
  const value = formatter(element.dataset.format, element);
  const category = formatter(element.dataset.formatX, element);
  const text = token("--text-2");
  const strong = token("--text");
  const line = token("--line");
  const font = { color: text, fontFamily: getComputedStyle(element).fontFamily, fontSize: 12 };
  const axis = (a, isValue) => ({
    ...a,
    axisLine: { show: !isValue, lineStyle: { color: token("--chart-before") } },
    axisTick: { show: false },
    splitLine: { show: isValue, lineStyle: { color: token("--chart-grid") } },
    axisLabel: { ...a.axisLabel, ...font, hideOverlap: true, formatter: (v) => (isValue ? value(v, true) : category(v, true)) },
  });
  option.xAxis = [].concat(option.xAxis ?? {}).map((a) => axis({ ...a, type: "category" }, false));
  const whole = element.dataset.format === "number" ? { minInterval: 1 } : {}; // there is no half customer
  option.yAxis = [].concat(option.yAxis ?? {}).map((a) => axis({ ...whole, ...a, type: "value" }, true));
  const colours = (element.dataset.roles || "").split(",");
  option.series = (option.series || []).map((series, i) => {
    const colour = token(roles[colours[i]] || "--chart-this");
    const dressed = {
      ...series,
      color: colour,
      itemStyle: { ...series.itemStyle, color: colour },
      lineStyle: { ...series.lineStyle, color: colour, width: { before: 1.5, fan: 0.5, needed: 1 }[colours[i]] ?? 2, type: types[colours[i]] ?? "solid" },
      showSymbol: (series.data || []).length < 2,
      symbolSize: 6,
      barMaxWidth: 28,
      emphasis: { disabled: true },
    };
    if (series.type === "line" && element.hasAttribute("data-direct")) {
      dressed.endLabel = { show: true, formatter: "{a}", ...font, color: colours[i] === "this" ? strong : text };
    }
    if (series.markArea) dressed.markArea = bands(series.markArea, font, strong);
    return dressed;
  });
  // A line is named by a piece of it, so that dashes and dots tell one from another.
  const named = option.series.filter((_, i) => colours[i] !== "fan").map((series) =>
    series.type === "line" ? { name: series.name, itemStyle: { opacity: 0 } } : { name: series.name, icon: "roundRect" });
  option.series.push(...fans(option.series, colours));
  const direct = element.hasAttribute("data-direct");
  return {
    ...option,
    color: undefined,
    animation: false,
    title: undefined,
    textStyle: font,
    legend: { show: !direct && option.series.length > 1, data: named, left: 0, top: 0, ...key, textStyle: font, selectedMode: false },
    grid: { left: 4, right: direct ? 84 : 12, top: direct || option.series.length < 2 ? 12 : room(element, named.map((n) => n.name)), bottom: 4, outerBoundsMode: "same", outerBoundsContain: "axisLabel" },
    tooltip: {
      trigger: element.dataset.trigger || "axis",
      renderMode: "richText",
      confine: true,
      backgroundColor: token("--surface"),
      borderColor: line,
      padding: [8, 10],
      textStyle: { ...font, color: strong },
      axisPointer: { type: "line", lineStyle: { color: token("--line-strong") } },
      formatter: (points) => tip([].concat(points), value, category, colours.length),
    },
  };
}

// key are the measures of the legend; room is the height that it takes over the graph,
// which on a phone is more than one line.
const key = { itemWidth: 20, itemHeight: 4, itemGap: 16 };

function room(element, names) {
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = `12px ${getComputedStyle(element).fontFamily}`;
  let lines = 1;
  let x = 0;
  for (const name of names) {
    const wide = key.itemWidth + 6 + pen.measureText(name).width;
    if (x > 0 && x + wide > element.clientWidth) {
      lines += 1;
      x = 0;
    }
    x += wide + key.itemGap;
  }
  return 4 + 28 * lines;
}

// fans fill between the two ends of a band: an unseen line, and the distance on it.
function fans(series, colours) {
  const low = colours.indexOf("fan");
  if (low < 0) return [];
  const [from, to] = [series[low].data, series[low + 1].data].map((data) => data.map((d) => d?.value ?? d));
  const line = { type: "line", stack: "fan", silent: true, showSymbol: false, lineStyle: { width: 0 }, tooltip: { show: false }, emphasis: { disabled: true } };
  return [
    { ...line, data: from },
    { ...line, data: to.map((v, i) => (v === "-" ? "-" : v - from[i])), areaStyle: { color: series[low].color, opacity: 0.12 } },
  ];
}

// bands are flat tints with their title at the left edge.
function bands(area, font, strong) {
  return {
    ...area,
    silent: true,
    label: { ...font, color: strong, position: "insideTopLeft", fontSize: 11 },
  };
}

function tip(points, value, category, shown) {
  if (points.length === 0) return "";
  const lines = [category(points[0].name)];
  for (const point of points) {
    if (point.seriesIndex >= shown) continue;
    const v = Array.isArray(point.value) ? point.value[point.value.length - 1] : point.value;
    if (v === null || v === undefined || v === "-") continue;
    lines.push(`${point.seriesName}  ${value(Number(v))}`);
  }
  return lines.join("\n");
}

function draw(element) {
  if (drawn.has(element)) return;
  const chart = echarts.init(element, null, { renderer: "svg" });
  const option = dress(JSON.parse(element.dataset.chart), element);
  chart.setOption(option);
  let top = option.grid.top;
  // The picture is described by its label and by the table, not by its shapes.
  element.firstElementChild?.setAttribute("aria-hidden", "true");
  const watch = new ResizeObserver(() => {
    chart.resize();
    if (!option.legend.show) return;
    const now = room(element, option.legend.data.map((d) => d.name));
    if (now === top) return;
    top = now;
    chart.setOption({ grid: { top } });
  });
  watch.observe(element);
  drawn.set(element, { chart, watch });
}

function drop(element) {
  const held = drawn.get(element);
  if (!held) return;
  held.watch.disconnect();
  held.chart.dispose();
  drawn.delete(element);
}

// Each is drawn in a task of its own, so that a slow machine answers its user between two.
const waiting = new Set();
let timer = 0;

function drawNext() {
  if (timer || waiting.size === 0) return;
  timer = setTimeout(() => {
    timer = 0;
    const [element] = waiting;
    waiting.delete(element);
    if (element?.isConnected) draw(element);
    drawNext();
  });
}

function drawAll() {
  for (const element of document.querySelectorAll("[data-chart]")) if (!drawn.has(element)) waiting.add(element);
  drawNext();
}

// Paper does not wait.
window.addEventListener("beforeprint", () => {
  for (const element of waiting) if (element.isConnected) draw(element);
  waiting.clear();
});

document.addEventListener("htmx:beforeCleanupElement", (event) => {
  if (event.target.matches?.("[data-chart]")) drop(event.target);
});
document.addEventListener("htmx:afterSettle", drawAll);
document.addEventListener("themechange", () => {
  for (const element of [...drawn.keys()]) {
    drop(element);
    if (element.isConnected) draw(element);
  }
});
drawAll();

// The record, the one page with these beside its graphs: a button that prints (styles hide
// it where there is no script), and keys of one letter that press what has them.
for (const button of document.querySelectorAll("[data-print]")) {
  button.addEventListener("click", () => window.print());
}
document.addEventListener("keydown", (event) => {
  if (!window.wholesight?.keys?.(event) || event.key.length > 1 || document.querySelector("dialog[open]")) return;
  const button = document.querySelector(`[data-press="${CSS.escape(event.key)}"]`);
  if (!button) return;
  event.preventDefault();
  button.click();
});
