import { h } from "../dom";
import type { Place } from "../parts";
import { changed, go } from "../route";

const pause = 300;

/** A field whose text is searched for in ids and names. */
export function search(place: Place, label: string): HTMLElement {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const field = h("input", {
    id: "q", type: "search", "aria-label": label, placeholder: label, value: place.query.get("q") ?? "", autocomplete: "off",
    oninput: () => {
      clearTimeout(timer);
      timer = setTimeout(() => go(place.path, changed(place.query, { q: field.value.trim() || null, n: null }), true), pause);
    },
  });
  return field;
}
