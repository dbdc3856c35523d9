// The range and the filters that hold for everything of a dataset.
import { h } from "./dom";
import type { Place } from "./parts";
import { changed, go, scopeNames, type ScopeName } from "./route";
import { instant, short } from "./text";

const filters: [ScopeName, string][] = [
  ["model", "model"], ["user", "user"], ["function", "function"], ["instance", "instance"], ["status", "status"], ["label", "label"],
];

/** The bar of range and filters of a view. */
export function scopeBar(place: Place): HTMLElement {
  const { query, path } = place;
  const own = (changes: Record<string, string | string[] | null>): void => go(path, changed(query, changes));
  const from = field("from", "From", query.get("from"));
  const to = field("to", "To", query.get("to"));
  const name = h("select", { id: "filter-name", "aria-label": "Filter by" }, filters.map(([value, text]) => h("option", { value }, text)));
  const value = h("input", {
    id: "filter-value", type: "text", "aria-label": "Value of the filter", placeholder: "value, or - for missing",
  });
  const given = scopeNames.flatMap(each => query.getAll(each).map(text => [each, text] as const));
  return h("form", {
    class: "scope", "aria-label": "Range and filters", onsubmit: (event: Event) => {
      event.preventDefault();
      const text = value.value.trim();
      own({
        from: from.input.value.trim() || null,
        to: to.input.value.trim() || null,
        ...(text ? { [name.value]: [...query.getAll(name.value), text] } : {}),
      });
    },
  },
  h("div", { class: "fields" }, from.label, to.label,
    h("span", { class: "filter" }, name, value), h("button", { type: "submit" }, "Apply")),
  given.length > 0 && h("ul", { class: "given", "aria-label": "What is applied" }, given.map(([each, text]) => h("li", { class: "chip" },
    h("span", { title: text }, `${each === "from" || each === "to" ? each : `${each} =`} ${each === "from" || each === "to"
      ? text.startsWith("+") ? text : instant(text) : short(text)}`),
    h("button", {
      type: "button", "aria-label": `Take out ${each} ${text}`,
      onclick: () => own({ [each]: query.getAll(each).filter(other => other !== text) }),
    }, "×"))),
  h("li", null, h("button", {
    type: "button", class: "plain", onclick: () => own(Object.fromEntries(scopeNames.map(each => [each, null]))),
  }, "All requests"))));
}

function field(id: string, text: string, value: string | null): { label: HTMLElement; input: HTMLInputElement } {
  const input = h("input", {
    id, type: "text", value, autocomplete: "off", spellcheck: "false",
    placeholder: id === "from" ? "2025-01-06, +1h" : "2025-01-07T12:00:00Z",
    "aria-label": `${text}: a date, an instant, or +N of s, m, h or d after the first request`,
  });
  return { label: h("label", { for: id }, h("span", null, text), input), input };
}
