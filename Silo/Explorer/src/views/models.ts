import { ask, at } from "../ask";
import { h, svg, type Child } from "../dom";
import { choice, command, csvFile, downloads, empty, figureFiles, later, scopeOptions, table, type Place } from "../parts";
import { address, changed, go } from "../route";
import type { Series } from "../series";
import { count, identity, seconds, short } from "../text";
import { search } from "./search";

export interface Model {
  model: string;
  name: string;
  requests: number;
  failed?: number;
  users: number;
  input_tokens: number;
  output_tokens: number;
  median_ttft: number | null;
  median_duration: number | null;
  cost?: number | null;
}

// As the analyses have them: each up to so many requests.
const classes: [string, string][] = [
  ["", "all"], ["1k", "up to 1,000"], ["10k", "1,001 to 10,000"], ["100k", "10,001 to 100,000"], ["1000k", "100,001 to 1,000,000"],
  ["large", "above 1,000,000"],
];
const page = 50;
const most = 1000;
const mostSparklines = 100;
const mostPoints = 48;
const classOf = (requests: number): string =>
  requests <= 1e3 ? "1k" : requests <= 1e4 ? "10k" : requests <= 1e5 ? "100k" : requests <= 1e6 ? "1000k" : "large";

/** The models of a dataset. */
export function models(place: Place): Child {
  const { path, query, scope, signal } = place;
  const name = path[1];
  const [sort, size, words] = [query.get("sort") ?? "-requests", query.get("size") ?? "", query.get("q") ?? ""];
  const shown = Number(query.get("n")) || page;
  const chosen = query.getAll("with");
  const own = (changes: Record<string, string | string[] | null>): void => go(path, changed(query, changes), true);
  return h("section", { class: "card", "aria-labelledby": "models-title" },
    h("div", { class: "bar" }, h("h2", { id: "models-title" }, "Models"), search(place, "Search models"),
      choice("size", "Requests", classes, size, value => own({ size: value || null, n: null })),
      choice("sort", "Sort by", [["-requests", "requests"], ["-tokens", "tokens"], ["-failed", "failed"], ["-cost", "cost"]], sort,
        value => own({ sort: value }))),
    later(place, "Asking for the models …", async () => {
      const asked = changed(scope, { sort, limit: String(most), ...(words ? { q: words } : {}) });
      const [found, lines] = await Promise.all([
        ask<Model[]>(["datasets", name, "models"], asked, signal),
        ask<Series>(["datasets", name, "series"], changed(scope, { by: "model", top: String(mostSparklines) }), signal)
          .catch(() => ({ series: [] }) as unknown as Series),
      ]);
      const fitting = found.filter(each => !size || classOf(each.requests) === size);
      if (fitting.length === 0) return empty(words || size ? "No model is like this." : "There are no models here.");
      const byKey = new Map(lines.series.filter(each => !each.others && each.key !== null).map(each => [each.key!, each]));
      const rows = fitting.slice(0, shown);
      const hasFailed = rows.some(each => each.failed !== undefined);
      return h("div", null,
        h("p", { class: "hint", role: "status" }, `${count(rows.length)} of ${count(fitting.length)} models${
          found.length === most ? ` (the first ${count(most)}; search for others)` : ""}.`),
        table("Models", [
          {
            name: "Model", cell: each => h("span", { class: "identity" }, h("input", {
              type: "checkbox", "aria-label": `Choose ${short(each.name)} to compare`, checked: chosen.includes(each.model),
              id: `with-${each.model}`,
              onchange: (event: Event) => own({
                with: (event.target as HTMLInputElement).checked
                  ? [...chosen, each.model].slice(-5) : chosen.filter(other => other !== each.model),
              }),
            }), identity(each.model, address(["datasets", name, "models", each.model], scope), each.name)),
          },
          { name: "Requests", number: true, sort: "-requests", cell: each => count(each.requests) },
          { name: "Over time", cell: each => sparkline(byKey.get(each.model), lines.every_seconds) },
          { name: "Users", number: true, cell: each => count(each.users) },
          { name: "Tokens", number: true, sort: "-tokens", cell: each => count(each.input_tokens + each.output_tokens) },
          { name: "ttft p50", number: true, cell: each => seconds(each.median_ttft) },
          { name: "e2e p50", number: true, cell: each => seconds(each.median_duration) },
          ...(hasFailed ? [{ name: "Failed", number: true, sort: "-failed", cell: (each: Model) => count(each.failed) }] : []),
        ], rows, { by: sort, choose: value => own({ sort: value }) }),
        h("div", { class: "bar" },
          fitting.length > shown
            && h("button", { type: "button", id: "more", onclick: () => own({ n: String(shown + page) }) }, "Show more"),
          chosen.length > 1 && h("a", {
            class: "button primary", href: address(["datasets", name, "models", chosen[0]], changed(scope, { with: chosen.slice(1) })),
          }, `Compare ${chosen.length} models`),
          chosen.length < 2 && h("p", { class: "hint" }, "Choose up to five models to see them in one chart.")),
        command(["query", "models", "--dataset", name, "--by", sort.slice(1), "--top", String(shown), ...scopeOptions(scope)]),
        downloads([
          csvFile([["model", "name", "requests", "users", "input_tokens", "output_tokens", "median_ttft", "median_duration"],
            ...fitting.map(each => [each.model, each.name, each.requests, each.users, each.input_tokens, each.output_tokens,
              each.median_ttft, each.median_duration])], `${name}-models.csv`),
          { name: "JSON", href: at(["datasets", name, "models"], asked), file: `${name}-models.json` },
        ]),
        h("div", { class: "files" }, h("div", null, h("span", { class: "what" }, "as bars"),
          figureFiles(name, "models", "per_model_stats/requests", scope))));
    }));
}

function sparkline(series: Series["series"][number] | undefined, every: number): Child {
  if (!series) return "";
  const step = Math.max(1, Math.ceil(series.buckets.length / mostPoints));
  const values = Array.from({ length: Math.ceil(series.buckets.length / step) }, (_, at) =>
    series.buckets.slice(at * step, (at + 1) * step).reduce((all, bucket) => all + bucket.requests, 0));
  const top = Math.max(1, ...values);
  const last = Math.max(1, values.length - 1);
  const points = values.map((value, at) => `${((at / last) * 96 + 2).toFixed(1)},${(22 - (value / top) * 20).toFixed(1)}`);
  return svg("svg", {
    class: "sparkline", viewBox: "0 0 100 24", width: 100, height: 24, role: "img",
    "aria-label": `Requests over time, at most ${count(top)} in ${seconds(step * every)}`,
  }, svg("polyline", { points: points.join(" "), fill: "none", stroke: "currentColor", "stroke-width": 1.2, "stroke-linejoin": "round" }));
}
