import { ask, at } from "../ask";
import { h, type Child } from "../dom";
import { figureChart, type Figure } from "../figure";
import { command, csvFile, downloads, empty, figureFiles, later, scopeOptions, section, table, tiles, type Place } from "../parts";
import { address, changed } from "../route";
import { seriesPart } from "../series";
import { count, identity, instant, number, percent, seconds } from "../text";

interface Distribution {
  median: number | null;
  p90: number | null;
  p99: number | null;
}

interface UserAnswer {
  user: string;
  requests: number;
  failed?: number;
  first: string | null;
  last: string | null;
  input_tokens: Distribution;
  output_tokens: Distribution;
  inter_arrival_seconds: Distribution;
  models: { id: string; name: string; requests: number }[];
}

const page = 50;

/** A user: numbers, models, and when they were used. */
export function user(place: Place): Child {
  const { path, scope, signal } = place;
  const name = path[1];
  const id = path.slice(3).join("/");
  return [
    section("User", later(place, "Asking for the user …", async () => {
      const found = await ask<UserAnswer>(["datasets", name, "users", id], scope, signal);
      return [
        h("p", { class: "names" }, identity(found.user)),
        tiles([
          ["Requests", count(found.requests), found.failed === undefined ? undefined : `${count(found.failed)} failed`],
          ["Models", count(found.models.length)],
          ["Input tokens", number(found.input_tokens.median), `median; p99 ${number(found.input_tokens.p99)}`],
          ["Output tokens", number(found.output_tokens.median), `median; p99 ${number(found.output_tokens.p99)}`],
          ["Between requests", seconds(found.inter_arrival_seconds.median), `median; p90 ${seconds(found.inter_arrival_seconds.p90)}`],
          ["First request", instant(found.first).slice(0, 10),
            `${instant(found.first).slice(11, 16)}; last ${instant(found.last).slice(0, 16)} UTC`],
        ]),
        table("Models of the user", [
          { name: "Model", cell: each => identity(each.id, address(["datasets", name, "models", each.id], scope), each.name) },
          { name: "Requests", number: true, cell: each => count(each.requests) },
          { name: "Share", number: true, cell: each => percent(each.requests / found.requests) },
        ], found.models.slice(0, page)),
        found.models.length > page && h("p", { class: "hint" }, `The first ${page} of ${count(found.models.length)}; the files have all.`),
        command(["query", "user", found.user, "--dataset", name, ...scopeOptions(scope)]),
        downloads([
          csvFile([["model", "name", "requests"], ...found.models.map(each => [each.id, each.name, each.requests])], "user.csv"),
          { name: "JSON", href: at(["datasets", name, "users", id], scope), file: "user.json" },
        ]),
      ];
    })),
    section("Over time", later(place, "Computing the series …", () => seriesPart(place, name, changed(scope, { user: id })))),
    section("Requests by model", later(place, "Computing the timeline …", async () => {
      const asked = changed(scope, { users: id });
      const { figures } = await ask<{ figures: string[] }>(["datasets", name, "analyses", "user-timelines", "figures"], asked, signal);
      if (figures.length === 0) return empty("No timeline can be drawn of this user.");
      const parts = figures[0].split("/");
      const figure = await ask<Figure>(["datasets", name, "analyses", "user-timelines", "figures", ...parts.slice(0, -1),
        `${parts.at(-1)}.json`], changed(asked, { "thin-data": "true" }), signal);
      return h("div", null, figureChart([{ name: "requests", figure }], { x: null, y: null, zoom: null }),
        command(["timelines", "--dataset", name, "--users", id, ...scopeOptions(scope)]),
        figureFiles(name, "user-timelines", figures[0], asked));
    })),
  ];
}
