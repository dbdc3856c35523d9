// What a dataset, a model or a user does over time, with a brush that sets the range of everything.
import { ask, at } from "./ask";
import { axis, chart, dates, tooltip, values, type Look, type Option } from "./charts";
import { h } from "./dom";
import { choice, command, downloads, empty, figureFiles, scopeOptions, type Place } from "./parts";
import { changed, go } from "./route";
import { brief, count, instant, number, seconds } from "./text";

interface Distribution {
  n: number;
  p50: number | null;
  p95: number | null;
  p99: number | null;
}

interface Bucket {
  start: string;
  requests: number;
  failed: number;
  tokens_per_second: number;
  ttft: Distribution;
}

export interface Series {
  every_seconds: number;
  series: { key: string | null; others: boolean; requests: number; buckets: Bucket[] }[];
}

const widths: [string, string][] = [
  ["", "automatic"], ["1m", "1 minute"], ["10m", "10 minutes"], ["30m", "30 minutes"], ["1h", "1 hour"], ["6h", "6 hours"], ["1d", "1 day"],
];

type Line = { title: string; figure: string; unit: (value: number) => string; of: [string, (bucket: Bucket) => number | null][] };

const lines: Line[] = [
  { title: "Requests per bucket", figure: "requests", unit: brief, of: [["requests", bucket => bucket.requests]] },
  { title: "Tokens per second", figure: "tokens_per_second", unit: brief, of: [["tokens/s", bucket => bucket.tokens_per_second]] },
  {
    title: "Time to first token", figure: "ttft_p99", unit: seconds, of: [
      ["ttft p50", bucket => bucket.ttft?.p50 ?? null], ["ttft p95", bucket => bucket.ttft?.p95 ?? null],
      ["ttft p99", bucket => bucket.ttft?.p99 ?? null],
    ],
  },
  { title: "Failures per bucket", figure: "failed", unit: brief, of: [["failed", bucket => bucket.failed]] },
];

// What is nowhere has no chart: a log may lack latencies, and need not say which requests failed.
const linesOf = (buckets: Bucket[]): Line[] => lines.filter((line, place) =>
  place === 0 || line.of.some(([name, value]) => buckets.some(bucket => name === "failed" ? bucket.failed > 0 : value(bucket) !== null)));

const hasFailed = (shown: Line[]): boolean => shown.some(line => line.figure === "failed");

/** The series of what a scope leaves, as charts under one another. */
export async function seriesPart(place: Place, dataset: string, scope: URLSearchParams): Promise<HTMLElement> {
  const every = place.query.get("every") ?? "";
  const query = changed(scope, every ? { every } : {});
  const found = await ask<Series>(["datasets", dataset, "series"], query, place.signal);
  const buckets = found.series?.[0]?.buckets ?? [];
  if (buckets.length === 0) return empty("There are no requests with a time here.");
  const width = found.every_seconds;
  const show = "requests,failed,tokens_per_second,ttft.p50,ttft.p95,ttft.p99";
  const shown = changed(query, { show });

  const shownLines = linesOf(buckets);
  const figures = shownLines.map(line => line.figure);
  const titles = shownLines.map(line => line.title.toLowerCase()).join(", ");
  const said = `Over time, in ${count(buckets.length)} buckets of ${seconds(width)}: ${titles}. The table below has the values.`;
  const plot = chart(said, `series of-${shownLines.length}`, look => option(buckets, shownLines, look), drawn => {
    drawn.dispatchAction({ type: "takeGlobalCursor", key: "brush", brushOption: { brushType: "lineX", brushMode: "single" } });
    drawn.off("brushEnd");
    drawn.on("brushEnd", (event: any) => {
      const range = event.areas[0]?.coordRange as [number, number] | undefined;
      if (!range || range[1] - range[0] < width * 500) return;
      const edge = (value: number): string => new Date(Math.round(value / (width * 1000)) * width * 1000).toISOString().replace(".000", "");
      const [from, to] = [edge(range[0]), edge(range[1])];
      if (from !== to) go(place.path, changed(place.query, { from, to }));
    });
  });
  return h("div", null,
    h("div", { class: "bar" },
      h("p", { class: "hint" }, `Buckets of ${seconds(width)}, UTC. Drag across the chart to set the range.`),
      choice("every", "Buckets", widths, every, value => go(place.path, changed(place.query, { every: value || null }), true))),
    plot,
    h("details", null, h("summary", null, "Values as a table"), valuesTable(buckets, hasFailed(shownLines))),
    command(["series", "--dataset", dataset, ...(every ? ["--every", every] : []), "--show", show, ...scopeOptions(scope)]),
    h("div", { class: "files" },
      figures.map(name => h("div", null,
        h("span", { class: "what" }, name.replaceAll("_", " ")), figureFiles(dataset, "series", `series/${name}`, shown))),
      h("div", null, h("span", { class: "what" }, "all of it"), downloads([
        { name: "JSON", href: at(["datasets", dataset, "series"], query), file: `${dataset}-series.json` },
      ]))));
}

function option(buckets: Bucket[], lines: Line[], look: Look): Option {
  const gap = 50;
  const height = 108;
  const times = buckets.map(bucket => new Date(bucket.start).getTime());
  return {
    useUTC: true,
    grid: lines.map((_, place) => ({ left: look.narrow ? 48 : 64, right: 16, top: 30 + place * (height + gap), height })),
    xAxis: lines.map((_, place) => ({
      ...axis(look), gridIndex: place, type: "time", splitLine: { show: false },
      axisLabel: { ...axis(look).axisLabel, formatter: dates },
    })),
    yAxis: lines.map((line, place) => ({
      ...axis(look), gridIndex: place, type: "value", min: 0, splitNumber: 3,
      minInterval: line.figure === "requests" || line.figure === "failed" ? 1 : undefined,
      name: titleOf(line, look), nameLocation: "end", nameGap: 12,
      nameTextStyle: {
        color: look.ink, fontSize: 12, fontWeight: 600, align: "left", padding: [0, 0, 0, look.narrow ? -40 : -56],
        rich: Object.fromEntries(look.series.map((colour, at) => [`s${at}`, { color: colour, fontSize: 12, fontWeight: 600 }])),
      },
      axisLabel: { ...axis(look).axisLabel, formatter: (value: number) => line.unit(value) },
    })),
    brush: {
      xAxisIndex: "all", brushLink: "none", throttleType: "debounce", transformable: false, toolbox: [],
      brushStyle: { color: `${look.series[0]}26`, borderColor: look.series[0], borderWidth: 1 }, outOfBrush: {}, z: 100,
    },
    axisPointer: { link: [{ xAxisIndex: "all" }] },
    tooltip: {
      ...tooltip(look), trigger: "axis", axisPointer: { type: "line", lineStyle: { color: look.muted } },
      formatter: (at: any[]) => pointed(buckets[at[0].dataIndex], lines, look),
    },
    series: lines.flatMap((line, place) => line.of.map(([name, value], within) => ({
      name, type: "line", xAxisIndex: place, yAxisIndex: place, symbol: "circle", symbolSize: 0, showAllSymbol: true, connectNulls: false,
      color: line.figure === "failed" ? look.series[1] : look.series[within], lineStyle: { width: 1.6 },
      areaStyle: line.of.length === 1 ? { opacity: 0.1 } : undefined,
      data: points(buckets.map(value), times),
    }))),
  };
}

// A value without neighbours has no line: it is a dot.
function points(values: (number | null)[], times: number[]): { value: [number, number | null]; symbolSize: number }[] {
  const isThere = (at: number): boolean => (values[at] ?? null) !== null;
  return values.map((value, at) => ({ value: [times[at], value], symbolSize: !isThere(at - 1) && !isThere(at + 1) ? 4 : 0 }));
}

// Lines that share a chart are told apart by colour, in its title.
const titleOf = (line: (typeof lines)[number], look: Look): string => line.of.length === 1 ? line.title : [
  look.narrow ? "TTFT" : line.title, ...line.of.map(([name], at) => `{s${at}|${name.split(" ").at(-1)}}`),
].join("  ");

function pointed(bucket: Bucket, lines: Line[], look: Look): HTMLElement {
  return values(`${instant(bucket.start)} UTC`, [
    { colour: look.series[0], name: "requests", value: count(bucket.requests) },
    { colour: look.series[0], name: "tokens/s", value: number(bucket.tokens_per_second) },
    { colour: look.series[0], name: "ttft p50", value: seconds(bucket.ttft?.p50) },
    { colour: look.series[1], name: "ttft p95", value: seconds(bucket.ttft?.p95) },
    { colour: look.series[2], name: "ttft p99", value: seconds(bucket.ttft?.p99) },
    ...(hasFailed(lines) ? [{ colour: look.series[1], name: "failed", value: count(bucket.failed) }] : []),
  ]);
}

function valuesTable(buckets: Bucket[], hasFailed: boolean): HTMLElement {
  const most = 200;
  const names = ["start (UTC)", "requests", ...(hasFailed ? ["failed"] : []), "tokens/s", "ttft p50", "ttft p95", "ttft p99"];
  return h("div", { class: "scroll short", tabindex: 0, role: "group", "aria-label": "Values over time" },
    buckets.length > most && h("p", { class: "hint" }, `The first ${most} of ${count(buckets.length)} buckets; the files have all.`),
    h("table", null,
      h("thead", null, h("tr", null, names.map((name, at) =>
        h("th", { scope: "col", class: at > 0 ? "number" : null }, name)))),
      h("tbody", null, buckets.slice(0, most).map(bucket => h("tr", null,
        h("th", { scope: "row" }, instant(bucket.start)),
        [count(bucket.requests), ...(hasFailed ? [count(bucket.failed)] : []), number(bucket.tokens_per_second), seconds(bucket.ttft?.p50),
          seconds(bucket.ttft?.p95), seconds(bucket.ttft?.p99)].map(value => h("td", { class: "number" }, value)))))));
}
