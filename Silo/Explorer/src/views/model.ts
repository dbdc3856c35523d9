import { ask, at } from "../ask";
import { h, type Child } from "../dom";
import { figureChart, type Figure, type Shown } from "../figure";
import {
  choice, command, csvFile, downloads, empty, figureFiles, later, scopeOptions, section, table, tiles, type Place,
} from "../parts";
import { address, changed, go } from "../route";
import { seriesPart } from "../series";
import { count, identity, instant, number, seconds, short } from "../text";
import type { Model } from "./models";

interface Distribution {
  n: number;
  mean: number | null;
  p10: number | null;
  median: number | null;
  p90: number | null;
  p99: number | null;
  max: number | null;
}

interface ModelAnswer {
  id: string;
  name: string;
  requests: number;
  failed?: number;
  users: number;
  first: string | null;
  last: string | null;
  total_input_tokens: number;
  total_output_tokens: number;
  input_tokens: Distribution;
  output_tokens: Distribution;
  ttft: Distribution;
  duration: Distribution;
}

const mostModels = 5;
const mostOffered = 200;

// The analyses that draw figures of a model, and the commands that do.
const analyses: Record<string, string[]> = {
  tokens: ["tokens"],
  ttft: ["ttft"],
  latency: ["latency"],
  throughput: ["throughput"],
  arrivals: ["arrivals"],
  "arrivals-per-user": ["arrivals", "--per-user"],
  "model-timelines": ["timelines"],
};

const names: Record<string, string> = {
  input_tokens_cdf: "Input tokens",
  output_tokens_cdf: "Output tokens",
  output_input_ratio_cdf: "Output to input",
  ttft_vs_input_tokens: "TTFT by input",
  tpot_vs_request_rate: "TPOT by request rate",
  tpot_vs_token_rate: "TPOT by token rate",
  ttft_vs_request_rate: "TTFT by request rate",
  ttft_vs_token_rate: "TTFT by token rate",
  throughput_1min: "Throughput, 1 min",
  throughput_1hour: "Throughput, 1 h",
  inter_arrival_cdf: "Inter-arrival times",
  inter_arrival_by_hour: "… by hour",
  inter_arrival_by_date: "… by date",
  lag_correlation: "… successive",
  lag_heatmap: "… successive, as a map",
};

interface Choice {
  key: string;
  analysis: string;
  path: string;
}

/** A model: its numbers, what it does over time, and its figures, alone or beside others. */
export function model(place: Place): Child {
  const { path, query, scope, signal } = place;
  const name = path[1];
  const ids = [path.slice(3).join("/"), ...query.getAll("with")].filter((id, at, all) => all.indexOf(id) === at).slice(0, mostModels);
  const own = (changes: Record<string, string | string[] | null>, replace = true): void => go(path, changed(query, changes), replace);
  const answers = Promise.all(ids.map(id => ask<ModelAnswer>(["datasets", name, "models", id], scope, signal)));
  answers.catch(() => undefined);
  return [
    later(place, "Asking for the model …", async () => {
      const found = await answers;
      return section(found.length > 1 ? `${found.length} models` : "Model", numbers(place, name, found),
        await others(place, name, ids, own),
        command(["query", "model", found[0].id, "--dataset", name, ...scopeOptions(scope)]),
        downloads([
          csvFile([["model", "name", "requests", "users", "input_tokens", "output_tokens", "median_ttft", "median_duration"],
            ...found.map(each => [each.id, each.name, each.requests, each.users, each.total_input_tokens, each.total_output_tokens,
              each.ttft.median, each.duration.median])], "model.csv"),
          { name: "JSON", href: at(["datasets", name, "models", ids[0]], scope), file: "model.json" },
        ]));
    }),
    section("Figures", later(place, "Computing the figures …", async () => figures(place, name, await answers, own))),
    section("Over time", later(place, "Computing the series …", async () => {
      const found = await answers;
      return [
        found.length > 1 && h("p", { class: "hint" }, `Of ${short(found[0].name)}, the first of them.`),
        await seriesPart(place, name, changed(scope, { model: [found[0].id] })),
      ];
    })),
  ];
}

function numbers(place: Place, name: string, found: ModelAnswer[]): Child {
  if (found.length === 1) {
    const one = found[0];
    return [
      h("p", { class: "names" }, identity(one.id), one.name !== one.id && h("span", null, " ", one.name)),
      tiles([
        ["Requests", count(one.requests), one.failed === undefined ? undefined : `${count(one.failed)} failed`],
        ["Users", count(one.users)],
        ["Input tokens", count(one.total_input_tokens), `median ${number(one.input_tokens.median)}, p99 ${number(one.input_tokens.p99)}`],
        ["Output tokens", count(one.total_output_tokens),
          `median ${number(one.output_tokens.median)}, p99 ${number(one.output_tokens.p99)}`],
        ["Time to first token", seconds(one.ttft.median), `median; p90 ${seconds(one.ttft.p90)}, p99 ${seconds(one.ttft.p99)}`],
        ["Whole request", seconds(one.duration.median), `median; p90 ${seconds(one.duration.p90)}, p99 ${seconds(one.duration.p99)}`],
        ["Span", span(one), `${instant(one.first).slice(0, 16)} to ${instant(one.last).slice(0, 16)} UTC`],
      ]),
    ];
  }

  return table("Models", [
    { name: "Model", cell: each => identity(each.id, address(["datasets", name, "models", each.id], place.scope), each.name) },
    { name: "Requests", number: true, cell: each => count(each.requests) },
    { name: "Users", number: true, cell: each => count(each.users) },
    { name: "Input p50", number: true, cell: each => number(each.input_tokens.median) },
    { name: "Output p50", number: true, cell: each => number(each.output_tokens.median) },
    { name: "ttft p50", number: true, cell: each => seconds(each.ttft.median) },
    { name: "ttft p99", number: true, cell: each => seconds(each.ttft.p99) },
    { name: "e2e p50", number: true, cell: each => seconds(each.duration.median) },
    { name: "e2e p99", number: true, cell: each => seconds(each.duration.p99) },
  ], found);
}

const span = (one: ModelAnswer): string =>
  one.first && one.last ? seconds((new Date(one.last).getTime() - new Date(one.first).getTime()) / 1000) : "–";

// Which others stand beside it, and which could.
async function others(
  place: Place, name: string, ids: string[], own: (changes: Record<string, string[]>, replace?: boolean) => void): Promise<Child> {
  const rest = ids.slice(1);
  const known = await ask<Model[]>(
    ["datasets", name, "models"], changed(place.scope, { limit: String(mostOffered), model: null }), place.signal).catch(() => []);
  const free = known.filter(each => !ids.includes(each.model));
  return h("div", { class: "bar" },
    ids.length < mostModels && free.length > 0 && choice("add", "Beside it", [["", "choose a model …"],
      ...free.map((each): [string, string] => [each.model, `${short(each.name)} (${count(each.requests)})`])], "",
    value => own({ with: [...rest, value] }, false)),
    rest.map(id => h("span", { class: "chip" }, h("span", { title: id }, short(id)), h("button", {
      type: "button", "aria-label": `Take out ${id}`, onclick: () => own({ with: rest.filter(other => other !== id) }, false),
    }, "×"))));
}

async function figures(
  place: Place, name: string, found: ModelAnswer[], own: (changes: Record<string, string | null>) => void): Promise<Child> {
  const { query, scope, signal } = place;
  const lists = await Promise.allSettled(Object.keys(analyses).map(analysis => list(name, analysis, found[0].id, scope, signal)));
  if (signal.aborted) throw signal.reason;
  const all = lists.flatMap(each => (each.status === "fulfilled" ? each.value : []));
  if (all.length === 0) {
    const failure = lists.find(each => each.status === "rejected");
    if (failure?.status === "rejected") throw failure.reason;
    return empty("No figure can be drawn of this model.");
  }

  const chosen = all.find(each => each.key === query.get("fig")) ?? all[0];
  const each = await Promise.all(found.map(one => describe(name, chosen, one, found.map(other => other.name), scope, signal)));
  const shown = each.filter(one => one !== null);
  const missing = found.filter((_, at) => each[at] === null).map(one => short(one.name));
  const panel = shown[0]?.figure.panels[0];
  const scale = (side: "x" | "y"): Child => {
    const kind = panel?.[side].kind;
    if (kind !== "linear" && kind !== "logarithmic") return null;
    const now = query.get(side) ?? (kind === "logarithmic" ? "log" : "linear");
    return choice(
      side, side === "x" ? "Across" : "Up", [["linear", "linear"], ["log", "logarithmic"]], now, value => own({ [side]: value }));
  };
  return h("div", null,
    h("div", { class: "tabs", role: "group", "aria-label": "Figures" }, all.map(one => h("button", {
      type: "button", id: `fig-${one.key}`, "aria-pressed": String(one === chosen),
      onclick: () => own({ fig: one.key, x: null, y: null, zoom: null }),
    }, label(one)))),
    shown.length === 0 ? empty("This figure cannot be drawn of these models.") : [
      h("div", { class: "bar" },
        h("h3", null, shown.length === 1 ? title(shown[0].figure, found[0]) : label(chosen)), scale("x"), scale("y")),
      figureChart(shown, {
        x: query.get("x"), y: query.get("y"), zoom: query.get("zoom"), onZoom: zoom => remember(place, zoom),
      }),
      missing.length > 0 && h("p", { class: "hint" }, `Without this figure: ${missing.join(", ")}.`),
      shown.length === 1 && panel!.notes.length > 0 && h("ul", { class: "notes", "aria-label": "Numbers of the figure" },
        panel!.notes.map(note => h("li", null, note))),
    ],
    command([...analyses[chosen.analysis], "--dataset", name, "--models", found.map(one => one.id).join(","), ...scopeOptions(scope)]),
    shown.length < 2
      ? figureFiles(name, chosen.analysis, chosen.path, changed(scope, { models: found[0].id }))
      : h("div", { class: "files" }, shown.map(one => h("div", null, h("span", { class: "what" }, one.name),
        figureFiles(name, chosen.analysis, one.figure.path, changed(scope, { models: one.id }))))));
}

// What is zoomed to is in the address, without drawing all anew.
function remember(place: Place, zoom: string | null): void {
  place.query = changed(place.query, { zoom });
  history.replaceState(null, "", address(place.path, place.query));
}

async function list(name: string, analysis: string, id: string, scope: URLSearchParams, signal: AbortSignal): Promise<Choice[]> {
  const found = await ask<{ figures: string[] }>(
    ["datasets", name, "analyses", analysis, "figures"], changed(scope, { models: id }), signal);
  // Those of all models together have no folder of the model.
  return found.figures.filter(path => analysis === "model-timelines" || path.split("/").length > 2)
    .map(path => ({ key: keyOf(analysis, path), analysis, path }));
}

const keyOf = (analysis: string, path: string): string =>
  analysis === "model-timelines" ? analysis : `${analysis}.${path.split("/").at(-1)}`;

function label(one: Choice): string {
  if (one.analysis === "model-timelines") return "Requests by user";
  const file = one.path.split("/").at(-1)!;
  return `${names[file] ?? file.replaceAll("_", " ")}${one.analysis === "arrivals-per-user" ? ", within users" : ""}`;
}

// The id in a title is long, and said above.
const title = (figure: Figure, one: ModelAnswer): string => figure.title.replace(one.id, short(one.id)).replace(one.name, short(one.name));

async function describe(
  name: string, chosen: Choice, one: ModelAnswer, names: string[], scope: URLSearchParams,
  signal: AbortSignal): Promise<(Shown & { id: string }) | null> {
  const all = await list(name, chosen.analysis, one.id, scope, signal);
  const own = all.find(each => each.key === chosen.key);
  if (!own) return null;
  const parts = own.path.split("/");
  const figure = await ask<Figure>(
    ["datasets", name, "analyses", chosen.analysis, "figures", ...parts.slice(0, -1), `${parts.at(-1)}.json`],
    changed(scope, { models: one.id, "thin-data": "true" }), signal);
  // Models of one name are told apart by their ids.
  const isAlone = names.filter(other => other === one.name).length === 1;
  return { id: one.id, name: short(isAlone ? one.name : one.id), figure };
}
