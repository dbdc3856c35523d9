// A figure of an analysis, as the silo describes it, as an interactive chart; or the same figure of several models in one.
import type { EChartsType } from "echarts/core";
import { axis, chart, dates, tooltip, values, type Look, type Option } from "./charts";
import { brief, instant, number } from "./text";

export interface FigureAxis {
  label: string;
  kind: "linear" | "logarithmic" | "time" | "category";
  minimum: number | null;
  maximum: number | null;
  categories: string[] | null;
}

export interface FigureSeries {
  kind: string;
  name: string | null;
  [member: string]: any;
}

export interface Panel {
  title: string | null;
  x: FigureAxis;
  y: FigureAxis;
  legend: boolean;
  notes: string[];
  series: FigureSeries[];
}

export interface Figure {
  path: string;
  title: string;
  panels: Panel[];
}

export interface Shown {
  name: string;
  figure: Figure;
}

export interface Axes {
  x: string | null;
  y: string | null;
  zoom: string | null;
  onZoom?: (zoom: string | null) => void;
}

// Seconds from the first day of year 1, in which figures have instants, to 1970.
const epoch = 62_135_596_800;
const mostPoints = 20_000;
const toMilliseconds = (seconds: number): number => (seconds - epoch) * 1000;

/** Draws figures of the same kind in one chart, each in a colour of its own. */
export function figureChart(shown: Shown[], axes: Axes): HTMLElement {
  const panels = shown[0].figure.panels;
  const label = `${shown.length === 1 ? shown[0].figure.title : shown.map(each => each.figure.title).join("; ")}. ${panels.map(
    panel => `${panel.y.label} against ${panel.x.label}`).join("; ")}`;
  const size = panels.length > 1 ? "tall" : panels[0].y.kind === "category" ? "rows" : "large";
  return chart(label, size, look => option(shown, axes, look), drawn => listen(drawn, axes));
}

function option(shown: Shown[], axes: Axes, look: Look): Option {
  const panels = shown[0].figure.panels;
  const several = shown.length > 1;
  const top = several || panels.some(panel => panel.series.filter(series => series.name).length > 1) ? 40 : 16;
  const count = panels.length;
  const hasRows = panels[0].y.kind === "category";
  const zoom = axes.zoom?.split("~").map(Number);
  return {
    useUTC: true,
    grid: panels.map((_, place) => ({
      left: hasRows ? (look.narrow ? 112 : 176) : look.narrow ? 52 : 70,
      right: 20,
      top: `${(100 / count) * place + (count > 1 ? 6 : 0)}%`,
      height: count > 1 ? `${100 / count - 18}%` : undefined,
      bottom: count > 1 ? undefined : 84,
      ...(count > 1 ? {} : { top }),
    })),
    legend: several ? legend(shown, look) : undefined,
    xAxis: panels.map((panel, place) => axisOf(panel.x, axes.x, place, "x", look, panel.title)),
    yAxis: panels.map((panel, place) => axisOf(panel.y, axes.y, place, "y", look, panel.title)),
    dataZoom: panels[0].x.kind === "category" ? [] : [
      { type: "inside", xAxisIndex: panels.map((_, place) => place), zoomOnMouseWheel: "ctrl", start: zoom?.[0], end: zoom?.[1] },
      {
        type: "slider", xAxisIndex: panels.map((_, place) => place), height: 18, bottom: 8, start: zoom?.[0], end: zoom?.[1],
        borderColor: look.line, showDataShadow: false, brushSelect: false, labelFormatter: "", fillerColor: `${look.series[0]}22`,
        handleStyle: { color: look.surface, borderColor: look.muted }, moveHandleSize: 0,
      },
    ],
    tooltip: {
      ...tooltip(look),
      trigger: panels[0].series.some(series => series.kind === "line_series") ? "axis" : "item",
      axisPointer: { type: "line", lineStyle: { color: look.muted }, label: { show: false } },
      formatter: (at: any) => pointed(Array.isArray(at) ? at : [at], panels),
    },
    series: shown.flatMap((each, place) => each.figure.panels.flatMap((panel, index) => panel.series.flatMap(
      (series, within) => draw(series, panel, index, several ? look.series[place % 5] : look.series[within % 5], each.name, axes, look)))),
  };
}

const legend = (shown: Shown[], look: Look): Option => ({
  type: "scroll", top: 4, left: 8, right: 8, itemWidth: 14, itemHeight: 8, textStyle: { color: look.ink, fontSize: 12 }, data: shown.map(
    each => each.name), pageTextStyle: { color: look.muted }, pageIconColor: look.ink,
});

// What is chosen counts where the axis is of numbers.
function kindOf(given: FigureAxis, chosen: string | null): FigureAxis["kind"] {
  if (given.kind !== "linear" && given.kind !== "logarithmic") return given.kind;
  return chosen === "log" ? "logarithmic" : chosen === "linear" ? "linear" : given.kind;
}

function axisOf(given: FigureAxis, chosen: string | null, place: number, side: "x" | "y", look: Look, title: string | null): Option {
  const kind = kindOf(given, chosen);
  const common = axis(look);
  return {
    ...common,
    gridIndex: place,
    type: kind === "logarithmic" ? "log" : kind === "time" ? "time" : kind === "category" ? "category" : "value",
    data: given.categories ?? undefined,
    name: kind === "category" && side === "y" ? undefined : side === "y" ? [title, given.label].filter(Boolean).join(": ") : given.label,
    nameLocation: "middle",
    nameGap: side === "x" ? 26 : look.narrow ? 40 : 54,
    nameTextStyle: { ...common.nameTextStyle, width: side === "x" ? undefined : 300, overflow: "truncate" },
    min: kind === "logarithmic" ? undefined : given.minimum ?? undefined,
    max: kind === "logarithmic" ? undefined : given.maximum === 1.05 ? 1 : given.maximum ?? undefined,
    scale: kind !== "logarithmic" && given.minimum === null,
    splitLine: { ...common.splitLine, show: side === "y" },
    axisLabel: {
      ...common.axisLabel,
      formatter: kind === "time" ? dates : kind === "category" ? undefined : brief,
      ...(kind === "category" && side === "y" ? { width: look.narrow ? 100 : 164, overflow: "truncate" } : {}),
    },
  };
}

function draw(
  series: FigureSeries, panel: Panel, place: number, colour: string, name: string, axes: Axes, look: Look): Option[] {
  const isLogX = kindOf(panel.x, axes.x) === "logarithmic";
  const isLogY = kindOf(panel.y, axes.y) === "logarithmic";
  const x = panel.x.kind === "time" ? toMilliseconds : (value: number): number => value;
  const common = { name, xAxisIndex: place, yAxisIndex: place, itemStyle: { color: colour }, color: colour };
  const fits = (a: number, b: number): boolean => (!isLogX || a > 0) && (!isLogY || b > 0);
  const pairs = (): [number, number][] =>
    (series.x as number[]).map((value, at): [number, number] => [x(value), series.y[at]]).filter(pair => fits(...pair));
  switch (series.kind) {
    case "line_series":
      return [{
        ...common, type: "line", step: series.step ? "end" : undefined, data: pairs(), showSymbol: false, lineStyle: { width: 1.8 },
        sampling: series.step ? undefined : "lttb",
      }];
    case "guide_line":
      return [{
        ...common, name: series.name ?? "", type: "line", data: pairs(), showSymbol: false, silent: true, tooltip: { show: false },
        lineStyle: { width: 1, type: "dashed", color: look.muted }, color: look.muted,
      }];
    case "mark_line": {
      const mark = series.vertical ? { xAxis: x(series.position) } : { yAxis: series.position };
      return [{ ...common, type: "line", data: [], markLine: { data: [mark], symbol: "none" } }];
    }
    case "point_series":
      return [{
        ...common, type: "scatter", data: some(pairs()), symbolSize: 4, large: true, largeThreshold: 4000,
        itemStyle: { color: colour, opacity: 0.45 },
      }];
    case "bar_series":
      return [{ ...common, type: "bar", data: series.values, barMaxWidth: 40 }];
    case "box_series":
      return [{
        ...common, type: "boxplot", itemStyle: { color: `${colour}22`, borderColor: colour }, boxWidth: [4, 26],
        data: (series.median as number[]).map((median, at) => panel.x.kind === "category"
          ? [series.p10[at], series.p25[at], median, series.p75[at], series.p90[at]].map(value => (isLogY && value <= 0 ? NaN : value))
          : [x(series.position[at]), series.p10[at], series.p25[at], median, series.p75[at], series.p90[at]]),
      }];
    case "stack_series":
      return [{ ...common, type: "bar", stack: "all", data: series.values, barMaxWidth: 40 }];
    case "band_series":
      return [series.low, series.high].map(edge => ({
        ...common, type: "line", showSymbol: false, sampling: "lttb", lineStyle: { width: 0.8, opacity: 0.6 },
        data: (series.x as number[]).map((value, at): [number, number] => [x(value), (edge as number[])[at]]).filter(pair => fits(...pair)),
      }));
    case "histogram_series":
      return [blocks(common, (series.counts as number[]).map(
        (counted, at) => [x(series.edges[at]), 0, x(series.edges[at + 1]), counted, 1]), colour, look)];
    case "heatmap_series": {
      const columns = series.x_edges.length - 1;
      const most = Math.max(...series.values);
      return [blocks(common, (series.values as number[]).flatMap((value, at) => value > 0
        ? [[x(series.x_edges[at % columns]), series.y_edges[Math.floor(at / columns)], x(series.x_edges[(at % columns) + 1]),
            series.y_edges[Math.floor(at / columns) + 1], value / most, value]]
        : []), colour, look)];
    }
    case "pie_slices":
      return [{
        name, type: "pie", radius: "60%", data: (series.labels as string[]).map((label, at) => ({ name: label, value: series.values[at] })),
        label: { color: look.ink },
      }];
    default:
      return [];
  }
}

// Rectangles from one corner to the other, the darker the more.
function blocks(common: Option, data: number[][], colour: string, look: Look): Option {
  return {
    ...common,
    type: "custom",
    data,
    dimensions: ["x", "y", "x end", "y end", "share", "value"],
    encode: { x: [0, 2], y: [1, 3] },
    clip: true,
    renderItem: (params: any, api: any) => {
      const [left, low] = api.coord([api.value(0), api.value(1)]) as [number, number];
      const [right, high] = api.coord([api.value(2), api.value(3)]) as [number, number];
      const box = params.coordSys as { x: number; y: number; width: number; height: number };
      const from = Math.max(left, box.x);
      const to = Math.min(right, box.x + box.width);
      return to <= from ? null : {
        type: "rect",
        shape: { x: from, y: high, width: to - from, height: Math.max(0.5, Math.min(low, box.y + box.height) - high) },
        style: { fill: colour, opacity: 0.15 + 0.85 * api.value(4), stroke: look.surface, lineWidth: 0.5 },
      };
    },
  };
}

// As many as are quick to draw, evenly; the drawn files have all.
function some(pairs: [number, number][]): [number, number][] {
  const step = Math.ceil(pairs.length / mostPoints);
  return step <= 1 ? pairs : pairs.filter((_, at) => at % step === 0);
}

function pointed(at: any[], panels: Panel[]): HTMLElement | string {
  const first = at.find(each => each.seriesName !== "") ?? at[0];
  if (!first) return "";
  const panel = panels[first.axisIndex ?? 0] ?? panels[0];
  const label = (given: FigureAxis, value: unknown): string =>
    given.kind === "time" ? `${instant(value as number)} UTC` : given.kind === "category" ? String(value) : number(Number(value));
  const given = first.value ?? first.data;
  if (first.seriesType === "boxplot") {
    const [p10, p25, median, p75, p90] = (given as number[]).slice(-5);
    return values(`${first.seriesName}, ${first.name}`, [
      { name: "p10", value: number(p10) }, { name: "p25", value: number(p25) }, { name: "median", value: number(median) },
      { name: "p75", value: number(p75) }, { name: "p90", value: number(p90) },
    ]);
  }

  if (first.seriesType === "custom") {
    return values(`${label(panel.x, given[0])} to ${label(panel.x, given[2])}`, [
      { colour: first.color, name: first.seriesName, value: number(given[5] ?? given[3]) },
    ]);
  }

  if (!Array.isArray(given)) return values(String(first.name), [{ name: panel.y.label, value: number(given) }]);
  return values(`${panel.x.label}: ${label(panel.x, given[0])}`, at.filter(each => each.seriesName !== "").map(each => ({
    colour: each.color as string, name: each.seriesName, value: number(each.value[1]),
  })));
}

function listen(drawn: EChartsType, axes: Axes): void {
  drawn.off("datazoom");
  if (!axes.onZoom) return;
  let later: ReturnType<typeof setTimeout> | undefined;
  drawn.on("datazoom", () => {
    clearTimeout(later);
    later = setTimeout(() => {
      const zoom = (drawn.getOption() as Option).dataZoom[0] as { start: number; end: number };
      axes.onZoom!(zoom.start <= 0.01 && zoom.end >= 99.99 ? null : `${zoom.start.toFixed(2)}~${zoom.end.toFixed(2)}`);
    }, 250);
  });
}
