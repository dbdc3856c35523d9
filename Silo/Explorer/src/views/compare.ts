import { ask, at } from "../ask";
import { h, svg, type Child } from "../dom";
import { figureChart, type Figure, type Shown } from "../figure";
import { command, csvFile, downloads, empty, figureFiles, later, scopeOptions, section, table, type Place } from "../parts";
import { changed, go, scopeOf } from "../route";
import { count, identity, number, percent, seconds, short } from "../text";
import type { Dataset } from "./datasets";

interface Distribution {
  name: string;
  id: string | null;
  n_a: number;
  n_b: number;
  ks: number | null;
  wasserstein_relative: number | null;
  psi: number | null;
  quantile_ratio: Record<string, number | null>;
}

interface Comparison {
  a: { rows: number };
  b: { rows: number };
  totals: Record<string, { a: number | null; b: number | null; ratio: number | null }>;
  distributions: Distribution[];
  shares: { name: string; js: number | null; top: { key: string; a: number; b: number }[] }[];
}

const page = 15;
const cdfs: [string, string][] = [
  ["input_tokens_cdf", "Input tokens"], ["output_tokens_cdf", "Output tokens"], ["ttft_cdf", "Time to first token"],
  ["duration_cdf", "Whole request"],
];
const weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const keyOf = (share: string, key: string | null): string =>
  key === null || key === "" ? "missing" : share === "weekday" ? weekdays[Number(key)] ?? key : short(key);
const words = (name: string): string => name.replaceAll("_", " ");

/** Two datasets, or two ranges, beside one another. */
export function compare(place: Place): Child {
  const { query, signal } = place;
  return later(place, "Asking for the datasets …", async () => {
    const known = await ask<Dataset[]>(["datasets"], undefined, signal);
    const a = query.get("a") ?? known[0]?.dataset;
    if (!a) return empty("There is no dataset yet. Drop a log onto this page to bring one in.");
    const b = query.get("b") ?? a;
    const ranges = [query.get("a-range"), query.get("b-range")];
    const said = a !== b || ranges[0] !== ranges[1];
    return [form(place, known, a, b, ranges), said ? result(place, a, b, ranges) : section("Differences",
      empty("Choose two datasets or two ranges. Or ", h("button", { type: "button", onclick: () => halves(place, known, a) },
        `compare the halves of ${a}`), "."))];
  });
}

function halves(place: Place, known: Dataset[], a: string): void {
  const found = known.find(each => each.dataset === a)!;
  const [first, last] = [found.first, found.last].map(text => new Date(text ?? 0).getTime());
  const middle = new Date(Math.round((first + last) / 2 / 60_000) * 60_000).toISOString().replace(".000", "");
  go(place.path, changed(place.query, { a, b: a, "a-range": `..${middle}`, "b-range": `${middle}..` }));
}

function form(place: Place, known: Dataset[], a: string, b: string, ranges: (string | null)[]): HTMLElement {
  const side = (id: "a" | "b", chosen: string, range: string | null): [HTMLElement, HTMLSelectElement, HTMLInputElement] => {
    const names = known.map(each => each.dataset);
    const dataset = h("select", { id }, (names.includes(chosen) ? names : [chosen, ...names]).map(
      name => h("option", { value: name, selected: name === chosen }, name)));
    const field = h("input", {
      id: `${id}-range`, type: "text", value: range, placeholder: "FROM..TO, either may be empty", autocomplete: "off", spellcheck: "false",
    });
    return [h("fieldset", null, h("legend", null, id === "a" ? "A, the baseline" : "B"),
      h("label", { for: id }, h("span", null, "Dataset"), dataset),
      h("label", { for: `${id}-range` }, h("span", null, "Range"), field)), dataset, field];
  };
  const [boxA, datasetA, rangeA] = side("a", a, ranges[0]);
  const [boxB, datasetB, rangeB] = side("b", b, ranges[1]);
  return h("form", {
    class: "card sides", "aria-label": "What is compared", onsubmit: (event: Event) => {
      event.preventDefault();
      go(place.path, changed(place.query, {
        a: datasetA.value, b: datasetB.value, "a-range": rangeA.value.trim() || null, "b-range": rangeB.value.trim() || null, n: null,
      }));
    },
  }, boxA, boxB, h("button", { type: "submit", class: "primary" }, "Compare"));
}

function result(place: Place, a: string, b: string, ranges: (string | null)[]): Child {
  const { query, scope, signal } = place;
  const asked = changed(scope, { a, b, "a-range": ranges[0], "b-range": ranges[1] });
  const shown = Number(query.get("n")) || page;
  const answer = ask<Comparison>(["compare"], asked, signal);
  answer.catch(() => undefined);
  const cli = ["compare", ...(a === b ? [a, "--a", ranges[0] ?? "..", "--b", ranges[1] ?? ".."] : [a, b]), ...scopeOptions(scope)];
  return [
    section("Totals", later(place, "Comparing …", async () => {
      const found = await answer;
      return [
        table("Totals", [
          { name: "Total", cell: ([name]) => words(name) },
          { name: "A", number: true, cell: ([name, each]) => (name === "span_seconds" ? seconds(each.a) : number(each.a)) },
          { name: "B", number: true, cell: ([name, each]) => (name === "span_seconds" ? seconds(each.b) : number(each.b)) },
          { name: "B to A", number: true, cell: ([, each]) => number(each.ratio) },
        ], Object.entries(found.totals)),
        command(cli),
        downloads([
          csvFile([["name", "model", "n_a", "n_b", "ks", "wasserstein_relative", "psi", "p50_ratio", "p99_ratio"],
            ...found.distributions.map(each => [each.name, each.id, each.n_a, each.n_b, each.ks, each.wasserstein_relative, each.psi,
              each.quantile_ratio?.p50, each.quantile_ratio?.p99])], "comparison.csv"),
          { name: "JSON", href: at(["compare"], asked), file: "comparison.json" },
        ]),
      ];
    })),
    section("Distributions side by side", later(place, "Computing the distributions …", () => sides(place, a, b, ranges))),
    section("Largest differences first", later(place, "Comparing …", async () => {
      const found = await answer;
      const sorted = found.distributions.filter(each => each.ks !== null).sort((one, other) => other.ks! - one.ks!);
      if (sorted.length === 0) return empty("There are no values on both sides.");
      const datasetOf = a;
      return [
        h("p", { class: "hint" },
          "KS is the largest distance of the two distributions, from 0 to 1; W1 is how far values move, to A's mean."),
        table("Differences of distributions", [
          { name: "Values", cell: each => words(each.name) },
          {
            name: "Model", cell: each => each.id === null ? "all" : identity(each.id, `#/datasets/${encodeURIComponent(datasetOf)}/models/${
              encodeURIComponent(each.id)}`),
          },
          { name: "n A", number: true, cell: each => count(each.n_a) },
          { name: "n B", number: true, cell: each => count(each.n_b) },
          { name: "KS", number: true, cell: each => measure(each.ks, number(each.ks)) },
          { name: "W1", number: true, cell: each => percent(each.wasserstein_relative) },
          { name: "PSI", number: true, cell: each => number(each.psi) },
          { name: "p50 B/A", number: true, cell: each => number(each.quantile_ratio?.p50) },
          { name: "p99 B/A", number: true, cell: each => number(each.quantile_ratio?.p99) },
        ], sorted.slice(0, shown)),
        sorted.length > shown && h("button", {
          type: "button", id: "more", onclick: () => go(place.path, changed(query, { n: String(shown + 50) }), true),
        }, `Show more of ${count(sorted.length)}`),
      ];
    })),
    section("Shares", later(place, "Comparing …", async () => {
      const found = await answer;
      return found.shares.filter(each => each.js !== null).sort((one, other) => other.js! - one.js!).map(share => [
        h("h3", null, words(share.name), h("small", null, ` Jensen-Shannon divergence ${number(share.js)} bits`)),
        table(words(share.name), [
          { name: words(share.name), cell: each => keyOf(share.name, each.key) },
          { name: "A", number: true, cell: each => measure(each.a, percent(each.a)) },
          { name: "B", number: true, cell: each => measure(each.b, percent(each.b)) },
          {
            name: "Change", number: true,
            cell: each => `${each.b >= each.a ? "+" : "−"}${number(Math.abs(each.b - each.a) * 100)} points`,
          },
        ], share.top.slice(0, 5)),
      ]);
    })),
  ];
}

// The distributions of both sides in one chart each: those of the first answer of a dataset.
async function sides(place: Place, a: string, b: string, ranges: (string | null)[]): Promise<Child> {
  const scopes = ranges.map(range => {
    const [from = "", to = ""] = (range ?? "..").split("..");
    return changed(scopeOf(place.scope), { ...(from ? { from } : {}), ...(to ? { to } : {}) });
  });
  const none = (failure: unknown): null => {
    if (place.signal.aborted) throw failure;
    return null;
  };
  // What is not worth drawing, such as a distribution of one value, is not listed.
  const listed = await Promise.all([a, b].map((dataset, at) => ask<{ figures: string[] }>(
    ["datasets", dataset, "analyses", "overview", "figures"], changed(scopes[at], { "thin-data": "true" }), place.signal).catch(none)));
  const get = async (at: number, file: string): Promise<Figure | null> => listed[at]?.figures.includes(`overview/${file}`)
    ? ask<Figure>(["datasets", [a, b][at], "analyses", "overview", "figures", "overview", `${file}.json`],
      changed(scopes[at], { "thin-data": "true" }), place.signal).catch(none)
    : null;
  const charts = await Promise.all(cdfs.map(async ([file, title]) => {
    const found = await Promise.all([get(0, file), get(1, file)]);
    const names = [label("A", a === b ? null : a, ranges[0]), label("B", a === b ? null : b, ranges[1])];
    const shown = found.flatMap((figure, at): Shown[] => (figure ? [{ name: names[at], figure }] : []));
    return shown.length === 0 ? null : h("div", null, h("h3", null, title), figureChart(shown, { x: null, y: null, zoom: null }),
      h("div", { class: "files" }, shown.map((each, at) => h("div", null, h("span", { class: "what" }, "AB"[at]),
        figureFiles([a, b][at], "overview", each.figure.path, scopes[at])))));
  }));
  return charts.every(each => each === null) ? empty("There are no distributions to draw.") : h("div", { class: "grid" }, charts);
}

const label = (side: string, dataset: string | null, range: string | null): string =>
  [`${side}:`, dataset === null ? null : short(dataset), range].filter(Boolean).join(" ");

const measure = (share: number | null, text: string): Child => h("span", { class: "measure" }, bar(share ?? 0), h("span", null, text));

const bar = (share: number): Child => svg("svg", { class: "share", viewBox: "0 0 60 8", width: 60, height: 8, "aria-hidden": "true" },
  svg("rect", { x: 0, y: 0, width: Math.max(0.5, Math.min(1, share) * 60), height: 8, rx: 1 }));
