import { ask, at } from "../ask";
import { h, type Child } from "../dom";
import { command, csvFile, downloads, empty, later, table, type Place } from "../parts";
import { address } from "../route";
import { count, instant } from "../text";
import { chooser } from "../upload";

export interface Dataset {
  dataset: string;
  rows: number;
  models: number;
  files: number;
  complete: boolean;
  first: string | null;
  last: string | null;
}

/** All datasets of the silo. */
export function datasets(place: Place): Child {
  return [
    h("div", { class: "head" }, h("h1", { tabindex: -1 }, "Datasets"), chooser(null)),
    later(place, "Asking for the datasets …", async () => {
      const found = await ask<Dataset[]>(["datasets"], undefined, place.signal);
      if (found.length === 0) {
        return empty(h("strong", null, "There is no dataset yet. "),
          "Drop a log of requests onto this page, or upload one: CSV, JSON or Parquet, compressed or not. ",
          "The repository has one to try: ", h("code", null, "deploy/samples/requests.csv.gz"), ".");
      }

      return h("div", { class: "card" },
        table("Datasets", [
          { name: "Dataset", cell: each => h("a", { href: address(["datasets", each.dataset]) }, each.dataset) },
          { name: "Requests", number: true, cell: each => count(each.rows) },
          { name: "Models", number: true, cell: each => count(each.models) },
          { name: "Files", number: true, cell: each => `${count(each.files)}${each.complete ? "" : ", not all complete"}` },
          { name: "First (UTC)", cell: each => instant(each.first) },
          { name: "Last (UTC)", cell: each => instant(each.last) },
        ], found),
        command(["datasets", "list"]),
        downloads([
          csvFile([["dataset", "rows", "models", "files", "first", "last"],
            ...found.map(each => [each.dataset, each.rows, each.models, each.files, each.first, each.last])], "datasets.csv"),
          { name: "JSON", href: at(["datasets"]), file: "datasets.json" },
        ]));
    }),
  ];
}
