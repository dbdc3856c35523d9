import { ask, at } from "../ask";
import { h, type Child } from "../dom";
import { choice, command, csvFile, downloads, empty, figureFiles, later, scopeOptions, table, type Place } from "../parts";
import { address, changed, go } from "../route";
import { count, identity } from "../text";
import { search } from "./search";

interface User {
  user: string | null;
  requests: number;
  failed?: number;
  models: number;
  input_tokens: number;
  output_tokens: number;
}

const page = 50;
const most = 1000;

/** The users of a dataset. */
export function users(place: Place): Child {
  const { path, query, scope, signal } = place;
  const name = path[1];
  const [sort, words] = [query.get("sort") ?? "-requests", query.get("q") ?? ""];
  const shown = Math.min(most, Number(query.get("n")) || page);
  const own = (changes: Record<string, string | string[] | null>): void => go(path, changed(query, changes), true);
  return h("section", { class: "card", "aria-labelledby": "users-title" },
    h("div", { class: "bar" }, h("h2", { id: "users-title" }, "Users"), search(place, "Search users"),
      choice("sort", "Sort by", [["-requests", "requests"], ["-tokens", "tokens"], ["-failed", "failed"], ["-cost", "cost"]], sort,
        value => own({ sort: value }))),
    later(place, "Asking for the users …", async () => {
      const asked = changed(scope, { sort, limit: String(shown), ...(words ? { q: words } : {}) });
      const found = await ask<User[]>(["datasets", name, "users"], asked, signal);
      if (found.length === 0) return empty(words ? "No user is like this." : "There are no users here.");
      return h("div", null,
        table("Users", [
          {
            name: "User", cell: each => each.user === null ? "without a user"
              : identity(each.user, address(["datasets", name, "users", each.user], scope)),
          },
          { name: "Requests", number: true, sort: "-requests", cell: each => count(each.requests) },
          { name: "Models", number: true, cell: each => count(each.models) },
          { name: "Input tokens", number: true, cell: each => count(each.input_tokens) },
          { name: "Output tokens", number: true, cell: each => count(each.output_tokens) },
          { name: "Tokens", number: true, sort: "-tokens", cell: each => count(each.input_tokens + each.output_tokens) },
        ], found, { by: sort, choose: value => own({ sort: value }) }),
        h("div", { class: "bar" },
          found.length === shown && shown < most
            ? h("button", { type: "button", id: "more", onclick: () => own({ n: String(shown + page) }) }, "Show more")
            : h("p", { class: "hint" }, found.length === most ? `The first ${count(most)}; search for others.` : "These are all.")),
        command(["query", "users", "--dataset", name, "--by", sort.slice(1), "--top", String(shown), ...scopeOptions(scope)]),
        downloads([
          csvFile([["user", "requests", "models", "input_tokens", "output_tokens"],
            ...found.map(each => [each.user, each.requests, each.models, each.input_tokens, each.output_tokens])], `${name}-users.csv`),
          { name: "JSON", href: at(["datasets", name, "users"], asked), file: `${name}-users.json` },
        ]),
        h("div", { class: "files" }, h("div", null, h("span", { class: "what" }, "requests per user"),
          figureFiles(name, "users", "user_analysis/requests_per_user_cdf", scope))));
    }));
}
