// What views are made of.
import { at, Refused } from "./ask";
import { copyButton, h, type Child } from "./dom";
import { csv } from "./text";

/** What a view knows of where it is. */
export interface Place {
  path: string[];
  query: URLSearchParams;
  scope: URLSearchParams;
  signal: AbortSignal;
  /** What is still on its way. */
  pending: Promise<unknown>[];
}

/** Something that is on its way: said in words until it is there, and also where it does not come. */
export function later(place: Place, words: string, make: () => Promise<Child>): HTMLElement {
  const box = h("div", { class: "later", "aria-busy": "true" }, h("p", { class: "loading", role: "status" }, words));
  place.pending.push(make().then(
    made => box.replaceChildren(h("div", { class: "made" }, made)),
    failure => {
      if (!place.signal.aborted) box.replaceChildren(failed(failure));
    }).finally(() => box.removeAttribute("aria-busy")));
  return box;
}

/** A failure in the silo's words. */
export function failed(failure: unknown): HTMLElement {
  const words = failure instanceof Error ? failure.message : String(failure);
  const known = failure instanceof Refused;
  return h("div", { class: "failure", role: "alert" },
    h("p", null, h("strong", null, !known ? "This page failed. " : failure.status === 404 ? "Not found. " : "Not answered. "), words),
    !known && h("p", null, "Reload the page to try again."));
}

/** Nothing, in words. */
export const empty = (...words: Child[]): HTMLElement => h("div", { class: "empty" }, h("p", null, words));

/** Numbers with what they are. */
export const tiles = (all: [string, Child, string?][]): HTMLElement => h("dl", { class: "tiles" }, all.map(([name, value, more]) =>
  h("div", null, h("dt", null, name), h("dd", null, value, more && h("small", null, more)))));

/** A part of a view with a heading of its own. */
export const section = (title: string, ...children: Child[]): HTMLElement => {
  const id = `part-${title.toLowerCase().replace(/\W+/g, "-")}`;
  return h("section", { class: "card", "aria-labelledby": id }, h("h2", { id }, title), children);
};

export interface Column<T> {
  name: string;
  cell: (row: T) => Child;
  /** Whether it is of numbers. */
  number?: boolean;
  /** What the address says where it is sorted by this. */
  sort?: string;
}

/** A table that scrolls within itself where it is wider than the page. */
export function table<T>(
  label: string, columns: Column<T>[], rows: T[], sorted?: { by: string; choose: (sort: string) => void }): HTMLElement {
  return h("div", { class: "scroll", tabindex: 0, role: "group", "aria-label": label },
    h("table", null,
      h("thead", null, h("tr", null, columns.map(column => h("th", {
        scope: "col",
        class: column.number ? "number" : null,
        "aria-sort": sorted && column.sort === sorted.by ? "descending" : null,
      }, column.sort && sorted
        ? h("button", { type: "button", id: `sort${column.sort}`, onclick: () => sorted.choose(column.sort!) }, column.name,
            column.sort === sorted.by && h("span", { "aria-hidden": "true" }, " ↓"))
        : column.name)))),
      h("tbody", null, rows.map(row => h("tr", null, columns.map((column, place) =>
        h(place === 0 ? "th" : "td", { class: column.number ? "number" : null, scope: place === 0 ? "row" : null }, column.cell(row))))))));
}

/** The command that prints what a view shows. */
export function command(words: string[]): HTMLElement {
  const text = ["llmwl", ...words].map(quoted).join(" ");
  return h("div", { class: "command" },
    h("span", { class: "what" }, "The command that prints this"), h("code", { tabindex: 0 }, text), copyButton(text, "the command"));
}

/** The options that narrow a command as the view is. */
export const scopeOptions = (scope: URLSearchParams): string[] => [...scope].flatMap(([name, value]) => [`--${name}`, value]);

// As a shell takes it.
const quoted = (word: string): string => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);

/** Links to the files of a figure. */
export function figureFiles(dataset: string, analysis: string, path: string, query: URLSearchParams): HTMLElement {
  const parts = path.split("/");
  return downloads(["png", "svg", "pdf", "csv", "json"].map(ending => ({
    name: ending.toUpperCase(),
    href: at(["datasets", dataset, "analyses", analysis, "figures", ...parts.slice(0, -1), `${parts.at(-1)}.${ending}`], query),
    file: `${parts.at(-1)}.${ending}`,
  })));
}

/** Links to files. */
export const downloads = (files: { name: string; href: string; file: string }[]): HTMLElement =>
  h("div", { class: "downloads" }, h("span", { class: "what" }, "Download"), files.map(file =>
    h("a", { href: file.href, download: file.file, class: "chip" }, file.name)));

/** A file made of rows that the page has. */
export function csvFile(rows: (string | number | null | undefined)[][], file: string): { name: string; href: string; file: string } {
  return { name: "CSV", href: URL.createObjectURL(new Blob([csv(rows)], { type: "text/csv" })), file };
}

/** A choice of one of several, as the address has it. */
export const choice = (
  id: string, label: string, options: [string, string][], chosen: string, choose: (value: string) => void): HTMLElement =>
  h("label", { class: "choice", for: id }, h("span", null, label), h("select", {
    id, onchange: (event: Event) => choose((event.target as HTMLSelectElement).value),
  }, options.map(([value, name]) => h("option", { value, selected: value === chosen }, name))));
