import { ask, at, change } from "../ask";
import { h, type Child } from "../dom";
import { command, csvFile, downloads, empty, failed, later, scopeOptions, section, table, tiles, type Place } from "../parts";
import { address, go } from "../route";
import { seriesPart } from "../series";
import { count, identity, instant, number, percent, seconds } from "../text";
import { chooser } from "../upload";

interface Quantiles {
  n: number;
  p50: number | null;
  p95: number | null;
  p99: number | null;
}

interface Top {
  id: string;
  name: string;
  requests: number;
  tokens: number;
}

interface Summary {
  requests: number;
  failed?: number;
  users: number;
  models: number;
  first: string | null;
  last: string | null;
  span_seconds: number;
  requests_per_second: number | null;
  busiest_minute?: { start: string; requests: number; requests_per_second: number } | null;
  input_tokens: number;
  output_tokens: number;
  tokens_per_second: number | null;
  cached_share?: number | null;
  ttft: Quantiles;
  tpot: Quantiles;
  e2e: Quantiles;
  models_by_requests: Top[];
}

interface Catalog {
  rows: number;
  doubts: unknown[];
  files: { name: string; format: string; rows: number; rejected: Record<string, number>; complete: boolean }[];
}

/** What a dataset is, and what it does over time. */
export function dataset(place: Place): Child {
  const name = place.path[1];
  return [
    section("Summary", later(place, "Asking for the summary …", () => summary(place, name))),
    section("Over time", later(place, "Computing the series …", () => seriesPart(place, name, place.scope))),
    section("Files", later(place, "Asking for the files …", () => files(place, name))),
  ];
}

async function summary(place: Place, name: string): Promise<Child> {
  const found = await ask<Summary>(["datasets", name, "summary"], place.scope, place.signal);
  if (!found.requests) return empty("There are no requests here.");
  const rows: [string, Quantiles][] = [
    ["time to first token (ttft)", found.ttft], ["time per output token (tpot)", found.tpot], ["whole request (e2e)", found.e2e]];
  return h("div", null,
    tiles([
      ["Requests", count(found.requests), found.failed === undefined ? undefined : `${count(found.failed)} failed`],
      ["Models", count(found.models)],
      ["Users", count(found.users)],
      ["Input tokens", count(found.input_tokens), found.cached_share == null ? undefined : `${percent(found.cached_share)} cached`],
      ["Output tokens", count(found.output_tokens)],
      ["Requests per second", number(found.requests_per_second),
        found.busiest_minute ? `${number(found.busiest_minute.requests_per_second)} in the busiest minute` : undefined],
      ["Tokens per second", number(found.tokens_per_second)],
      ["Span", seconds(found.span_seconds), `${instant(found.first).slice(0, 16)} to ${instant(found.last).slice(0, 16)} UTC`],
    ]),
    h("div", { class: "pair" },
      table("Latencies", [
        { name: "Latency", cell: row => row[0] },
        { name: "Requests", number: true, cell: row => count(row[1].n) },
        { name: "p50", number: true, cell: row => seconds(row[1].p50) },
        { name: "p95", number: true, cell: row => seconds(row[1].p95) },
        { name: "p99", number: true, cell: row => seconds(row[1].p99) },
      ], rows),
      table("Models with the most requests", [
        { name: "Top models", cell: each => identity(each.id, address(["datasets", name, "models", each.id], place.scope), each.name) },
        { name: "Requests", number: true, cell: each => count(each.requests) },
        { name: "Tokens", number: true, cell: each => count(each.tokens) },
      ], (found.models_by_requests ?? []).slice(0, 3))),
    command(["query", "overview", "--dataset", name, ...scopeOptions(place.scope)]),
    downloads([
      csvFile([["latency", "requests", "p50_seconds", "p95_seconds", "p99_seconds"],
        ...rows.map(([what, each]) => [what, each.n, each.p50, each.p95, each.p99])], `${name}-summary.csv`),
      { name: "JSON", href: at(["datasets", name, "summary"], place.scope), file: `${name}-summary.json` },
    ]));
}

async function files(place: Place, name: string): Promise<Child> {
  const found = await ask<Catalog>(["datasets", name], undefined, place.signal);
  const said = h("div", { role: "status" });
  const doubts = found.doubts.map(doubt => typeof doubt === "string" ? doubt : JSON.stringify(doubt));
  return h("div", null,
    table("Files", [
      { name: "File", cell: each => each.name },
      { name: "Format", cell: each => each.format },
      { name: "Requests", number: true, cell: each => count(each.rows) },
      { name: "Rejected", number: true, cell: each => count(Object.values(each.rejected).reduce((all, one) => all + one, 0)) },
      { name: "State", cell: each => (each.complete ? "complete" : "not complete") },
    ], found.files),
    doubts.length > 0 && h("ul", { class: "doubts" }, doubts.map(doubt => h("li", null, doubt))),
    command(["datasets", "show", name]),
    h("div", { class: "bar" }, chooser(name), h("button", {
      type: "button", class: "danger", onclick: async () => {
        if (!confirm(`Drop the dataset ${name}, with all of its ${count(found.rows)} requests and results?`)) return;
        try {
          await change("DELETE", at(["datasets", name]));
          go(["datasets"]);
        } catch (failure) {
          said.replaceChildren(failed(failure));
        }
      },
    }, "Drop the dataset …")),
    said);
}
